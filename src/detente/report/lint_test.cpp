#include "detente/report/lint.hpp"

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"

namespace detente {

namespace {

std::string warnings_of(const std::string& text) {
  const ReadResult read = read_case(SourceText("case", text));
  REQUIRE_MESSAGE(read.document, render(read.diagnostics, read.source));
  AnalysisBuild build = Analysis::build(*read.document, {});
  REQUIRE_MESSAGE(build.analysis, render(build.diagnostics, read.source));
  return render(lint(*build.analysis), read.source);
}

std::string errors_of(const std::string& text) {
  const ReadResult read = read_case(SourceText("case", text));
  REQUIRE_MESSAGE(read.document, render(read.diagnostics, read.source));
  const AnalysisBuild build = Analysis::build(*read.document, {});
  CHECK(!build.analysis);
  return render(build.diagnostics, read.source);
}

const std::string head_x =
    "detente: 1\n"
    "parties: {A: {}, B: {}}\n"
    "options: {A.x: {now: yes}, A.y: {}, B.z: {}}\n";
const std::string head =
    "detente: 1\n"
    "parties: {A: {}, B: {}}\n"
    "options: {A.x: {}, A.y: {}, B.z: {}}\n";

}  // namespace

TEST_CASE("a case without flaws has no warnings") {
  CHECK(warnings_of(head + "preferences: {A: {order: [A.x, B.z]}, B: {order: [A.y]}}\n") == "");
}

TEST_CASE("warnings about tables, whole") {
  const std::string three =
      "detente: 1\n"
      "parties: {A: {}, B: {}, C: {}}\n"
      "options: {A.x: {}, B.z: {}}\n"
      "terms: {t: {between: [A, C], values: [no, yes]}}\n"
      "preferences: {A: {order: [A.x, t = yes]}, B: {order: [B.z]}, C: {order: [A.x]}}\n";
  CHECK(warnings_of(three + "tables: {all: [A, B, C]}\n") == "");
  CHECK(warnings_of(three + "tables: {two: [A, B], one: [B, C], c: [C]}\n") ==
        "case:4:9: warning: no table can set 't', since none seats all whom it is between [unset-term]\n"
        "    4 | terms: {t: {between: [A, C], values: [no, yes]}}\n"
        "      |         ^\n"
        "  help: add a party to a table, or leave it: a joint move can still set the term\n"
        "case:6:23: warning: C sits at the table 'one' and takes part in nothing that is set there [brings-nothing]\n"
        "    6 | tables: {two: [A, B], one: [B, C], c: [C]}\n"
        "      |                       ^~~\n"
        "  help: if it only has to accept, put it under `ratify`\n"
        "case:6:36: warning: the table 'c' can set nothing, so it has no deal [idle-table]\n"
        "    6 | tables: {two: [A, B], one: [B, C], c: [C]}\n"
        "      |                                    ^\n"
        "  help: seat a party that owns an option, or all whom a term is between\n");
}

TEST_CASE("warnings, whole") {
  CHECK(warnings_of(head + "preferences: {A: {order: [A.x, A.y, B.z]}}\n") ==
        "case:2:18: warning: B has no preferences, so it never minds anything [no-preferences]\n"
        "    2 | parties: {A: {}, B: {}}\n"
        "      |                  ^\n"
        "  help: add `B:` under `preferences`\n");
  CHECK(warnings_of(head + "preferences: {A: {order: [A.x]}, B: {order: [B.z]}}\n") ==
        "case:3:20: warning: nobody's preferences mention 'A.y' [unmentioned]\n"
        "    3 | options: {A.x: {}, A.y: {}, B.z: {}}\n"
        "      |                    ^~~\n"
        "  help: add a statement about it, or drop it if it matters to nobody\n");
  CHECK(warnings_of(head_x + "rules: [A.x or A.y, A.x or A.y or B.z]\n"
                             "preferences: {A: {order: [A.x, A.y]}, B: {order: [B.z]}}\n") ==
        "case:4:21: warning: rule#2 never bites: the other rules imply it, or it holds by itself [idle-rule]\n"
        "    4 | rules: [A.x or A.y, A.x or A.y or B.z]\n"
        "      |                     ^~~~~~~~~~~~~~~~~\n"
        "  help: drop it; of two rules that imply each other, one must stay\n");
  CHECK(warnings_of(head_x + "rules: [A.x]\n"
                             "preferences: {A: {order: [A.x, A.y]}, B: {order: [B.z]}}\n") ==
        "case:5:27: warning: A#1 is true in every feasible state, so it decides nothing [always-true]\n"
        "    5 | preferences: {A: {order: [A.x, A.y]}, B: {order: [B.z]}}\n"
        "      |                           ^~~\n"
        "  help: drop it, or look for the rule that forces it\n");
  CHECK(warnings_of(head + "preferences: {A: {order: [A.x, A.y, not A.x]}, B: {order: [B.z if A.x]}}\n") ==
        "case:4:37: warning: A#3 never decides: what stands above it settles it already [never-decides]\n"
        "    4 | preferences: {A: {order: [A.x, A.y, not A.x]}, B: {order: [B.z if A.x]}}\n"
        "      |                                     ^~~~~~~\n"
        "  help: drop it, or move it up if it matters more\n"
        "case:4:60: warning: `A if B` holds wherever B does not hold [conditional-statement]\n"
        "    4 | preferences: {A: {order: [A.x, A.y, not A.x]}, B: {order: [B.z if A.x]}}\n"
        "      |                                                            ^~~~~~~~~~\n"
        "  help: if that is not meant, write `A and B`; this is said once for a case\n");
  CHECK(warnings_of(head + "merge: [{when: A.x, keep: [A.y]}]\n"
                           "preferences: {A: {order: [A.x, A.y]}, B: {order: [B.z]}}\n") ==
        "case:5:51: warning: B#1 holds at some members of 2 merged states and not at others; it counts as not holding "
        "there "
        "[members-differ]\n"
        "    5 | preferences: {A: {order: [A.x, A.y]}, B: {order: [B.z]}}\n"
        "      |                                                   ^~~\n"
        "  help: name in it only what the merge keeps, or add to `keep`\n");
}

TEST_CASE("errors that need the states, whole") {
  CHECK(errors_of(head + "rules: [A.x or B.z, not A.x, not B.z]\n") ==
        "case: error: no state satisfies all rules [no-feasible-state]\n"
        "  help: look for two rules that exclude each other; `detente check` on the case without one of them shows "
        "which\n");
  CHECK(errors_of("detente: 1\nparties: {A: {}}\noptions: {A.x: {}, A.y: {}}\nrules: [A.x or A.y]\n") ==
        "case:4:9: error: now breaks this rule [now-breaks-rule]\n"
        "    4 | rules: [A.x or A.y]\n"
        "      |         ^~~~~~~~~~\n"
        "  note: now: not A.x (case:3:11)\n"
        "  note: now: not A.y (case:3:20)\n"
        "  help: change `now` of an option that the rule names, or the rule\n");
  CHECK(errors_of(head + "merge: [{when: A.x}, {when: A.y}]\n") ==
        "case:4:22: error: merges 1 and 2 both claim the state with A.x and A.y [merges-overlap]\n"
        "    4 | merge: [{when: A.x}, {when: A.y}]\n"
        "      |                      ^~~~~~~~~~~\n"
        "  note: the other merge is here (case:4:9)\n"
        "  help: make the `when` of one of them exclude the other\n");
  CHECK(errors_of("detente: 1\nparties: {A: {}}\noptions: {A.x: {}}\npreferences: {A: {ranking: [[1], [3]]}}\n") ==
        "case:4:18: error: the ranking of A leaves out states: state 2 (A.x) [ranking-misses-states]\n"
        "    4 | preferences: {A: {ranking: [[1], [3]]}}\n"
        "      |                  ^~~~~~~~~~~~~~~~~~~~~\n"
        "  help: every feasible state belongs in exactly one group\n"
        "case:4:34: error: there is no state 3 [no-such-state]\n"
        "    4 | preferences: {A: {ranking: [[1], [3]]}}\n"
        "      |                                  ^~~\n"
        "  help: the case has states 1 to 2; `detente states` lists them\n");
}

}  // namespace detente
