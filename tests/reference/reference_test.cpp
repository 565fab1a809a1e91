// The reference held against published results. The numbers are typed by hand and never regenerated.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "hand_made.hpp"
#include "reference.hpp"

using namespace detente::reference;
using namespace detente::reference::hand_made;

namespace {

using Kind = PlainFormula::Kind;

PlainCase syria_and_iraq() {
  PlainCase made;
  made.title = "Syria and Iraq 1975";
  made.parties = {party("Syria"), party("Iraq")};
  made.variables = {option(0, "Syria.release"), option(0, "Syria.escalate"), option(1, "Iraq.attack")};
  made.rules = {negation(both(yes(0), yes(1)))};
  made.parties[0].preferences = strict_ranking({1, 3, 6, 2, 4, 5});
  made.parties[1].preferences = strict_ranking({2, 4, 6, 1, 5, 3});
  return made;
}

PlainCase elmira() {
  PlainCase made;
  made.title = "Elmira 1991";
  made.parties = {party("MoE"), party("Uniroyal"), party("LocalGov")};
  made.variables = {one_way(option(0, "MoE.modify"), 0, 1), one_way(option(1, "Uniroyal.delay"), 1, 0),
                    option(1, "Uniroyal.accept"), one_way(option(1, "Uniroyal.abandon"), 0, 1),
                    option(2, "LocalGov.insist")};
  made.variables[1].now = 1;
  made.rules = {make(Kind::exactly_one, {yes(1), yes(2), yes(3)})};
  made.merges = {{yes(3), {}}};
  // The published states s1 .. s9 in the numbering used here.
  const Numbers number{0, 1, 2, 3, 4, 6, 7, 8, 9, 5};
  const auto renumbered = [&](Numbers published) {
    for (std::size_t& s : published) s = number[s];
    return strict_ranking(published);
  };
  made.parties[0].preferences = renumbered({7, 3, 4, 8, 5, 1, 2, 6, 9});
  made.parties[1].preferences = renumbered({1, 4, 8, 5, 9, 3, 7, 2, 6});
  made.parties[2].preferences = renumbered({7, 3, 5, 1, 8, 6, 4, 2, 9});
  return made;
}

PlainCase milk_river() {
  PlainCase made;
  made.title = "Milk River";
  made.parties = {party("US"), party("CA"), party("IJC"), party("TF")};
  made.variables = {option(0, "US.petition"),   option(1, "CA.object"),   option(2, "IJC.reject"),
                    option(2, "IJC.taskforce"), option(3, "TF.favor_us"), option(3, "TF.favor_ca"),
                    option(3, "TF.none")};
  const std::vector<std::pair<std::size_t, std::size_t>> infeasible{{4, 5}, {4, 6}, {5, 6}, {2, 3}, {1, 5}, {1, 6}};
  for (const auto& [a, b] : infeasible) made.rules.push_back(negation(both(yes(a), yes(b))));
  made.parties[0].preferences = order({yes(4), both(yes(3), yes(4))});
  made.parties[1].preferences = order({make(Kind::none, {yes(0), yes(1), yes(2), yes(3), yes(4), yes(5), yes(6)}),
                                       both(yes(0), yes(5)), no(6), yes(2)});
  made.parties[2].preferences = order({make(Kind::none, {yes(0), yes(1)})});
  made.parties[3].preferences = order({make(Kind::none, {yes(0), yes(1)})});
  return made;
}

}  // namespace

TEST_CASE("prisoner's dilemma") {
  const ReferenceResult result = evaluate_case(prisoners_dilemma());
  CHECK(labels(result.model) == std::vector<std::string>{"NN", "YN", "NY", "YY"});
  CHECK(found(result, Concept::nash) == Numbers{1});
  for (const Concept which : {Concept::gmr, Concept::smr, Concept::seq, Concept::sseq}) {
    CHECK(found(result, which) == Numbers{1, 4});
  }
}

TEST_CASE("chicken") {
  const ReferenceResult result = evaluate_case(two_by_two(strict_ranking({2, 1, 3, 4}), strict_ranking({3, 1, 2, 4})));
  for (const Concept which : {Concept::nash, Concept::seq, Concept::sseq}) {
    CHECK(found(result, which) == Numbers{2, 3});
  }
  for (const Concept which : {Concept::gmr, Concept::smr}) CHECK(found(result, which) == Numbers{1, 2, 3});
}

TEST_CASE("stag hunt") {
  const ReferenceResult result = evaluate_case(two_by_two(strict_ranking({1, 2, 4, 3}), strict_ranking({1, 3, 4, 2})));
  for (const Concept which : all_concepts) CHECK(found(result, which) == Numbers{1, 4});
}

TEST_CASE("Syria and Iraq 1975") {
  const ReferenceResult result = evaluate_case(syria_and_iraq());
  CHECK(labels(result.model) == std::vector<std::string>{"NNN", "YNN", "NYN", "NNY", "YNY", "NYY"});
  for (const Concept which : {Concept::nash, Concept::smr, Concept::seq}) CHECK(found(result, which) == Numbers{6});
  CHECK(found(result, Concept::gmr) == Numbers{1, 6});
}

TEST_CASE("Syria and Iraq 1975, all rankings of Syria that make state 2 stable") {
  PlainCase plain = syria_and_iraq();
  std::array<std::size_t, 5> count{};
  Numbers best_first = numbers_up_to(6);
  do {
    plain.parties[0].preferences = strict_ranking(best_first);
    const StabilityTable table = stability(build_model(plain));
    for (const Concept which : all_concepts) {
      const bool is_equilibrium = is_stable(table, which, 0, 1) && is_stable(table, which, 1, 1);
      if (is_equilibrium) ++count[static_cast<std::size_t>(which)];
    }
  } while (std::next_permutation(best_first.begin(), best_first.end()));
  CHECK(count[static_cast<std::size_t>(Concept::nash)] == 240);
  CHECK(count[static_cast<std::size_t>(Concept::gmr)] == 384);
  CHECK(count[static_cast<std::size_t>(Concept::smr)] == 300);
  CHECK(count[static_cast<std::size_t>(Concept::seq)] == 384);
}

TEST_CASE("Elmira 1991") {
  const ReferenceResult result = evaluate_case(elmira());
  const ReferenceModel& model = result.model;
  CHECK(labels(model) ==
        std::vector<std::string>{"NYNNN", "YYNNN", "NNYNN", "YNYNN", "NNNYN", "NYNNY", "YYNNY", "NNYNY", "YNYNY"});
  CHECK(model.states[4].size() == 4);
  CHECK(model.now == 0);
  for (const Concept which : {Concept::nash, Concept::seq, Concept::sseq}) {
    CHECK(found(result, which) == Numbers{5, 6, 9});
  }
  for (const Concept which : {Concept::gmr, Concept::smr}) CHECK(found(result, which) == Numbers{1, 4, 5, 6, 9});

  for (PartySet group = 1; group < 8; ++group) {
    const bool ministry_and_uniroyal = group == (only(0) | only(1));
    CHECK(numbers_of(coalition_improvements(model, group, 5)) == (ministry_and_uniroyal ? Numbers{9} : Numbers{}));
    CHECK(coalition_improvements(model, group, 8).empty());
    CHECK(coalition_improvements(model, group, 4).empty());
  }
}

TEST_CASE("Milk River") {
  const ReferenceResult result = evaluate_case(milk_river());
  CHECK(result.model.states.size() == 36);
  Numbers all_but_3 = numbers_up_to(36);
  all_but_3.erase(all_but_3.begin() + 2);
  for (const Concept which : {Concept::nash, Concept::seq, Concept::sseq}) CHECK(found(result, which) == all_but_3);
  for (const Concept which : {Concept::gmr, Concept::smr}) CHECK(found(result, which) == numbers_up_to(36));
}
