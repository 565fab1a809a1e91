// Traps against the brute-force reference, on random small cases: which there are, and every path walked step by step.
// DETENTE_CASES and DETENTE_SEED as in agreement_test.cpp.

#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "detente/casefile/read.hpp"
#include "detente/report/traps_answer.hpp"
#include "detente/stability/party_set.hpp"
#include "property/agreement.hpp"
#include "reference/case_text.hpp"

namespace detente::tests {

namespace {

namespace ref = reference;
using Difference = std::optional<std::string>;

/// How often random cases had traps, so that a run that tested nothing does not pass.
std::size_t traps_seen = 0;
std::size_t without_any_way_back = 0;

/// Whether the reference knows the step as an improvement of these movers.
bool is_improvement(const ref::ReferenceModel& model, const Step& step) {
  const ref::PartySet movers = set_of(step.parties);
  const std::vector<std::size_t>* targets = nullptr;
  if (step.parties.size() == 1) targets = &model.improvements[step.parties[0].index()][step.from.index()];
  for (const ref::JointMoves& joint : model.joint) {
    if (joint.parties == movers) targets = &joint.improvements[step.from.index()];
  }
  return targets && std::ranges::find(*targets, step.to.index()) != targets->end();
}

Difference wrong_trap(const ref::ReferenceModel& model, std::size_t party, std::size_t start, const Trap& trap) {
  std::size_t at = start;
  for (std::size_t k = 0; k < trap.path.size(); ++k) {
    const Step& step = trap.path[k];
    const bool takes_part = ref::contains(set_of(step.parties), party);
    if (step.from.index() != at || takes_part != (k == 0) || !is_improvement(model, step))
      return fmt::format("step {} of a path is no such step", k + 1);
    at = step.to.index();
    if (ref::way_back(model, party, start, at, true) != (k < trap.fatal))
      return fmt::format("step {} is said to be the one that cannot be undone, but not {}", trap.fatal + 1, k + 1);
    if (trap.fatal_for_moves && ref::way_back(model, party, start, at, false) != (k < *trap.fatal_for_moves))
      return fmt::format("from step {} on no moves are said to lead back, but not {}", *trap.fatal_for_moves + 1,
                         k + 1);
  }
  if (at != trap.equilibrium.index()) return "a path ends elsewhere";
  if (trap.moves_lead_back == trap.fatal_for_moves.has_value()) return "moves lead back, and they do not";
  return std::nullopt;
}

Difference traps_difference(const ref::PlainCase& plain) {
  const ref::ReferenceModel model = ref::build_model(plain);
  const ref::StabilityTable stable = ref::stability(model);
  const ReadResult read = read_case(SourceText("case", ref::to_case_text(plain)));
  if (!read.document) return std::string(unreadable) + render(read.diagnostics, read.source);
  const AnalysisBuild build = Analysis::build(*read.document, {});
  if (!build.analysis) return "the program found no analysis: " + render(build.diagnostics, read.source);
  Analysis& a = *build.analysis;
  std::vector<PartyId> parties;
  for (std::size_t p = 0; p < model.party_count; ++p) parties.emplace_back(p);
  for (std::size_t start : {model.now, a.space.size() / 2, a.space.size() - 1}) {
    for (const Concept c : {Concept::seq, Concept::nash, Concept::gmr}) {
      const TrapAnswer answer =
          answer_traps(a, {.start = StateId(start), .parties = parties, .concept_id = c, .most_listed = 0});
      if (!answer.complete) return "the search for traps did not end";
      const std::vector<std::size_t> equilibria = ref::equilibria(stable, static_cast<ref::Concept>(c));
      for (const PartyTraps& found : answer.parties) {
        const std::size_t p = found.party.index();
        const ref::PlainTraps expected = ref::traps(model, p, start, equilibria);
        const auto wrong = [&](std::string_view what) {
          return fmt::format("party {} from state {} under {}: {}", p, start + 1, short_name(c), what);
        };
        if (found.improvements != expected.improvements) return wrong("another number of improvements");
        if (found.baits != expected.baits) return wrong("another number of baits");
        if (found.found != expected.traps.size() || found.traps.size() != expected.traps.size())
          return wrong("another number of traps");
        for (const Trap& trap : found.traps) {
          const auto same = expected.traps.find(trap.equilibrium.index());
          if (same == expected.traps.end()) return wrong("another trap");
          if (same->second.steps != trap.path.size()) return wrong("another number of steps");
          if (same->second.moves_lead_back != trap.moves_lead_back) return wrong("another way back");
          if (const Difference difference = wrong_trap(model, p, start, trap)) return wrong(*difference);
          ++traps_seen;
          if (trap.fatal_for_moves) ++without_any_way_back;
        }
      }
    }
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("random cases: traps") {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t count = from_environment("DETENTE_CASES", 400);
  MESSAGE("seeds " << first << " to " << first + count - 1);
  reference::RandomCaseOptions small;
  small.max_product = 96;
  small.max_states = 48;
  small.terms = 0.5;
  small.moves_list = 0.6;
  for (std::uint64_t seed = first; seed < first + count; ++seed) expect_agreement(seed, traps_difference, small);
  MESSAGE(traps_seen << " traps, " << without_any_way_back << " of them without any way back");
  if (count >= 100) {
    CHECK(traps_seen > count / 10);
    CHECK(without_any_way_back > 0);
  }
}

TEST_CASE("a trap that no work may be spent on is not denied") {
  const ReadResult read = read_case_file(std::string(DETENTE_SOURCE_DIR) + "/docs/examples/trap.case.yaml");
  REQUIRE(read.document.has_value());
  const AnalysisBuild build = Analysis::build(*read.document, {});
  REQUIRE(build.analysis != nullptr);
  TrapsQuestion question = quick_traps(*build.analysis);
  CHECK(answer_traps(*build.analysis, question).parties.at(0).found == 1);
  question.work = 1;
  const TrapAnswer cut = answer_traps(*build.analysis, question);
  CHECK_FALSE(cut.complete);
  CHECK(cut.parties.empty());
}

}  // namespace detente::tests
