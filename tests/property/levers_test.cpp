// The levers that the program finds, against trying every change, on random small cases. DETENTE_CASES says how many,
// DETENTE_SEED where they begin.

#include <map>
#include <set>

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/levers/levers.hpp"
#include "detente/report/analysis.hpp"
#include "property/from_environment.hpp"
#include "reference/case_text.hpp"
#include "reference/plain_random.hpp"
#include "reference/random_case.hpp"
#include "reference/reference.hpp"

namespace detente::tests {

namespace {

namespace ref = reference;

/// What a statement's id says: the party and its place, from 0.
ref::PlainEntry entry_of(const ref::PlainCase& plain, const std::vector<const Statement*>& statements) {
  const std::string& id = statements.front()->id;
  const std::size_t mark = id.find('#');
  for (std::size_t i = 0; i < plain.parties.size(); ++i) {
    if (plain.parties[i].name == id.substr(0, mark)) return {i, std::stoul(id.substr(mark + 1)) - 1};
  }
  FAIL("no party has the statement " << id);
  return {};
}

/// The lists after the edits, made one after the other.
ref::PlainLists edited(const ref::PlainCase& plain, const std::vector<ListEdit>& edits) {
  ref::PlainLists lists;
  for (std::size_t i = 0; i < plain.parties.size(); ++i) {
    const ref::PlainPreferences& preferences = plain.parties[i].preferences;
    const bool has_list =
        preferences.form == ref::PlainPreferences::Form::order || preferences.form == ref::PlainPreferences::Form::none;
    lists.push_back(has_list ? std::optional(std::vector<ref::PlainEntry>{}) : std::nullopt);
    for (std::size_t k = 0; has_list && k < preferences.order.size(); ++k) lists.back()->emplace_back(i, k);
  }
  for (const ListEdit& edit : edits) {
    std::vector<ref::PlainEntry>& list = *lists[edit.party.index()];
    const ref::PlainEntry entry = entry_of(plain, edit.statements);
    if (edit.kind != ListEdit::Kind::adopt) {
      REQUIRE(edit.from <= list.size());
      CHECK(list[edit.from - 1] == entry);
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(edit.from - 1));
    } else {
      CHECK(entry.first != edit.party.index());
    }
    if (edit.kind != ListEdit::Kind::drop) list.insert(list.begin() + static_cast<std::ptrdiff_t>(edit.to - 1), entry);
  }
  return lists;
}

void expect_outcome(const Lever& lever, const ref::Outcome& expected, Aim aim) {
  CHECK(lever.results == expected.states.size());
  for (std::size_t i = 0; i < expected.better.size(); ++i) CHECK(lever.opinions[i].better == expected.better[i]);
  CHECK(std::ranges::count(expected.states, lever.example.number - 1) == 1);
  if (aim == Aim::lasting) {
    CHECK(lever.path.empty());
  } else {
    CHECK(lever.path.size() == expected.steps);
    for (std::size_t k = 0; k + 1 < lever.path.size(); ++k) CHECK(lever.path[k].to == lever.path[k + 1].from);
    if (!lever.path.empty()) CHECK(lever.path.back().to == lever.example.number);
  }
}

/// The levers are those expected, each once, with what they lead to. `key_of` says which expected one a lever is.
template <class Key, class KeyOf>
void expect_same(const Findings& findings, const std::map<Key, ref::Outcome>& expected, Aim aim, KeyOf&& key_of) {
  CHECK(findings.complete);
  CHECK(findings.found == expected.size());
  CHECK(findings.levers.size() == expected.size());
  std::set<Key> seen;
  for (const Lever& lever : findings.levers) {
    const Key key = key_of(lever);
    CHECK(seen.insert(key).second);
    const auto found = expected.find(key);
    CHECK(found != expected.end());
    if (found != expected.end()) expect_outcome(lever, found->second, aim);
  }
}

ref::PlainRestriction key_of(const Restriction& restriction) {
  const std::size_t index =
      restriction.kind == Restriction::Kind::rule ? restriction.rule : restriction.variable.index();
  return {static_cast<ref::PlainRestriction::Kind>(restriction.kind), index, restriction.transition};
}

ref::RandomCaseOptions small_cases() {
  ref::RandomCaseOptions options;
  options.max_parties = 3;
  options.max_product = 36;
  options.min_states = 3;
  options.max_states = 16;
  options.questions = 1;
  options.long_order = 0;
  options.weights = 0.1;
  options.ranking = 0.1;
  options.frozen = 0.15;
  options.needs = 0.35;
  return options;
}

/// Whether something was to be found, and how many aims were open.
std::size_t expect_agreement(std::uint64_t seed) {
  CAPTURE(seed);
  const ref::PlainCase plain = ref::random_case(seed, small_cases());
  std::size_t statements = 0;
  for (const ref::PlainParty& party : plain.parties) statements += party.preferences.order.size();
  if (statements > 9) return 0;  // pairs of changes are too many to try each
  CAPTURE(ref::to_case_text(plain));
  const ref::ReferenceModel base = ref::build_model(plain);
  const ReadResult read = read_case(SourceText("case", ref::to_case_text(plain)));
  REQUIRE(read.document);
  ref::PlainRandom random(seed);
  ref::Wanted wanted{.goal = plain.questions[0].goal,
                     .which = static_cast<ref::Concept>(random.below(5)),
                     .aim = {},
                     .switches = {static_cast<ref::Sanction>(random.below(2)),
                                  static_cast<ref::Responses>(random.chance(0.6) ? 0 : random.below(3))}};
  AnalysisOptions settings;
  settings.switches = {static_cast<Sanction>(wanted.switches.sanction),
                       static_cast<Responses>(wanted.switches.responses)};
  const AnalysisBuild build = Analysis::build(*read.document, settings);
  REQUIRE(build.analysis);
  const Analysis& a = *build.analysis;
  LeverOptions options;
  options.solving = settings.solve_options();
  options.most_levers = 1'000'000;
  LeverCase the_case(a.model, a.space, a.moves, a.payoffs, options);
  const auto c = static_cast<Concept>(wanted.which);
  const Formula& goal = a.model.questions[0].goal;
  const Standing standing = the_case.standing(goal, c);
  std::size_t open = 0;
  for (const Aim aim : {Aim::lasting, Aim::reached, Aim::settled}) {
    CAPTURE(id_of(aim));
    wanted.aim = static_cast<ref::Aim>(aim);
    CHECK(standing.holds(aim) == !ref::outcome(base, wanted, base, base.now).states.empty());
    if (standing.holds(aim) || standing.goal_states == 0) continue;
    ++open;
    Budget budget(600);
    expect_same(find_preference_levers(the_case, goal, c, aim, budget), ref::preference_levers(plain, wanted, 2), aim,
                [&](const Lever& lever) { return edited(plain, lever.edits); });
    expect_same(find_commitments(the_case, goal, c, aim, budget), ref::commitment_levers(plain, wanted), aim,
                [](const Lever& lever) {
                  ref::PlainSettings key;
                  for (const Setting& s : lever.settings) key[s.variable.index()] = s.value;
                  return key;
                });
    expect_same(find_restrictions(the_case, goal, c, aim, budget), ref::restriction_levers(plain, wanted), aim,
                [](const Lever& lever) { return key_of(*lever.restriction); });
  }
  return open;
}

}  // namespace

TEST_CASE("the levers found are those that trying every change finds") {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t count = from_environment("DETENTE_CASES", 40);
  std::uint64_t seed = first;
  std::size_t searched = 0;
  for (std::uint64_t cases = 0; cases < count; ++seed) {
    const std::size_t open = expect_agreement(seed);
    cases += open > 0 ? 1U : 0U;
    searched += open;
  }
  MESSAGE("seeds " << first << " to " << seed - 1 << ": " << count << " cases in which something is open, " << searched
                   << " aims");
}

}  // namespace detente::tests
