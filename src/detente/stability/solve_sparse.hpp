#pragma once

#include "detente/stability/solve.hpp"

namespace detente {

/// The engine for any space; see solve_sparse.cpp. Fills the sets of the concepts asked for.
void solve_sparse(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
                  const Control& control, Stability& result);

}  // namespace detente
