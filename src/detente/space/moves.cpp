#include "detente/space/moves.hpp"

#include <algorithm>
#include <map>

#include "detente/space/evaluate.hpp"

namespace detente {

namespace {

/// Whether a set of transitions of one variable holds a -> c wherever it holds a -> b and b -> c, a != c.
bool closed(const std::vector<std::pair<Value, Value>>& transitions) {
  for (const auto& [a, b] : transitions) {
    for (const auto& [b2, c] : transitions) {
      if (b != b2 || a == c) continue;
      if (std::ranges::find(transitions, std::pair(a, c)) == transitions.end()) return false;
    }
  }
  return true;
}

}  // namespace

Mover::Mover(const Model& model, const StateSpace& space, std::vector<PartyId> parties,
             std::vector<VariableId> variables)
    : space_(&space), parties_(std::move(parties)), variables_(std::move(variables)) {
  const bool alone = parties_.size() == 1;
  std::vector<Formula> formulas;
  const auto condition = [&](Formula formula) {
    formulas.push_back(std::move(formula));
    for (const VariableId named : variables_of(formulas.back())) {
      // What the mover itself can change may open a way that was closed before its first move.
      if (std::ranges::find(variables_, named) != variables_.end()) transitive_ = false;
    }
    return static_cast<std::int32_t>(formulas.size() - 1);
  };

  for (const VariableId v : variables_) {
    const Variable& variable = model.variable(v);
    const auto values = static_cast<Value>(variable.values.size());
    fiber_size_ = fiber_size_ > (std::uint64_t{1} << 40) ? fiber_size_ : fiber_size_ * values;
    const bool breaks = alone && variable.kind == Variable::Kind::term;
    if (breaks || variable.moves_limited || variable.needs) free_ = false;

    std::vector<Transition> transitions = variable.moves;
    if (!variable.moves_limited) {
      for (Value from = 0; from < values; ++from) {
        for (Value to = 0; to < values; ++to) {
          if (from != to) transitions.push_back({.from = from, .to = to});
        }
      }
    }
    std::vector<Rule>& rules = allowed_.emplace_back();
    std::vector<std::pair<Value, Value>> unconditional;
    const bool some_conditions =
        std::ranges::any_of(transitions, [](const Transition& t) { return t.condition.has_value(); });
    std::int32_t needs = -1;
    if (variable.needs) needs = condition(*variable.needs);
    for (const Transition& t : transitions) {
      if (breaks && t.to != 0) continue;
      std::int32_t index = t.from == 0 ? needs : -1;
      if (t.condition && index >= 0) {
        index = condition(Formula::apply(Formula::Op::conjunction, {*variable.needs, *t.condition}));
      } else if (t.condition) {
        index = condition(*t.condition);
      }
      rules.push_back({t.from, t.to, index});
      unconditional.emplace_back(t.from, t.to);
    }
    if (!closed(unconditional)) transitive_ = false;
    // With two values a second change only leads back; `needs` closes every way out of the first value at once, which
    // leaves a closed relation closed. Conditions on single changes among three or more values may not.
    if (values > 2 && some_conditions) transitive_ = false;
  }
  if (space.merged()) transitive_ = false;
  std::vector<const Formula*> pointers;
  for (const Formula& formula : formulas) pointers.push_back(&formula);
  if (!pointers.empty()) conditions_ = evaluate_members(space, pointers);
}

Code Mover::local(Code code) const {
  Code local = 0;
  Code stride = 1;
  for (const VariableId v : variables_) {
    local += stride * space_->layout().digit(code, v);
    stride *= space_->layout().radix(v);
  }
  return local;
}

Code Mover::code_of_local(Code local) const {
  Code code = 0;
  for (const VariableId v : variables_) {
    code += local % space_->layout().radix(v) * space_->layout().stride(v);
    local /= space_->layout().radix(v);
  }
  return code;
}

std::optional<std::uint32_t> Mover::pattern(Member m) const {
  if (conditions_.size() > 16) return std::nullopt;
  std::uint32_t pattern = 0;
  for (std::size_t c = 0; c < conditions_.size(); ++c) pattern |= (conditions_[c].test(m) ? 1U : 0U) << c;
  return pattern;
}

std::vector<CodeDigit> other_digits(const Layout& layout, const Mover& mover) {
  std::vector<CodeDigit> others;
  for (std::size_t v = 0; v < layout.variables(); ++v) {
    if (std::ranges::find(mover.variables(), VariableId(v)) != mover.variables().end()) continue;
    const CodeDigit digit{layout.radix(VariableId(v)), layout.stride(VariableId(v))};
    if (!others.empty() && others.back().stride * others.back().radix == digit.stride) {
      others.back().radix *= digit.radix;
    } else {
      others.push_back(digit);
    }
  }
  return others;
}

Moves::Moves(const Model& model, const StateSpace& space) : space_(&space), parties_(model.parties.size()) {
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    movers_.emplace_back(model, space, std::vector{PartyId(p)}, model.movable_by(PartyId(p)));
  }
  std::map<std::vector<PartyId>, std::vector<VariableId>> terms_between;
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    if (model.variables[v].kind != Variable::Kind::term) continue;
    std::vector<PartyId> between = model.variables[v].between;
    std::ranges::sort(between);
    terms_between[between].emplace_back(v);
  }
  for (auto& [between, terms] : terms_between) movers_.emplace_back(model, space, between, terms);
}

std::vector<StateId> Moves::from(const Mover& mover, StateId s) const {
  std::vector<StateId> targets;
  for (std::size_t k = 0; k < space_->members_in(s); ++k) {
    mover.for_each_target(space_->member_of(s, k), [&](Code code) {
      const std::optional<Member> m = space_->find(code);
      if (m && space_->state_of(*m) != s) targets.push_back(space_->state_of(*m));
    });
  }
  std::ranges::sort(targets);
  const auto repeated = std::ranges::unique(targets);
  targets.erase(repeated.begin(), repeated.end());
  return targets;
}

}  // namespace detente
