#pragma once
/// A monotone formula taken apart into independent pieces, for counting. Only for this room.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "detente/levers/condition.hpp"

namespace detente {

/// Every state is below S with the chance u, independently of the others; each node has the chance that it holds, a
/// polynomial in u with whole coefficients. Nodes stand after those that they refer to; the last one is the whole.
struct Diagram {
  using NodeId = std::uint32_t;
  struct Node {
    enum class Kind {
      truth,
      some_of,  ///< at least one of some disjoint groups is below S as a whole: 1 - product of (1 - u^size)^count
      terms,    ///< a polynomial in v = 1 - u^size
      all,      ///< all of the independent parts
      any,      ///< any of the independent parts
      choice,   ///< if parts[0], a some_of, holds, then parts[1], else parts[2]; both are independent of parts[0]
      never,
    };
    Kind kind = Kind::truth;
    std::map<std::uint32_t, std::uint32_t> groups{};  ///< some_of: size -> count
    std::uint32_t size = 1;                           ///< terms: the size in v
    std::map<std::uint32_t, std::int64_t> terms{};    ///< terms: exponent of v -> coefficient
    std::vector<NodeId> parts{};
    std::uint64_t degree = 0;  ///< an upper bound of the degree of its polynomial
    double bits = 0;           ///< 2^bits is an upper bound of the sum of the magnitudes of its coefficients
  };
  std::vector<Node> nodes;
};

/// Takes the condition apart: states that are always needed together become one group; groups that serve the same
/// clauses equally become one node; independent parts are separated; a few entangled clauses are counted by inclusion
/// and exclusion; else a case distinction is made over the node that occurs most. Equal rests are met once. Nothing if
/// that takes more than `most_work` steps, or the budget is over.
[[nodiscard]] std::optional<Diagram> take_apart(const Condition& condition, std::uint64_t most_work, Budget& budget);

/// The chance at one u.
[[nodiscard]] double chance(const Diagram& diagram, double u);

/// The chance as a formula in u.
[[nodiscard]] std::string chance_text(const Diagram& diagram);

}  // namespace detente
