// The additive methods against plain listing, on random small problems. DETENTE_CASES says how many, DETENTE_SEED where
// they begin.

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include <doctest/doctest.h>

#include "detente/deals/additive_bounds.hpp"
#include "detente/deals/additive_picks.hpp"
#include "property/from_environment.hpp"
#include "reference/plain_random.hpp"

namespace detente::tests {

namespace {

using reference::PlainRandom;
using Utilities = std::vector<std::int64_t>;

/// Small utilities, so that ties are many.
AdditiveProblem random_problem(PlainRandom& random) {
  AdditiveProblem problem;
  problem.members = random.between(1, 4);
  const std::size_t ratifiers = random.chance(0.4) ? random.between(1, 2) : 0;
  const std::size_t parties = problem.members + ratifiers;
  const std::size_t spread = random.between(1, 6);
  const std::size_t products = random.chance(0.7) ? 1 : random.between(0, 3);
  for (std::size_t k = 0; k < products; ++k) {
    Product product{.name = k + 10};
    const std::size_t components = random.between(0, 4);
    for (std::size_t c = 0; c < components; ++c) {
      Component component;
      const std::size_t alternatives = random.chance(0.03) ? 0 : random.between(1, 5);
      for (std::size_t u = 0; u < alternatives * parties; ++u) {
        component.utilities.push_back(static_cast<std::int64_t>(random.below(2 * spread + 1)) -
                                      static_cast<std::int64_t>(spread));
      }
      if (random.chance(0.5)) {
        for (std::size_t a = 0; a < alternatives; ++a) component.names.push_back(static_cast<std::uint32_t>(7 * a + 1));
      }
      product.components.push_back(component);
    }
    problem.products.push_back(product);
  }
  for (std::size_t p = 0; p < parties; ++p) {
    problem.walk_away.push_back(static_cast<std::int64_t>(random.below(13)) - (random.chance(0.3) ? 20 : 8));
  }
  return problem;
}

/// All deals with their utilities.
std::vector<std::pair<DealChoice, Utilities>> listed(const AdditiveProblem& problem) {
  std::vector<std::pair<DealChoice, Utilities>> all;
  for (const Product& product : problem.products) {
    std::vector<std::pair<DealChoice, Utilities>> deals{{{product.name, {}}, Utilities(problem.parties(), 0)}};
    for (const Component& component : product.components) {
      std::vector<std::pair<DealChoice, Utilities>> longer;
      for (const auto& [deal, utilities] : deals) {
        for (std::size_t a = 0; a < component.utilities.size() / problem.parties(); ++a) {
          auto next = std::pair(deal, utilities);
          next.first.alternatives.push_back(component.names.empty() ? static_cast<std::uint32_t>(a)
                                                                    : component.names[a]);
          for (std::size_t p = 0; p < problem.parties(); ++p) {
            next.second[p] += component.utilities[a * problem.parties() + p];
          }
          longer.push_back(next);
        }
      }
      deals = longer;
    }
    all.insert(all.end(), deals.begin(), deals.end());
  }
  return all;
}

bool beats(const Utilities& a, const Utilities& b, std::size_t members) {
  bool better = false;
  for (std::size_t p = 0; p < members; ++p) {
    if (a[p] < b[p]) return false;
    better |= a[p] > b[p];
  }
  return better;
}

/// Points of the members with counts: what the methods answer.
using Points = std::map<Utilities, std::uint64_t>;

Points points_of(const PointSet& set) {
  Points points;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const Utilities point(set.point(i).begin(), set.point(i).end());
    CHECK(!points.contains(point));
    points[point] = static_cast<std::uint64_t>(set.count(i));
  }
  return points;
}

std::string shown(const Points& points) {
  std::string text;
  for (const auto& [point, count] : points) {
    for (const std::int64_t utility : point) text += std::to_string(utility) + " ";
    text += "x" + std::to_string(count) + "; ";
  }
  return text;
}

/// The acceptable deals for which a merit is largest, as points.
template <class Merit>
Points best(const std::vector<Utilities>& deals, Merit merit) {
  Points points;
  std::optional<decltype(merit(deals.front()))> most;
  for (const Utilities& deal : deals) {
    const auto here = merit(deal);
    if (most && here < *most) continue;
    if (!most || *most < here) points.clear();
    most = here;
    ++points[deal];
  }
  return points;
}

struct Expected {
  std::uint64_t deals = 0;
  std::vector<Utilities> acceptable;  ///< utilities of the members, one entry for each deal
  Points frontier;
};

Expected expected_of(const AdditiveProblem& problem) {
  Expected expected;
  for (const auto& [deal, utilities] : listed(problem)) {
    ++expected.deals;
    bool fine = true;
    for (std::size_t p = 0; p < problem.parties(); ++p) {
      fine &= p < problem.members ? utilities[p] > problem.walk_away[p] : utilities[p] >= problem.walk_away[p];
    }
    if (fine)
      expected.acceptable.emplace_back(utilities.begin(), utilities.begin() + static_cast<long>(problem.members));
  }
  for (const Utilities& a : expected.acceptable) {
    bool beaten = false;
    for (const Utilities& b : expected.acceptable) beaten |= beats(b, a, problem.members);
    if (!beaten) ++expected.frontier[a];
  }
  return expected;
}

void check_deals(const AdditiveProblem& problem, const std::vector<DealChoice>& deals, const Points& points) {
  std::set<std::pair<std::size_t, std::vector<std::uint32_t>>> seen;
  Points named;
  const auto all = listed(problem);
  for (const DealChoice& deal : deals) {
    CHECK(seen.emplace(deal.product, deal.alternatives).second);
    for (const auto& [candidate, utilities] : all) {
      if (candidate == deal)
        ++named[Utilities(utilities.begin(), utilities.begin() + static_cast<long>(problem.members))];
    }
  }
  CHECK(named == points);
}

void check_pick(const AdditiveProblem& problem, const AdditivePick& pick, const Points& points,
                const Points& frontier) {
  CHECK(pick.ending == Ending::done);
  CHECK(points_of(pick.points) == points);
  for (std::size_t i = 0; i < pick.points.size(); ++i) {
    const Utilities point(pick.points.point(i).begin(), pick.points.point(i).end());
    CHECK(pick.efficient[i] == frontier.contains(point));
  }
  check_deals(problem, pick.deals, points);
}

/// A decimal number with at most so many places, as an integer of the last of them.
std::int64_t units(const std::string& text, std::size_t places) {
  const std::size_t point = text.find('.');
  std::string digits = text.substr(0, point);
  const std::string after = point == std::string::npos ? "" : text.substr(point + 1);
  REQUIRE(after.size() <= places);
  digits += after + std::string(places - after.size(), '0');
  return std::stoll(digits);
}

/// What is said to be certain is true, whatever the search for it was like.
void check_bounds(const AdditiveProblem& problem, const Expected& expected, const DealCounter& counter,
                  std::uint64_t steps, std::int64_t least_depth) {
  const AdditiveBounds bounds = bound_picks(problem, counter, {.steps = steps});
  const auto gains = [&](const DealChoice& deal) {
    Utilities gained = utilities_of(problem, deal);
    for (std::size_t p = 0; p < gained.size(); ++p) {
      gained[p] -= problem.walk_away[p];
      CHECK(gained[p] >= (p < problem.members ? 1 : 0));
    }
    gained.resize(problem.members);
    return gained;
  };
  CHECK((!bounds.points_at_most || *bounds.points_at_most >= expected.frontier.size()));
  std::set<Utilities> efficient;
  for (const DealChoice& deal : bounds.efficient) {
    Utilities point = gains(deal);
    CHECK(efficient.insert(point).second);
    for (std::size_t p = 0; p < point.size(); ++p) point[p] += problem.walk_away[p];
    CHECK(expected.frontier.contains(point));
  }
  if (bounds.zone == AdditiveBounds::Zone::empty) CHECK(expected.acceptable.empty());
  if (bounds.zone == AdditiveBounds::Zone::open) CHECK(!expected.acceptable.empty());
  if (expected.acceptable.empty()) return;
  Utilities ideal(problem.members, 0);
  for (const Utilities& deal : expected.acceptable) {
    for (std::size_t p = 0; p < deal.size(); ++p) ideal[p] = std::max(ideal[p], deal[p] - problem.walk_away[p]);
  }
  const auto check = [&](const BoundedOptimum& bound, std::size_t places, auto merit) {
    std::int64_t most = 0;
    for (Utilities deal : expected.acceptable) {
      for (std::size_t p = 0; p < deal.size(); ++p) deal[p] -= problem.walk_away[p];
      most = std::max(most, merit(deal));
    }
    if (places <= 18) CHECK(units(bound.at_most, places) >= most);
    if (!bound.deal) return;
    const std::int64_t attained = merit(gains(*bound.deal));
    if (bound.proved) CHECK(attained == most);
    if (places <= 18) CHECK(units(bound.at_least, places) <= attained);
    if (places == 6) CHECK(units(bound.at_least, places) == attained);
  };
  check(bounds.nash, 6 * problem.members, [](const Utilities& gain) {
    std::int64_t product = 1;
    for (const std::int64_t g : gain) product *= g;
    return product;
  });
  check(bounds.egalitarian, 6, [](const Utilities& gain) { return *std::ranges::min_element(gain); });
  check(bounds.utilitarian, 6, [](const Utilities& gain) {
    std::int64_t sum = 0;
    for (const std::int64_t g : gain) sum += g;
    return sum;
  });
  check(bounds.kalai_smorodinsky, 12, [&](const Utilities& gain) {
    std::int64_t least = INT64_MAX;
    for (std::size_t p = 0; p < gain.size(); ++p) least = std::min(least, gain[p] * 1'000'000'000'000 / ideal[p]);
    return least;
  });
  CHECK(bounds.depth_at_least <= DealCount(static_cast<std::uint64_t>(least_depth)));
  CHECK((!bounds.depth_at_most || *bounds.depth_at_most >= DealCount(static_cast<std::uint64_t>(least_depth))));
}

void check_problem(const AdditiveProblem& problem) {
  const Expected expected = expected_of(problem);
  CHECK(count_deals(problem) == DealCount{expected.deals});
  const AdditiveFrontierBuild build = find_frontier(problem);
  REQUIRE(build.frontier);
  const AdditiveFrontier& frontier = *build.frontier;
  const Points found = points_of(frontier.points());
  CAPTURE(shown(found));
  CAPTURE(shown(expected.frontier));
  CAPTURE(problem.members);
  CAPTURE(problem.parties());
  REQUIRE(found == expected.frontier);
  constexpr std::size_t all = 1'000'000;
  for (std::size_t i = 0; i < frontier.points().size(); ++i) {
    const Utilities point(frontier.points().point(i).begin(), frontier.points().point(i).end());
    check_deals(problem, frontier.deals(i, all), {{point, expected.frontier.at(point)}});
    CHECK(frontier.deals(i).size() == 1);
  }
  const DealCounter counter(problem);
  REQUIRE(counter.ending() == Ending::done);
  Utilities corner;
  for (std::size_t p = 0; p < problem.parties(); ++p) corner.push_back(problem.least(p));
  CHECK(counter.at_least(corner) == DealCount{expected.acceptable.size()});
  if (expected.acceptable.empty()) return check_bounds(problem, expected, counter, 1'000'000, 0);

  const auto gain = [&](const Utilities& deal, std::size_t p) { return deal[p] - problem.walk_away[p]; };
  const AdditiveCardinalPicks picks = pick_cardinal(problem, frontier, all);
  const auto pick = [&](const AdditivePick& attained, auto merit) {
    check_pick(problem, attained, best(expected.acceptable, merit), expected.frontier);
  };
  pick(picks.nash, [&](const Utilities& deal) {
    std::int64_t product = 1;
    for (std::size_t p = 0; p < deal.size(); ++p) product *= gain(deal, p);
    return product;
  });
  pick(picks.utilitarian, [&](const Utilities& deal) {
    std::int64_t sum = 0;
    for (std::size_t p = 0; p < deal.size(); ++p) sum += gain(deal, p);
    return sum;
  });
  pick(picks.egalitarian, [&](const Utilities& deal) {
    std::int64_t least = INT64_MAX;
    for (std::size_t p = 0; p < deal.size(); ++p) least = std::min(least, gain(deal, p));
    return least;
  });
  Utilities ideal(problem.members, 0);
  std::int64_t common = 1;  // a multiple of all best gains, so that the ratios are whole
  for (std::size_t p = 0; p < problem.members; ++p) {
    for (const Utilities& deal : expected.acceptable) ideal[p] = std::max(ideal[p], gain(deal, p));
    common *= ideal[p];
  }
  pick(picks.kalai_smorodinsky, [&](const Utilities& deal) {
    std::int64_t least = INT64_MAX;
    for (std::size_t p = 0; p < deal.size(); ++p) least = std::min(least, gain(deal, p) * (common / ideal[p]));
    return least;
  });

  const auto depth = [&](const Utilities& deal) {
    std::int64_t deepest = 0;
    for (std::size_t p = 0; p < deal.size(); ++p) {
      std::int64_t above = 0;
      for (const Utilities& other : expected.acceptable) above += other[p] > deal[p] ? 1 : 0;
      deepest = std::max(deepest, above);
    }
    return deepest;
  };
  Points shallowest = best(expected.acceptable, [&](const Utilities& deal) { return -depth(deal); });
  CHECK(depth(shallowest.begin()->first) >= 0);
  const std::int64_t least_depth = depth(shallowest.begin()->first);
  std::erase_if(shallowest, [&](const auto& entry) { return !expected.frontier.contains(entry.first); });
  const AdditiveFallback fallback = pick_fallback(problem, frontier, counter, all);
  REQUIRE(fallback.pick);
  CHECK(fallback.depth == DealCount(static_cast<std::uint64_t>(least_depth)));
  check_pick(problem, *fallback.pick, shallowest, expected.frontier);
  check_bounds(problem, expected, counter, expected.deals % 2 == 0 ? 1'000'000 : 10'000, least_depth);
  // A search that is cut short keeps the true depth between its bounds.
  const AdditiveFallback cut = pick_fallback(problem, frontier, counter, all, {.steps = 4 * counter.steps()});
  CHECK(cut.depth <= fallback.depth);
  CHECK((cut.pick ? cut.depth : cut.depth_at_most) >= fallback.depth);

  PlainRandom random(expected.deals);
  const auto every = listed(problem);
  const DealChoice left_out = every[random.below(every.size())].first;
  const AdditiveProblem rest = without(problem, left_out);
  auto remaining = listed(rest);
  CHECK(remaining.size() + 1 == every.size());
  for (const auto& [deal, utilities] : remaining) CHECK(!(deal == left_out));
  const Expected expected_rest = expected_of(rest);
  const AdditiveFrontierBuild again = find_frontier(rest);
  REQUIRE(again.frontier);
  CHECK(points_of(again.frontier->points()) == expected_rest.frontier);
}

}  // namespace

TEST_CASE("the additive methods agree with listing all deals") {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t cases = cases_to_run(1'000);
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    CAPTURE(seed);
    PlainRandom random(seed);
    check_problem(random_problem(random));
  }
}

}  // namespace detente::tests
