#pragma once
/// Who can lead the conflict from which state to which: unilateral moves R_i, and joint moves of terms.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/model/model.hpp"
#include "detente/space/payoffs.hpp"
#include "detente/space/state_space.hpp"

namespace detente {

/// One who moves: a party alone, or the parties of a joint move together. A joint move changes one or more of the
/// terms that are `between` exactly these parties, and nothing else. Or a block of parties that act as one.
///
/// All variables of the mover may change at once, each as allowed at the member where the move starts; states in
/// between need not be feasible. The assignments that differ only in the mover's variables are its *fiber*; an
/// assignment's place in it is its *local* number, the mixed-radix number of the mover's variables alone.
///
/// In graph form all parties move one variable, each along its own arcs: then every fiber is the whole space.
class Mover {
 public:
  Mover(const Model& model, const StateSpace& space, std::vector<PartyId> parties, std::vector<VariableId> variables);

  [[nodiscard]] const std::vector<PartyId>& parties() const { return parties_; }
  [[nodiscard]] const std::vector<VariableId>& variables() const { return variables_; }
  /// It moves the state of a graph, which other parties move as well.
  [[nodiscard]] bool on_graph() const { return on_graph_; }
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

  /// Whether a -> c is among the changes of variable `k` wherever a -> b and b -> c are, a != c, whichever of their
  /// conditions hold; false if these are too many to try.
  [[nodiscard]] bool closed(std::size_t k) const;

  /// What a change by rule `r` of variable `k` adds to the code (modulo 2^64).
  [[nodiscard]] Code delta(std::size_t k, std::size_t r) const {
    const Rule& rule = allowed_[k][r];
    return (Code{rule.to} - Code{rule.from}) * space_->layout().stride(variables_[k]);
  }

  /// The first rule of variable `k` from index `begin` on that applies at m, plus 1; 0 if there is none.
  [[nodiscard]] std::uint32_t next_rule(Member m, std::size_t k, std::uint32_t begin) const {
    const std::vector<Rule>& rules = allowed_[k];
    const Value from = space_->layout().digit(space_->code(m), variables_[k]);
    const std::uint32_t end = first_[k][std::size_t{from} + 1];
    for (std::uint32_t r = std::max(begin, first_[k][from]); r < end; ++r) {
      const std::int32_t c = rules[r].condition;
      if (c < 0 || conditions_[static_cast<std::size_t>(c)].test(m)) return r + 1;
    }
    return 0;
  }

  const StateSpace* space_;
  std::vector<PartyId> parties_;
  std::vector<VariableId> variables_;
  std::vector<std::vector<Rule>> allowed_;         ///< by variable, by the value they start from
  std::vector<std::vector<std::uint32_t>> first_;  ///< by variable and value, the first rule from it; and the end
  std::vector<BitVector> conditions_;              ///< by condition, the members where it holds
  bool on_graph_ = false;
  bool free_ = true;
  bool transitive_ = true;
  std::uint64_t fiber_size_ = 1;
};

/// One step of a path: who moved (several parties for a joint move), and to which state.
struct Step {
  std::vector<PartyId> parties;
  StateId from;
  StateId to;
  friend bool operator==(const Step&, const Step&) = default;
};

/// Every step of this mover leads somewhere it strictly prefers: for a joint move all of its parties do.
[[nodiscard]] bool is_improvement(const Mover& mover, const Payoffs& payoffs, StateId from, StateId to);

/// The variables that are not the mover's, least significant first, neighbors joined.
[[nodiscard]] std::vector<CodeDigit> other_digits(const Layout& layout, const Mover& mover);

/// All movers of a model, or of blocks of its parties. Refers to the space, which must outlive it. Safe to read from
/// several threads.
class Moves {
 public:
  Moves(const Model& model, const StateSpace& space);
  /// Of blocks of parties that act as one, in the place of parties: in one move a block changes any options of its
  /// members, breaks terms that a member can break, and sets terms that are between members only. There are no joint
  /// movers. Precondition: a partition of the parties.
  Moves(const Model& model, const StateSpace& space, const std::vector<std::vector<PartyId>>& blocks);

  /// The number of parties, or of blocks.
  [[nodiscard]] std::size_t party_count() const { return parties_; }
  /// The mover of a party, or of the block with this number.
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
