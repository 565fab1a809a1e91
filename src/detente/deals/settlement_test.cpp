// Tables by hand: what a deal is, walk-aways, ratification, picks, impasses. Random ones are held against a brute-force
// reference in tests/property.

#include "detente/deals/settlement.hpp"

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/report/analysis.hpp"
#include "detente/report/deals_answer.hpp"

namespace detente::tests {

namespace {

using Numbers = std::vector<std::uint64_t>;

Numbers numbers_of(const BitVector& states) {
  Numbers numbers;
  states.for_each([&](std::size_t s) { numbers.push_back(s + 1); });
  return numbers;
}

Numbers numbers_of(const std::vector<StateId>& states) {
  Numbers numbers;
  for (const StateId s : states) numbers.push_back(s.number());
  return numbers;
}

struct Worked {
  std::unique_ptr<Analysis> analysis;
  Settlement settlement;
};

/// The first table of a case, with deals from now or from a state by number.
Worked worked(const std::string& text, std::uint64_t from = 0, const Switches& switches = {}) {
  const ReadResult read = read_case(SourceText("case", "detente: 1\n" + text));
  REQUIRE_MESSAGE(read.document, render(read.diagnostics, read.source));
  AnalysisOptions options;
  options.switches = switches;
  AnalysisBuild build = Analysis::build(*read.document, options);
  REQUIRE_MESSAGE(build.analysis, render(build.diagnostics, read.source));
  Worked w{std::move(build.analysis), {}};
  w.settlement =
      w.analysis->settlement(w.analysis->model.tables.at(0), from == 0 ? w.analysis->space.now() : StateId(from - 1));
  return w;
}

/// A and B with one option each, which is worth something to the other only.
const std::string trade =
    "parties: {A: {}, B: {}, C: {}}\n"
    "options: {A.give: {}, B.give: {}, C.spoil: {}}\n"
    "preferences:\n"
    "  A: {order: [B.give, not A.give]}\n"
    "  B: {order: [A.give, not B.give]}\n"
    "  C: {order: [not C.spoil]}\n";

}  // namespace

TEST_CASE("a deal changes what those at the table own, and nothing else") {
  const Worked w = worked(trade + "tables: {t: [A, B]}\n");
  CHECK(numbers_of(w.settlement.deals) == Numbers{2, 3, 4});  // C.spoil stays
  CHECK(numbers_of(w.settlement.acceptable) == Numbers{4});
  CHECK(numbers_of(w.settlement.picks->fallback) == Numbers{4});
  CHECK(!w.settlement.picks->cardinal);
  // From both giving there is a way back, which nobody wants.
  const Worked back = worked(trade + "tables: {t: [A, B]}\n", 4);
  CHECK(numbers_of(back.settlement.deals) == Numbers{1, 2, 3});
  CHECK(!back.settlement.acceptable.any());
}

TEST_CASE("a table sets the terms that are between its members only") {
  const std::string terms =
      "parties: {A: {}, B: {}, C: {}}\n"
      "terms: {two: {between: [A, B], values: [no, yes], breakable_by: [A]},\n"
      "        all: {between: [A, B, C], values: [no, yes], now: yes, breakable_by: [A, B]}}\n"
      "preferences: {A: {order: [two = yes, all = no]}, B: {order: [two = yes, all = no]}, C: {order: [all = yes]}}\n";
  // States: 1 no no, 2 yes no, 3 no yes (now), 4 yes yes. Breaking `all` is a move of A or B, and no part of a deal.
  const Worked two = worked(terms + "tables: {t: [A, B]}\n");
  CHECK(numbers_of(two.settlement.deals) == Numbers{4});
  CHECK(numbers_of(two.settlement.acceptable) == Numbers{4});
  const Worked all = worked(terms + "tables: {t: [A, B, C]}\n");
  CHECK(numbers_of(all.settlement.deals) == Numbers{1, 2, 4});
  CHECK(!all.settlement.acceptable.any());  // nothing is better for C than now
  const auto breaks = breaches(two.analysis->explainer(), two.analysis->stability(), 3, StateId(3), Concept::nash);
  REQUIRE(breaks.size() == 2);
  CHECK(breaks[0].party == PartyId(0));
  CHECK(breaks[0].to.number() == 2);  // A puts `all` back, and `two` stays
  CHECK(breaks[1].to.number() == 2);
}

TEST_CASE("each condition of a change holds before or after") {
  const std::string conditions =
      "parties: {A: {}, B: {}}\n"
      "options:\n"
      "  A.x: {needs: B.y}\n"  // satisfied by the deal itself
      "  A.z: {values: [low, mid, high], moves: [low -> mid if not B.y, mid -> high if A.x]}\n"  // by now
      "  B.y: {needs: false}\n"
      "preferences: {A: {order: [A.x]}, B: {order: [B.y]}}\n"
      "tables: {t: [A, B]}\n";
  const Worked w = worked(conditions);
  // B.y cannot change, so A.x cannot either; A.z goes one step. States: A.x fastest, then A.z, then B.y.
  CHECK(numbers_of(w.settlement.deals) == Numbers{3});
  std::string open = conditions;
  open.replace(open.find("{needs: false}"), 14, "{}");
  const Worked o = worked(open);
  // A.x with B.y; A.z = mid, whose condition holds now, with or without the others.
  CHECK(numbers_of(o.settlement.deals) == Numbers{3, 7, 8, 9, 10});
}

TEST_CASE("walk-aways: now, a state, drift") {
  // Without a deal B stops giving: that is where things drift.
  const std::string generous =
      "parties: {A: {}, B: {}}\n"
      "options: {A.give: {}, B.give: {now: yes}}\n"
      "preferences:\n"
      "  A: {order: [B.give, not A.give]}\n"
      "  B: {order: [A.give, not B.give]}\n"
      "states: {good: {A.give: yes, B.give: yes}, worst: {B.give: no}}\n"
      "tables: {t: {parties: [A, B], walk_away: {";
  const Worked from_now = worked(generous + "}}}\n");
  CHECK(from_now.settlement.stakes[0].walk_away.number() == 3);
  CHECK(!from_now.settlement.acceptable.any());  // A has its best now
  const Worked named = worked(generous + "A: worst}}}\n");
  CHECK(named.settlement.stakes[0].walk_away.number() == 1);
  CHECK(numbers_of(named.settlement.acceptable) == Numbers{4});
  const Worked drift = worked(generous + "A: drift}}}\n");
  CHECK(drift.settlement.stakes[0].walk_away.number() == 1);
  CHECK(numbers_of(drift.settlement.acceptable) == Numbers{4});
  CHECK(drift.settlement.diagnostics.empty());
}

TEST_CASE("drift that ends nowhere falls back on now, with a warning") {
  // Matching pennies: with strict sanctions nothing is stable.
  const Worked w = worked(
      "parties: {A: {}, B: {}}\n"
      "options: {A.tails: {}, B.tails: {}}\n"
      "preferences: {A: {order: [A.tails iff B.tails]}, B: {order: [not (A.tails iff B.tails)]}}\n"
      "tables: {t: {parties: [A, B], walk_away: {A: drift}}}\n",
      0, {.sanction = Sanction::strict});
  CHECK(w.settlement.stakes[0].drifts_nowhere);
  CHECK(w.settlement.stakes[0].walk_away == w.analysis->space.now());
  REQUIRE(w.settlement.diagnostics.size() == 1);
  CHECK(w.settlement.diagnostics[0].code == "no-drift");
  CHECK(w.settlement.diagnostics[0].severity == Severity::warning);
}

TEST_CASE("an infeasible walk-away is an error") {
  const Worked w = worked(trade +
                          "rules: [not (A.give and C.spoil)]\n"
                          "states: {broken: {A.give: yes, C.spoil: yes}}\n"
                          "tables: {t: {parties: [A, B], walk_away: {A: broken}}}\n");
  REQUIRE(w.settlement.diagnostics.size() == 1);
  CHECK(w.settlement.diagnostics[0].message == "the walk-away 'broken' of A at the table 't' is not feasible");
  CHECK(w.settlement.diagnostics[0].hint == "it breaks the rule 'not (A.give and C.spoil)'");
  CHECK(!w.settlement.deals.any());
}

TEST_CASE("who ratifies must not mind; who sits at the table must gain") {
  const std::string ratified = trade + "tables: {t: {parties: [A, B], ratify: [C]}}\n";
  CHECK(numbers_of(worked(ratified).settlement.acceptable) == Numbers{4});  // C is indifferent
  const Worked seated = worked(trade + "tables: {t: [A, B, C]}\n");
  CHECK(!seated.settlement.acceptable.any());
  REQUIRE(seated.settlement.impasse);
  CHECK(seated.settlement.impasse->blocked == std::vector<std::vector<std::size_t>>{{2}});  // C alone cannot gain
  // It is enough that C accepts being no better off, or goes without its one statement, which asks for more.
  REQUIRE(seated.settlement.impasse->joint.size() == 1);
  CHECK(seated.settlement.impasse->joint[0].concessions == std::vector<Concession>{{.stake = 2, .steps = 0}});
  CHECK(seated.settlement.impasse->alone[2] == 0);
  CHECK(!seated.settlement.impasse->alone[0]);
}

TEST_CASE("concessions of an order, of weights and of a ranking") {
  const Worked w = worked(
      "parties: {A: {}, B: {}, C: {}}\n"
      "options: {A.x: {}, A.y: {}}\n"
      "preferences:\n"
      "  A: {order: [A.x iff A.x, [A.x, not A.y], not A.y, A.x]}\n"
      "  B: {weights: [{prefer: A.y, weight: -2.5}, {prefer: A.x, weight: -4}]}\n"
      "  C: {ranking: [not A.x and not A.y, A.y and not A.x, A.x]}\n"
      "rules: [A.x -> A.y]\n"
      "tables: {t: {parties: [A, B, C]}}\n");
  // States 1 nothing (now), 2 y, 3 x and y. A: 1 holds one of the group and the third, 2 none of both, 3 one of the
  // group and not the third. So 2 asks A for its last three levels, 3 for its last two.
  REQUIRE(w.settlement.impasse);
  const std::vector<JointConcession>& joint = w.settlement.impasse->joint;
  REQUIRE(joint.size() == 2);
  CHECK(joint[0].deal.number() == 3);
  CHECK(joint[0].concessions ==
        std::vector<Concession>{{.stake = 0, .steps = 2}, {.stake = 1, .amount = 6'500'000}, {.stake = 2, .steps = 2}});
  CHECK(joint[1].deal.number() == 2);
  CHECK(joint[1].concessions ==
        std::vector<Concession>{{.stake = 0, .steps = 3}, {.stake = 1, .amount = 2'500'000}, {.stake = 2, .steps = 1}});
  CHECK(conceded_statements(w.analysis->model, PartyId(0), 3) ==
        std::vector<std::string>{"A#2.1", "A#2.2", "A#3", "A#4"});
}

TEST_CASE("without any deal every party is blocked by itself") {
  const Worked w = worked(
      "parties: {A: {}, B: {}}\n"
      "options: {A.x: {moves: []}, B.y: {moves: []}}\n"
      "preferences: {A: {order: [B.y]}, B: {order: [A.x]}}\n"
      "tables: {t: [A, B]}\n");
  CHECK(!w.settlement.deals.any());
  CHECK(w.settlement.impasse->blocked == std::vector<std::vector<std::size_t>>{{0}, {1}});
  CHECK(w.settlement.impasse->joint.empty());
}

TEST_CASE("minimal sets within none of the given ones") {
  bool all = false;
  const auto minimal = [&](std::vector<Satisfied> sets, std::size_t parties, std::size_t most = 100) {
    return minimal_not_within(std::move(sets), parties, most, all);
  };
  CHECK(minimal({0b011, 0b101, 0b110}, 3) == std::vector<std::vector<std::size_t>>{{0, 1, 2}});
  CHECK(all);
  CHECK(minimal({0b0011, 0b1100}, 4) == std::vector<std::vector<std::size_t>>{{0, 2}, {0, 3}, {1, 2}, {1, 3}});
  CHECK(minimal({0b001}, 3) == std::vector<std::vector<std::size_t>>{{1}, {2}});
  CHECK(minimal({}, 2) == std::vector<std::vector<std::size_t>>{{0}, {1}});
  // Ten pairs of which no deal satisfies either both members or none: 2^10 minimal sets, of which a few are asked for.
  std::vector<Satisfied> pairs;
  for (std::size_t pair = 0; pair < 10; ++pair)
    pairs.push_back(((Satisfied{1} << 20) - 1) & ~(Satisfied{3} << 2 * pair));
  CHECK(minimal(pairs, 20, 5'000).size() == 1'024);
  CHECK(all);
  const auto some = minimal(pairs, 20, 50);
  CHECK(!all);
  CHECK(some.size() == 50);
  for (const auto& set : some) CHECK(set.size() == 10);
}

TEST_CASE("exact picks: thirds and products beyond 64 bits") {
  // Three parties whose gains differ in the last of many digits: doubles would tie them.
  const Worked w = worked(
      "parties: {A: {}, B: {}, C: {}}\n"
      "terms: {t: {between: [A, B, C], values: [none, p, q]}}\n"
      "preferences:\n"
      "  A: {weights: [{prefer: t = p, weight: 900000000000}, {prefer: t = q, weight: 900000000000.000001}]}\n"
      "  B: {weights: [{prefer: t = p, weight: 900000000000.000001}, {prefer: t = q, weight: 900000000000}]}\n"
      "  C: {weights: [{prefer: t = p, weight: 0.000003}, {prefer: t = q, weight: 0.000003}]}\n"
      "tables: {all: [A, B, C]}\n");
  const CardinalPicks& picks = *w.settlement.picks->cardinal;
  CHECK(numbers_of(picks.nash) == Numbers{2, 3});  // the same factors in another order
  CHECK(numbers_of(picks.utilitarian) == Numbers{2, 3});
  CHECK(numbers_of(picks.kalai_smorodinsky) == Numbers{2, 3});
  CHECK(picks.optima.product == "2430000000000000002.7");
  CHECK(picks.optima.sum == "1800000000000.000004");
  CHECK(picks.optima.least_gain == 3);
}

TEST_CASE("the zone closes and opens where the nearest walk-away is") {
  const Worked w = worked(trade + "tables: {t: {parties: [A, B], ratify: [C]}}\n");
  // A ranks 2 below 1 below 4 below 3 (B gives and A does not); in the deal, 4, both give: one rank above now.
  const std::vector<ZoneShift>& shifts = w.settlement.shifts;
  CHECK(shifts[0].others_accept == 2);  // 2 and 4 suit B
  CHECK(shifts[0].best->number() == 4);
  CHECK(shifts[0].rank == 2U);
  CHECK(!shifts[2].rank);  // C likes the deal as much as anything
  const std::vector<ZoneStep> curve = zone_curve(w.analysis->payoffs, w.settlement.stakes, w.settlement.deals, 0);
  REQUIRE(curve.size() == 2);
  CHECK(curve[0].acceptable == 1);
  CHECK(curve[1].rank == 2U);
  CHECK(curve[1].acceptable == 0);
}

TEST_CASE("where nobody moves alone every deal lasts, and no engine's arrays are counted or made") {
  const Worked w = worked(
      "parties: {A: {}, B: {}, C: {}}\n"
      "terms: {t: {between: [A, B], values: [none, p, q]}, u: {between: [A, B], values: [none, r, s]}}\n"
      "preferences: {A: {order: [t = p, u = r]}, B: {order: [u = s, t = p]}}\n"
      "tables: {t: [A, B]}\n");
  Analysis& a = *w.analysis;
  for (const Engine engine : {Engine::dense, Engine::sparse}) {
    const SolveOptions options{.engine = engine};
    const EngineChoice choice = choose_engine(a.space, a.moves, options);
    CHECK(choice.engine == engine);
    CHECK(choice.bytes == options.concepts.size() * 3 * (a.space.size() / 8 + 8));  // the sets alone
    const Stability stable = solve(a.space, a.moves, a.payoffs, options);
    CHECK(stable.complete);
    CHECK(stable.engine == engine);
    for (const Concept c : all_concepts) CHECK(stable.equilibria(c).count() == a.space.size());
  }
}

}  // namespace detente::tests
