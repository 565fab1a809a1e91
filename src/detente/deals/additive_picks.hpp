#pragma once
/// The picks of bargaining theory among the acceptable deals of an additive problem, all ties kept.

#include <optional>
#include <string>
#include <vector>

#include "detente/deals/additive_counts.hpp"
#include "detente/deals/additive_frontier.hpp"
#include "detente/deals/optima.hpp"

namespace detente {

/// The deals that attain an optimum.
struct AdditivePick {
  /// Their utilities, best for the first member first, with how many deals have each. Points on the frontier, and where
  /// other deals attain the optimum too (Kalai-Smorodinsky, egalitarian), these as well.
  PointSet points{0};
  std::vector<bool> efficient;    ///< by point: on the frontier
  std::vector<DealChoice> deals;  ///< some of them, point by point, spread evenly over as many points as can be named
  /// `done`: all of the above is complete. Else only what is on the frontier is named; others that attain the same
  /// optimum may be missing.
  Ending ending = Ending::done;
};

struct AdditiveCardinalPicks {
  Optima optima;  ///< the optimal values; its points are positions on the frontier
  AdditivePick nash;
  AdditivePick kalai_smorodinsky;
  AdditivePick egalitarian;
  AdditivePick utilitarian;
};

struct AdditiveFallback {
  /// Fallback bargaining (Brams & Kilgour 2001), the efficient ones. Nothing if the depths were not counted to the end.
  std::optional<AdditivePick> pick;
  /// The least greatest depth; where the work did not come to its end, it lies between the two.
  DealCount depth = 0;
  DealCount depth_at_most = 0;
  std::optional<DealChoice> best_known;  ///< where it did not: a deal not deeper than `depth_at_most`
  Ending ending = Ending::done;
};

/// Gains over the walk-aways on the frontier, by point and then by member: what find_optima() takes.
[[nodiscard]] std::vector<std::int64_t> gains_of(const AdditiveProblem& problem, const AdditiveFrontier& frontier);

/// The cardinal picks, up to `most_deals` deals named for each. There is at least one acceptable deal, on `frontier`,
/// which is the problem's. Cost: a pass over the frontier, and find_above() for the two picks that deals beaten by
/// others may attain.
[[nodiscard]] AdditiveCardinalPicks pick_cardinal(const AdditiveProblem& problem, const AdditiveFrontier& frontier,
                                                  std::size_t most_deals, const DealLimits& limits = {},
                                                  const Control& control = {});

/// Fallback bargaining. The depth of a deal for a party, the number of acceptable deals that it strictly prefers, is
/// counted only for as many utilities as are needed to tell which points of the frontier have the least greatest depth:
/// about the logarithm of the points, for each member, with a pass over the points that are still in the running.
[[nodiscard]] AdditiveFallback pick_fallback(const AdditiveProblem& problem, const AdditiveFrontier& frontier,
                                             const DealCounter& counter, std::size_t most_deals,
                                             const DealLimits& limits = {}, const Control& control = {});

}  // namespace detente
