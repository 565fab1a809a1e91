#pragma once
/// Thousands of states in a few lines: how many, what they have in common, and a short cover by patterns.

#include <utility>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/space/state_space.hpp"

namespace detente {

using Literal = std::pair<VariableId, Value>;

/// A partial assignment such that every feasible state that agrees with it belongs to the set.
struct Pattern {
  std::vector<Literal> literals;
  std::size_t count = 0;  ///< the states that agree with it
};

struct Summary {
  std::size_t count = 0;          ///< states in the set
  std::size_t total = 0;          ///< feasible states
  std::vector<Literal> common;    ///< holds in every state of the set, but not in every feasible state
  std::vector<Pattern> patterns;  ///< largest first; they may overlap
  std::size_t covered = 0;        ///< states of the set in at least one pattern
};

/// Summarizes a set of states. The patterns are found greedily: from a spread of states not yet covered, whole
/// assignments are widened one variable at a time as long as all that agrees stays in the set, and the pattern that
/// covers most is kept. Deterministic. Cost: at most about 2 * 10^9 word operations; the larger the space, the fewer
/// starting states and patterns, down to none. In graph form, where states share nothing, there are only counts.
[[nodiscard]] Summary summarize(const Model& model, const StateSpace& space, const BitVector& set,
                                std::size_t most_patterns = 6);

}  // namespace detente
