#include "detente/space/bdd.hpp"

#include <bit>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"

namespace detente {

namespace {

constexpr std::size_t levels = 8;
constexpr std::size_t points = std::size_t{1} << levels;

/// A set of the 256 points twice: as a diagram and as a table.
struct Both {
  Bdd diagram;
  std::vector<bool> table = std::vector<bool>(points, false);
};

bool bit_of(std::size_t point, std::size_t level) { return (point >> level & 1) != 0; }

std::vector<bool> bits_of(std::size_t point) {
  std::vector<bool> bits;
  for (std::size_t k = 0; k < levels; ++k) bits.push_back(bit_of(point, k));
  return bits;
}

/// The table that a diagram stands for, read point by point.
std::vector<bool> table_of(Diagrams& diagrams, const Bdd& set) {
  std::vector<bool> table(points, false);
  for (std::size_t p = 0; p < points; ++p) {
    Bdd point = diagrams.all();
    for (std::size_t k = 0; k < levels; ++k) point &= bit_of(p, k) ? diagrams.bit(k) : ~diagrams.bit(k);
    table[p] = !(set & point).is_empty();
  }
  return table;
}

Both random_set(Diagrams& diagrams, Random& random, int depth) {
  Both set{diagrams.none()};
  if (depth == 0) {
    const std::size_t level = random.below(levels);
    set.diagram = diagrams.bit(level);
    for (std::size_t p = 0; p < points; ++p) set.table[p] = bit_of(p, level);
    return set;
  }
  const Both a = random_set(diagrams, random, depth - 1);
  const Both b = random_set(diagrams, random, depth - 1);
  const Both c = random_set(diagrams, random, depth - 1);
  switch (random.below(4)) {
    case 0: set.diagram = a.diagram & b.diagram; break;
    case 1: set.diagram = a.diagram | b.diagram; break;
    case 2: set.diagram = a.diagram - b.diagram; break;
    default:
      set.diagram = diagrams.choose(a.diagram, b.diagram, c.diagram);
      return {set.diagram, table_of(diagrams, set.diagram)};
  }
  return {set.diagram, table_of(diagrams, set.diagram)};
}

}  // namespace

TEST_CASE("decision diagrams do with sets what tables of points do") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Diagrams diagrams(levels, {}, {});
    const Both a = random_set(diagrams, random, 3);
    const Both b = random_set(diagrams, random, 3);
    std::vector<bool> bound(levels, false);
    for (std::size_t k = 0; k < levels; ++k) bound[k] = random.chance(40);
    const LevelSet set = diagrams.level_set(bound);

    std::vector<bool> meet(points), join(points), without(points), some(points), some_of_meet(points);
    std::size_t in_a = 0;
    for (std::size_t p = 0; p < points; ++p) {
      meet[p] = a.table[p] && b.table[p];
      join[p] = a.table[p] || b.table[p];
      without[p] = a.table[p] && !b.table[p];
      in_a += a.table[p] ? 1U : 0U;
    }
    for (std::size_t p = 0; p < points; ++p) {
      for (std::size_t q = 0; q < points; ++q) {
        bool agree = true;
        for (std::size_t k = 0; k < levels; ++k) agree &= bound[k] || bit_of(p, k) == bit_of(q, k);
        if (agree && a.table[q]) some[p] = true;
        if (agree && meet[q]) some_of_meet[p] = true;
      }
    }
    CHECK(table_of(diagrams, a.diagram & b.diagram) == meet);
    CHECK(table_of(diagrams, a.diagram | b.diagram) == join);
    CHECK(table_of(diagrams, a.diagram - b.diagram) == without);
    CHECK(table_of(diagrams, diagrams.exists(a.diagram, set)) == some);
    CHECK(table_of(diagrams, diagrams.and_exists(a.diagram, b.diagram, set)) == some_of_meet);
    CHECK(diagrams.count(a.diagram, std::vector<bool>(levels, true)) == in_a);
    CHECK(((a.diagram & b.diagram) == ~(~a.diagram | ~b.diagram)));

    if (in_a == 0) continue;
    const std::size_t from = random.below(points);
    const std::vector<bool> found = diagrams.nearest(a.diagram, bits_of(from));
    std::size_t found_point = 0;
    for (std::size_t k = 0; k < levels; ++k) found_point |= found[k] ? std::size_t{1} << k : 0;
    CHECK(a.table[found_point]);
    for (std::size_t p = 0; p < points; ++p) {
      if (a.table[p]) CHECK(std::popcount(p ^ from) >= std::popcount(found_point ^ from));
    }
  }
}

TEST_CASE("renaming moves a level to its neighbor") {
  Diagrams diagrams(4, {}, {});
  const LevelSet even = diagrams.level_set({true, false, true, false});
  const LevelSet odd = diagrams.level_set({false, true, false, true});
  const Bdd set = diagrams.bit(0) & ~diagrams.bit(2);
  const Bdd moved = diagrams.rename(set, even, 1);
  CHECK((moved == (diagrams.bit(1) & ~diagrams.bit(3))));
  CHECK((diagrams.rename(moved, odd, -1) == set));
}

TEST_CASE("sets that something refers to outlive the collection of the others") {
  Diagrams diagrams(40, {}, {});
  const Bdd kept = diagrams.bit(3) | diagrams.bit(30);
  Random random(7);
  for (int round = 0; round < 3'000; ++round) {
    Bdd waste = diagrams.all();
    for (int k = 0; k < 12; ++k) waste &= diagrams.bit(random.below(40)) | ~diagrams.bit(random.below(40));
  }
  CHECK((kept == (diagrams.bit(30) | diagrams.bit(3))));
  CHECK(diagrams.node_count() < 100'000);
}

TEST_CASE("a count that 64 bits cannot hold is no count") {
  Diagrams diagrams(70, {}, {});
  CHECK(diagrams.count(diagrams.all(), std::vector<bool>(70, true)) == std::nullopt);
  std::vector<bool> counted(70, false);
  for (std::size_t k = 0; k < 63; ++k) counted[k] = true;
  CHECK(diagrams.count(diagrams.all(), counted) == std::uint64_t{1} << 63);
  CHECK(diagrams.count(diagrams.none(), std::vector<bool>(70, true)) == 0);
}

TEST_CASE("a budget that is used up throws") {
  Diagrams no_memory(400, {.seconds = 10, .memory_bytes = 1'000}, {});
  const auto spend = [](Diagrams& diagrams) {
    Bdd set = diagrams.none();
    for (std::size_t k = 0; k < 200; ++k) set |= diagrams.bit(k) & diagrams.bit(k + 200);
  };
  CHECK_THROWS_AS(spend(no_memory), OutOfBudget);
  Diagrams no_time(400, {.seconds = 0.01, .memory_bytes = std::uint64_t{1} << 30}, {});
  CHECK_THROWS_AS(spend(no_time), OutOfBudget);
}

}  // namespace detente
