#include "detente/levers/yielding.hpp"

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/report/analysis.hpp"

namespace detente {

namespace {

/// What A would have to set aside to prefer one state to another: the ids of the first statements of the levels, or
/// "nothing speaks for it"; for weights the shortfall.
std::string yielding_of(const std::string& preferences, std::size_t wanted, std::size_t other) {
  const ReadResult read = read_case(SourceText("case",
                                               "detente: 1\nparties: {A: {}}\noptions: {A.x: {}, A.y: {}, A.z: {}}\n"
                                               "preferences: {A: {" +
                                                   preferences + "}}\n"));
  REQUIRE_MESSAGE(read.document, render(read.diagnostics, read.source));
  const AnalysisBuild build = Analysis::build(*read.document, {});
  REQUIRE(build.analysis);
  const Analysis& a = *build.analysis;
  const Yielding y = yielding(a.model, a.space, PartyId(0), StateId(wanted - 1), StateId(other - 1));
  if (y.shortfall) return to_text(*y.shortfall);
  if (!y.levels) return "nothing speaks for it";
  std::string ids;
  for (const Level* level : *y.levels) ids += (ids.empty() ? "" : " ") + level->front().id;
  return ids;
}

}  // namespace

// The states of three yes/no options: 1 none, 2 x, 3 y, 4 x and y, 5 z, ...
TEST_CASE("what stands above the first aim that speaks for a state would have to go") {
  const std::string order = "order: [A.x, A.y, A.z]";
  CHECK(yielding_of(order, 5, 4) == "A#1 A#2");
  CHECK(yielding_of(order, 5, 2) == "A#1");
  CHECK(yielding_of(order, 4, 5) == "");
  CHECK(yielding_of(order, 1, 8) == "nothing speaks for it");
  CHECK(yielding_of(order, 3, 3) == "nothing speaks for it");
}

TEST_CASE("equally important aims go together, and those that are even do not matter") {
  const std::string order = "order: [[A.x, A.y], A.z]";
  CHECK(yielding_of(order, 7, 2) == "");
  CHECK(yielding_of(order, 5, 4) == "A#1.1");
  CHECK(yielding_of(order, 2, 3) == "nothing speaks for it");
}

TEST_CASE("with weights it is the difference") {
  const std::string weights = "weights: [{prefer: A.x, weight: 3}, {prefer: A.y, weight: 0.5}]";
  CHECK(yielding_of(weights, 3, 2) == "2.5");
  CHECK(yielding_of(weights, 2, 3) == "0");
}

}  // namespace detente
