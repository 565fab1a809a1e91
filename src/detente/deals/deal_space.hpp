#pragma once
/// Which deals a table could strike: the feasible states that those at it can set together.

#include <vector>

#include "detente/base/bits.hpp"
#include "detente/base/control.hpp"
#include "detente/model/model.hpp"
#include "detente/space/state_space.hpp"

namespace detente {

/// What those at the table can set together: their options, and the terms that are between members of it only.
/// Ascending.
[[nodiscard]] std::vector<VariableId> settable_by(const Model& model, const Table& table);

/// What must hold at the deal itself if `table` strikes it in `from`: nothing else has changed than what it can set,
/// each change is in the list of `moves`, and each condition of a change (`if` and `needs`) holds in `from` or in the
/// deal. Holds in `from` too, where nothing has changed.
[[nodiscard]] Formula deal_formula(const Model& model, const Table& table, Assignment from);

/// The deals of a table from a state: the other states that have a member to which such changes lead from a member of
/// `from`. Whether an acceptable one is among them is another question. Cost: members / 64 words for every literal of
/// the formula, times the members of `from`.
[[nodiscard]] BitVector deals_from(const Model& model, const StateSpace& space, const Table& table, StateId from,
                                   const Control& control = {});

/// How many variables differ between two states, by their first members.
[[nodiscard]] std::uint32_t changes_between(const StateSpace& space, StateId a, StateId b);

}  // namespace detente
