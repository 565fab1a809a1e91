#pragma once
/// Stability as textbooks compute it: an explicit graph and a search from every improvement. Only to compare with.

#include "detente/stability/solve.hpp"

namespace detente::bench {

/// All five concepts with the usual switches. Cost: for each party and state a search of what the opponents can reach;
/// memory: every move of every party.
[[nodiscard]] Stability solve_textbook(const StateSpace& space, const Moves& moves, const Payoffs& payoffs);

}  // namespace detente::bench
