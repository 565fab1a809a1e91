#pragma once
/// The states to which a case gives names, now among them.

#include <optional>
#include <string>

#include "detente/space/state_space.hpp"

namespace detente {

/// The values of a named state: those that it lists, the others as now.
[[nodiscard]] std::vector<Value> values_of(const Model& model, const NamedState& named);

/// The state with this name, or nothing if its values break a rule.
[[nodiscard]] std::optional<StateId> find_named(const Model& model, const StateSpace& space, const NamedState& named);

/// What to do about a named state that is not feasible, with the last rule that it breaks.
[[nodiscard]] std::string broken_rule(const Model& model, const NamedState& named);

/// An error for every rule that now breaks.
[[nodiscard]] Diagnostics now_mistakes(const Model& model);

}  // namespace detente
