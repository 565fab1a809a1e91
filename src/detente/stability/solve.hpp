#pragma once
/// Which states are stable, for whom, under which concept.

#include <array>
#include <cstdint>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/base/control.hpp"
#include "detente/space/moves.hpp"
#include "detente/space/payoffs.hpp"
#include "detente/stability/concepts.hpp"

namespace detente {

/// The answer of `solve`.
class Stability {
 public:
  Stability(std::size_t parties, std::size_t states) : parties_(parties) {
    stable_.assign(all_concepts.size() * parties, BitVector(states));
  }

  /// The states that are stable for a party.
  [[nodiscard]] const BitVector& stable(Concept c, PartyId p) const {
    return stable_[static_cast<std::size_t>(c) * parties_ + p.index()];
  }
  [[nodiscard]] BitVector& stable(Concept c, PartyId p) {
    return stable_[static_cast<std::size_t>(c) * parties_ + p.index()];
  }
  /// The states that are stable for every party.
  [[nodiscard]] BitVector equilibria(Concept c) const;

  Switches switches{};
  /// False if the control stopped the work; then the sets mean nothing.
  bool complete = true;

 private:
  std::size_t parties_;
  std::vector<BitVector> stable_;
};

/// How many bytes `solve` needs beyond the space and the payoffs.
[[nodiscard]] std::uint64_t solve_bytes(const StateSpace& space, std::size_t parties, Switches switches);

/// Solves all five concepts for all parties, exactly as their definitions say (solve.cpp gives them). Deterministic: the
/// same for any number of threads. Cost: states x parties^2 for each of a handful of sweeps; memory as solve_bytes says.
/// With Responses::once the time and memory also grow with 2^(parties - 1).
[[nodiscard]] Stability solve(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, Switches switches = {},
                              const Control& control = {}, unsigned threads = 2);

}  // namespace detente
