#include "detente/space/moves.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "detente/space/evaluate.hpp"

namespace detente {

Mover::Mover(const Model& model, const StateSpace& space, std::vector<PartyId> parties,
             std::vector<VariableId> variables)
    : space_(&space), parties_(std::move(parties)), variables_(std::move(variables)) {
  std::vector<Formula> formulas;
  const auto condition = [&](const Formula& formula) {
    const auto known = std::ranges::find(formulas, formula);
    if (known != formulas.end()) return static_cast<std::int32_t>(known - formulas.begin());
    formulas.push_back(formula);
    for (const VariableId named : variables_of(formula)) {
      // What the mover itself can change may open a way that was closed before its first move.
      if (std::ranges::find(variables_, named) != variables_.end()) transitive_ = false;
    }
    return static_cast<std::int32_t>(formulas.size() - 1);
  };

  for (const VariableId v : variables_) {
    const Variable& variable = model.variable(v);
    const std::size_t values = variable.values.size();
    fiber_size_ = fiber_size_ > (std::uint64_t{1} << 40) ? fiber_size_ : fiber_size_ * values;
    // A term is set by all that it is between; less than all of them can only break it.
    const bool breaks = variable.kind == Variable::Kind::term && !std::ranges::all_of(variable.between, [&](PartyId p) {
                          return std::ranges::find(parties_, p) != parties_.end();
                        });
    on_graph_ |= variable.kind == Variable::Kind::graph;
    if (on_graph_ || breaks || variable.moves_limited || variable.needs) free_ = false;

    // Whoever of them breaks a term does the same; in a graph each has moves of its own.
    std::vector<Transition> changes = transitions(model, v, breaks ? std::optional(parties_[0]) : std::nullopt);
    for (std::size_t k = 0; on_graph_ && k < parties_.size(); ++k) {
      std::ranges::copy(transitions(model, v, parties_[k]), std::back_inserter(changes));
    }
    std::ranges::stable_sort(changes, {}, &Transition::from);
    std::vector<Rule>& rules = allowed_.emplace_back();
    for (const Transition& t : changes) {
      rules.push_back({t.from, t.to, t.condition ? condition(*t.condition) : -1});
    }
    std::vector<std::uint32_t>& first = first_.emplace_back(values + 1, 0);
    for (const Rule& rule : rules) ++first[std::size_t{rule.from} + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    if (!closed(allowed_.size() - 1)) transitive_ = false;
  }
  if (space.merged()) transitive_ = false;
  std::vector<const Formula*> pointers;
  for (const Formula& formula : formulas) pointers.push_back(&formula);
  if (!pointers.empty()) conditions_ = evaluate_members(space, pointers);
}

bool Mover::closed(std::size_t k) const {
  const std::vector<Rule>& rules = allowed_[k];
  const std::vector<std::uint32_t>& first = first_[k];
  std::vector<std::int32_t> named;  // the conditions of this variable, each once
  for (const Rule& rule : rules) {
    if (rule.condition >= 0) named.push_back(rule.condition);
  }
  std::ranges::sort(named);
  const auto repeated = std::ranges::unique(named);
  named.erase(repeated.begin(), repeated.end());
  constexpr std::size_t most_conditions = 6;
  if (named.size() > most_conditions) return false;
  for (std::uint32_t holding = 0; holding < std::uint32_t{1} << named.size(); ++holding) {
    const auto allowed = [&](const Rule& rule) {
      return rule.condition < 0 ||
             (holding >> (std::ranges::lower_bound(named, rule.condition) - named.begin()) & 1) != 0;
    };
    std::vector<std::uint32_t> reached(first.size() - 1, 0);  // by value, 1 + the last `a` that leads there
    for (std::uint32_t a = 0; a + 1 < first.size(); ++a) {
      for (std::uint32_t r = first[a]; r < first[a + 1]; ++r) {
        if (allowed(rules[r])) reached[rules[r].to] = a + 1;
      }
      for (std::uint32_t r = first[a]; r < first[a + 1]; ++r) {
        if (!allowed(rules[r])) continue;
        const std::size_t b = rules[r].to;
        for (std::uint32_t s = first[b]; s < first[b + 1]; ++s) {
          if (allowed(rules[s]) && rules[s].to != a && reached[rules[s].to] != a + 1) return false;
        }
      }
    }
  }
  return true;
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

bool is_improvement(const Mover& mover, const Payoffs& payoffs, StateId from, StateId to) {
  return std::ranges::all_of(mover.parties(), [&](PartyId p) { return payoffs.prefers(p, to, from); });
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

Moves::Moves(const Model& model, const StateSpace& space, const std::vector<std::vector<PartyId>>& blocks)
    : space_(&space), parties_(blocks.size()) {
  for (const std::vector<PartyId>& block : blocks) {
    std::vector<VariableId> variables;
    for (const PartyId p : block) {
      const std::vector<VariableId> own = model.movable_by(p);
      variables.insert(variables.end(), own.begin(), own.end());
    }
    for (std::size_t v = 0; v < model.variables.size(); ++v) {
      const Variable& variable = model.variables[v];
      const auto in_block = [&](PartyId p) { return std::ranges::find(block, p) != block.end(); };
      if (variable.kind == Variable::Kind::term && std::ranges::all_of(variable.between, in_block)) {
        variables.emplace_back(v);
      }
    }
    std::ranges::sort(variables);
    const auto repeated = std::ranges::unique(variables);
    variables.erase(repeated.begin(), repeated.end());
    movers_.emplace_back(model, space, block, variables);
  }
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
