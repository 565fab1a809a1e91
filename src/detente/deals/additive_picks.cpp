#include "detente/deals/additive_picks.hpp"

#include <algorithm>
#include <numeric>

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

/// Narrows down which points of a frontier have the least greatest depth. A member's depth falls as its utility rises,
/// so a depth counted at one utility bounds those of all points.
class DepthSearch {
 public:
  DepthSearch(const AdditiveProblem& problem, const AdditiveFrontier& frontier, const DealCounter& counter)
      : members_(problem.members), points_(frontier.points()), counter_(counter) {
    for (std::size_t p = 0; p < problem.parties(); ++p) corner_.push_back(problem.least(p));
    const DealCount all = counter.at_least(corner_);
    candidates_.resize(points_.size());
    std::iota(candidates_.begin(), candidates_.end(), std::size_t{0});
    bounds_.assign(points_.size() * members_, {0, all == 0 ? 0 : all - 1});
    drop_beaten();
  }

  /// Counts one more depth; false if all that matter are known.
  bool step() {
    // For every member the utilities at which its depth may decide and is not known; the middle of the most.
    std::vector<std::int64_t> most;
    std::size_t member = 0;
    for (std::size_t p = 0; p < members_; ++p) {
      std::vector<std::int64_t> open;
      for (std::size_t k = 0; k < candidates_.size(); ++k) {
        const Bounds& bounds = bounds_[k * members_ + p];
        if (bounds.upper > bounds.lower && bounds.upper > greatest(k).lower) {
          open.push_back(points_.value(candidates_[k], p));
        }
      }
      if (open.size() <= most.size()) continue;
      most = std::move(open);
      member = p;
    }
    if (most.empty()) return false;
    const auto middle = most.begin() + static_cast<std::ptrdiff_t>(most.size() / 2);
    std::ranges::nth_element(most, middle);
    count(member, *middle);
    drop_beaten();
    return true;
  }

  struct Bounds {
    DealCount lower;
    DealCount upper;
  };
  /// The least greatest depth.
  [[nodiscard]] Bounds least() const { return least_; }
  /// The points that may have it.
  [[nodiscard]] const std::vector<std::size_t>& candidates() const { return candidates_; }
  /// One that is not deeper than least().upper.
  [[nodiscard]] std::size_t best_known() const { return best_known_; }

 private:
  void count(std::size_t member, std::int64_t utility) {
    std::vector<std::int64_t> corner = corner_;
    corner[member] = utility + 1;
    const DealCount depth = counter_.at_least(corner);
    for (std::size_t k = 0; k < candidates_.size(); ++k) {
      Bounds& bounds = bounds_[k * members_ + member];
      const std::int64_t here = points_.value(candidates_[k], member);
      if (here >= utility) bounds.upper = std::min(bounds.upper, depth);
      if (here <= utility) bounds.lower = std::max(bounds.lower, depth);
    }
  }

  /// The bounds of a candidate's greatest depth.
  [[nodiscard]] Bounds greatest(std::size_t k) const {
    Bounds all{0, 0};
    for (std::size_t p = 0; p < members_; ++p) {
      all.lower = std::max(all.lower, bounds_[k * members_ + p].lower);
      all.upper = std::max(all.upper, bounds_[k * members_ + p].upper);
    }
    return all;
  }

  /// A point stays a candidate as long as no other is certainly better.
  void drop_beaten() {
    least_ = {~DealCount{0}, ~DealCount{0}};
    for (std::size_t k = 0; k < candidates_.size(); ++k) {
      const Bounds here = greatest(k);
      least_.lower = std::min(least_.lower, here.lower);
      if (here.upper >= least_.upper) continue;
      least_.upper = here.upper;
      best_known_ = candidates_[k];
    }
    std::size_t kept = 0;
    for (std::size_t k = 0; k < candidates_.size(); ++k) {
      if (greatest(k).lower > least_.upper) continue;
      candidates_[kept] = candidates_[k];
      std::copy_n(bounds_.begin() + static_cast<std::ptrdiff_t>(k * members_), members_,
                  bounds_.begin() + static_cast<std::ptrdiff_t>(kept * members_));
      ++kept;
    }
    candidates_.resize(kept);
    bounds_.resize(kept * members_);
  }

  std::size_t members_;
  const PointSet& points_;
  const DealCounter& counter_;
  std::vector<std::int64_t> corner_;
  std::vector<std::size_t> candidates_;
  std::vector<Bounds> bounds_;  ///< of the depth of candidate k for member p at [k * members + p]
  Bounds least_{};
  std::size_t best_known_ = 0;
};

}  // namespace

std::vector<std::int64_t> gains_of(const AdditiveProblem& problem, const AdditiveFrontier& frontier) {
  const PointSet& points = frontier.points();
  std::vector<std::int64_t> gains;
  gains.reserve(points.size() * problem.members);
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t p = 0; p < problem.members; ++p) gains.push_back(points.value(i, p) - problem.walk_away[p]);
  }
  return gains;
}

AdditiveCardinalPicks pick_cardinal(const AdditiveProblem& problem, const AdditiveFrontier& frontier,
                                    std::size_t most_deals, const DealLimits& limits, const Control& control) {
  AdditiveCardinalPicks picks;
  picks.optima = find_optima(gains_of(problem, frontier), problem.members);
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
  std::uint64_t steps = counter.steps();
  if (fallback.ending == Ending::done && steps > limits.steps) fallback.ending = Ending::refused;
  if (fallback.ending != Ending::done) {
    // Nothing is counted: whatever is acceptable may be better, but for the deal itself.
    const std::optional<DealCount> all = count_deals(problem);
    fallback.depth_at_most = all ? *all - 1 : 0;
    fallback.best_known = frontier.deals(0).front();
    return fallback;
  }
  DepthSearch search(problem, frontier, counter);
  bool more = true;
  while (more && fallback.ending == Ending::done) {
    steps += counter.steps();
    if (control.stopped()) fallback.ending = Ending::stopped;
    else if (steps > limits.steps) fallback.ending = Ending::refused;
    else more = search.step();
  }
  fallback.depth = search.least().lower;
  fallback.depth_at_most = search.least().upper;
  if (fallback.ending == Ending::done) fallback.pick = at_points(frontier, search.candidates(), most_deals);
  else fallback.best_known = frontier.deals(search.best_known()).front();
  return fallback;
}

}  // namespace detente
