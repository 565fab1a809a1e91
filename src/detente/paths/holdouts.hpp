#pragma once
/// Who holds a goal up: the goal state, and the set of movers that brings it about, with the fewest who do not gain.

#include <cstdint>
#include <optional>
#include <vector>

#include "detente/paths/evolution.hpp"

namespace detente {

/// The goal state that is least held up.
struct LeastHeldUp {
  StateId state;
  std::vector<PartyId> movers;  ///< who bring it about, in the order of the case
  std::vector<Step> way;        ///< a shortest path there by moves of theirs
};

/// With more parties than this that can move, the sets of movers are too many to search.
inline constexpr std::size_t most_movers = 20;

/// The parties that can take part in a move.
[[nodiscard]] std::vector<PartyId> able_to_move(const Moves& moves, std::size_t parties);

/// For each goal: of the goal states that some set H of movers can lead to from now alone, the one for which, with its
/// H, the number of movers that do not strictly prefer it to now is least; then the steps are fewest; then the gain in
/// rank over now of the worst-off mover is greatest; then its number is lowest; then the movers are fewest and come
/// first in the case. Nothing for a goal that no moves lead to, and for all once stopped. `by_moves`: what moves of all
/// reach from now. Now must be no goal state. Precondition: at most most_movers of `able`. Cost: in the worst case a
/// search of the space for every set of parties that can move; the goals share these searches.
[[nodiscard]] std::vector<std::optional<LeastHeldUp>> find_least_held_up(const Evolution& evolution,
                                                                         const Reach& by_moves,
                                                                         const std::vector<PartyId>& able,
                                                                         const std::vector<BitVector>& goals,
                                                                         const Control& control = {});

}  // namespace detente
