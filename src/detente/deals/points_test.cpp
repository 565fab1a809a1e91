#include "detente/deals/points.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"

using namespace detente;

namespace {

PointSet random_points(Random& random, std::size_t size, std::size_t parties, std::uint64_t values) {
  PointSet points(parties);
  std::vector<std::int64_t> point(parties);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::int64_t& value : point) value = static_cast<std::int64_t>(random.below(values)) - 5;
    points.add(point, 1 + random.below(3));
  }
  return points;
}

bool at_least(std::span<const std::int64_t> a, std::span<const std::int64_t> b) {
  return std::ranges::equal(a, b, std::ranges::greater_equal());
}

/// The same by comparing every point with every other.
PointSet plainly_nondominated(PointSet points, std::size_t members) {
  points.sort_and_merge();
  PointSet kept(points.parties());
  for (std::size_t i = 0; i < points.size(); ++i) {
    bool beaten = false;
    for (std::size_t k = 0; k < points.size() && !beaten; ++k) {
      beaten = at_least(points.point(k), points.point(i)) &&
               !std::ranges::equal(points.point(k).first(members), points.point(i).first(members));
    }
    if (!beaten) kept.add(points.point(i), points.count(i));
  }
  return kept;
}

bool same(const PointSet& a, const PointSet& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!std::ranges::equal(a.point(i), b.point(i)) || a.count(i) != b.count(i)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("points are ordered and equal ones become one") {
  PointSet points(2);
  points.add(std::vector<std::int64_t>{1, 5}, 1);
  points.add(std::vector<std::int64_t>{3, -2}, 2);
  points.add(std::vector<std::int64_t>{1, 7}, 3);
  points.add(std::vector<std::int64_t>{3, -2}, 4);
  points.sort_and_merge();
  REQUIRE(points.size() == 3);
  CHECK(points.value(0, 0) == 3);
  CHECK(points.count(0) == 6);
  CHECK(points.value(1, 1) == 7);
  CHECK(points.total() == 10);
  CHECK(points.range_of(std::vector<std::int64_t>{1, 0}, 1) == std::pair<std::size_t, std::size_t>{1, 3});
  CHECK(points.range_of(std::vector<std::int64_t>{2, 0}, 1) == std::pair<std::size_t, std::size_t>{1, 1});
}

TEST_CASE("what is left is what a comparison of all with all leaves") {
  Random random(5);
  for (std::size_t parties = 1; parties <= 6; ++parties) {
    for (std::size_t members = 1; members <= parties; ++members) {
      for (const std::uint64_t values : {3U, 12U, 1'000'000U}) {
        PointSet points = random_points(random, 50 + random.below(900), parties, values);
        CAPTURE(parties);
        CAPTURE(members);
        CAPTURE(values);
        const PointSet expected = plainly_nondominated(points, members);
        keep_nondominated(points, members);
        CHECK(same(points, expected));
      }
    }
  }
}

TEST_CASE("counts of points that are at least as good are those of a comparison of all with all") {
  Random random(6);
  for (std::size_t parties = 1; parties <= 5; ++parties) {
    for (const std::uint64_t values : {1U, 3U, 12U, 1'000'000U}) {
      const PointSet points = random_points(random, random.below(800), parties, values);
      const PointSet needs = random_points(random, random.below(800), parties, values);
      const std::vector<DealCount> counts = count_at_least(points, needs);
      REQUIRE(counts.size() == needs.size());
      std::size_t wrong = 0;
      for (std::size_t k = 0; k < needs.size(); ++k) {
        DealCount expected = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
          if (at_least(points.point(i), needs.point(k))) expected += points.count(i);
        }
        wrong += counts[k] == expected ? 0U : 1U;
      }
      CHECK(wrong == 0);
    }
  }
}
