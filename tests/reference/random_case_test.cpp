// Tests of the texts of cases and of the random cases.

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "case_text.hpp"
#include "hand_made.hpp"
#include "plain_random.hpp"
#include "random_case.hpp"
#include "reference.hpp"

using namespace detente::reference;
using namespace detente::reference::hand_made;

namespace {

using Kind = PlainFormula::Kind;

const std::vector<ReferenceSwitches> all_switches{
    {Sanction::weak, Responses::sequences}, {Sanction::weak, Responses::once},
    {Sanction::weak, Responses::single},    {Sanction::strict, Responses::sequences},
    {Sanction::strict, Responses::once},    {Sanction::strict, Responses::single}};

}  // namespace

TEST_CASE("formula text") {
  const PlainCase plain = prisoners_dilemma();
  const PlainFormula a = yes(0);
  const PlainFormula b = yes(1);
  const auto text = [&](const PlainFormula& formula) { return formula_text(formula, plain); };
  CHECK(text(negation(negation(equals(0, 1)))) == "not not P1.a = yes");
  CHECK(text(both(make(Kind::disjunction, {a, b}), negation(b))) == "(P1.a or P2.b) and not P2.b");
  CHECK(text(make(Kind::disjunction, {both(a, b), a})) == "P1.a and P2.b or P1.a");
  CHECK(text(make(Kind::implies, {a, make(Kind::implies, {b, a})})) == "P1.a -> P2.b -> P1.a");
  CHECK(text(make(Kind::implies, {make(Kind::implies, {a, b}), a})) == "(P1.a -> P2.b) -> P1.a");
  CHECK(text(make(Kind::iff, {make(Kind::implies, {a, b}), make(Kind::iff, {a, b})})) ==
        "P1.a -> P2.b iff (P1.a iff P2.b)");
  CHECK(text(make(Kind::conditional, {make(Kind::iff, {a, b}), make(Kind::conditional, {a, b})})) ==
        "P1.a iff P2.b if (P1.a if P2.b)");
  CHECK(text(make(Kind::exactly_one, {make(Kind::conditional, {a, b}), constant(false)})) ==
        "exactly_one(P1.a if P2.b, false)");
  CHECK(text(negation(make(Kind::none, {a, differs(1, 0)}))) == "not none(P1.a, P2.b != no)");
  PlainFormula wrapped = a;
  wrapped.extra_parentheses = true;
  CHECK(text(both(wrapped, b)) == "(P1.a) and P2.b");
}

TEST_CASE("decimals") {
  CHECK(decimal_text(0) == "0");
  CHECK(decimal_text(5'500'000) == "5.5");
  CHECK(decimal_text(-1) == "-0.000001");
  CHECK(decimal_text(-12'000'000) == "-12");
  CHECK(decimal_text(1'000'000'000'001) == "1000000.000001");
}

TEST_CASE("case text") {
  PlainCase plain;
  plain.title = "A title";
  plain.parties = {party("A"), party("B"), party("C")};
  plain.variables = {option(0, "A.level"), option(1, "B.x"), term("pact", {0, 1}, {1})};
  plain.variables[0].values = {"low", "middle", "high"};
  plain.variables[0].now = 1;
  plain.variables[0].moves =
      std::vector<PlainTransition>{{0, 1, {}}, {1, 2, make(Kind::conditional, {yes(1), equals(2, 1)})}};
  plain.variables[1].needs = equals(0, 2);
  plain.rules = {negation(both(yes(1), equals(2, 1)))};
  plain.merges = {{yes(1), {0}}, {equals(0, 2), {}}};
  plain.parties[0].preferences = order({yes(1)});
  plain.parties[0].preferences.order.push_back({no(1), differs(2, 0)});
  plain.parties[1].preferences.form = PlainPreferences::Form::weights;
  plain.parties[1].preferences.weights = {{yes(1), -250'000}};
  plain.parties[2].preferences = ranking({{2, 1}});
  plain.parties[2].preferences.ranking.insert(plain.parties[2].preferences.ranking.begin(), {no(1), {}});
  plain.questions = {{"q1", equals(2, 1)}};
  CHECK(to_case_text(plain) == R"(detente: 1
title: 'A title'
parties:
  A: {}
  B: {}
  C: {}
options:
  A.level: {values: [low, middle, high], now: middle, moves: ['low -> middle', 'middle -> high if (B.x if pact = yes)']}
  B.x: {needs: 'A.level = high'}
terms:
  pact: {between: [A, B], values: [no, yes], breakable_by: [B]}
rules:
  - 'not (B.x and pact = yes)'
merge:
  - {when: 'B.x', keep: [A.level]}
  - {when: 'A.level = high', keep: []}
preferences:
  A:
    order:
      - 'B.x'
      - ['not B.x', 'pact != no']
  B:
    weights:
      - {prefer: 'B.x', weight: -0.25}
  C:
    ranking:
      - 'not B.x'
      - [2, 1]
questions:
  q1: {goal: 'pact = yes'}
)");
}

TEST_CASE("random numbers are splitmix64") {
  PlainRandom random(1234567);
  CHECK(random.next() == 6457827717110365317ULL);
  CHECK(random.next() == 3203168211198807973ULL);
  CHECK(random.next() == 9817491932198370423ULL);
}

TEST_CASE("random cases: the same seed gives the same case") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    CHECK(to_case_text(random_case(seed)) == to_case_text(random_case(seed)));
  }
  CHECK(to_case_text(random_case(1)) != to_case_text(random_case(2)));
}

TEST_CASE("random cases: every concept contains those it must contain") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const PlainCase plain = random_case(seed);
    const ReferenceModel model = build_model(plain);
    CHECK(model.states.size() <= RandomCaseOptions{}.max_states);
    for (const ReferenceSwitches& switches : all_switches) {
      const StabilityTable table = stability(model, switches);
      bool nested = true;
      for (std::size_t i = 0; i < model.party_count; ++i) {
        for (std::size_t s = 0; s < model.states.size(); ++s) {
          const auto is = [&](Concept which) { return is_stable(table, which, i, s); };
          if (is(Concept::nash) && !is(Concept::sseq)) nested = false;
          if (is(Concept::sseq) && !(is(Concept::seq) && is(Concept::smr))) nested = false;
          if ((is(Concept::seq) || is(Concept::smr)) && !is(Concept::gmr)) nested = false;
        }
      }
      CHECK(nested);
    }
  }
}
