#pragma once
/// A case with a few things changed, looked at state by state: whether one state is stable, whether improvements lead
/// from now to a goal. Nothing is built anew for a change, so that thousands of changes can be tried.

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "detente/levers/budget.hpp"
#include "detente/levers/statement_lists.hpp"
#include "detente/space/moves.hpp"
#include "detente/space/payoffs.hpp"
#include "detente/stability/concepts.hpp"

namespace detente {

/// Searches forward from single states, by the definitions, without ranks of the changed parties and without the sweeps
/// of `solve`. Refers to what it is built from. Not for several threads at once. Once the budget is over, answers mean
/// nothing.
class ChangedCase {
 public:
  ChangedCase(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, Switches switches, Budget& budget);

  /// Gives parties other lists of statements; the others keep the preferences of the case. The lists must outlive their
  /// use here.
  void replace_lists(const StatementLists& lists, std::vector<std::pair<PartyId, const StatementList*>> replaced);
  /// From now on nobody changes these variables.
  void freeze(std::vector<VariableId> variables) { frozen_ = std::move(variables); }
  /// The case as it is again.
  void restore();

  [[nodiscard]] bool prefers(PartyId party, StateId a, StateId b) const;
  /// Whether a state is stable for a party. Cost: for each improvement a search of what the opponents reach from it,
  /// until something deters.
  [[nodiscard]] bool stable(StateId s, PartyId party, Concept c) const;

  /// Calls `visit(t)` for every move of the mover, some targets perhaps more than once, until it returns true. Returns
  /// whether it did.
  template <class Visit>
  bool any_move(const Mover& mover, StateId s, Visit&& visit) const {
    if (frozen_.empty()) {
      if (const std::optional<Range> range = targets_of(mover, s)) {
        std::uint32_t seen = 0;
        for (std::size_t k = range->begin; k < range->end; ++k) {
          const Target target = targets_[k];  // by value: a visitor may look at moves, too, and the list grows
          budget_->spend(target.seen - seen);
          seen = target.seen;
          if (target.is_move && visit(target.state)) return true;
        }
        return false;
      }
    }
    bool found = false;
    for (std::size_t k = 0; k < space_->members_in(s); ++k) {
      const Member m = space_->member_of(s, k);
      mover.for_each_target(m, [&](Code code) {
        if (found || !keeps_frozen(space_->code(m), code)) return;
        budget_->spend();
        const std::optional<Member> target = space_->find(code);
        if (!target || space_->state_of(*target) == s) return;
        found = visit(space_->state_of(*target));
      });
      if (found) return true;
    }
    return false;
  }

  /// Calls `visit(s2)` once for every state that the opponents of the party can answer with from `s1`, as the switches
  /// say, by improvements only or by any moves, until it returns true. Returns whether it did. Cost: the moves that
  /// leave the states reached.
  template <class Visit>
  bool any_response(StateId s1, PartyId party, bool improving, Visit&& visit) const;

  /// Calls `visit(s, steps)` once for every state that improvements reach from a start, joint moves included, with the
  /// fewest steps, nearest first, beginning with the start, until it returns true. Returns whether it did.
  template <class Visit>
  bool any_reached(StateId start, Visit&& visit) const;

  [[nodiscard]] const StateSpace& space() const { return *space_; }
  [[nodiscard]] const Moves& moves() const { return *moves_; }
  [[nodiscard]] Switches switches() const { return switches_; }
  [[nodiscard]] Budget& budget() const { return *budget_; }

 private:
  static constexpr std::uint16_t several = 0xFFFF;

  /// Where a mover can go from a state, and how many assignments were looked at up to there. The last one of a list may
  /// be no move.
  struct Target {
    StateId state;
    std::uint32_t seen;
    bool is_move;
  };
  /// Some of targets_.
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  /// Trying one change after the other looks at the same moves again and again, so they are kept as long as there is
  /// room. Nothing once there is none.
  [[nodiscard]] std::optional<Range> targets_of(const Mover& mover, StateId s) const;
  [[nodiscard]] bool keeps_frozen(Code from, Code to) const;
  /// Whether a response that ends in `response` deters the party from leaving `start`.
  [[nodiscard]] bool hurts(StateId response, StateId start, PartyId party, Concept c) const;
  template <class Visit>
  bool any_response_once(StateId s1, PartyId party, bool improving, Visit&& visit) const;
  template <class Visit>
  bool any_response_sequence(StateId s1, PartyId party, bool improving, Visit&& visit) const;
  [[nodiscard]] bool moves_so(std::size_t mover, StateId from, StateId to, bool improving) const {
    return !improving || prefers(PartyId(mover), to, from);
  }
  /// Makes all marks old.
  void clear_marks() const;
  [[nodiscard]] bool marked(StateId s) const { return mark_[s.index()] == current_; }
  void mark(StateId s) const { mark_[s.index()] = current_; }

  const StateSpace* space_;
  const Moves* moves_;
  const Payoffs* payoffs_;
  Switches switches_;
  Budget* budget_;
  const StatementLists* lists_ = nullptr;
  std::vector<const StatementList*> replaced_;  ///< by party; null: as the payoffs say
  std::vector<VariableId> frozen_;

  mutable std::unordered_map<std::uint64_t, Range> known_;  ///< by state and mover
  mutable std::vector<Target> targets_;

  mutable std::vector<std::uint32_t> mark_;        ///< by state: `current_` if it was visited in this search
  mutable std::vector<std::uint16_t> last_mover_;  ///< by marked state: who led there last, or `several`
  mutable std::uint32_t current_ = 0;
};

}  // namespace detente

#include "detente/levers/changed_case_search.hpp"
