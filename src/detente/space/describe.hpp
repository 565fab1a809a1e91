#pragma once
/// States in words.

#include <string>

#include "detente/space/state_space.hpp"

namespace detente {

/// The values of a state that are not the first of their variable, as "A.x, B.y = late"; "nothing done" if there are
/// none. Variables on which the members of a merged state differ are left out. In graph form the name of the state and
/// what the case says of it: "s3: the plant closes".
[[nodiscard]] std::string describe(const Model& model, const StateSpace& space, StateId state);

/// "state 5 (A.x, B.y = late)".
[[nodiscard]] std::string describe_numbered(const Model& model, const StateSpace& space, StateId state);

}  // namespace detente
