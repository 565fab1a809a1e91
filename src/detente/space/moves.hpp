#pragma once
/// Who can lead the conflict from which state to which: unilateral moves R_i, and joint moves of terms.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/model/model.hpp"
#include "detente/space/state_space.hpp"

namespace detente {

/// One who moves: a party alone, or the parties of a joint move together. A joint move changes one or more of the
/// terms that are `between` exactly these parties, and nothing else.
///
/// All variables of the mover may change at once, each as allowed at the member where the move starts; states in
/// between need not be feasible. The assignments that differ only in the mover's variables are its *fiber*; an
/// assignment's place in it is its *local* number, the mixed-radix number of the mover's variables alone.
class Mover {
 public:
  Mover(const Model& model, const StateSpace& space, std::vector<PartyId> parties, std::vector<VariableId> variables);

  [[nodiscard]] const std::vector<PartyId>& parties() const { return parties_; }
  [[nodiscard]] const std::vector<VariableId>& variables() const { return variables_; }
  /// Every change of the mover's variables is allowed everywhere.
  [[nodiscard]] bool free() const { return free_; }
  /// Two moves running never lead where one move cannot, other than back. Known from the lists of moves and conditions
  /// alone; false is always safe.
  [[nodiscard]] bool transitive() const { return transitive_; }
  /// The product of the values of the mover's variables: the size of a fiber, infeasible assignments included.
  [[nodiscard]] std::uint64_t fiber_size() const { return fiber_size_; }

  [[nodiscard]] Code local(Code code) const;
  [[nodiscard]] Code code_of_local(Code local) const;

  /// A number for the set of conditions that hold at the member; members with the same number and the same local
  /// number have the same moves. Nothing if there are more than 16 conditions.
  [[nodiscard]] std::optional<std::uint32_t> pattern(Member m) const;
  [[nodiscard]] std::size_t conditions() const { return conditions_.size(); }

  /// Calls `visit(code)` for the code of every allowed target of a move from `m`, feasible or not, in no order.
  template <class Visit>
  void for_each_target(Member m, Visit&& visit) const {
    // An odometer over the variables: digit k is "stay" (no rule) or a rule that applies at m.
    std::array<std::uint32_t, most_variables> rule{};  // 0: stay; else 1 + index into allowed_[k]
    Code target = space_->code(m);
    for (;;) {
      std::size_t k = 0;
      for (; k < allowed_.size(); ++k) {
        if (rule[k] > 0) target -= delta(k, rule[k] - 1);
        rule[k] = next_rule(m, k, rule[k]);
        if (rule[k] == 0) continue;
        target += delta(k, rule[k] - 1);
        break;
      }
      if (k == allowed_.size()) return;
      visit(target);
    }
  }

 private:
  /// A space that can be listed has at most 63 variables.
  static constexpr std::size_t most_variables = 64;

  struct Rule {
    Value from;
    Value to;
    std::int32_t condition;  ///< index into conditions_, or -1
  };

  /// What a change by rule `r` of variable `k` adds to the code (modulo 2^64).
  [[nodiscard]] Code delta(std::size_t k, std::size_t r) const {
    const Rule& rule = allowed_[k][r];
    return (Code{rule.to} - Code{rule.from}) * space_->layout().stride(variables_[k]);
  }

  /// The first rule of variable `k` from index `begin` on that applies at m, plus 1; 0 if there is none.
  [[nodiscard]] std::uint32_t next_rule(Member m, std::size_t k, std::uint32_t begin) const {
    const std::vector<Rule>& rules = allowed_[k];
    const Value from = space_->layout().digit(space_->code(m), variables_[k]);
    for (std::uint32_t r = begin; r < rules.size(); ++r) {
      if (rules[r].from != from) continue;
      const std::int32_t c = rules[r].condition;
      if (c < 0 || conditions_[static_cast<std::size_t>(c)].test(m)) return r + 1;
    }
    return 0;
  }

  const StateSpace* space_;
  std::vector<PartyId> parties_;
  std::vector<VariableId> variables_;
  std::vector<std::vector<Rule>> allowed_;  ///< by variable
  std::vector<BitVector> conditions_;       ///< by condition, the members where it holds
  bool free_ = true;
  bool transitive_ = true;
  std::uint64_t fiber_size_ = 1;
};

/// The variables that are not the mover's, least significant first, neighbors joined.
[[nodiscard]] std::vector<CodeDigit> other_digits(const Layout& layout, const Mover& mover);

/// All movers of a model. Refers to the space, which must outlive it. Safe to read from several threads.
class Moves {
 public:
  Moves(const Model& model, const StateSpace& space);

  [[nodiscard]] std::size_t party_count() const { return parties_; }
  [[nodiscard]] const Mover& party(PartyId p) const { return movers_[p.index()]; }
  /// The joint movers: one for each set of parties that some term is between.
  [[nodiscard]] std::span<const Mover> joint() const { return std::span(movers_).subspan(parties_); }
  /// The parties' movers first, by PartyId, then the joint ones.
  [[nodiscard]] std::span<const Mover> all() const { return movers_; }

  /// R(s) of a mover: the states that it can lead to from s in one move, ascending, without s. Cost: the size of its
  /// fiber (times the members of s).
  [[nodiscard]] std::vector<StateId> from(const Mover& mover, StateId s) const;

 private:
  const StateSpace* space_;
  std::size_t parties_;
  std::vector<Mover> movers_;
};

}  // namespace detente
