#pragma once
/// The space cut into pieces that a mover never leaves.

#include <cstdint>
#include <vector>

#include "detente/space/moves.hpp"

namespace detente {

/// The fibers of one mover, the members that differ only in its own variables, numbered by their first member. On a
/// graph these would be all members; there the fibers are the connected pieces of the mover's arcs.
struct FiberIndex {
  std::vector<std::uint32_t> fiber_of;  ///< by member
  std::uint32_t count = 0;

  /// The members fiber by fiber: those of fiber f are members[begin[f]] to members[begin[f + 1] - 1], ascending.
  struct Listing {
    std::vector<std::uint32_t> begin;
    std::vector<Member> members;
  };
  [[nodiscard]] Listing listing() const;
};

/// Cost: linear in the members where the other variables have few enough values for a table, else a sort; on a graph
/// linear in the arcs.
[[nodiscard]] FiberIndex index_fibers(const StateSpace& space, const Mover& mover);

}  // namespace detente
