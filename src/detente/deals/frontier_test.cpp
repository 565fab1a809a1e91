// The frontier against comparing each with each.

#include "detente/deals/frontier.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"

namespace detente::tests {

namespace {

using Columns = std::vector<std::vector<Rank>>;

bool beats(const Columns& columns, std::size_t a, std::size_t b) {
  bool higher = false;
  for (const std::vector<Rank>& column : columns) {
    if (column[a] < column[b]) return false;
    higher |= column[a] > column[b];
  }
  return higher;
}

Frontier frontier_of(const Columns& columns, const BitVector& rows) {
  std::vector<RankColumn> all;
  for (const std::vector<Rank>& column : columns) all.emplace_back(std::span<const Rank>(column));
  return frontier(all, rows);
}

/// Everything that a Frontier says, worked out by comparing each row with each.
void expect_frontier(const Columns& columns, const BitVector& rows) {
  const Frontier found = frontier_of(columns, rows);
  REQUIRE(found.complete);
  BitVector expected = rows;
  rows.for_each([&](std::size_t b) {
    rows.for_each([&](std::size_t a) {
      if (beats(columns, a, b)) expected.reset(b);
      return expected.test(b);
    });
  });
  REQUIRE(found.efficient == expected);
  std::set<std::vector<Rank>, std::greater<>> points;
  expected.for_each([&](std::size_t row) {
    std::vector<Rank> point;
    for (const std::vector<Rank>& column : columns) point.push_back(column[row]);
    points.insert(point);
  });
  REQUIRE(found.size() == points.size());
  std::size_t k = 0;
  for (const std::vector<Rank>& point : points) {
    std::size_t count = 0;
    std::size_t first = rows.size();
    for (std::size_t row = rows.size(); row-- > 0;) {
      bool here = expected.test(row);
      for (std::size_t c = 0; c < columns.size(); ++c) here = here && columns[c][row] == point[c];
      if (!here) continue;
      ++count;
      first = row;
    }
    REQUIRE(found.count[k] == count);
    REQUIRE(found.first[k] == first);
    ++k;
  }
}

/// Random ranks; with `opposed`, the last column falls as the others rise, so that most rows are on the frontier.
Columns random_columns(Random& random, std::size_t columns, std::size_t rows, Rank ranks, bool opposed) {
  Columns made(columns, std::vector<Rank>(rows));
  for (std::size_t row = 0; row < rows; ++row) {
    Rank sum = 0;
    for (std::size_t c = 0; c + 1 < columns; ++c) {
      made[c][row] = static_cast<Rank>(random.below(ranks));
      sum += made[c][row];
    }
    const auto most = static_cast<Rank>(columns * ranks);
    made[columns - 1][row] = opposed ? most - sum : static_cast<Rank>(random.below(ranks));
  }
  return made;
}

}  // namespace

TEST_CASE("the frontier of random ranks, with few and with many ties") {
  Random random(5);
  for (int round = 0; round < 400; ++round) {
    const std::size_t columns = 1 + random.below(6);
    const std::size_t rows = 1 + random.below(250);
    const Rank ranks = std::vector<Rank>{2, 4, 12, 60, 100'000}[random.below(5)];
    const Columns made = random_columns(random, columns, rows, ranks, random.chance(40));
    BitVector chosen(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      if (!random.chance(20)) chosen.set(row);
    }
    CAPTURE(round);
    expect_frontier(made, chosen);
  }
}

TEST_CASE("an empty set has an empty frontier") {
  const Columns columns{{1, 2}, {2, 1}};
  const Frontier found = frontier_of(columns, BitVector(2));
  CHECK(found.size() == 0);
  CHECK(!found.efficient.any());
}

TEST_CASE("more rows than the stream keeps at once") {
  Random random(6);
  for (const std::size_t columns : {std::size_t{2}, std::size_t{3}, std::size_t{4}, std::size_t{5}}) {
    // A few thousand rows that nobody beats, and many that one of these beats.
    const std::size_t best = 2'000;
    Columns made = random_columns(random, columns, best, 500, true);
    const std::size_t rows = 120'000;
    for (std::size_t row = best; row < rows; ++row) {
      const std::size_t above = random.below(best);
      for (std::vector<Rank>& column : made)
        column.push_back(column[above] - (column[above] > 0 && random.chance(50) ? 1 : 0));
    }
    // Order must not matter: shuffle the rows.
    for (std::size_t row = rows; row > 1; --row) {
      const std::size_t other = random.below(row);
      for (std::vector<Rank>& column : made) std::swap(column[row - 1], column[other]);
    }
    const Frontier found = frontier_of(made, BitVector(rows, true));
    // In every column but the last the sum is fixed by the last: on the frontier exactly where the sum is the greatest.
    BitVector expected(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      std::size_t sum = 0;
      for (const std::vector<Rank>& column : made) sum += column[row];
      if (sum == columns * 500) expected.set(row);
    }
    CAPTURE(columns);
    CHECK(found.efficient == expected);
  }
}

TEST_CASE("a stopped search says so") {
  std::stop_source stop;
  stop.request_stop();
  const std::vector<Rank> column(100'000, 1);
  const std::vector<RankColumn> columns{RankColumn(column), RankColumn(column)};
  CHECK(!frontier(columns, BitVector(column.size(), true), {.stop = stop.get_token()}).complete);
}

}  // namespace detente::tests
