#pragma once
/// Traps: steps that a party would like to take now, after which the others can lead it, by what they like, to where it
/// is worse off for good.

#include <optional>
#include <vector>

#include "detente/base/work.hpp"
#include "detente/paths/evolution.hpp"
#include "detente/stability/solve.hpp"

namespace detente {

/// A way into a trap.
struct Trap {
  StateId equilibrium;  ///< that the party likes less than the start
  /// From the start: an improvement in which the party takes part, and then improvements of the others alone. A
  /// shortest such way.
  std::vector<Step> path;
  /// The step that cannot be undone (index into path): where it starts improvements still lead to a state that the
  /// party likes at least as well as the start; where it ends none do.
  std::size_t fatal = 0;
  /// Whether any moves, wanted or not, lead back from the equilibrium to such a state.
  bool moves_lead_back = false;
  /// If not: the step after which no moves do.
  std::optional<std::size_t> fatal_for_moves{};
};

struct PartyTraps {
  PartyId party;
  std::size_t improvements = 0;  ///< in which it takes part, from the start
  std::size_t baits = 0;         ///< of these, those that can lead into a trap
  std::size_t found = 0;         ///< equilibria of traps, each counted once
  std::vector<Trap> traps{};     ///< the nearest first, then by number; as many as were asked for
};

struct TrapOptions {
  Concept concept_id = Concept::seq;  ///< of the equilibria
  std::size_t most_listed = 20;       ///< for each party; 0: all
  std::uint64_t work = Work::unlimited;
  std::uint64_t memory_bytes = std::uint64_t{4} << 30;
};

struct TrapAnswer {
  std::vector<PartyTraps> parties;
  std::size_t reached = 0;  ///< states that improvements reach from the start, itself included
  bool complete = true;  ///< false if the work or the memory did not suffice, or if stopped; then there are no parties
};

/// The traps of some parties at a state; the definition is in traps.cpp. `stability` has the concept. `reach` is that
/// by improvements of all from `start`. Cost: the moves that leave the states of the reach, then for each party the
/// improvements among them a few times, and for each trap listed a search for a way back by moves.
[[nodiscard]] TrapAnswer find_traps(const Evolution& evolution, const Reach& reach, const Stability& stability,
                                    const std::vector<PartyId>& parties, const TrapOptions& options,
                                    const Control& control = {});

}  // namespace detente
