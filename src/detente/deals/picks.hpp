#pragma once
/// Which of the acceptable deals the theory of bargaining singles out.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "detente/deals/frontier.hpp"
#include "detente/deals/optima.hpp"
#include "detente/deals/walk_away.hpp"

namespace detente {

/// The picks that need utilities. Gains are utilities over the party's walk-away, in millionths.
struct CardinalPicks {
  /// Largest product of gains (Nash 1950).
  std::vector<StateId> nash;
  /// Largest minimum of gain divided by the party's best acceptable gain (Kalai & Smorodinsky 1975).
  std::vector<StateId> kalai_smorodinsky;
  /// Largest minimum gain (Kalai 1977).
  std::vector<StateId> egalitarian;
  /// Largest sum of gains (Harsanyi 1955).
  std::vector<StateId> utilitarian;

  Optima optima;  ///< the optimal values; its points are positions on the frontier
};

/// All ties are kept: every deal that attains the optimum, in the order of the numbers of states.
struct Picks {
  /// Fallback bargaining (Brams & Kilgour 2001): the depth of a deal for a party is the number of acceptable deals that
  /// the party strictly prefers; the deals whose greatest depth is least, and of these the efficient ones.
  std::vector<StateId> fallback;
  std::uint64_t fallback_depth = 0;
  /// Where all members have weights.
  std::optional<CardinalPicks> cardinal;
};

/// The picks among the acceptable deals, of which there is at least one; `frontier` is theirs, with a column for each
/// member. Cost: a few passes over the states for each member; 8 bytes for each state, one member at a time, and for
/// each rank of each member.
[[nodiscard]] Picks pick(const Model& model, const StateSpace& space, const Payoffs& payoffs,
                         std::span<const Stake> members, const BitVector& acceptable, const Frontier& frontier);

/// By member, how many acceptable deals it strictly prefers to those of each rank: table[member][rank].
[[nodiscard]] std::vector<std::vector<std::uint32_t>> preferred_above(const Payoffs& payoffs,
                                                                      std::span<const Stake> members,
                                                                      const BitVector& acceptable);

}  // namespace detente
