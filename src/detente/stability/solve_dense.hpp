#pragma once

#include <string>

#include "detente/stability/solve.hpp"

namespace detente {

/// The engine for spaces that fill their product; see solve_dense.cpp. Fills the sets of the concepts asked for.
/// Precondition: there is no dense_obstacle.
void solve_dense(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
                 const Control& control, Stability& result);

/// Why it cannot solve this, or empty: "states are merged".
[[nodiscard]] std::string dense_obstacle(const StateSpace& space, const Moves& moves);

/// How many bytes it needs at its peak beyond its arguments, if a rank takes `rank_bytes`. Precondition: there is no
/// dense_obstacle.
[[nodiscard]] std::uint64_t dense_bytes(const StateSpace& space, const Moves& moves, const SolveOptions& options,
                                        std::size_t rank_bytes);

}  // namespace detente
