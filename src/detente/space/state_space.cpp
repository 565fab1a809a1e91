// Listing the feasible states.
//
// Depth-first search over the variables from the most significant to the least, so that members come out in the order
// of their codes. At every step only the rules that mention the variable just set are looked at again, under
// three-valued logic: a rule that has become false ends the branch; once all rules are true everything below is
// feasible and is listed without looking. Cost: proportional to the feasible states, times the rules per variable, as
// long as rules fail early; dead ends that three-valued logic cannot see cost extra.

#include "detente/space/state_space.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/space/evaluate.hpp"
#include "detente/space/named.hpp"
#include "detente/space/symbolic.hpp"

namespace detente {

namespace {

constexpr std::uint64_t most_members = 0x7FFF'FFF0U;  // so that twice an index fits in 32 bits

/// Cases with rules and more assignments than this are counted before they are listed.
constexpr Code counted_first = Code{1} << 24;

/// The least that a member needs to be solved: its code, ranks and results, and W and c of one party. What the engines
/// need in all is told by choose_engine, once there are states.
std::uint64_t bytes_per_member(const Model& model) {
  const std::uint64_t parties = model.parties.size();
  const std::uint64_t list = model.rules.empty() ? 0 : 9;
  const std::uint64_t merge = model.merges.empty() ? 0 : 12;
  return list + merge + 2 * parties + (5 * parties + 7) / 8 + 4;
}

/// How a number of states too large for a list reads: "9,765,625", "1.2e+18".
std::string large(double states) {
  return states < 1e15 ? with_commas(static_cast<unsigned long long>(states)) : fmt::format("{:.1e}", states);
}

Diagnostic too_large(const Model& model, double members, std::string_view how_many, const SpaceLimits& limits) {
  Diagnostic d;
  d.code = "too-large";
  d.message = fmt::format("the case has {}{} states, which need {}{}; the limit is {}", how_many, large(members),
                          how_many.empty() ? "at least " : how_many,
                          memory_text(members * static_cast<double>(bytes_per_member(model))),
                          memory_text(static_cast<double>(limits.memory_bytes)));
  d.hint =
      "`detente explain` answers for single states of such a case; or add rules for what cannot go together, drop "
      "options "
      "that nobody's preferences mention, or raise --memory";
  return d;
}

}  // namespace

struct SpaceBuilder {
  const Model& model;
  const SpaceLimits& limits;
  const Control& control;
  SpaceBuild result{};
  StateSpace space{model};

  /// The rules to look at after each variable is set.
  std::vector<std::vector<std::uint32_t>> rules_of{};
  std::vector<std::int32_t> known{};
  std::vector<bool> rule_true{};
  std::size_t open_rules = 0;
  std::uint64_t most = 0;
  std::size_t next_report = 0;
  std::uint64_t visited = 0;

  void error(std::string code, std::string message, std::optional<Span> span, std::string hint) {
    result.diagnostics.push_back({.severity = Severity::error,
                                  .code = std::move(code),
                                  .message = std::move(message),
                                  .span = span,
                                  .hint = std::move(hint)});
  }

  bool list_members() {
    most = std::min(most_members, limits.memory_bytes / bytes_per_member(model));
    const auto product = space.layout_.product();
    const bool constrained = !model.rules.empty();
    const auto refuse = [&](double members, std::string_view how_many) {
      result.diagnostics.push_back(too_large(model, members, how_many, limits));
      result.refused = true;
      return false;
    };
    if (!constrained && (!product || *product > most)) return refuse(std::exp2(space.layout_.product_log2()), "");
    if (constrained && (!product || *product > counted_first)) {
      // Counting is quick even where listing would take long only to be refused.
      const auto feasible = count_feasible(model, {.seconds = 2, .memory_bytes = std::uint64_t{256} << 20}, control);
      if (feasible && *feasible > most) return refuse(static_cast<double>(*feasible), "");
      if (feasible && product) space.codes_.reserve(*feasible);
      if (!product) return refuse(std::exp2(space.layout_.product_log2()), "at most ");
    }
    if (!constrained) {
      space.members_ = *product;
      return true;
    }
    rules_of.resize(model.variables.size());
    known.assign(model.variables.size(), -1);
    rule_true.assign(model.rules.size(), false);
    for (std::uint32_t r = 0; r < model.rules.size(); ++r) {
      const auto truth = settled(model.rules[r].formula, known);
      if (truth && !*truth) return no_feasible_state();
      rule_true[r] = truth.has_value();
      if (!truth) ++open_rules;
      for (const VariableId v : variables_of(model.rules[r].formula)) rules_of[v.index()].push_back(r);
    }
    if (!descend(model.variables.size(), 0)) return false;
    space.members_ = space.codes_.size();
    if (space.members_ == 0) return no_feasible_state();
    if (space.members_ == *product) {
      space.codes_ = std::vector<Code>();  // not {}, which keeps the memory
    } else {
      space.codes_.shrink_to_fit();
      index_codes(*product);
      index_values();
    }
    return true;
  }

  bool no_feasible_state() {
    error("no-feasible-state", "no state satisfies all rules", std::nullopt,
          "look for two rules that exclude each other; `detente check` on the case without one of them shows which");
    return false;
  }

  /// Lists all feasible codes whose variables from `depth` up are as in `known`. False when stopped or refused.
  bool descend(std::size_t depth, Code code) {
    if (open_rules == 0)
      return emit(code,
                  depth == model.variables.size() ? *space.layout_.product() : space.layout_.stride(VariableId(depth)));
    if (++visited % 65536 == 0 && control.stopped()) {
      result.stopped = true;
      return false;
    }
    const std::size_t v = depth - 1;
    bool alive = true;
    for (std::size_t value = 0; alive && value < model.variables[v].values.size(); ++value) {
      known[v] = static_cast<std::int32_t>(value);
      std::vector<std::uint32_t> became_true;
      bool feasible = true;
      for (const std::uint32_t r : rules_of[v]) {
        if (rule_true[r]) continue;
        const auto truth = settled(model.rules[r].formula, known);
        if (truth && !*truth) {
          feasible = false;
          break;
        }
        if (truth) {
          rule_true[r] = true;
          became_true.push_back(r);
        }
      }
      open_rules -= became_true.size();
      if (feasible) alive = descend(v, code + value * space.layout_.stride(VariableId(v)));
      open_rules += became_true.size();
      for (const std::uint32_t r : became_true) rule_true[r] = false;
    }
    known[v] = -1;
    return alive;
  }

  bool emit(Code first, Code count) {
    if (control.stopped()) {
      result.stopped = true;
      return false;
    }
    if (space.codes_.size() + count > most) {
      result.diagnostics.push_back(too_large(model, static_cast<double>(most), "more than ", limits));
      result.refused = true;
      return false;
    }
    for (Code i = 0; i < count; ++i) space.codes_.push_back(first + i);
    if (space.codes_.size() >= next_report) {
      next_report = space.codes_.size() + (std::size_t{1} << 18);
      control.report("listing states", static_cast<double>(first) / static_cast<double>(*space.layout_.product()));
    }
    return true;
  }

  /// A bit for every code makes `find` constant, where that costs no more than the codes themselves.
  void index_codes(Code product) {
    if (product / 8 > std::max<std::uint64_t>(std::uint64_t{64} << 20, 16 * space.codes_.size())) return;
    space.feasible_ = BitVector(product);
    for (const Code code : space.codes_) space.feasible_.set(code);
    std::uint32_t before = 0;
    for (const std::uint64_t word : space.feasible_.words()) {
      space.before_word_.push_back(before);
      before += static_cast<std::uint32_t>(std::popcount(word));
    }
  }

  /// The members of every value, which formulas are made of, where they take little of the memory.
  void index_values() {
    const std::uint64_t most_bits = std::min(std::uint64_t{1} << 28, limits.memory_bytes / 8);
    std::size_t values = 0;
    for (const Variable& variable : model.variables) values += variable.values.size();
    if (values * space.codes_.size() > most_bits) return;
    const std::vector<Code>& codes = space.codes_;
    for (std::size_t v = 0; v < model.variables.size(); ++v) {
      const std::size_t begin = space.where_.size();
      space.where_begin_.push_back(begin);
      space.where_.resize(begin + model.variables[v].values.size(), BitVector(codes.size()));
      const Code stride = space.layout_.stride(VariableId(v));
      for (std::size_t m = 0; m < codes.size();) {
        // Neighboring codes mostly have the same value.
        BitVector& members = space.where_[begin + space.layout_.digit(codes[m], VariableId(v))];
        const Code run_end = (codes[m] / stride + 1) * stride;
        const std::size_t first = m;
        while (m < codes.size() && codes[m] < run_end) ++m;
        members.set(first, m);
      }
    }
  }

  bool merge_members() {
    space.states_ = space.members_;
    if (model.merges.empty()) return true;
    std::vector<const Formula*> conditions;
    for (const Merge& merge : model.merges) conditions.push_back(&merge.when);
    const std::vector<BitVector> in = evaluate_members(space, conditions);

    std::vector<std::uint32_t> state_of(space.members_);
    std::vector<std::map<std::vector<Value>, std::uint32_t>> first(model.merges.size());
    std::uint32_t states = 0;
    for (Member m = 0; m < space.members_; ++m) {
      std::optional<std::size_t> merge;
      for (std::size_t k = 0; k < model.merges.size(); ++k) {
        if (!in[k].test(m)) continue;
        if (merge) return merges_overlap(*merge, k, m);
        merge = k;
      }
      if (!merge) {
        state_of[m] = states++;
        continue;
      }
      std::vector<Value> kept;
      for (const VariableId v : model.merges[*merge].keep) kept.push_back(space.layout_.digit(space.code(m), v));
      const auto [place, is_new] = first[*merge].try_emplace(std::move(kept), states);
      if (is_new) ++states;
      state_of[m] = place->second;
    }
    space.states_ = states;
    if (states == space.members_) return true;

    space.state_of_ = std::move(state_of);
    space.member_begin_.assign(states + 1, 0);
    for (const std::uint32_t s : space.state_of_) ++space.member_begin_[s + 1];
    for (std::size_t s = 0; s < states; ++s) space.member_begin_[s + 1] += space.member_begin_[s];
    std::vector<std::uint32_t> next = space.member_begin_;
    space.members_by_state_.resize(space.members_);
    for (Member m = 0; m < space.members_; ++m) space.members_by_state_[next[space.state_of_[m]]++] = m;
    return true;
  }

  bool merges_overlap(std::size_t a, std::size_t b, Member m) {
    std::vector<std::string> parts;
    std::vector<Value> values;
    space.layout_.decode(space.code(m), values);
    for (std::size_t v = 0; v < values.size(); ++v) {
      if (values[v] != 0) parts.push_back(literal_text(model, VariableId(v), values[v]));
    }
    error("merges-overlap",
          fmt::format("merges {} and {} both claim the state with {}", a + 1, b + 1,
                      parts.empty() ? "every variable at its first value" : join_words(parts)),
          model.merges[b].span, "make the `when` of one of them exclude the other");
    result.diagnostics.back().related.push_back({model.merges[a].span, "the other merge is here"});
    return false;
  }

  bool place_now() {
    const Diagnostics mistakes = now_mistakes(model);
    result.diagnostics.insert(result.diagnostics.end(), mistakes.begin(), mistakes.end());
    if (!mistakes.empty()) return false;
    space.now_ = space.state_of(*space.find(space.layout_.code_of(model.now())));
    return true;
  }
};

SpaceBuild StateSpace::build(const Model& model, const SpaceLimits& limits, const Control& control) {
  SpaceBuilder builder{.model = model, .limits = limits, .control = control};
  control.report("listing states", 0);
  if (builder.list_members() && builder.merge_members() && builder.place_now()) {
    builder.result.space = std::move(builder.space);
  }
  return std::move(builder.result);
}

std::uint64_t StateSpace::bytes() const {
  return codes_.capacity() * sizeof(Code) + feasible_.size() / 8 + where_.size() * (members_ / 8 + 8) +
         (before_word_.capacity() + state_of_.capacity() + member_begin_.capacity() + members_by_state_.capacity()) * 4;
}

std::optional<Member> StateSpace::find_in_list(Code code) const {
  const auto found = std::ranges::lower_bound(codes_, code);
  if (found == codes_.end() || *found != code) return std::nullopt;
  return static_cast<Member>(found - codes_.begin());
}

std::vector<Value> StateSpace::values(StateId s) const {
  std::vector<Value> values;
  layout_.decode(code(member_of(s)), values);
  return values;
}

std::vector<VariableId> StateSpace::open_variables(StateId s) const {
  std::vector<VariableId> open;
  if (members_in(s) == 1) return open;
  for (std::size_t v = 0; v < layout_.variables(); ++v) {
    const Value first = layout_.digit(code(member_of(s)), VariableId(v));
    for (std::size_t k = 1; k < members_in(s); ++k) {
      if (layout_.digit(code(member_of(s, k)), VariableId(v)) != first) {
        open.emplace_back(v);
        break;
      }
    }
  }
  return open;
}

}  // namespace detente
