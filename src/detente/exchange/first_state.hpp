#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "detente/model/model.hpp"

namespace detente {

/// The values of state 1: the feasible assignment with the lowest number. Many formats do not say which state is now,
/// and there the first one stands in. Nothing if no assignment satisfies all rules, or none was found in `most_steps`
/// steps. Cost: a step for each value that is tried, usually a few for each variable.
[[nodiscard]] std::optional<std::vector<Value>> first_feasible(const Case& document,
                                                               std::uint64_t most_steps = 20'000'000);

}  // namespace detente
