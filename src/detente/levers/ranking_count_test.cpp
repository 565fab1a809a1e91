#include "detente/levers/ranking_count.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"

namespace detente {

namespace {

/// A condition over states 1 to `states` - 1 (state 0 is S): some clauses, each with some blocks of up to `widest`.
Condition random_condition(Random& random, std::size_t states, std::size_t clauses, std::size_t blocks,
                           std::size_t widest) {
  Condition condition;
  for (std::size_t c = 0; c < clauses; ++c) {
    Condition::Clause clause;
    const std::size_t count = 1 + random.below(blocks);
    for (std::size_t b = 0; b < count; ++b) {
      // Now and then a block that an earlier clause has as well.
      if (!condition.blocks.empty() && random.chance(40)) {
        clause.blocks.push_back(static_cast<std::uint32_t>(random.below(condition.blocks.size())));
        continue;
      }
      States block;
      const std::size_t size = 1 + random.below(widest);
      for (std::size_t k = 0; k < size; ++k) block.emplace_back(1 + random.below(states - 1));
      std::ranges::sort(block);
      const auto repeated = std::ranges::unique(block);
      block.erase(repeated.begin(), repeated.end());
      condition.blocks.push_back(block);
      clause.blocks.push_back(static_cast<std::uint32_t>(condition.blocks.size() - 1));
    }
    condition.clauses.push_back(clause);
  }
  return condition;
}

/// Every set of states that may be below S, with the number of rankings that have just these below.
std::uint64_t counted_by_sets(const Condition& condition, std::size_t states) {
  const auto factorial = [](std::size_t n) {
    std::uint64_t f = 1;
    for (std::uint64_t k = 2; k <= n; ++k) f *= k;
    return f;
  };
  std::uint64_t count = 0;
  for (std::uint64_t below = 0; below < std::uint64_t{1} << (states - 1); ++below) {
    const auto is_below = [&](StateId s) { return (below >> (s.index() - 1) & 1) != 0; };
    const bool holds = std::ranges::all_of(condition.clauses, [&](const Condition::Clause& clause) {
      return std::ranges::any_of(clause.blocks,
                                 [&](std::uint32_t b) { return std::ranges::all_of(condition.blocks[b], is_below); });
    });
    const auto size = static_cast<std::size_t>(std::popcount(below));
    if (holds) count += factorial(size) * factorial(states - 1 - size);
  }
  return count;
}

/// Clauses of single states: clause k holds the states from first[k] to last[k].
Condition intervals(const std::vector<std::pair<std::size_t, std::size_t>>& clauses) {
  Condition condition;
  for (const auto& [first, last] : clauses) {
    Condition::Clause clause;
    for (std::size_t s = first; s <= last; ++s) {
      while (condition.blocks.size() < s) condition.blocks.push_back({StateId(condition.blocks.size() + 1)});
      clause.blocks.push_back(static_cast<std::uint32_t>(s - 1));
    }
    condition.clauses.push_back(clause);
  }
  return condition;
}

RankingCount counted(const Condition& condition, std::size_t states) {
  Budget budget(60);
  const auto count = count_rankings(condition, states, budget);
  REQUIRE(count);
  return *count;
}

}  // namespace

TEST_CASE("random conditions are counted as listing the sets below does") {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const std::size_t states = 3 + random.below(10);
    const Condition condition =
        random_condition(random, states, random.below(18), 1 + random.below(6), random.chance(50) ? 1 : 3);
    const std::uint64_t expected = counted_by_sets(condition, states);
    const RankingCount count = counted(condition, states);
    CHECK(count.decimal);
    CHECK(count.number == std::to_string(expected));
    CHECK(count.share == doctest::Approx(static_cast<double>(expected) / std::tgamma(static_cast<double>(states) + 1)));
  }
}

TEST_CASE("large numbers are exact, and expressions beyond ten thousand digits") {
  // Nothing is asked for: all rankings.
  CHECK(counted({}, 25).number == "15511210043330985984000000");
  // One of four states below: all rankings but those with S at the bottom of the five.
  CHECK(counted(intervals({{1, 4}}), 25).number == "12408968034664788787200000");
  CHECK(counted(intervals({{1, 1}, {2, 2}}), 1'000'000).number == "1000000! / 3");
  CHECK(counted(intervals({{1, 4}}), 1'000'000).number == "1000000! * 4 / 5");
  CHECK_FALSE(counted(intervals({{1, 4}}), 1'000'000).decimal);

  // Two sets of 1,000 states, 500 in common: 1 - 2/1001 + 1/1501 of all.
  const Condition overlapping = intervals({{1, 1'000}, {501, 1'500}});
  const RankingCount exact = counted(overlapping, 2'000);
  CHECK(exact.decimal);
  CHECK(exact.number.size() > 5'700);
  CHECK(exact.share == doctest::Approx(1 - 2.0 / 1001 + 1.0 / 1501).epsilon(1e-12));
  const RankingCount expression = counted(overlapping, 1'000'000);
  CHECK(expression.number == "1000000! * integral from u=0 to 1 of (1 - 2*(1 - u)^1000 + (1 - u)^1500) du");
  CHECK(expression.share == doctest::Approx(1 - 2.0 / 1001 + 1.0 / 1501).epsilon(1e-9));
}

TEST_CASE("a chain of many overlapping clauses is counted") {
  // 200 clauses of 20 states, each sharing ten with the next: far too many sets to list.
  std::vector<std::pair<std::size_t, std::size_t>> clauses;
  for (std::size_t k = 0; k < 200; ++k) clauses.emplace_back(10 * k + 1, 10 * k + 20);
  const RankingCount count = counted(intervals(clauses), 2'100);
  CHECK(count.decimal);
  CHECK(count.share > 0.5);
  CHECK(count.share < 0.9);
}

}  // namespace detente
