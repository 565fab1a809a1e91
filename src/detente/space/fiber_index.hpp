#pragma once
/// Which members differ only in a mover's own variables.

#include <cstdint>
#include <vector>

#include "detente/space/moves.hpp"

namespace detente {

/// The fibers of one mover, numbered by their first member.
struct FiberIndex {
  std::vector<std::uint32_t> fiber_of;  ///< by member
  std::uint32_t count = 0;
};

/// Cost: linear in the members where the other variables have few enough values for a table, else a sort.
[[nodiscard]] FiberIndex index_fibers(const StateSpace& space, const Mover& mover);

}  // namespace detente
