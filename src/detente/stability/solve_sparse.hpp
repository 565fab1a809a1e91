#pragma once

#include "detente/stability/solve.hpp"

namespace detente {

/// The engine for any space; see solve_sparse.cpp. Fills the sets of the concepts asked for.
void solve_sparse(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
                  const Control& control, Stability& result);

/// How many bytes it needs at its peak beyond its arguments, if a rank takes `rank_bytes`.
[[nodiscard]] std::uint64_t sparse_bytes(const StateSpace& space, const Moves& moves, const SolveOptions& options,
                                         std::size_t rank_bytes);

}  // namespace detente
