#include "detente/deals/additive_probes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace detente {

namespace {

constexpr std::size_t most_in_pairs = 16;  ///< members

/// Whole weights in proportion to these; positive ones stay so.
std::vector<std::int64_t> whole(const std::vector<long double>& weights) {
  constexpr long double largest = std::int64_t{1} << 30;
  const long double scale = largest / std::ranges::max(weights);
  std::vector<std::int64_t> result;
  for (const long double w : weights) {
    result.push_back(w > 0 ? std::max<std::int64_t>(1, std::llround(w * scale)) : 0);
  }
  return result;
}

}  // namespace

WeightedSearch::WeightedSearch(const AdditiveProblem& problem, std::size_t rounds, const Control& control)
    : problem_(problem), rounds_(rounds), control_(control), best_at_least_(problem.members, 1) {
  for (std::size_t p = 0; p < problem.parties(); ++p) {
    const UtilityRange range = utility_range(problem, p);
    range_.push_back(std::max<long double>(1, static_cast<long double>(range.most - range.least)));
    empty_ = empty_ || range.most < problem.least(p);
    if (p < problem.members) best_at_most_.push_back(range.most - problem.walk_away[p]);
  }
}

void WeightedSearch::run() {
  for (std::size_t i = 0; i < problem_.members; ++i) {
    Reals weights(problem_.parties(), 0);
    for (std::size_t j = 0; j < problem_.members; ++j) weights[j] = (i == j ? 1 : 1e-6L) / range_[j];
    probe(weights);
  }
  // Two members alone often bind: in equal units, and in shares of what is best for each.
  for (std::size_t i = 0; i < problem_.members && problem_.members <= most_in_pairs; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      for (const bool shares : {false, true}) {
        Reals weights(problem_.parties(), 0);
        for (std::size_t p = 0; p < problem_.members; ++p) weights[p] = 1e-6L / range_[p];
        for (const std::size_t p : {i, j}) {
          weights[p] = 1 / (shares ? static_cast<long double>(std::max<std::int64_t>(1, best_at_most_[p]))
                                   : std::max(range_[i], range_[j]));
        }
        probe(weights);
      }
    }
  }
  for (const Goal goal : all_goals) climb(goal);
  if (problem_.members == 2) part();
}

const KnownDeal* WeightedSearch::best(Goal goal) const {
  const auto found = best_.find(goal);
  return found == best_.end() ? nullptr : &found->second;
}

bool WeightedSearch::acceptable(const Utilities& gains) const {
  for (std::size_t p = 0; p < gains.size(); ++p) {
    if (gains[p] < least_gain(p)) return false;
  }
  return true;
}

/// What a goal makes of acceptable gains; a logarithm in the place of the product.
long double WeightedSearch::value(Goal goal, const Utilities& gains) const {
  long double sum = 0;
  long double least = std::numeric_limits<long double>::max();
  for (std::size_t i = 0; i < problem_.members; ++i) {
    const auto gain = static_cast<long double>(gains[i]);
    sum += goal == Goal::nash ? std::log(gain) : gain;
    least = std::min(least, goal == Goal::kalai_smorodinsky ? gain / static_cast<long double>(best_at_most_[i]) : gain);
  }
  return goal == Goal::nash || goal == Goal::utilitarian ? sum : least;
}

void WeightedSearch::probe(const Reals& weights) {
  Probe here{whole(weights), 0, {}};
  const std::size_t parties = problem_.parties();
  bool any = false;
  for (const Product& product : problem_.products) {
    if (!has_deals(problem_, product)) continue;
    Wide sum = 0;
    KnownDeal known{{product.name, {}}, Utilities(parties)};
    for (std::size_t p = 0; p < parties; ++p) {
      known.gains[p] = -problem_.walk_away[p];
      sum -= Wide{here.weights[p]} * problem_.walk_away[p];
    }
    for (const Component& component : product.components) {
      std::size_t best = 0;
      Wide most = 0;
      for (std::size_t a = 0; a < problem_.alternatives(component); ++a) {
        Wide weighted = 0;
        for (std::size_t p = 0; p < parties; ++p) {
          weighted += Wide{here.weights[p]} * component.utilities[a * parties + p];
        }
        if (a > 0 && weighted <= most) continue;
        most = weighted;
        best = a;
      }
      sum += most;
      known.deal.alternatives.push_back(component.name(best));
      for (std::size_t p = 0; p < parties; ++p) known.gains[p] += component.utilities[best * parties + p];
    }
    if (any && sum <= here.most) continue;
    any = true;
    here.most = sum;
    here.best = std::move(known);
  }
  learn_from(here);
  probes_.push_back(std::move(here));
}

void WeightedSearch::learn_from(const Probe& probe) {
  Wide needed = 0;  // the weighted gains that an acceptable deal has at least
  bool members_only = true;
  for (std::size_t p = 0; p < problem_.parties(); ++p) {
    needed += Wide{probe.weights[p]} * least_gain(p);
    members_only = members_only && (probe.weights[p] > 0) == (p < problem_.members);
  }
  if (probe.most < needed) empty_ = true;
  for (std::size_t i = 0; i < problem_.members; ++i) {
    const Wide weight = probe.weights[i];
    if (weight == 0) continue;
    const Wide others = needed - weight;
    best_at_most_[i] = std::min(best_at_most_[i], static_cast<std::int64_t>((probe.most - others) / weight));
  }
  if (members_only && acceptable(probe.best.gains)) {
    Utilities point = probe.best.gains;
    point.resize(problem_.members);
    efficient_.emplace(std::move(point), probe.best.deal);
  }
  keep(probe.best);
}

void WeightedSearch::keep(const KnownDeal& known) {
  if (!acceptable(known.gains)) return;
  for (std::size_t i = 0; i < problem_.members; ++i) best_at_least_[i] = std::max(best_at_least_[i], known.gains[i]);
  for (const Goal goal : all_goals) {
    const KnownDeal* before = best(goal);
    if (before == nullptr || value(goal, before->gains) < value(goal, known.gains)) best_.insert_or_assign(goal, known);
  }
}

/// The gradient of a goal, in the place of the smallest of several a soft minimum that sharpens.
WeightedSearch::Reals WeightedSearch::direction(Goal goal, const Reals& mean, std::size_t round) const {
  Reals units = range_;  // one unit of utility for all parties, or one for each
  if (goal == Goal::egalitarian) std::ranges::fill(units, std::ranges::max(range_));
  if (goal == Goal::kalai_smorodinsky) {
    for (std::size_t i = 0; i < problem_.members; ++i) {
      units[i] = static_cast<long double>(std::max<std::int64_t>(1, best_at_most_[i]));
    }
  }
  long double worst = std::numeric_limits<long double>::max();
  for (std::size_t i = 0; i < problem_.members; ++i) worst = std::min(worst, mean[i] / units[i]);
  const long double sharpness = 8 * std::sqrt(static_cast<long double>(round + 1));
  Reals weights(problem_.parties(), 0);
  for (std::size_t i = 0; i < problem_.members; ++i) {
    switch (goal) {
      case Goal::nash: weights[i] = 1 / std::max(mean[i], range_[i] * 1e-6L); break;
      case Goal::utilitarian: weights[i] = 1; break;
      case Goal::kalai_smorodinsky:
      case Goal::egalitarian: weights[i] = std::exp(-sharpness * (mean[i] / units[i] - worst)) / units[i];
    }
  }
  return weights;
}

void WeightedSearch::climb(Goal goal) {
  Reals mean(problem_.parties(), 0);
  Reals price(problem_.parties(), 0);
  for (std::size_t k = 0; k < rounds_ && !empty_ && !control_.stopped(); ++k) {
    Reals weights = direction(goal, mean, k);
    const long double largest = std::ranges::max(weights);
    for (std::size_t p = 0; p < price.size(); ++p) weights[p] += price[p] * largest;
    probe(weights);
    const Utilities& gains = probes_.back().best.gains;
    const auto step = static_cast<long double>(k + 1);
    for (std::size_t p = 0; p < price.size(); ++p) {
      const auto gain = static_cast<long double>(gains[p]);
      mean[p] += (gain - mean[p]) * 2 / (step + 1);
      const long double missing = (static_cast<long double>(least_gain(p)) - gain) / range_[p];
      price[p] = std::max<long double>(0, price[p] + missing / std::sqrt(step));
    }
    if (k % 8 == 0 || k + 1 == rounds_) improve(goal, probes_.back().best);
  }
}

/// Changes single components as long as that helps: first towards acceptance, then towards the goal.
void WeightedSearch::improve(Goal goal, KnownDeal known) {
  const std::size_t parties = problem_.parties();
  const auto product = std::ranges::find(problem_.products, known.deal.product, &Product::name);
  const auto merit = [&](const Utilities& gains) {
    long double missing = 0;
    for (std::size_t p = 0; p < parties; ++p) {
      missing += std::min<long double>(0, static_cast<long double>(gains[p] - least_gain(p)) / range_[p]);
    }
    return std::pair(missing, missing < 0 ? 0 : value(goal, gains));
  };
  auto here = merit(known.gains);
  bool better = true;
  for (std::size_t round = 0; round < 32 && better && !control_.stopped(); ++round) {
    better = false;
    for (std::size_t c = 0; c < product->components.size(); ++c) {
      const Component& component = product->components[c];
      std::size_t now = 0;
      while (component.name(now) != known.deal.alternatives[c]) ++now;
      for (std::size_t a = 0; a < problem_.alternatives(component); ++a) {
        Utilities gains = known.gains;
        for (std::size_t p = 0; p < parties; ++p) {
          gains[p] += component.utilities[a * parties + p] - component.utilities[now * parties + p];
        }
        const auto there = merit(gains);
        if (there <= here) continue;
        here = there;
        known.gains = std::move(gains);
        known.deal.alternatives[c] = component.name(a);
        now = a;
        better = true;
      }
    }
  }
  keep(known);
}

/// Between neighboring deals, at right angles to the line through them.
void WeightedSearch::part() {
  for (std::size_t tried = 0; tried < rounds_ && !empty_;) {
    const std::size_t before = efficient_.size();
    std::vector<Utilities> points;
    for (const auto& [point, deal] : efficient_) points.push_back(point);
    for (std::size_t k = 1; k < points.size() && tried < rounds_ && !control_.stopped(); ++k, ++tried) {
      Reals weights(problem_.parties(), 0);
      weights[0] = static_cast<long double>(points[k][1] - points[k - 1][1]);
      weights[1] = static_cast<long double>(points[k - 1][0] - points[k][0]);
      probe(weights);
    }
    if (efficient_.size() == before || control_.stopped()) return;
  }
}

}  // namespace detente
