#pragma once
/// The search for levers: changes of preferences, commitments, and restrictions that could be lifted, which bring about
/// what is wanted of a goal.
///
/// Candidates are tried state by state on ChangedCase, smallest changes first, and those that seem to work are solved
/// again by `solve` and Evolution; a Lever is only what that confirms.

#include <map>
#include <optional>
#include <vector>

#include "detente/levers/changed_case.hpp"
#include "detente/levers/resolve.hpp"

namespace detente {

/// Where a goal stands in the case as it is, under one concept.
struct Standing {
  std::size_t goal_states = 0;
  std::size_t lasting = 0;  ///< goal states that are equilibria
  std::size_t reached = 0;  ///< goal states that improvements reach from now, now included
  std::size_t settled = 0;  ///< both
  [[nodiscard]] bool holds(Aim aim) const {
    return (aim == Aim::lasting ? lasting : aim == Aim::reached ? reached : settled) > 0;
  }
  /// What levers are worth looking for: what does not hold of `lasting` and `reached`; `settled` if both hold, but not
  /// for one state; nothing if the goal is settled, or holds nowhere.
  [[nodiscard]] std::vector<Aim> open_aims() const;
};

struct LeverOptions {
  SolveOptions solving{};  ///< how to solve; its concepts do not matter
  std::uint64_t memory_bytes = std::uint64_t{4} << 30;
  /// Only levers that this party holds, alone.
  std::optional<PartyId> party{};
  /// Levers kept of each kind; the others are counted.
  std::size_t most_levers = 100;
  /// The most single changes of lists of statements in one lever.
  std::size_t most_edits = 2;
  /// Whether to try what could be lifted; each try builds the case anew.
  bool restrictions = true;
};

/// The case that levers are looked for in, and what the searches share. Refers to what it is built from; what it gives
/// stays until it is gone. Not for several threads at once.
class LeverCase {
 public:
  /// What was computed before; null where it was not.
  struct Known {
    const Stability* stability = nullptr;  ///< with all concepts
    const Evolution* evolution = nullptr;
    const Reach* reach = nullptr;  ///< by improvements from now
  };
  LeverCase(const Model& model, const StateSpace& space, const Moves& moves, const Payoffs& payoffs,
            LeverOptions options, Control control, const Known& known);
  LeverCase(const Model& model, const StateSpace& space, const Moves& moves, const Payoffs& payoffs,
            LeverOptions options)
      : LeverCase(model, space, moves, payoffs, std::move(options), {}, {}) {}

  [[nodiscard]] const Model& model() const { return *model_; }
  [[nodiscard]] const StateSpace& space() const { return *space_; }
  [[nodiscard]] const Moves& moves() const { return *moves_; }
  [[nodiscard]] const Payoffs& payoffs() const { return *payoffs_; }
  [[nodiscard]] const LeverOptions& options() const { return options_; }
  [[nodiscard]] const Control& control() const { return control_; }

  /// Solved when first asked for.
  [[nodiscard]] const Stability& stability(Concept c);
  /// Evaluated when first asked for.
  [[nodiscard]] const StatementLists& lists();
  /// Where each value of each variable holds, in the order of the variables and of their values. Evaluated when first
  /// asked for.
  [[nodiscard]] const std::vector<BitVector>& where_values_hold();
  /// Built when first asked for.
  [[nodiscard]] const Evolution& evolution();
  /// What improvements reach from now; searched when first asked for.
  [[nodiscard]] const Reach& reach();
  [[nodiscard]] Standing standing(const Formula& goal, Concept c);
  /// Whether the party takes part in any move.
  [[nodiscard]] bool takes_part(PartyId party) const;

 private:
  const Model* model_;
  const StateSpace* space_;
  const Moves* moves_;
  const Payoffs* payoffs_;
  LeverOptions options_;
  Control control_;
  Known known_;
  std::map<Concept, Stability> stability_;
  std::optional<StatementLists> lists_;
  std::vector<BitVector> where_values_hold_;
  std::optional<Evolution> evolution_;
  std::optional<Reach> reach_;
};

/// The smallest changes to the lists of statements of one or more parties: to move a statement, to drop one, or to
/// adopt one of another party's, each counting as one. All of the smallest size, up to most_edits. Parties with weights
/// or a ranking have no such list; parties that never move need no other one. Cost: for each list tried, until the
/// budget is over, a search of what decides a few states.
[[nodiscard]] Findings find_preference_levers(LeverCase& the_case, const Formula& goal, Concept c, Aim aim,
                                              Budget& budget);

/// Values that the owner of an option (all parties that a term is between) can give it now, or leave it at, and that
/// nobody can change from then on: single ones, and pairs of which neither does it alone. Now is the state so set; the
/// goal states are those that have these values. Cost: as above, for each value and each pair.
[[nodiscard]] Findings find_commitments(LeverCase& the_case, const Formula& goal, Concept c, Aim aim, Budget& budget);

/// Rules, lists of allowed changes, conditions of single changes, and needs: each that would do it if it were lifted.
/// Cost: each is solved anew.
[[nodiscard]] Findings find_restrictions(LeverCase& the_case, const Formula& goal, Concept c, Aim aim, Budget& budget);

}  // namespace detente
