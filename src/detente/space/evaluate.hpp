#pragma once
/// Formulas over all states at once, 64 states to a machine word.

#include <span>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/model/formula.hpp"
#include "detente/space/state_space.hpp"

namespace detente {

/// For each formula the set of members at which it holds. Cost: members / 64 words for every operator of the formulas,
/// and once for every variable that they name.
[[nodiscard]] std::vector<BitVector> evaluate_members(const StateSpace& space,
                                                      std::span<const Formula* const> formulas);

/// For each formula the set of states in which it holds: in a merged state it must hold at every member.
[[nodiscard]] std::vector<BitVector> evaluate(const StateSpace& space, std::span<const Formula* const> formulas);

/// The same for one formula.
[[nodiscard]] BitVector evaluate(const StateSpace& space, const Formula& formula);

/// Whether the formula holds in one state: at every member. Cost: the size of the formula, times the members.
[[nodiscard]] bool holds_in(const StateSpace& space, const Formula& formula, StateId s);

/// The merged states whose members do not agree on the formula. Empty set without merges.
[[nodiscard]] BitVector disagreeing(const StateSpace& space, const Formula& formula);

}  // namespace detente
