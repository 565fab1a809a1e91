// Ranks by refinement against sorting, on spaces of some hundred thousand states.

#include "detente/space/refinement.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"

namespace detente::tests {

namespace {

/// Options of two to four values, `product` assignments or a little more.
Case document(Random& random, std::size_t product) {
  Case document;
  document.parties.push_back({.id = "P", .name = "P"});
  document.preferences.emplace_back();
  for (std::size_t codes = 1; codes < product;) {
    Variable option;
    option.id = "P.o" + std::to_string(document.variables.size() + 1);
    option.owner = PartyId(0);
    option.values.resize(2 + random.below(3), "v");
    codes *= option.values.size();
    document.variables.push_back(option);
  }
  return document;
}

Formula literal(Random& random, const Case& document) {
  const std::size_t v = random.below(document.variables.size());
  return Formula::literal(VariableId(v), static_cast<Value>(random.below(document.variables[v].values.size())));
}

Statement statement(Random& random, const Case& document, std::int64_t weight = 0) {
  Statement statement;
  statement.id = "P#1";
  statement.formula = literal(random, document);
  if (random.below(3) == 0)
    statement.formula = Formula::apply(Formula::Op::iff, {statement.formula, literal(random, document)});
  statement.weight.millionths = weight;
  return statement;
}

std::vector<std::uint32_t> numbers(Refinement& classes) {
  if (!classes.narrow().empty()) return {classes.narrow().begin(), classes.narrow().end()};
  return {classes.wide().begin(), classes.wide().end()};
}

/// Dense ranks of scores that compare.
template <class Score>
std::vector<std::uint32_t> ranked(const std::vector<Score>& scores) {
  std::map<Score, std::uint32_t> rank;
  for (const Score& score : scores) rank[score] = 0;
  std::uint32_t next = 0;
  for (auto& [score, number] : rank) number = next++;
  std::vector<std::uint32_t> ranks;
  for (const Score& score : scores) ranks.push_back(rank[score]);
  return ranks;
}

StateSpace space_of(const Model& model) { return std::move(*StateSpace::build(model).space); }

}  // namespace

TEST_CASE("an order compares by its statements in turn, and groups by how many hold") {
  std::size_t wide = 0;
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const std::size_t product = std::size_t{1} << (4 + seed % 14);
    Case drawn = document(random, product);
    if (seed % 4 == 1) drawn.rules.emplace_back().formula = Formula::literal(VariableId(0), 0);
    if (seed % 4 == 2) drawn.merges.emplace_back().when = Formula::literal(VariableId(1), 1);
    std::vector<Level> order;
    for (std::size_t k = 2 + random.below(40); k > 0; --k) {
      Level& level = order.emplace_back();
      for (std::size_t n = random.below(5) == 0 ? 2 + random.below(9) : 1; n > 0; --n)
        level.push_back(statement(random, drawn));
    }
    const Model model = model_on(drawn);
    const StateSpace space = space_of(model);
    std::vector<std::vector<std::size_t>> scores(space.size());
    for (std::size_t s = 0; s < space.size(); ++s) {
      for (const Level& level : order) {
        std::size_t& count = scores[s].emplace_back(0);
        for (const Statement& one : level) {
          bool everywhere = true;
          for (std::size_t k = 0; k < space.members_in(StateId(s)); ++k) {
            std::vector<Value> values;
            space.layout().decode(space.code(space.member_of(StateId(s), k)), values);
            everywhere &= holds(one.formula, values);
          }
          count += everywhere ? 1U : 0U;
        }
      }
    }
    const std::vector<std::uint32_t> wanted = ranked(scores);
    Refinement classes(space);
    classes.by_order(order);
    CHECK(numbers(classes) == wanted);
    CHECK(classes.classes() == std::size_t{*std::ranges::max_element(wanted)} + 1);
    CHECK(classes.narrow().empty() == (classes.classes() > Refinement::most_narrow));
    wide += classes.wide().empty() ? 0U : 1U;
  }
  CHECK(wide > 0);
}

TEST_CASE("sums compare by the weights that hold, ties and negative ones included") {
  std::size_t wide = 0;
  for (std::uint64_t seed = 1; seed <= 16; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Case drawn = document(random, std::size_t{1} << (4 + seed));
    std::vector<Statement> statements;
    // Few different sums, or so many that they need 32 bits.
    const std::uint64_t span = seed % 2 == 0 ? 4 : 1'000'000'000;
    for (std::size_t k = seed == 13 ? 60 : 1 + random.below(30); k > 0; --k) {
      const auto weight = static_cast<std::int64_t>(random.below(2 * span)) - static_cast<std::int64_t>(span);
      statements.push_back(statement(random, drawn, weight));
    }
    const Model model = model_on(drawn);
    const StateSpace space = space_of(model);
    std::vector<std::int64_t> scores;
    std::vector<Value> values;
    for (std::size_t s = 0; s < space.size(); ++s) {
      space.layout().decode(s, values);
      std::int64_t& sum = scores.emplace_back(0);
      for (const Statement& one : statements) sum += holds(one.formula, values) ? one.weight.millionths : 0;
    }
    Refinement classes(space);
    classes.by_sums(statements);
    CHECK(numbers(classes) == ranked(scores));
    wide += classes.wide().empty() ? 0U : 1U;
  }
  CHECK(wide > 0);
}

TEST_CASE("groups that hold no state leave no gap") {
  Random random(1);
  const Case drawn = document(random, 8);
  const Model model = model_on(drawn);
  const StateSpace space = space_of(model);
  std::vector<std::uint32_t> group_of(space.size(), 3);
  group_of[0] = 1;
  group_of[3] = 1;
  Refinement classes(space);
  classes.by_groups(group_of, 4);
  CHECK(classes.classes() == 2);
  CHECK(numbers(classes)[0] == 1);
  CHECK(numbers(classes)[1] == 0);
  CHECK(numbers(classes)[3] == 1);
}

}  // namespace detente::tests
