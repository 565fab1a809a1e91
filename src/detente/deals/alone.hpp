#pragma once
/// Who would leave one state alone, found without listing states: Nash stability of a single state.

#include <optional>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/model/model.hpp"

namespace detente {

/// A party and the improvement that it likes best (the first in the order of its variables' values among equals).
struct Departure {
  PartyId party;
  std::vector<Value> to;
};

struct Departures {
  std::vector<Departure> departures;
  bool complete = true;  ///< false if somebody has too many moves to look at, or ranks states by number
};

/// Everybody who has a unilateral improvement from a state; if nobody has one, the state is Nash stable for all, and so
/// stable under every concept. The case has no merges. Cost: the moves of each party, at most `most_moves`, times its
/// statements.
[[nodiscard]] Departures departures_from(const Model& model, const std::vector<Value>& state,
                                         std::size_t most_moves = 1'000'000);

}  // namespace detente
