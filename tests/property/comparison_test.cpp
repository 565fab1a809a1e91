// How parties compare two states, against the brute-force reference, on random small cases. DETENTE_CASES and
// DETENTE_SEED as in agreement_test.cpp.

#include <doctest/doctest.h>

#include <fmt/format.h>

#include "detente/casefile/read.hpp"
#include "detente/report/comparison.hpp"
#include "property/agreement.hpp"
#include "reference/case_text.hpp"

namespace detente::tests {

namespace {

namespace ref = reference;
using Difference = std::optional<std::string>;

/// What the reference makes of two states: for each statement, in order, on which they differ, "+" if it holds in a and
/// "-" if in b, and "!" if it decides.
std::string expected_differences(const ref::PlainPreferences& wanted, const ref::ReferenceModel& model,
                                 std::size_t party, std::size_t a, std::size_t b) {
  std::string text;
  bool decided = false;
  const bool a_better = model.better(party, a, b);
  const bool b_better = model.better(party, b, a);
  for (const std::vector<ref::PlainFormula>& level : wanted.order) {
    int balance = 0;
    for (const ref::PlainFormula& f : level) balance += ref::holds(f, model.states[a]) - ref::holds(f, model.states[b]);
    for (const ref::PlainFormula& f : level) {
      const bool in_a = ref::holds(f, model.states[a]);
      if (in_a == ref::holds(f, model.states[b])) continue;
      text += in_a ? '+' : '-';
      if (!decided && balance != 0 && in_a == (balance > 0)) text += '!';
    }
    decided = decided || balance != 0;
  }
  for (const ref::PlainWeight& w : wanted.weights) {
    const bool in_a = ref::holds(w.prefer, model.states[a]);
    if (in_a == ref::holds(w.prefer, model.states[b])) continue;
    text += in_a ? '+' : '-';
    const bool for_a = in_a == (w.millionths > 0);
    if (w.millionths != 0 && ((a_better && for_a) || (b_better && !for_a))) text += '!';
  }
  return text;
}

Difference comparison_difference(const ref::PlainCase& plain) {
  const ref::ReferenceModel expected = ref::build_model(plain);
  const ReadResult read = read_case(SourceText("case", ref::to_case_text(plain)));
  if (!read.document) return std::string(unreadable) + render(read.diagnostics, read.source);
  const AnalysisBuild build = Analysis::build(*read.document, {});
  if (!build.analysis) return "the program found no analysis: " + render(build.diagnostics, read.source);
  const Analysis& analysis = *build.analysis;
  const std::size_t states = analysis.space.size();
  std::vector<PartyId> parties;
  for (std::size_t p = 0; p < expected.party_count; ++p) parties.emplace_back(p);
  for (std::size_t a = 0; a < states; a += 1 + states / 8) {
    for (std::size_t b = 0; b < states; b += 1 + states / 8) {
      const ComparedStates compared = compare_states(analysis, StateId(a), StateId(b), parties);
      for (const Comparison& c : compared.parties) {
        const std::size_t p = c.party.index();
        const int preferred = expected.better(p, a, b) ? 1 : expected.better(p, b, a) ? -1 : 0;
        std::string differences;
        for (const detente::Difference& d : c.differences) {
          differences += d.in_a ? '+' : '-';
          if (d.decides) differences += '!';
        }
        if (c.preferred == preferred &&
            differences == expected_differences(plain.parties[p].preferences, expected, p, a, b))
          continue;
        return fmt::format("party {} compares states {} and {} otherwise than in the reference", p, a + 1, b + 1);
      }
    }
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("random cases: how parties compare states, and which statements decide") {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t count = from_environment("DETENTE_CASES", 300);
  MESSAGE("seeds " << first << " to " << first + count - 1);
  for (std::uint64_t seed = first; seed < first + count; ++seed) expect_agreement(seed, comparison_difference);
}

}  // namespace detente::tests
