// The reference held against small cases worked out by hand, one point of the semantics at a time.

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "hand_made.hpp"
#include "reference.hpp"

using namespace detente::reference;
using namespace detente::reference::hand_made;

namespace {

using Kind = PlainFormula::Kind;

}  // namespace

TEST_CASE("responses: sequences, each opponent once, one move") {
  PlainCase plain;
  plain.parties = {party("A"), party("B"), party("C")};
  plain.variables = {option(0, "A.x"), option(1, "B.x"), option(2, "C.x")};
  const ReferenceModel model = build_model(plain);
  const PartySet b_and_c = only(1) | only(2);
  // From NNN: one move reaches NYN and NNY; each once also NYY; B, C, B, C comes back to NNN.
  CHECK(numbers_of(reach(model.moves, b_and_c, 0, Responses::single)) == Numbers{3, 5});
  CHECK(numbers_of(reach(model.moves, b_and_c, 0, Responses::once)) == Numbers{3, 5, 7});
  CHECK(numbers_of(reach(model.moves, b_and_c, 0, Responses::sequences)) == Numbers{1, 3, 5, 7});
  CHECK(numbers_of(reach(model.moves, only(1), 0, Responses::sequences)) == Numbers{3});
  CHECK(reach(model.improvements, b_and_c, 0, Responses::sequences).empty());
}

TEST_CASE("nobody moves twice running in legal sequences, but does on paths") {
  PlainCase plain;
  plain.parties = {party("A"), party("B")};
  plain.variables = {option(0, "A.level"), one_way(option(1, "B.x"), 0, 1)};
  plain.variables[0].values = {"low", "middle", "high"};
  plain.variables[0].moves = std::vector<PlainTransition>{{0, 1, {}}, {1, 2, {}}};
  const ReferenceModel model = build_model(plain);
  // Numbers: 1 low/no, 2 middle/no, 3 high/no, 4 low/yes, 5 middle/yes, 6 high/yes.
  const PartySet both_parties = only(0) | only(1);
  CHECK(numbers_of(reach(model.moves, both_parties, 0, Responses::sequences)) == Numbers{2, 4, 5, 6});
  CHECK(numbers_of(reach(model.moves, both_parties, 0, Responses::once)) == Numbers{2, 4, 5});
  const PathTable paths = paths_from_now(model);
  CHECK(paths.by_moves.steps == std::vector<std::optional<std::size_t>>{0, 1, 2, 1, 2, 3});
  CHECK(paths.by_moves.shortest.size() == 7);
  CHECK(paths.by_improvements.shortest.empty());
}

TEST_CASE("conditions and needs are judged where the move starts") {
  PlainCase plain;
  plain.parties = {party("A"), party("B")};
  plain.variables = {option(0, "A.level"), option(1, "B.x")};
  plain.variables[0].values = {"low", "middle", "high"};
  SUBCASE("if") {
    plain.variables[0].moves = std::vector<PlainTransition>{{0, 1, yes(1)}, {1, 0, {}}};
    const ReferenceModel model = build_model(plain);
    CHECK(model.moves[0] == std::vector<Numbers>{{}, {0}, {}, {4}, {3}, {}});
  }
  SUBCASE("needs, changes that leave the first value") {
    plain.variables[0].needs = yes(1);
    const ReferenceModel model = build_model(plain, NeedsReading::leaving_first);
    CHECK(model.moves[0] == std::vector<Numbers>{{}, {0, 2}, {0, 1}, {4, 5}, {3, 5}, {3, 4}});
  }
  SUBCASE("needs, changes to other values than the first") {
    plain.variables[0].needs = yes(1);
    const ReferenceModel model = build_model(plain, NeedsReading::reaching_others);
    CHECK(model.moves[0] == std::vector<Numbers>{{}, {0}, {0}, {4, 5}, {3, 5}, {3, 4}});
  }
  SUBCASE("states in between need not be feasible, and an empty list allows nothing") {
    plain.variables.push_back(option(0, "A.y"));
    plain.variables[0].values = {"no", "yes"};
    plain.variables[1].moves = std::vector<PlainTransition>{};
    plain.rules = {make(Kind::iff, {yes(0), yes(2)})};
    const ReferenceModel model = build_model(plain);
    CHECK(labels(model) == std::vector<std::string>{"NNN", "NYN", "YNY", "YYY"});
    CHECK(model.moves[0] == std::vector<Numbers>{{2}, {3}, {0}, {1}});
    CHECK(model.moves[1] == std::vector<Numbers>{{}, {}, {}, {}});
  }
}

TEST_CASE("terms: joint moves and breaks") {
  PlainCase plain;
  plain.parties = {party("A"), party("B"), party("C")};
  plain.variables = {option(0, "A.x"), term("deal", {0, 1}, {0}), term("price", {1, 0}, {})};
  plain.variables[1].values = {"open", "shared", "full"};
  plain.parties[0].preferences = order({differs(1, 0)});
  plain.parties[1].preferences = order({equals(2, 1)});
  const ReferenceModel model = build_model(plain);
  // State = x + 2 * deal + 6 * price. A sets x and may put the deal back to `open`; B alone can do nothing.
  CHECK(model.moves[0][0] == Numbers{1});
  CHECK(model.moves[0][2] == Numbers{0, 1, 3});
  CHECK(model.moves[0][4] == Numbers{0, 1, 5});
  CHECK(model.moves[0][6] == Numbers{7});
  for (std::size_t s = 0; s < model.states.size(); ++s) CHECK((model.moves[1][s].empty() && model.moves[2][s].empty()));
  // Both terms are between the same two parties: one joint move may change both, but never x.
  REQUIRE(model.joint.size() == 1);
  CHECK(model.joint[0].parties == (only(0) | only(1)));
  CHECK(model.joint[0].targets[0] == Numbers{2, 4, 6, 8, 10});
  // A wants the deal not open, B wants price = yes.
  CHECK(model.joint[0].improvements[0] == Numbers{8, 10});
  const PathTable paths = paths_from_now(model);
  CHECK(paths.by_moves.steps[9] == 2);
  CHECK(paths.by_improvements.steps[10] == 1);
  CHECK_FALSE(paths.by_improvements.steps[9].has_value());
  CHECK(numbers_of(coalition_improvements(model, only(0) | only(1), 0)) == Numbers{9, 10, 11, 12});
  CHECK(coalition_improvements(model, only(0) | only(2), 0).empty());
}

TEST_CASE("merged states") {
  PlainCase plain;
  plain.parties = {party("A"), party("B")};
  plain.variables = {option(0, "A.x"), option(0, "A.y"), option(1, "B.z")};
  plain.variables[1].needs = yes(0);
  plain.merges = {{yes(1), {2}}};
  plain.parties[0].preferences = order({yes(0), make(Kind::disjunction, {yes(0), no(0)})});
  plain.variables[1].now = 1;
  // NNN YNN NYN+YYN NNY YNY NYY+YYY
  SUBCASE("numbering, now, moves of members") {
    const ReferenceModel model = build_model(plain);
    CHECK(labels(model) == std::vector<std::string>{"NNN", "YNN", "NYN", "NNY", "YNY", "NYY"});
    CHECK(model.now == 2);
    CHECK(model.moves[0] == std::vector<Numbers>{{1}, {0, 2}, {0, 1}, {4}, {3, 5}, {3, 4}});
    CHECK(model.moves[1] == std::vector<Numbers>{{3}, {4}, {5}, {0}, {1}, {2}});
  }
  SUBCASE("a formula holds if it holds at every member, judged whole") {
    const ReferenceModel model = build_model(plain);
    CHECK_FALSE(holds(yes(0), model.states[2]));
    CHECK_FALSE(holds(no(0), model.states[2]));
    CHECK(model.ranks[0] == Numbers{0, 1, 0, 0, 1, 0});
    CHECK(model.scores[0][2] == std::vector<std::int64_t>{0, 1});
  }
  SUBCASE("overlapping merges are an error") {
    plain.merges.push_back({yes(0), {}});
    CHECK_THROWS_AS(build_model(plain), std::invalid_argument);
  }
  SUBCASE("a ranking must put every merged state in exactly one group") {
    plain.parties[0].preferences.form = PlainPreferences::Form::ranking;
    plain.parties[0].preferences.ranking = {{yes(0), {}}, {no(0), {}}};
    CHECK_THROWS_AS(build_model(plain), std::invalid_argument);
    plain.parties[0].preferences = ranking({{1, 2}, {3, 4, 5, 6}});
    CHECK(build_model(plain).ranks[0] == Numbers{1, 1, 0, 0, 0, 0});
  }
}

TEST_CASE("now must keep the rules") {
  PlainCase plain = prisoners_dilemma();
  plain.rules = {yes(0)};
  CHECK_THROWS_AS(build_model(plain), std::invalid_argument);
}

TEST_CASE("preferences") {
  PlainCase plain = prisoners_dilemma();
  PlainPreferences& preferences = plain.parties[0].preferences;
  const auto ranks = [&] { return build_model(plain).ranks[0]; };
  SUBCASE("a group counts how many of its statements hold") {
    preferences = order({no(0)});
    preferences.order.insert(preferences.order.begin(), {yes(0), yes(1)});
    CHECK(ranks() == Numbers{0, 1, 2, 3});
  }
  SUBCASE("weights are exact") {
    preferences = {};
    preferences.form = PlainPreferences::Form::weights;
    preferences.weights = {{yes(0), 100'000}, {yes(0), 200'000}, {yes(1), 300'000}, {both(yes(0), yes(1)), -1}};
    CHECK(ranks() == Numbers{0, 1, 1, 2});
  }
  SUBCASE("more than 64 statements") {
    preferences = order(std::vector<PlainFormula>(80, constant(true)));
    preferences.order.push_back({yes(1)});
    preferences.order.push_back({yes(0)});
    CHECK(ranks() == Numbers{0, 1, 2, 3});
  }
  SUBCASE("A if B holds wherever B fails") {
    preferences = order({make(Kind::conditional, {yes(0), yes(1)})});
    CHECK(ranks() == Numbers{1, 1, 0, 1});
  }
  SUBCASE("none") {
    preferences = {};
    CHECK(ranks() == Numbers{0, 0, 0, 0});
  }
}

TEST_CASE("questions: the prisoners both want to cooperate, but only together") {
  PlainCase plain = prisoners_dilemma();
  plain.questions = {{"deal", both(yes(0), yes(1))}, {"war", both(no(0), no(1))}, {"never", constant(false)}};
  const ReferenceResult result = evaluate_case(plain);

  const QuestionAnswer& deal = result.questions[0];
  CHECK(deal.goal_states == Numbers{3});
  CHECK(deal.open == Open::moves);
  CHECK(deal.open_steps == 2);
  CHECK(deal.lasting == std::array<std::size_t, 5>{0, 1, 1, 1, 1});
  CHECK(deal.lasting_by_improvements == std::array<std::size_t, 5>{});
  CHECK(deal.most_stable == 3);
  REQUIRE(deal.holdouts.has_value());
  CHECK(deal.holdouts->holdouts == 0);
  CHECK(deal.holdouts->steps == 2);
  CHECK(deal.holdouts->worst_gain == 1);
  CHECK(deal.holdouts->goal_state == 3);
  CHECK(deal.holdouts->mover_sets == std::vector<PartySet>{only(0) | only(1)});

  const QuestionAnswer& war = result.questions[1];
  CHECK(war.open == Open::already);
  REQUIRE(war.holdouts.has_value());
  CHECK(war.holdouts->steps == 0);
  CHECK(war.holdouts->worst_gain == infinite_gain);
  CHECK(war.holdouts->mover_sets == std::vector<PartySet>{0});

  const QuestionAnswer& never = result.questions[2];
  CHECK(never.open == Open::no);
  CHECK_FALSE(never.open_steps.has_value());
  CHECK_FALSE(never.most_stable.has_value());
  CHECK_FALSE(never.holdouts.has_value());
}

TEST_CASE("questions: fewer holdouts go before fewer steps, then the worst-off mover, then the number") {
  // C can bring the goal about in one step but does not want it; A and B want it and need two steps.
  PlainCase plain;
  plain.parties = {party("A"), party("B"), party("C")};
  plain.variables = {option(0, "A.x"), option(1, "B.x"), option(2, "C.x")};
  const PlainFormula goal = make(Kind::disjunction, {both(yes(0), yes(1)), yes(2)});
  plain.questions = {{"goal", goal}};
  SUBCASE("fewest holdouts") {
    plain.parties[0].preferences = order({both(yes(0), yes(1))});
    plain.parties[1].preferences = order({both(yes(0), yes(1))});
    const HoldoutAnswer best = evaluate_case(plain).questions[0].holdouts.value();
    CHECK(best.holdouts == 0);
    CHECK(best.steps == 2);
    CHECK(best.goal_state == 3);
    CHECK(best.mover_sets == std::vector<PartySet>{only(0) | only(1)});
  }
  SUBCASE("fewest steps") {
    plain.parties[0].preferences = order({yes(0)});
    const HoldoutAnswer best = evaluate_case(plain).questions[0].holdouts.value();
    CHECK(best.holdouts == 1);
    CHECK(best.steps == 1);
    CHECK(best.worst_gain == 0);
    CHECK(best.goal_state == 4);
    CHECK(best.mover_sets == std::vector<PartySet>{only(2)});
  }
  SUBCASE("several sets of movers at the best key") {
    // Each of the three can do it alone: the lowest number decides, and its mover is A.
    plain.questions[0].goal = make(Kind::at_least_one, {yes(0), yes(1), yes(2)});
    CHECK(evaluate_case(plain).questions[0].holdouts.value().mover_sets == std::vector<PartySet>{only(0)});
    // A term that A or B may break: each of them alone brings the same state about.
    plain.variables.push_back(term("pact", {0, 1}, {0, 1}));
    plain.variables[3].now = 1;
    plain.questions[0].goal = equals(3, 0);
    const HoldoutAnswer best = evaluate_case(plain).questions[0].holdouts.value();
    CHECK(best.goal_state == 0);
    CHECK(best.mover_sets == std::vector<PartySet>{only(0), only(1)});
  }
}
