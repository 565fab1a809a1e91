#pragma once
/// What each party has without a deal.

#include <functional>
#include <optional>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/base/diagnostic.hpp"
#include "detente/paths/evolution.hpp"
#include "detente/stability/solve.hpp"

namespace detente {

/// A party with a say at a table, and the state that it has without a deal there (its reservation value: Raiffa 1982).
struct Stake {
  PartyId party;
  bool member = true;  ///< sits at the table and must prefer a deal; otherwise it ratifies and must not mind it
  WalkAway::Kind kind = WalkAway::Kind::now;
  StateId walk_away{};
  bool drifts_nowhere = false;  ///< asked to drift, and no equilibrium is reached: now stands in
};

/// The states in which the conflict may come to rest if nobody makes a deal: the equilibria under SEQ that improvements
/// of single parties reach from `from`, itself included if it is one. Joint moves are left out.
[[nodiscard]] BitVector drift_from(const Evolution& evolution, const Stability& stability, StateId from,
                                   const Control& control = {});

struct StakesBuild {
  std::vector<Stake> stakes;  ///< the members in the order of the table, then those who ratify
  Diagnostics diagnostics;    ///< an error if a named state is not feasible; a warning where nothing is drifted to
};

/// The stakes at a table from a state. A walk-away of `now` is `from`; `drift` is the worst for its party of the states
/// that `drift()` gives (then the lowest number), or `from`, with a warning, if there are none. `drift` is called only
/// if some walk-away asks for it.
[[nodiscard]] StakesBuild stakes_at(const Model& model, const StateSpace& space, const Payoffs& payoffs,
                                    const Table& table, StateId from, const std::function<BitVector()>& drift);

}  // namespace detente
