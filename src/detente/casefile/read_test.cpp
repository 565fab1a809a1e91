#include "detente/casefile/read.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "detente/casefile/yaml_tree.hpp"
#include "detente/model/model.hpp"

using namespace detente;

namespace {

/// Every form of the language once, without a mistake.
constexpr const char* everything = R"yaml(
detente: 1
title: A short title
about: |
  Prose over
  two lines
as_of: 2025-08-07
parties:
  MoE: {name: Ministry of Environment, text: a ministry, assume: it is one actor}
  Uniroyal: {}
  LocalGov:
options:
  MoE.modify: {text: modify the control order, moves: [no -> yes], cite: report-002#7}
  Uniroyal.delay: {now: yes, moves: [yes -> no if not MoE.modify]}
  Uniroyal.accept:
  LocalGov.insist: {needs: not Uniroyal.delay, from: 2025-01-01, until: 2026-01-01}
  LocalGov.posture: {values: [quiet, press, 2.5], now: [quiet, {value: press, from: 2025-07-01, cite: [report-001#1]}]}
terms:
  funding: {between: [MoE, Uniroyal], values: [open, shared, full], breakable_by: [Uniroyal], now: shared, moves: []}
rules:
  - at_most_one(Uniroyal.delay, Uniroyal.accept)
  - {rule: "not (Uniroyal.accept and funding = open)", text: why, assume: nobody reports it, until: 2025-12-31}
merge:
  - {when: Uniroyal.accept, keep: [funding, MoE.modify], text: settled}
preferences:
  LocalGov: {ranking: [Uniroyal.accept, [1, 2], 3]}
  MoE:
    order:
      - Uniroyal.accept
      - {prefer: not Uniroyal.delay, text: why, from: 2025-07-01,
         cite: [report-002#19, {at: report-001#11-12, quote: "words, and more"}]}
      - [MoE.modify, {prefer: LocalGov.insist, assume: so they say}]
      - [funding = full]
  Uniroyal: {weights: [{prefer: Uniroyal.delay, weight: 3}, {prefer: funding = shared, weight: -5.5, text: costs}]}
states:
  stale-mate: {Uniroyal.delay: no, funding: open, text: nothing moves}
questions:
  settled: {goal: Uniroyal.accept, text: Does Uniroyal accept?}
  short: funding = full
tables:
  both: {parties: [MoE, Uniroyal], ratify: [LocalGov], walk_away: {MoE: stale-mate, Uniroyal: drift, LocalGov: now}}
  two: [MoE, Uniroyal]
coalitions: [[LocalGov, MoE]]
sources:
  report-001: {title: A title, publisher: A paper, date: 2025-01-10, text: texts/report-001.txt}
  report-002: {}
)yaml";

std::string without_dates(std::string text) {
  for (const char* part : {", from: 2025-01-01, until: 2026-01-01", ", until: 2025-12-31"}) {
    text.erase(text.find(part), std::string(part).size());
  }
  return text;
}

Case read_or_fail(const std::string& text) {
  ReadResult read = read_case(SourceText("f", text));
  REQUIRE_MESSAGE(read.document.has_value(), render(read.diagnostics, read.source));
  return std::move(*read.document);
}

/// The codes of all findings with their lines.
std::string codes(const std::string& text) {
  const ReadResult read = read_case(SourceText("f", text));
  std::string out;
  for (const Diagnostic& d : read.diagnostics) {
    out += d.code + (d.span ? "@" + std::to_string(read.source.position(d.span->begin).line) : "") + " ";
  }
  return out;
}

}  // namespace

TEST_CASE("read: every part of the language arrives") {
  const Case c = read_or_fail(without_dates(everything));
  CHECK(c.title == "A short title");
  CHECK(c.about == "Prose over\ntwo lines");
  CHECK(c.as_of == Date{2025, 8, 7});

  REQUIRE(c.parties.size() == 3);
  CHECK(c.parties[0].name == "Ministry of Environment");
  CHECK(c.parties[0].support.assumed == "it is one actor");
  CHECK(c.parties[2].name == "LocalGov");

  REQUIRE(c.variables.size() == 6);
  CHECK(c.variables[0].id == "MoE.modify");
  CHECK(c.variables[0].moves_limited);
  CHECK(c.variables[0].support.citations.at(0).source == "report-002");
  CHECK(c.variables[0].support.citations.at(0).first == 7);
  CHECK(c.variables[1].now_values.at(0).value == 1);
  CHECK(to_text(*c.variables[1].moves.at(0).condition, c) == "not MoE.modify");
  CHECK_FALSE(c.variables[2].moves_limited);
  CHECK(to_text(*c.variables[3].needs, c) == "not Uniroyal.delay");
  CHECK(c.variables[4].values == std::vector<std::string>{"quiet", "press", "2.5"});
  REQUIRE(c.variables[4].now_values.size() == 2);
  CHECK(c.variables[4].now_values[1].period.from == Date{2025, 7, 1});
  CHECK(c.variables[4].now_values[1].support.citations.size() == 1);
  const Variable& funding = c.variables[5];
  CHECK(funding.kind == Variable::Kind::term);
  CHECK(funding.between == std::vector<PartyId>{PartyId(0), PartyId(1)});
  CHECK(funding.breakable_by == std::vector<PartyId>{PartyId(1)});
  CHECK(funding.moves_limited);
  CHECK(funding.moves.empty());

  REQUIRE(c.rules.size() == 2);
  CHECK(c.rules[1].id == "rule#2");
  CHECK(c.rules[1].text == "why");
  REQUIRE(c.merges.size() == 1);
  CHECK(c.merges[0].keep == std::vector<VariableId>{VariableId(5), VariableId(0)});

  REQUIRE(c.preferences.size() == 3);
  const auto& order = c.preferences[0].order;
  REQUIRE(order.size() == 4);
  CHECK(order[1][0].id == "MoE#2");
  CHECK(order[1][0].period.from == Date{2025, 7, 1});
  CHECK(order[1][0].support.citations.at(1).last == 12);
  CHECK(order[1][0].support.citations.at(1).quote == "words, and more");
  CHECK(order[2][1].id == "MoE#3.2");
  CHECK(order[3][0].id == "MoE#4.1");
  CHECK(c.preferences[1].weights.at(1).weight.millionths == -5'500'000);
  const auto& ranking = c.preferences[2].ranking;
  REQUIRE(ranking.size() == 3);
  CHECK(std::get<std::vector<std::uint64_t>>(ranking[1].members) == std::vector<std::uint64_t>{1, 2});

  CHECK(c.states.at(0).id == "stale-mate");
  CHECK(c.states.at(0).values.size() == 2);
  CHECK(c.states.at(0).text == "nothing moves");
  CHECK(c.questions.at(1).id == "short");
  CHECK(c.tables.at(0).ratify == std::vector<PartyId>{PartyId(2)});
  CHECK(c.tables.at(0).walk_away.at(PartyId(0)).state == "stale-mate");
  CHECK(c.tables.at(0).walk_away.at(PartyId(1)).kind == WalkAway::Kind::drift);
  CHECK(c.tables.at(1).parties.size() == 2);
  CHECK(c.coalitions == std::vector<std::vector<PartyId>>{{PartyId(2), PartyId(0)}});
  CHECK(c.sources.at(0).date == Date{2025, 1, 10});
}

TEST_CASE("read: rules and options with dates keep them, and numbers in a ranking do not go with them") {
  CHECK(codes(everything) == "numbers-with-dates@26 ");
  std::string text = everything;
  const std::string numbers = "[Uniroyal.accept, [1, 2], 3]";
  text.replace(text.find(numbers), numbers.size(), "[Uniroyal.accept, not Uniroyal.accept]");
  const Case c = read_or_fail(text);
  CHECK(c.variables[3].period == Period{Date{2025, 1, 1}, Date{2026, 1, 1}});
  CHECK(c.rules[1].period == Period{std::nullopt, Date{2025, 12, 31}});
}

TEST_CASE("read: spans are the bytes of names and formulas") {
  const SourceText source("f", without_dates(everything));
  const ReadResult read = read_case(source);
  REQUIRE(read.document.has_value());
  const auto covered = [&](Span span) { return std::string(source.text().substr(span.begin, span.end - span.begin)); };
  CHECK(covered(read.document->variables[1].span) == "Uniroyal.delay");
  CHECK(covered(read.document->variables[1].now_span) == "yes");
  CHECK(covered(read.document->variables[0].now_span) == "MoE.modify");
  CHECK(covered(read.document->rules[1].span) == "\"not (Uniroyal.accept and funding = open)\"");
  CHECK(covered(read.document->preferences[0].order[1][0].span) == "not Uniroyal.delay");
  CHECK(covered(read.document->questions[1].span) == "funding = full");
  CHECK(covered(read.document->preferences[0].order[1][0].support.citations[0].span) == "report-002#19");
}

TEST_CASE("read: words that YAML 1.1 takes for truth values and numbers are names like all others") {
  const Case c = read_or_fail(
      "detente: 1\ntitle: 1987\nparties: {on: {name: yes}, y: {name: 1e3}}\n"
      "options: {on.off: {values: [off, on, 010, 1_000], now: 010}, y.no: {now: yes}}\n"
      "rules: [on.off != off or y.no = no]\n");
  CHECK(c.title == "1987");
  CHECK(c.parties[0].name == "yes");
  CHECK(c.parties[1].name == "1e3");
  CHECK(c.variables[0].values == std::vector<std::string>{"off", "on", "010", "1_000"});
  CHECK(c.variables[0].now_values.at(0).value == 2);
}

TEST_CASE("read: all mistakes at once, each once, in order of their places") {
  CHECK(codes("detente: 1\n"
              "titel: x\n"  // misspelled, read all the same
              "parties: {A: {}, B: {nam: Bee}}\n"
              "options:\n"
              "  A.x: {now: maybe}\n"
              "  C.y: {}\n"  // unknown owner; the option itself is known below
              "  B.z: {needs: A.x and, values: [a, a, b]}\n"
              "rules:\n"
              "  - C.y and A.q\n"
              "preferences:\n"
              "  A: {order: [A.x, B.w]}\n"
              "  D: {order: [A.x]}\n") ==
        "unknown-key@2 unknown-key@3 unknown-value@5 unknown-name@6 bad-formula@7 duplicate-name@7 unknown-name@9 "
        "unknown-name@11 unknown-name@12 ");
}

TEST_CASE("read: what only follows from another mistake is not reported") {
  const std::string head = "detente: 1\ntitle: t\n";
  CHECK(codes(head + "parties: [A, B]\noptions: {A.x: {}}\nrules: [A.x]\n") == "wrong-type@3 ");
  CHECK(codes(head + "partys: {A: {}}\noptions: {A.x: {}}\nrules: [A.x]\n") == "unknown-key@3 ");
  CHECK(codes(head + "parties: {A: {}}\noptions: [A.x, A.y]\nrules: [A.x, A.y]\nstates: {s: {A.x: yes}}\n") ==
        "wrong-type@4 ");
  CHECK(codes(head + "parties: {A: {}}\noptions: {A.x: {values: 3}}\nrules: [A.x = 2, A.x]\n") == "wrong-type@4 ");
  CHECK(codes(head + "parties: {A: {}}\nrules: [A.x]\n") == "no-options ");
  CHECK(codes(head + "options: {A.x: {}}\npreferences: {A: {order: [A.x]}}\n") == "no-parties ");
  CHECK(codes(head + "parties: {A: {}}\noptions: {A.x: {}}\noptions: {A.y: {}}\nrules: [A.y]\n") == "duplicate-key@5 ");
  CHECK(codes(head + "parties: {A: {}}\noptions: {A.x: {cite: [s#1]}}\nsources: [s]\n") == "wrong-type@5 ");
}

TEST_CASE("read: a comma that cuts a formula or a text gives one error") {
  const std::string head = "detente: 1\ntitle: t\nparties: {A: {}}\noptions: {A.x: {}, A.y: {}}\n";
  CHECK(codes(head + "rules: [{rule: at_most_one(A.x, A.y), text: both}]\n") == "split-by-comma@5 ");
  CHECK(codes(head + "rules: [at_most_one(A.x, A.y), A.x, none(A.y, A.x)]\n") == "split-by-comma@5 split-by-comma@5 ");
  CHECK(codes(head + "rules: [{rule: A.x, text: 'one, two'}, {rule: A.x, text: one, two, two}]\n") ==
        "split-by-comma@5 ");
  CHECK(codes(head + "preferences: {A: {order: [[A.x, all(A.x, A.y)]]}}\n") == "split-by-comma@5 ");
  CHECK(codes("detente: 1\ntitle: t\nparties: {A: {}}\noptions: {A.x: {moves: [no -> yes if all(A.x, A.x)]}}\n") ==
        "split-by-comma@4 ");
  CHECK(codes(head + "questions: {q: {goal: none(A.x, A.y)}}\n") == "split-by-comma@5 ");
  // Without a text before it, or with ':', it is a key.
  CHECK(codes(head + "questions: {q: {goal: A.x, size: }}\n") == "unknown-key@5 ");
}

TEST_CASE("read: a word that is near a key is taken for it") {
  CHECK(codes("detente: 1\ntitle: t\nparties: {A: {}}\noptions: {A.x: {vales: [a, b], now: b}}\n") == "unknown-key@4 ");
  CHECK(codes("detente: 1\ntitle: t\nparties: {A: {}}\noptions: {A.x: {}}\nrules: [{rul: A.q}]\n") ==
        "unknown-key@5 unknown-name@5 ");
}

TEST_CASE("read: only the title may be left out, with a warning") {
  const ReadResult read = read_case(SourceText("f", "detente: 1\nparties: {A}\noptions: {A.x}\n"));
  CHECK(read.document.has_value());
  REQUIRE(read.diagnostics.size() == 1);
  CHECK(read.diagnostics[0].severity == Severity::warning);
  CHECK(read.diagnostics[0].code == "no-title");
}

TEST_CASE("read: of very many mistakes the first are shown, and the number of the others") {
  std::string text = "detente: 1\ntitle: t\nparties: {A: {}}\noptions:\n";
  for (int i = 0; i < 700; ++i) text += "  B.x" + std::to_string(i) + ": {}\n";
  const ReadResult read = read_case(SourceText("f", text));
  REQUIRE(read.diagnostics.size() == 501);
  CHECK(read.diagnostics.back().code == "too-many-errors");
  CHECK(read.diagnostics.back().message == "200 more mistakes are not shown");
}

TEST_CASE("read: names are found wherever they are declared") {
  const Case c = read_or_fail(
      "detente: 1\ntitle: t\nquestions: {q: A.x and t}\nrules: [t or not A.x]\nsources: {s: {}}\n"
      "terms: {t: {between: [A, B], cite: s#1}}\noptions: {A.x: {needs: t}}\nparties: {A, B}\n");
  CHECK(c.variables[0].id == "A.x");
  CHECK(c.variables[1].id == "t");
  CHECK(to_text(c.questions[0].goal, c) == "A.x and t");
}

TEST_CASE("read: values of now are dated, and the reader tells what is ambiguous") {
  const auto now = [](const std::string& list) {
    return codes("detente: 1\ntitle: t\nparties: {A}\noptions: {A.x: {now: " + list + "}}\n");
  };
  CHECK(now("{value: yes, from: 2025-01-01}").empty());
  CHECK(now("[no, {value: yes, from: 2025-01-01}, {value: no, from: 2025-02-01, until: 2025-03-01}]").empty());
  CHECK(now("[no, yes]") == "ambiguous-now@4 ");
  CHECK(now("[{value: no, until: 2025-01-01}, {value: yes, until: 2026-01-01}]") == "ambiguous-now@4 ");
  CHECK(now("[]") == "empty-list@4 ");
  CHECK(now("[{from: 2025-01-01}]") == "missing-key@4 ");
  CHECK(now("{no: yes}") == "unknown-key@4 ");
}

TEST_CASE("read: what newcomers write instead, and what they are told") {
  const auto hint = [](const std::string& more) {
    const ReadResult read =
        read_case(SourceText("f", "detente: 1\ntitle: t\nparties: {A: {}}\noptions: {A.x: {}}\n" + more));
    return read.diagnostics.size() == 1 ? read.diagnostics[0].message + "; " + read.diagnostics[0].hint : "several";
  };
  CHECK(hint("preferences: {A: [A.x]}\n") ==
        "the entry of 'A' should be a mapping, but this is a list; "
        "write {order: [FORMULA, ...]}, or 'weights' or 'ranking' in its place");
  CHECK(hint("preferences: {A: {weights: [A.x: 3]}}\n") ==
        "a weighted statement names its parts; write {prefer: A.x, weight: 3}");
  CHECK(hint("preferences: {A: {order: [A.x: no]}}\n") ==
        "a statement should be a formula, but this is a mapping; write 'A.x = no'");
  CHECK(hint("preferences: {A: {text: nothing}}\n") ==
        "'A' has no preferences here; write order: [FORMULA, ...], or leave the party out if it does not care");
  CHECK(hint("terms: {t: some text}\n") ==
        "a term should be a mapping, but this is a text; write {text: ...} around it");
  CHECK(hint("rules: A.x\n") == "'rules' should be a list, but this is a text; write one '- FORMULA' on each line");
}

TEST_CASE("read: names with control characters and very long ones") {
  const ReadResult read = read_case(SourceText(
      "f", "detente: 1\ntitle: t\nparties: {\"A\\e[2J\": {}}\noptions: {B.x: {}}\nrules: [\"B.x = \\a\"]\n"));
  CHECK(read.diagnostics.size() == 3);
  CHECK(render(read.diagnostics, read.source).find_first_of("\x1B\a") == std::string::npos);

  const std::string name(201, 'n');
  CHECK(codes("detente: 1\ntitle: t\nparties: {" + name + ": {}}\noptions: {" + name + ".x: {}}\nsources: {" + name +
              ": {}}\n") == "name-too-long@3 name-too-long@5 ");
  const ReadResult wrong = read_case(
      SourceText("f", "detente: 1\ntitle: t\nparties: {A}\noptions: {A.x}\nas_of: " + std::string(5000, '9')));
  CHECK(wrong.diagnostics.at(0).message.size() < 120);
}

TEST_CASE("read: files") {
  const auto path = std::filesystem::temp_directory_path() / "detente_read_test.case.yaml";
  std::ofstream(path, std::ios::binary) << "detente: 1\ntitle: t\nparties: {A}\noptions: {A.x}\n";
  const ReadResult read = read_case_file(path.string());
  CHECK(read.document.has_value());
  CHECK(read.source.name() == path.string());

  std::filesystem::resize_file(path, largest_file + 1);
  const ReadResult large = read_case_file(path.string());
  REQUIRE(large.diagnostics.size() == 1);
  CHECK(large.diagnostics[0].code == "file-too-large");
  std::filesystem::remove(path);

  const ReadResult missing = read_case_file(path.string());
  CHECK_FALSE(missing.document.has_value());
  CHECK(render(missing.diagnostics, missing.source) ==
        path.string() + ": error: the file cannot be opened: No such file or directory [unreadable-file]\n" +
            "  help: check the name of the file\n");
  const ReadResult directory = read_case_file(std::filesystem::temp_directory_path().string());
  CHECK(directory.diagnostics.at(0).code == "unreadable-file");
}
