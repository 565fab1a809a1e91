#pragma once
/// Everything about one table with too many deals to list: what settlement.hpp works out, from an additive problem.

#include <memory>
#include <optional>
#include <vector>

#include "detente/deals/additive_bounds.hpp"
#include "detente/deals/additive_picks.hpp"
#include "detente/deals/decompose.hpp"

namespace detente {

/// The smallest change of one party's walk-away that opens a zone or closes one, all else equal (see ZoneShift).
struct AdditiveShift {
  std::optional<DealCount> others_accept;  ///< deals that everybody else accepts; nothing if not counted
  std::optional<std::int64_t> best;        ///< the most that one of them gives to the party; nothing if there are none
  std::optional<DealChoice> deal;          ///< such a deal
  Ending ending = Ending::done;            ///< where not `done`, `best` was not found
};

/// Concessions that together open a deal, none of which can be made smaller alone (see JointConcession).
struct AdditiveConcession {
  std::vector<std::optional<std::int64_t>> amounts;  ///< by party; nothing: it concedes nothing
  std::optional<DealCount> deals;                    ///< deals that ask for exactly this much; nothing if not counted
  DealChoice deal;                                   ///< one of them
  std::vector<std::int64_t> point;                   ///< utilities, cut off where nothing is conceded
  [[nodiscard]] std::size_t conceding() const;
};

struct AdditiveImpasse {
  /// Every minimal set of parties that no deal satisfies together, smaller sets first.
  std::vector<std::vector<std::size_t>> blocked;
  bool all_blocked = true;  ///< false if larger sets were not looked at, or some could not be decided within the limits
  /// Those of fewer parties first; `concessions_found` of them in all, of which the first are kept.
  std::vector<AdditiveConcession> concessions;
  std::size_t concessions_found = 0;
  std::vector<std::optional<std::size_t>> alone;  ///< by party: the concession that it alone makes
  Ending ending = Ending::done;                   ///< where not `done`, concessions were not found
};

struct AdditiveSettlement {
  AdditiveTable table;
  AdditiveProblem proper;               ///< the problem of the table without `from`, which is no deal
  DealCount deals = 0;                  ///< acceptable or not
  std::optional<DealCount> acceptable;  ///< nothing if not counted
  Ending ending = Ending::done;         ///< where not `done`, there is no frontier, but `bounds`
  std::uint64_t needed_bytes = 0;       ///< where refused
  std::optional<AdditiveFrontier> frontier{};
  DealCount efficient = 0;
  std::optional<AdditiveCardinalPicks> picks;  ///< if there is an acceptable deal
  AdditiveFallback fallback{};
  std::optional<AdditiveBounds> bounds{};  ///< what is certain, where there is no frontier
  std::vector<AdditiveShift> shifts;       ///< by party
  std::optional<AdditiveImpasse> impasse;  ///< if there is no acceptable deal for certain

  /// Whether there is an acceptable deal; nothing if that was not settled within the limits. Then no shift was found.
  [[nodiscard]] std::optional<bool> open() const;
};

/// Works out a table, naming up to `most_deals` deals for each pick and keeping as many concessions. Nothing if there
/// are more than 2^126 deals. The result refers to itself and stays where it is.
[[nodiscard]] std::unique_ptr<AdditiveSettlement> settle_additive(AdditiveTable table, std::size_t most_deals,
                                                                  const DealLimits& limits = {},
                                                                  const Control& control = {});

}  // namespace detente
