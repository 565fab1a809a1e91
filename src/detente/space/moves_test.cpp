#include "detente/space/moves.hpp"

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/report/analysis.hpp"

namespace detente {

namespace {

/// Whether A's moves are known to be transitive, with an option x of three values besides plain options of A and B.
bool transitive(const std::string& x) {
  const ReadResult read = read_case(SourceText(
      "case", "detente: 1\nparties: {A: {}, B: {}}\noptions: {A.x: {values: [p, q, r]" + x + "}, A.y: {}, B.z: {}}\n"));
  REQUIRE_MESSAGE(read.document, render(read.diagnostics, read.source));
  const AnalysisBuild build = Analysis::build(*read.document, {});
  REQUIRE(build.analysis);
  return build.analysis->moves.party(PartyId(0)).transitive();
}

}  // namespace

TEST_CASE("moves are transitive where the lists of changes are closed, whichever conditions hold") {
  CHECK(transitive(""));
  CHECK(transitive(", needs: B.z"));
  CHECK(!transitive(", needs: A.y"));  // two moves running: y first, then x
  CHECK(!transitive(", moves: [p -> q, q -> r]"));
  CHECK(transitive(", moves: [p -> q, q -> p if B.z]"));
  CHECK(transitive(", moves: [p -> q, q -> r, p -> r]"));
  CHECK(!transitive(", moves: [p -> q, q -> r, p -> r if B.z]"));
  CHECK(transitive(", moves: [p -> q if B.z, q -> r, p -> r]"));
  CHECK(!transitive(", moves: [p -> q if A.y, q -> p]"));
}

}  // namespace detente
