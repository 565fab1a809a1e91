#pragma once
/// The zone of possible agreement (Raiffa 1982): how it hangs on what a party has without a deal.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "detente/deals/walk_away.hpp"

namespace detente {

/// The smallest change of one party's walk-away that opens a zone or closes one, all else equal.
struct ZoneShift {
  /// Deals that everybody else accepts.
  std::uint64_t others_accept = 0;
  /// The best of these for the party, the lowest number among equals; nothing if there are none.
  std::optional<StateId> best;
  /// The rank that its walk-away would have to have; nothing if no rank of a state does it: for a zone to open, because
  /// the others accept no deal, or only such as are the party's worst; for one to close, because the party ratifies and
  /// likes the best deal as much as anything.
  std::optional<Rank> rank;
};

/// By stake. `deals` are all deals of the table; there is a zone if one of them satisfies all stakes. A member's zone
/// is open while its walk-away is below `best`, that of a party which ratifies while it is not above. Cost: a pass over
/// the deals.
[[nodiscard]] std::vector<ZoneShift> zone_shifts(const Payoffs& payoffs, std::span<const Stake> stakes,
                                                 const BitVector& deals);

/// How many deals are acceptable if the party's walk-away has a given rank: as many as for the next entry's rank,
/// excluded, up to which nothing changes. Ascending, from the lowest rank on; the last entry has no deals unless the
/// party ratifies.
struct ZoneStep {
  Rank rank = 0;
  std::uint64_t acceptable = 0;
};
[[nodiscard]] std::vector<ZoneStep> zone_curve(const Payoffs& payoffs, std::span<const Stake> stakes,
                                               const BitVector& deals, std::size_t stake);

}  // namespace detente
