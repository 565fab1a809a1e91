// Coalitions against the brute-force reference, on random small cases. DETENTE_CASES and DETENTE_SEED as in
// agreement_test.cpp.

#include <doctest/doctest.h>

#include "property/coalitions_agreement.hpp"

namespace detente::tests {

namespace {}  // namespace

TEST_CASE("random cases: the improvements of every coalition") {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t count = cases_to_run(1'000);
  MESSAGE("seeds " << first << " to " << first + count - 1);
  // Half of them plain enough to be answered in closed form.
  reference::RandomCaseOptions plain;
  plain.rules = plain.merge = plain.needs = plain.term_needs = plain.move_condition = plain.breakable = 0;
  plain.max_product = 200;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    if (seed % 2 == 0) expect_agreement(seed, coalition_difference);
    else expect_agreement(seed, coalition_difference, plain);
  }
}

TEST_CASE("random cases: coalitional stability") {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t count = cases_to_run(500);
  MESSAGE("seeds " << first << " to " << first + count - 1);
  reference::RandomCaseOptions small;
  small.max_parties = 4;
  small.max_product = 64;
  small.max_states = 32;
  for (std::uint64_t seed = first; seed < first + count; ++seed)
    expect_agreement(seed, coalition_stability_difference, small);
}

TEST_CASE("random cases: blocks") {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t count = cases_to_run(500);
  MESSAGE("seeds " << first << " to " << first + count - 1);
  reference::RandomCaseOptions small;
  small.max_product = 64;
  small.max_states = 40;
  small.terms = 0.6;
  for (std::uint64_t seed = first; seed < first + count; ++seed) expect_agreement(seed, block_difference, small);
}

}  // namespace detente::tests
