#include "detente/casefile/write.hpp"

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"

using namespace detente;

namespace {

/// The canonical text of a case that uses every form of the language.
constexpr const char* canonical = R"yaml(detente: 1
title: "1987"
about: >-
  A first paragraph that is long enough to be folded, because it goes on and on beyond the hundred
  columns of a line.

  A second one.
as_of: 2025-08-07

parties:
  MoE: {name: Ministry of Environment, text: "a ministry: one of many", assume: it is one actor}
  Uniroyal: {}
  LocalGov: {}

options:
  MoE.modify: {text: modify the order, moves: [no -> yes], cite: [report-002#7]}
  Uniroyal.delay:
    now: yes
    moves: [yes -> no if not MoE.modify, no -> yes if (funding = full if MoE.modify)]
  LocalGov.insist: {needs: not Uniroyal.delay, from: 2025-01-01, until: 2026-01-01}
  LocalGov.posture:
    values: [quiet, press, 2.5]
    now: [{value: quiet}, {value: press, text: loudly, from: 2025-07-01, cite: [report-001#1]}]

terms:
  funding:
    between: [MoE, Uniroyal]
    values: [open, shared, full]
    now: shared
    moves: []
    breakable_by: [Uniroyal]

rules:
  - at_most_one(Uniroyal.delay, funding = full)
  - rule: not (MoE.modify and funding = open)
    text: why
    until: 2025-12-31
    assume: nobody says so

merge:
  - {when: MoE.modify, keep: []}
  - {when: funding = full and not MoE.modify, keep: [Uniroyal.delay], text: settled}

preferences:
  MoE:
    order:
      - MoE.modify
      - prefer: not Uniroyal.delay
        text: why
        from: 2025-07-01
        cite: [report-002#19, {at: report-001#11-12, quote: "words, and more"}]
      - [MoE.modify, LocalGov.insist]
      - [funding = full]
  Uniroyal:
    weights:
      - {prefer: Uniroyal.delay, weight: 3}
      - {prefer: "all(MoE.modify, funding = shared)", weight: -5.5, text: costs}
  LocalGov:
    ranking:
      - LocalGov.posture = press
      - LocalGov.posture != press
    text: press or nothing

states:
  stale-mate: {Uniroyal.delay: no, funding: open, text: nothing moves}
  as_now: {}

questions:
  settled: {goal: funding = full, text: "Is it settled?"}
  short: {goal: MoE.modify}

tables:
  both:
    parties: [MoE, Uniroyal]
    ratify: [LocalGov]
    walk_away: {MoE: stale-mate, Uniroyal: drift, LocalGov: now}
    text: a table

coalitions:
  - [MoE, Uniroyal]

sources:
  report-001: {title: A title, publisher: A paper, date: 2025-01-10, text: texts/report-001.txt}
  report-002: {}
)yaml";

Case read_or_fail(const std::string& text) {
  ReadResult read = read_case(SourceText("f", text));
  REQUIRE_MESSAGE(read.document.has_value(), render(read.diagnostics, read.source));
  return std::move(*read.document);
}

}  // namespace

TEST_CASE("write: the canonical text of a case is written as it was read") {
  CHECK(write_case(read_or_fail(canonical)) == canonical);
}

TEST_CASE("write: other ways to say the same give the same text") {
  const std::string head = "detente: 1\ntitle: t\n";
  const Case a = read_or_fail(head +
                              "preferences: {A: {order: [{prefer: 'A.x'}, [A.x and B.y]]}}\n"
                              "options: {A.x: {values: [no, yes], now: [no]}, B.y: }\nparties: {A: {name: A}, B}\n"
                              "questions: {q: A.x}\ntables: {t: [A, B]}\n");
  const Case b = read_or_fail(head +
                              "parties:\n  A: {}\n  B:\noptions:\n  A.x: {now: {value: no}}\n  B.y: {}\n"
                              "tables: {t: {parties: [A, B]}}\nquestions: {q: {goal: (A.x)}}\n"
                              "preferences:\n  A:\n    order:\n      - A.x\n      -\n        - A.x and B.y\n");
  CHECK(write_case(a) == write_case(b));
  CHECK(same_case(a, b));
}

TEST_CASE("write: a difference in anything is a difference") {
  const Case base = read_or_fail(canonical);
  const auto differs = [&](const std::string& from, const std::string& to) {
    std::string text = canonical;
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    CAPTURE(from);
    CHECK_FALSE(same_case(base, read_or_fail(text.replace(at, from.size(), to))));
  };
  differs("title: \"1987\"", "title: x");
  differs("A second one", "A third one");
  differs("as_of: 2025-08-07", "as_of: 2025-08-08");
  differs("it is one actor", "it is one");
  differs("cite: [report-002#7]", "cite: [report-002#8]");
  differs("yes -> no if not MoE.modify", "yes -> no");
  differs("until: 2026-01-01", "until: 2026-01-02");
  differs("text: loudly, from: 2025-07-01", "text: loudly, from: 2025-07-02");
  differs("text: loudly", "text: softly");
  differs("text: press or nothing", "text: press");
  differs("now: shared", "now: open");
  differs("moves: []\n", "\n");
  differs("breakable_by: [Uniroyal]", "breakable_by: [MoE]");
  differs("assume: nobody says so", "assume: nobody");
  differs("keep: []", "keep: [funding]");
  differs("[MoE.modify, LocalGov.insist]", "MoE.modify");
  differs("[funding = full]", "funding = full");
  differs("weight: 3", "weight: 3.000001");
  differs("LocalGov.posture = press\n", "LocalGov.posture = quiet\n");
  differs("as_now: {}", "as_now: {funding: full}");
  differs("goal: MoE.modify", "goal: not MoE.modify");
  differs("LocalGov: now}", "LocalGov: drift}");
  differs("- [MoE, Uniroyal]", "- [MoE, LocalGov]");
  differs("date: 2025-01-10", "date: 2025-01-11");
}

TEST_CASE("write: rankings by numbers") {
  const std::string text =
      "detente: 1\ntitle: t\n\nparties:\n  A: {}\n\noptions:\n  A.x: {}\n\npreferences:\n  A:\n    ranking: [[2], "
      "[1]]\n";
  CHECK(write_case(read_or_fail(text)) == text);
}
