#pragma once
/// Whether a changed case does what is wanted, by looking at as few states as possible. Only for this room.

#include <functional>

#include "detente/levers/levers.hpp"

namespace detente {

/// The goal states that can be equilibria of a changed case, and what has to be looked at in them.
struct Candidates {
  std::vector<StateId> states;    ///< most promising first
  BitVector among;                ///< the same
  std::vector<PartyId> in_doubt;  ///< the state is an equilibrium if it is stable for these; most doubtful first
};

/// Candidates among the goal states where the stability of some parties may have changed in either way, and that of the
/// others is at most `at_most` as in the case as it is. With `others_keep` theirs is just that, and need not be looked
/// at.
[[nodiscard]] Candidates find_candidates(LeverCase& the_case, const BitVector& goal, Concept at_most,
                                         const std::vector<PartyId>& changed, bool others_keep);

/// Whether the changed case reaches the aim, as far as looking at states tells: then how many steps lead to the nearest
/// goal state that does (0 for Aim::lasting). `solve` answers whether some goal state lasts, for when there are too
/// many candidates to look at each. Nothing once the budget is over.
[[nodiscard]] std::optional<std::uint32_t> promises(const ChangedCase& changed, StateId now, const Wanted& wanted,
                                                    const Candidates& candidates, const std::function<bool()>& solve);

}  // namespace detente
