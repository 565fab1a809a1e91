// A case in graph form, written out from the states, moves and ranks of the reference.
#pragma once

#include <string>

#include "plain_case.hpp"
#include "reference.hpp"

namespace detente::reference {

// The text of a `*.case.yaml` file with `graph`: the states of the model by the names s1, s2, ..., the moves of each
// party, its ranks as a ranking, and the questions of the case as lists of the states in which their goals hold. Joint
// moves are left out.
std::string to_graph_text(const PlainCase& plain, const ReferenceModel& model);

}  // namespace detente::reference
