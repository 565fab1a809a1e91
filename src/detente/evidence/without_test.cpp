#include "detente/evidence/without.hpp"

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/evidence/parts.hpp"
#include "detente/model/model.hpp"

namespace detente {

namespace {

Case case_of(const std::string& text) {
  const ReadResult read = read_case(SourceText("test", text));
  INFO(render(read.diagnostics, read.source));
  REQUIRE(read.document);
  return *read.document;
}

const std::string harbor = R"(detente: 1
title: t
parties: {A: {cite: s#1}, B: {}}
options:
  A.x: {cite: [s#1, t#1]}
  A.y: {cite: s#2, now: yes}
  B.z: {cite: s#3, assume: too, now: [{value: no, until: 2025-01-01}, {value: yes, from: 2025-01-01, cite: s#4}]}
rules:
  - {rule: not (A.x and A.y), cite: s#5}
  - {rule: A.x -> B.z, cite: t#5}
merge:
  - {when: A.x and B.z, keep: [A.y], cite: s#7}
preferences:
  A: {order: [{prefer: A.x, cite: s#8}, [{prefer: A.y, cite: t#8}, {prefer: B.z, cite: [s#9, s#10]}], not A.y]}
  B: {weights: [{prefer: B.z, weight: 2, cite: s#11}]}
sources: {s: {}, t: {}}
)";

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("parts of a case that can be cited for") {
  const Case document = case_of(harbor);
  Names names;
  for (const CasePart& part : parts_of(document)) names.push_back(part.where);
  CHECK(names == Names{"A", "B", "A.x", "A.y", "A.y = yes", "B.z", "B.z = no until 2025-01-01",
                       "B.z = yes from 2025-01-01", "rule#1", "rule#2", "merge#1", "A#1", "A#2.1", "A#2.2", "A#3",
                       "B#1"});
}

TEST_CASE("a case without a source loses what rests only on it") {
  const CaseWithout rest = case_without(case_of(harbor), {"s"});
  CHECK(rest.removed == Names{"A.y", "B.z = yes from 2025-01-01", "rule#1", "merge#1", "A#1", "A#2.2", "B#1"});
  const Model model = model_on(rest.document, Date{2026, 1, 1});
  CHECK(model.variables.size() == 2);
  CHECK(model.variables[1].now == 0);  // the entry for later days is gone
  REQUIRE(model.rules.size() == 1);
  CHECK(model.rules[0].id == "rule#2");
  CHECK(model.merges.empty());
  CHECK(model.preferences[1].form == Preferences::Form::none);
  CHECK(model.statements_of(PartyId(0)).empty());
  CHECK(rest.dangling == Names{"A#2.1", "A#3"});  // A.y no longer exists
  CHECK(model.variables[0].support.citations.size() == 1);
  REQUIRE(rest.diagnostics.size() == 2);
  CHECK(rest.diagnostics[1].message == "left out too, for it speaks of what is gone: A#2.1 and A#3");
  CHECK(rest.diagnostics[0].message ==
        "left out, for it rests only on s: A.y, B.z = yes from 2025-01-01, rule#1, merge#1, A#1, A#2.2 and B#1");
}

TEST_CASE("a source that nothing rests on alone takes nothing with it") {
  const Case document = case_of(harbor);
  CHECK(case_without(document, {}).removed.empty());
  const CaseWithout rest = case_without(document, {"unknown"});
  CHECK(rest.removed.empty());
  CHECK(rest.diagnostics[0].message == "nothing in the case rests only on unknown");
  const CaseWithout little = case_without(document, {"s", "t"});
  CHECK(little.removed.size() == 10);
  CHECK_FALSE(has_errors(little.diagnostics));
}

TEST_CASE("what speaks of an option that is gone does not become its opposite") {
  const std::string text = R"yaml(detente: 1
title: t
parties: {A: {}, B: {}}
options:
  A.meet: {needs: "B.backing != withheld and not B.front"}
  A.call: {moves: [no -> yes if B.backing = given, yes -> no]}
  B.backing: {values: [unasked, withheld, given], now: withheld, cite: s#1}
  B.front: {now: yes}
rules:
  - {rule: A.meet -> B.backing = given, cite: t#1}
  - {rule: "not (A.meet and A.call) and (B.front -> B.backing != given)", cite: t#2}
preferences:
  A: {order: [{prefer: B.backing = given if A.meet, cite: t#3}, {prefer: A.meet, cite: t#4}]}
questions: {backed: {goal: B.backing = given}, meeting: {goal: A.meet}}
sources: {s: {}, t: {}}
)yaml";
  const CaseWithout rest = case_without(case_of(text), {"s"});
  CHECK(rest.removed == Names{"B.backing"});
  CHECK(rest.dangling == Names{"needs of A.meet (in part)", "condition of A.call no -> yes", "rule#1",
                               "rule#2 (in part)", "A#1", "question backed"});
  const Model model = model_on(rest.document, std::nullopt);
  REQUIRE(model.variables.size() == 3);
  CHECK(to_text(*model.variables[0].needs, model) == "not B.front");
  CHECK_FALSE(model.variables[1].moves[0].condition);
  REQUIRE(model.rules.size() == 1);
  CHECK(to_text(model.rules[0].formula, model) == "not (A.meet and A.call)");
  REQUIRE(model.statements_of(PartyId(0)).size() == 1);
  CHECK(model.statements_of(PartyId(0))[0]->id == "A#2");
  REQUIRE(model.questions.size() == 1);
  CHECK(model.questions[0].id == "meeting");
}

TEST_CASE("a case cannot do without all of its options") {
  const std::string text = R"(detente: 1
title: t
parties: {A: {}}
options: {A.x: {cite: s#1}}
sources: {s: {}}
)";
  const CaseWithout rest = case_without(case_of(text), {"s"});
  REQUIRE(has_errors(rest.diagnostics));
  CHECK(rest.diagnostics[1].message == "without s no option or term is left");
}

TEST_CASE("a ranking by number cannot do without what made the numbers") {
  const std::string text = R"(detente: 1
title: t
parties: {A: {}}
options: {A.x: {}, A.y: {}}
rules: [{rule: not (A.x and A.y), cite: s#5}]
preferences: {A: {ranking: [[1], [2], [3]]}}
sources: {s: {}}
)";
  const CaseWithout rest = case_without(case_of(text), {"s"});
  REQUIRE(has_errors(rest.diagnostics));
  CHECK(rest.diagnostics[1].code == "ranking-by-number");
}

}  // namespace detente
