#pragma once
/// Which statements make a party prefer one state to another.

#include <functional>
#include <vector>

#include "detente/model/model.hpp"

namespace detente {

/// Whether a statement holds in a state.
using HoldsIn = std::function<bool(const Statement&)>;

/// The statements for which `party` prefers state `a` to state `b`: for an order the first level that tells them
/// apart (its statements that hold in a and not in b); for weights those with a positive weight that hold in a only, or
/// with a negative weight that hold in b only; for a ranking none. Empty if it does not prefer a.
[[nodiscard]] std::vector<const Statement*> deciding_statements(const Model& model, PartyId party, const HoldsIn& in_a,
                                                                const HoldsIn& in_b);

/// A statement on which two states differ.
struct Difference {
  const Statement* statement = nullptr;
  bool in_a = false;     ///< it holds in a and not in b; else the other way round
  bool decides = false;  ///< it is one of those for which the party prefers one of the two to the other
};

/// How a party compares two states.
struct Comparison {
  PartyId party;
  int preferred = 0;                      ///< 1: it prefers a; -1: it prefers b; 0: it is indifferent
  std::vector<Difference> differences{};  ///< in the order of its list; of an order or of weights only
  /// For weights the sum that each state has.
  Decimal sum_a{};
  Decimal sum_b{};
  /// For a ranking the group that each state is in, counted from 1, the best; 0 if unknown.
  std::size_t group_a = 0;
  std::size_t group_b = 0;
};

/// Compares state `a` with state `b` by the party's preferences. Cost: one look at every statement in each state.
[[nodiscard]] Comparison compare(const Model& model, PartyId party, const HoldsIn& in_a, const HoldsIn& in_b);

}  // namespace detente
