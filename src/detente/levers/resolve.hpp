#pragma once
/// Solves a changed case again, and says what follows from the change.

#include "detente/levers/lever.hpp"
#include "detente/paths/evolution.hpp"
#include "detente/stability/solve.hpp"

namespace detente {

/// A goal in one case: where it holds, and what it is to be.
struct Wanted {
  BitVector states;  ///< the goal states
  Concept concept_id = Concept::seq;
  Aim aim = Aim::lasting;
};

/// A case as it was built anew.
struct Rebuilt {
  const Model* model = nullptr;
  const StateSpace* space = nullptr;
  const Moves* moves = nullptr;
  const Payoffs* payoffs = nullptr;
  StateId now{};
  const Evolution* like = nullptr;  ///< one over the same space, if there is one
};

struct Result {
  /// The goal states that result: for Aim::lasting all that are equilibria; for the others the nearest that do what the
  /// aim asks for. None: the aim is missed.
  BitVector states;
  std::optional<StateId> example;  ///< the one most like now, then the lowest number
  std::vector<Step> path;          ///< to it, by improvements, if the aim asks for that
  bool complete = true;            ///< false if the control stopped the work
};

/// Solves the case for what is wanted: the equilibria by `solve`, what improvements reach in `steps` steps by
/// Evolution. Throws std::logic_error if improvements lead to such a goal state in fewer. Cost: that of both, as far as
/// they are needed.
[[nodiscard]] Result solve_again(const Rebuilt& rebuilt, const Wanted& wanted, std::uint32_t steps,
                                 const SolveOptions& options, const Control& control);

/// Puts the result into the lever, with what each party thinks of it by `present` compared with the state `now`; both
/// number states as the rebuilt case does. Throws std::logic_error if there is no resulting state: then the search that
/// proposed the lever and the solver disagree.
void tell(Lever& lever, const Rebuilt& rebuilt, const Result& result, const Payoffs& present, StateId now);

}  // namespace detente
