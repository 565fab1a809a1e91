#pragma once
/// What a party would have to set aside to prefer one state to another.

#include <optional>
#include <vector>

#include "detente/model/model.hpp"
#include "detente/space/state_space.hpp"

namespace detente {

/// For `party` to prefer `wanted` to `other`.
struct Yielding {
  /// Of an order: the levels that speak for `other` and stand above the first that speaks for `wanted`, most important
  /// first. Without them it would prefer `wanted`; no smaller set of levels does it, and no other of this size. Empty
  /// if it prefers `wanted` as it is. Nothing if no level speaks for `wanted`, or it has no order.
  std::optional<std::vector<const Level*>> levels{};
  /// With weights: how much more `other` is worth to it, not negative. More than that would win it over. Nothing if it
  /// has no weights.
  std::optional<Decimal> shortfall{};
};

/// Cost: an evaluation of the party's statements in both states.
[[nodiscard]] Yielding yielding(const Model& model, const StateSpace& space, PartyId party, StateId wanted,
                                StateId other);

}  // namespace detente
