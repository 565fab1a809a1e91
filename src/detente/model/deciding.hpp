#pragma once
/// Which statements make a party prefer one state to another.

#include <functional>
#include <vector>

#include "detente/model/model.hpp"

namespace detente {

/// Whether a statement holds in a state.
using HoldsIn = std::function<bool(const Statement&)>;

/// The statements for which `party` prefers state `a` to state `b`: for an order the first level that tells them
/// apart (its statements that hold in a and not in b); for weights those with a positive weight that hold in a only, or
/// with a negative weight that hold in b only; for a ranking none. Empty if it does not prefer a.
[[nodiscard]] std::vector<const Statement*> deciding_statements(const Model& model, PartyId party, const HoldsIn& in_a,
                                                                const HoldsIn& in_b);

}  // namespace detente
