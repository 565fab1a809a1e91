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

/// Cost: linear in the members where the other variables have few enough values for a table, else by hashing; on a
/// graph linear in the arcs.
[[nodiscard]] FiberIndex index_fibers(const StateSpace& space, const Mover& mover);

/// The same, worked out from codes where every assignment is feasible: then nothing is stored for each member. Refers
/// to the space.
class FiberMap {
 public:
  FiberMap(const StateSpace& space, const Mover& mover);

  [[nodiscard]] std::uint32_t count() const { return count_; }
  [[nodiscard]] std::uint32_t fiber_of(Member m) const {
    if (!fiber_of_.empty()) return fiber_of_[m];
    Code number = 0;
    Code below = 1;
    for (const CodeDigit& digit : others_) {
      number += m / digit.stride % digit.radix * below;
      below *= digit.radix;
    }
    return static_cast<std::uint32_t>(number);
  }
  [[nodiscard]] std::uint32_t size(std::uint32_t fiber) const {
    if (fiber_of_.empty()) return static_cast<std::uint32_t>(offset_.size());
    return listing_.begin[fiber + 1] - listing_.begin[fiber];
  }
  /// Calls `visit(m)` for every member of a fiber, ascending.
  template <class Visit>
  void for_each(std::uint32_t fiber, Visit&& visit) const {
    if (!fiber_of_.empty()) {
      for (std::uint32_t n = listing_.begin[fiber]; n < listing_.begin[fiber + 1]; ++n) visit(listing_.members[n]);
      return;
    }
    Code lowest = 0;
    Code rest = fiber;
    for (const CodeDigit& digit : others_) {
      lowest += rest % digit.radix * digit.stride;
      rest /= digit.radix;
    }
    for (const Code offset : offset_) visit(static_cast<Member>(lowest + offset));
  }

 private:
  std::uint32_t count_ = 0;
  std::vector<CodeDigit> others_;  ///< the variables that are not the mover's
  std::vector<Code> offset_;       ///< of the members of a fiber from the lowest
  std::vector<std::uint32_t> fiber_of_;
  FiberIndex::Listing listing_;
};

}  // namespace detente
