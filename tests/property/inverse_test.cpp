// The counting of rankings against trying every ranking, and the minimal forms against trying every set of states, on
// random small cases. DETENTE_CASES says how many, DETENTE_SEED where they begin.

#include <cstdlib>

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/levers/inverse.hpp"
#include "detente/report/analysis.hpp"
#include "property/from_environment.hpp"
#include "reference/case_text.hpp"
#include "reference/plain_random.hpp"
#include "reference/random_case.hpp"
#include "reference/reference.hpp"

namespace detente::tests {

namespace {

namespace ref = reference;

/// Whether the condition holds where the states of `below` (a mask) are below S.
bool satisfied(const Condition& condition, std::uint32_t below) {
  for (const Condition::Clause& clause : condition.clauses) {
    bool any = false;
    for (const std::uint32_t b : clause.blocks) {
      bool all = true;
      for (const StateId s : condition.blocks[b]) all = all && (below >> s.index() & 1) != 0;
      any = any || all;
    }
    if (!any) return false;
  }
  return true;
}

std::uint32_t mask_of(const States& set) {
  std::uint32_t mask = 0;
  for (const StateId s : set) mask |= std::uint32_t{1} << s.index();
  return mask;
}

/// The forms hold where the condition does, and none of their sets can lose a state or follows from another one.
void expect_minimal_forms(const InverseAnswer& answer, std::size_t states) {
  REQUIRE(answer.forms.all_of_any);
  REQUIRE(answer.forms.any_of_all);
  for (std::uint32_t below = 0; below < std::uint32_t{1} << states; ++below) {
    bool all = true;
    for (const States& set : *answer.forms.all_of_any) all = all && (mask_of(set) & below) != 0;
    bool any = false;
    for (const States& set : *answer.forms.any_of_all) any = any || (mask_of(set) & ~below) == 0;
    const bool holds = satisfied(*answer.condition, below);
    if (all != holds) FAIL("the conjunction differs at " << below);
    if (any != holds) FAIL("the disjunction differs at " << below);
  }
  // A prime implicant holds, and without any of its states no longer; a prime implicate likewise for what is left out.
  const std::uint32_t everything = (std::uint32_t{1} << states) - 1;
  for (const States& set : *answer.forms.any_of_all) {
    for (const StateId s : set) CHECK(!satisfied(*answer.condition, mask_of(set) & ~(std::uint32_t{1} << s.index())));
  }
  for (const States& set : *answer.forms.all_of_any) {
    for (const StateId s : set)
      CHECK(satisfied(*answer.condition, (everything & ~mask_of(set)) | std::uint32_t{1} << s.index()));
  }
}

void expect_agreement(std::uint64_t seed, std::size_t most_states) {
  CAPTURE(seed);
  ref::RandomCaseOptions options;
  options.max_parties = 4;
  options.max_product = 24;
  options.min_states = seed % 2 == 0 ? most_states : 2;
  options.max_states = most_states;
  const ref::PlainCase plain = ref::random_case(seed, options);
  CAPTURE(ref::to_case_text(plain));
  const ref::ReferenceModel model = ref::build_model(plain);
  const ReadResult read = read_case(SourceText("case", ref::to_case_text(plain)));
  REQUIRE(read.document);
  ref::PlainRandom random(seed);
  const std::size_t party = random.below(plain.parties.size());
  const std::size_t state = random.below(model.states.size());
  const auto sanction = static_cast<std::size_t>(random.below(2));
  const auto responses = random.chance(0.6) ? 0 : random.below(3);
  AnalysisOptions settings;
  settings.switches = {static_cast<Sanction>(sanction), static_cast<Responses>(responses)};
  const AnalysisBuild build = Analysis::build(*read.document, settings);
  REQUIRE(build.analysis);
  const Analysis& a = *build.analysis;
  Budget budget(600);
  const ChangedCase the_case(a.space, a.moves, a.payoffs, settings.switches, budget);
  const auto expected = ref::stabilizing_rankings(
      model, party, state, {static_cast<ref::Sanction>(sanction), static_cast<ref::Responses>(responses)});
  for (const Concept c : all_concepts) {
    CAPTURE(short_name(c));
    const InverseAnswer answer = invert(the_case, StateId(state), PartyId(party), c, true);
    REQUIRE(answer.rankings);
    CHECK(answer.rankings->number == std::to_string(expected[static_cast<std::size_t>(c)]));
    expect_minimal_forms(answer, a.space.size());
  }
}

}  // namespace

TEST_CASE("the rankings that make a state stable are counted as trying all of them does") {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t few = from_environment("DETENTE_CASES", 0);
  // All orders of seven states take a while: only where cases are asked for.
  const std::uint64_t count = few > 0 ? few : 300;
  MESSAGE("seeds " << first << " to " << first + count - 1);
  for (std::uint64_t seed = first; seed < first + count; ++seed) expect_agreement(seed, few > 0 ? 7 : 6);
}

}  // namespace detente::tests
