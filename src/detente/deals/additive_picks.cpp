#include "detente/deals/additive_picks.hpp"

#include <algorithm>
#include <map>

namespace detente {

namespace {

void append(std::vector<DealChoice>& list, const std::vector<DealChoice>& more) {
  list.insert(list.end(), more.begin(), more.end());
}

/// How many deals of every point are named, if there are so many points.
std::size_t deals_each(std::size_t points, std::size_t most_deals) {
  return points == 0 ? 0 : std::max<std::size_t>(1, most_deals / points);
}

AdditivePick at_points(const AdditiveFrontier& frontier, const std::vector<std::size_t>& chosen,
                       std::size_t most_deals) {
  AdditivePick pick;
  pick.points = PointSet(frontier.points().parties());
  for (const std::size_t i : chosen) {
    pick.points.add(frontier.points().point(i), frontier.points().count(i));
    pick.efficient.push_back(true);
    if (pick.deals.size() < most_deals) append(pick.deals, frontier.deals(i, deals_each(chosen.size(), most_deals)));
  }
  return pick;
}

/// Every deal above a corner attains the optimum, since none gives more than the corner asks.
AdditivePick above(const AdditiveProblem& problem, const AdditiveFrontier& frontier,
                   const std::vector<std::size_t>& chosen, const std::vector<std::int64_t>& gains,
                   std::size_t most_deals, const DealLimits& limits, const Control& control) {
  std::vector<std::int64_t> corner(problem.parties());
  for (std::size_t p = 0; p < corner.size(); ++p) {
    corner[p] = p < gains.size() ? problem.walk_away[p] + gains[p] : problem.least(p);
  }
  const CornerBuild build = find_above(problem, frontier, corner, limits, control);
  if (!build.points) {
    AdditivePick pick = at_points(frontier, chosen, most_deals);
    pick.ending = build.ending;
    return pick;
  }
  AdditivePick pick;
  pick.points = *build.points;
  for (std::size_t i = 0; i < pick.points.size(); ++i) {
    const auto [begin, end] = frontier.points().range_of(pick.points.point(i), problem.members);
    pick.efficient.push_back(begin < end);
    if (pick.deals.size() >= most_deals) continue;
    append(pick.deals,
           deals_at(problem, build.chains, pick.points.point(i), deals_each(pick.points.size(), most_deals)));
  }
  return pick;
}

/// What is known about the depths of the points of a frontier. A member's depth falls as its utility rises, so a depth
/// counted at one utility bounds those at all others.
class Depths {
 public:
  Depths(const AdditiveProblem& problem, const AdditiveFrontier& frontier, const DealCounter& counter)
      : problem_(problem), points_(frontier.points()), counter_(counter), counted_(problem.members) {
    for (std::size_t p = 0; p < problem.parties(); ++p) corner_.push_back(problem.least(p));
    all_ = counter.at_least(corner_);
  }

  /// At least this many deals are better for the member.
  [[nodiscard]] DealCount lower(std::size_t member, std::int64_t utility) const {
    const auto at = counted_[member].lower_bound(utility);
    return at == counted_[member].end() ? 0 : at->second;
  }
  /// At most this many are.
  [[nodiscard]] DealCount upper(std::size_t member, std::int64_t utility) const {
    const auto after = counted_[member].upper_bound(utility);
    return after == counted_[member].begin() ? all_ : std::prev(after)->second;
  }
  /// Bounds of the greatest depth of a point.
  [[nodiscard]] std::pair<DealCount, DealCount> bounds(std::size_t point) const {
    std::pair<DealCount, DealCount> greatest{0, 0};
    for (std::size_t i = 0; i < problem_.members; ++i) {
      const std::int64_t utility = points_.value(point, i);
      greatest.first = std::max(greatest.first, lower(i, utility));
      greatest.second = std::max(greatest.second, upper(i, utility));
    }
    return greatest;
  }
  void count(std::size_t member, std::int64_t utility) {
    std::vector<std::int64_t> corner = corner_;
    corner[member] = utility + 1;
    counted_[member].emplace(utility, counter_.at_least(corner));
  }

 private:
  const AdditiveProblem& problem_;
  const PointSet& points_;
  const DealCounter& counter_;
  std::vector<std::map<std::int64_t, DealCount>> counted_;  ///< by member, utility -> depth
  std::vector<std::int64_t> corner_;
  DealCount all_ = 0;
};

}  // namespace

AdditiveCardinalPicks pick_cardinal(const AdditiveProblem& problem, const AdditiveFrontier& frontier,
                                    std::size_t most_deals, const DealLimits& limits, const Control& control) {
  const PointSet& points = frontier.points();
  std::vector<std::int64_t> gains;
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t p = 0; p < problem.members; ++p) gains.push_back(points.value(i, p) - problem.walk_away[p]);
  }
  AdditiveCardinalPicks picks;
  picks.optima = find_optima(gains, problem.members);
  const Optima& optima = picks.optima;
  picks.nash = at_points(frontier, optima.nash, most_deals);
  picks.utilitarian = at_points(frontier, optima.utilitarian, most_deals);
  const std::vector<std::int64_t> equal(problem.members, optima.least_gain);
  picks.egalitarian = above(problem, frontier, optima.egalitarian, equal, most_deals, limits, control);
  std::vector<std::int64_t> proportional;
  for (const std::int64_t best : optima.best_gains) proportional.push_back(least_gain_for(optima.ratio, best));
  picks.kalai_smorodinsky =
      above(problem, frontier, optima.kalai_smorodinsky, proportional, most_deals, limits, control);
  return picks;
}

AdditiveFallback pick_fallback(const AdditiveProblem& problem, const AdditiveFrontier& frontier,
                               const DealCounter& counter, std::size_t most_deals, const DealLimits& limits,
                               const Control& control) {
  AdditiveFallback fallback;
  fallback.ending = counter.ending();
  if (fallback.ending != Ending::done) return fallback;
  std::uint64_t steps = counter.steps();
  if (steps > limits.steps) fallback.ending = Ending::refused;
  if (fallback.ending != Ending::done) return fallback;
  const PointSet& points = frontier.points();
  Depths depths(problem, frontier, counter);
  std::vector<std::size_t> candidates(points.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i] = i;
  for (;;) {
    steps += counter.steps();
    if (control.stopped()) fallback.ending = Ending::stopped;
    else if (steps > limits.steps) fallback.ending = Ending::refused;
    if (fallback.ending != Ending::done) return fallback;
    // A point stays a candidate as long as no other is certainly better.
    DealCount surely = ~DealCount{0};
    for (const std::size_t i : candidates) surely = std::min(surely, depths.bounds(i).second);
    std::erase_if(candidates, [&](std::size_t i) { return depths.bounds(i).first > surely; });
    // Utilities at which a depth decides about a candidate and is not known.
    std::vector<std::int64_t> most;
    std::size_t member = 0;
    for (std::size_t p = 0; p < problem.members; ++p) {
      std::vector<std::int64_t> open;
      for (const std::size_t i : candidates) {
        const std::int64_t utility = points.value(i, p);
        const DealCount upper = depths.upper(p, utility);
        if (upper > depths.lower(p, utility) && upper > depths.bounds(i).first) open.push_back(utility);
      }
      std::ranges::sort(open);
      const auto repeated = std::ranges::unique(open);
      open.erase(repeated.begin(), repeated.end());
      if (open.size() <= most.size()) continue;
      most = std::move(open);
      member = p;
    }
    if (most.empty()) break;
    depths.count(member, most[most.size() / 2]);
  }
  fallback.depth = depths.bounds(candidates.front()).second;
  fallback.pick = at_points(frontier, candidates, most_deals);
  return fallback;
}

}  // namespace detente
