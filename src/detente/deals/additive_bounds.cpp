#include "detente/deals/additive_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "detente/deals/additive_probes.hpp"

namespace detente {

namespace {

constexpr std::int64_t ratio_places = 1'000'000'000'000;  // ratios are in units of 10^-12

/// How often each goal may be probed.
std::size_t rounds_for(const AdditiveProblem& problem, const DealLimits& limits) {
  std::uint64_t alternatives = 1;
  for (const Product& product : problem.products) {
    for (const Component& component : product.components) alternatives += problem.alternatives(component);
  }
  return static_cast<std::size_t>(
      std::clamp<std::uint64_t>(limits.steps / (64 * alternatives * problem.parties()), 4, 200));
}

/// A point of the frontier is told by the utilities of all members but one, and these lie on grids.
std::optional<DealCount> points_at_most(const AdditiveProblem& problem) {
  std::optional<DealCount> fewest = count_deals(problem);
  std::vector<DealCount> levels;
  for (std::size_t i = 0; i < problem.members; ++i) {
    std::int64_t step = 0;
    std::optional<std::int64_t> first;
    for (const Product& product : problem.products) {
      if (!has_deals(problem, product)) continue;
      std::int64_t start = 0;
      for (const Component& component : product.components) {
        start += component.utilities[i];
        for (std::size_t a = 1; a < problem.alternatives(component); ++a) {
          step = std::gcd(step, component.utilities[a * problem.parties() + i] - component.utilities[i]);
        }
      }
      step = std::gcd(step, start - first.value_or(start));
      if (!first) first = start;
    }
    const UtilityRange range = utility_range(problem, i);
    const std::int64_t wide = range.most - std::max(range.least, problem.least(i));
    levels.push_back(wide < 0 ? 0 : step == 0 ? 1 : static_cast<DealCount>(wide / step) + 1);
  }
  for (std::size_t left_out = 0; left_out < problem.members; ++left_out) {
    DealCount points = 1;
    bool fits = true;
    for (std::size_t i = 0; i < problem.members && fits; ++i) {
      if (i == left_out) continue;
      fits = levels[i] == 0 || points <= (DealCount{1} << 126) / levels[i];
      if (fits) points *= levels[i];
    }
    if (fits && (!fewest || points < *fewest)) fewest = points;
  }
  return fewest;
}

/// The bounds of the four optima.
class Optimality {
 public:
  Optimality(const AdditiveProblem& problem, const WeightedSearch& search)
      : members_(problem.members), search_(search) {}

  [[nodiscard]] BoundedOptimum bound(Goal goal) const {
    const std::size_t places = goal == Goal::nash ? 6 * members_ : goal == Goal::kalai_smorodinsky ? 12 : 6;
    const mpz_class most = at_most(goal);
    BoundedOptimum bound{.at_most = decimal_text(most, places)};
    const KnownDeal* known = search_.best(goal);
    if (known == nullptr) return bound;
    const mpz_class attained = attained_by(goal, known->gains);
    bound.at_least = decimal_text(attained, places);
    bound.deal = known->deal;
    bound.proved = attained == most;
    return bound;
  }

 private:
  static mpz_class whole(std::int64_t number) { return static_cast<long>(number); }

  [[nodiscard]] mpz_class at_most(Goal goal) const {
    switch (goal) {
      case Goal::nash: return product_at_most();
      case Goal::kalai_smorodinsky: return ratio_at_most();
      case Goal::egalitarian: return least_at_most();
      case Goal::utilitarian: return sum_at_most();
    }
    return 0;
  }

  /// Ratios are rounded down, and against the largest that the best gains may be.
  [[nodiscard]] mpz_class attained_by(Goal goal, const std::vector<std::int64_t>& gains) const {
    mpz_class product = 1;
    mpz_class sum = 0;
    mpz_class ratio = whole(ratio_places);
    for (std::size_t i = 0; i < members_; ++i) {
      product *= whole(gains[i]);
      sum += whole(gains[i]);
      const mpz_class here = whole(gains[i]) * whole(ratio_places) / whole(search_.best_gain_at_most(i));
      ratio = std::min(ratio, here);
    }
    switch (goal) {
      case Goal::nash: return product;
      case Goal::kalai_smorodinsky: return ratio;
      case Goal::egalitarian:
        return whole(*std::min_element(gains.begin(), gains.begin() + static_cast<std::ptrdiff_t>(members_)));
      case Goal::utilitarian: break;
    }
    return sum;
  }

  /// (G / n)^n / (w_1 ... w_n), by the probe for which it is least; a product of whole gains is whole.
  [[nodiscard]] mpz_class product_at_most() const {
    mpz_class most = 1;
    for (std::size_t i = 0; i < members_; ++i) most *= whole(search_.best_gain_at_most(i));
    const Probe* tightest = nullptr;
    long double least = 0;
    for (const Probe& probe : search_.probes()) {
      long double log = static_cast<long double>(members_) * std::log(static_cast<long double>(probe.most));
      bool usable = probe.most > 0;
      for (std::size_t i = 0; i < members_ && usable; ++i) {
        usable = probe.weights[i] > 0;
        log -= std::log(static_cast<long double>(probe.weights[i]));
      }
      if (!usable || (tightest != nullptr && log >= least)) continue;
      tightest = &probe;
      least = log;
    }
    if (tightest == nullptr) return most;
    mpz_class over = 1;
    mpz_class under = 1;
    for (std::size_t i = 0; i < members_; ++i) {
      over *= to_integer(tightest->most);
      under *= whole(tightest->weights[i]) * static_cast<unsigned long>(members_);
    }
    const mpz_class product = over / under;
    return std::min(most, product);
  }

  [[nodiscard]] mpz_class ratio_at_most() const {
    mpz_class most = whole(ratio_places);
    for (const Probe& probe : search_.probes()) {
      mpz_class under = 0;
      for (std::size_t i = 0; i < members_; ++i) {
        under += whole(probe.weights[i]) * whole(search_.best_gain_at_least(i));
      }
      if (under == 0) continue;
      const mpz_class up = (to_integer(probe.most) * whole(ratio_places) + under - 1) / under;
      most = std::min(most, up);
    }
    return most;
  }

  [[nodiscard]] mpz_class least_at_most() const {
    mpz_class most = whole(search_.best_gain_at_most(0));
    for (const Probe& probe : search_.probes()) {
      Wide under = 0;
      for (std::size_t i = 0; i < members_; ++i) under += probe.weights[i];
      if (under > 0) most = std::min(most, to_integer(probe.most / under));
    }
    return most;
  }

  /// With the smallest of the weights taken from all, what is left of them weighs gains that are at least 10^-6.
  [[nodiscard]] mpz_class sum_at_most() const {
    mpz_class most = 0;
    for (std::size_t i = 0; i < members_; ++i) most += whole(search_.best_gain_at_most(i));
    for (const Probe& probe : search_.probes()) {
      std::int64_t common = probe.weights[0];
      for (std::size_t i = 1; i < members_; ++i) common = std::min(common, probe.weights[i]);
      if (common == 0) continue;
      Wide rest = 0;
      for (std::size_t i = 0; i < members_; ++i) rest += probe.weights[i] - common;
      most = std::min(most, to_integer((probe.most - rest) / common));
    }
    return most;
  }

  std::size_t members_;
  const WeightedSearch& search_;
};

/// Gains raised by a common factor, for which some probe shows that no deal has them all.
std::vector<std::int64_t> out_of_reach(const WeightedSearch& search, std::size_t members,
                                       const std::vector<std::int64_t>& gains) {
  const Probe* tightest = nullptr;
  long double factor = 0;
  for (const Probe& probe : search.probes()) {
    long double weighted = 0;
    for (std::size_t i = 0; i < members; ++i) {
      weighted += static_cast<long double>(probe.weights[i]) * static_cast<long double>(gains[i]);
    }
    if (weighted <= 0) continue;
    const long double here = static_cast<long double>(probe.most) / weighted;
    if (tightest != nullptr && here >= factor) continue;
    tightest = &probe;
    factor = here;
  }
  std::vector<std::int64_t> beyond;
  for (std::size_t i = 0; i < members; ++i) {
    beyond.push_back(std::max<std::int64_t>(1, static_cast<std::int64_t>(factor * static_cast<long double>(gains[i]))));
  }
  const auto weighted = [&] {
    Wide sum = 0;
    for (std::size_t i = 0; i < members; ++i) sum += Wide{tightest->weights[i]} * beyond[i];
    return sum;
  };
  while (weighted() <= tightest->most) {
    for (std::int64_t& gain : beyond) ++gain;
  }
  return beyond;
}

/// Above by the depth of known deals. Below: where gains t cannot all be had, every deal gives somebody i less than
/// t_i, and that party strictly prefers all acceptable deals that give it t_i.
void bound_depth(AdditiveBounds& bounds, const AdditiveProblem& problem, const WeightedSearch& search,
                 const DealCounter& counter, const DealLimits& limits) {
  std::vector<std::int64_t> corner;
  for (std::size_t p = 0; p < problem.parties(); ++p) corner.push_back(problem.least(p));
  const auto giving = [&](std::size_t member, std::int64_t gain) {
    std::vector<std::int64_t> asked = corner;
    asked[member] = std::max(asked[member], problem.walk_away[member] + gain);
    return counter.at_least(asked);
  };
  std::uint64_t left = limits.steps;
  for (const Goal goal : all_goals) {
    const KnownDeal* known = search.best(goal);
    const std::uint64_t steps = 2 * problem.members * counter.steps();
    if (known == nullptr || steps > left) return;
    left -= steps;
    DealCount deepest = 0;
    for (std::size_t i = 0; i < problem.members; ++i) deepest = std::max(deepest, giving(i, known->gains[i] + 1));
    if (!bounds.depth_at_most || deepest < *bounds.depth_at_most) {
      bounds.depth_at_most = deepest;
      bounds.shallow = known->deal;
    }
    const std::vector<std::int64_t> beyond = out_of_reach(search, problem.members, known->gains);
    DealCount least = ~DealCount{0};
    for (std::size_t i = 0; i < problem.members; ++i) least = std::min(least, giving(i, beyond[i]));
    bounds.depth_at_least = std::max(bounds.depth_at_least, least);
  }
}

}  // namespace

AdditiveBounds bound_picks(const AdditiveProblem& problem, const DealCounter& counter, const DealLimits& limits,
                           const Control& control) {
  AdditiveBounds bounds{.points_at_most = points_at_most(problem)};
  if (count_deals(problem) == DealCount{0}) {
    bounds.zone = AdditiveBounds::Zone::empty;
    return bounds;
  }
  WeightedSearch search(problem, rounds_for(problem, limits), control);
  search.run();
  for (const auto& [point, deal] : search.efficient()) bounds.efficient.push_back(deal);
  if (search.empty()) {
    bounds.zone = AdditiveBounds::Zone::empty;
    bounds.points_at_most = 0;
    return bounds;
  }
  if (search.best(Goal::nash) != nullptr) bounds.zone = AdditiveBounds::Zone::open;
  const Optimality optimality(problem, search);
  bounds.nash = optimality.bound(Goal::nash);
  bounds.kalai_smorodinsky = optimality.bound(Goal::kalai_smorodinsky);
  bounds.egalitarian = optimality.bound(Goal::egalitarian);
  bounds.utilitarian = optimality.bound(Goal::utilitarian);
  if (counter.ending() == Ending::done) bound_depth(bounds, problem, search, counter, limits);
  return bounds;
}

}  // namespace detente
