#pragma once
/// An order of variables in which those that occur together stand close together.

#include <vector>

#include "detente/model/model.hpp"

namespace detente {

/// All variables of the model, each once. By the FORCE heuristic (Aloul, Markov & Sakallah 2003): a formula pulls its
/// variables to the center of where they stand, again and again; of several starts the order with the shortest total
/// span of formulas wins. Deterministic. Cost: a few thousand passes over the formulas.
[[nodiscard]] std::vector<VariableId> close_order(const Model& model);

}  // namespace detente
