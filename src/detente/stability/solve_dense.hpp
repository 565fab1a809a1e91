#pragma once

#include "detente/stability/solve.hpp"

namespace detente {

/// The engine for spaces that fill their product; see solve_dense.cpp. Fills the sets of the concepts asked for.
/// Precondition: dense_engine_applies.
void solve_dense(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
                 const Control& control, Stability& result);

}  // namespace detente
