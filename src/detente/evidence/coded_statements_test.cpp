#include "detente/evidence/coded_statements.hpp"

#include <string>
#include <utility>

#include <doctest/doctest.h>

namespace detente {

namespace {

// "Ö" is two bytes and one character, the bridge sign four bytes and two.
constexpr std::string_view text =
    "\u00D6l \U0001F309 flows again.\n\n\"We will pay for it,\" said Mayor Eleanor Hart. The Harbor Authority said "
    "that the pipe was safe.\n";

std::vector<Document> reports() {
  std::vector<Document> out;
  out.push_back(read_document("paper", text));
  return out;
}

std::string errors(std::string table) {
  const SourceText source("codes.csv", std::move(table));
  Diagnostics diagnostics;
  const auto statements = read_coded_statements(source, reports(), diagnostics);
  std::string out;
  for (const Diagnostic& d : diagnostics) out += render(d, source);
  if (out.empty()) out = std::to_string(statements.size()) + " statements";
  return out;
}

constexpr const char* head = "document,start,stop,person,organisation,concept,agreement\n";

}  // namespace

TEST_CASE("what is written can be read, with the same places") {
  const auto documents = reports();
  const std::string table = write_coded_statements(documents);
  CHECK(table ==
        "document,start,stop,person,organisation,concept,agreement\n"
        "paper,20,41,Eleanor Hart,,,1\n"
        "paper,67,116,,Harbor Authority,,1\n");
  const SourceText source("codes.csv", table);
  Diagnostics diagnostics;
  const auto statements = read_coded_statements(source, documents, diagnostics);
  CHECK(diagnostics.empty());
  REQUIRE(statements.size() == 2);
  CHECK(documents[0].at(statements[0].span) == "\"We will pay for it,\"");
  CHECK(documents[0].at(statements[1].span) == "The Harbor Authority said that the pipe was safe.");
  for (const CodedMatch& match : match_coded(statements, documents)) CHECK(match.kind == CodedMatch::Kind::same);
}

TEST_CASE("columns in any order, other separators and spellings") {
  CHECK(
      errors("agreement;concept;organization;person;stop;start;document;color\nno;water;Council;;42;20;paper;red\n") ==
      "1 statements");
  CHECK(errors(std::string(head) + "paper,20,42,Roe,,,true\n\n") == "1 statements");
}

TEST_CASE("mistakes in the table are errors with their place") {
  CHECK(errors("") ==
        "codes.csv:1:1: error: the table is empty [empty-table]\n    1 | \n      | ^\n"
        "  help: its first row names the columns: document,start,stop,person,organisation,concept,agreement\n");
  CHECK(errors("document,start,person\n") ==
        "codes.csv:1:1: error: there is no column stop, organisation, concept and agreement [missing-column]\n"
        "    1 | document,start,person\n      | ^~~~~~~~\n"
        "  help: the first row names the columns: document,start,stop,person,organisation,concept,agreement\n");
  CHECK(errors(std::string(head) + "papr,20,42,Roe,,,1\n").find("did you mean 'paper'?") != std::string::npos);
  CHECK(errors(std::string(head) + "paper,x,42,Roe,,,1\n").find("'x' is no start of a statement") != std::string::npos);
  CHECK(errors(std::string(head) + "paper,42,20,Roe,,,1\n").find("[bad-place]") != std::string::npos);
  CHECK(errors(std::string(head) + "paper,20,42,Roe,,,perhaps\n")
            .find("'perhaps' is neither agreement nor disagreement") != std::string::npos);
  CHECK(errors(std::string(head) + "paper,20,42,,,,1\n").find("[no-speaker]") != std::string::npos);
  CHECK(errors(std::string(head) + "paper,20,4200,Roe,,,1\n").find("[outside-text]") != std::string::npos);
  CHECK(errors(std::string(head) + "paper,20,42,\"Roe,,,1\n").find("[unclosed-quote]") != std::string::npos);
  CHECK(errors(std::string(head) + "paper,20,42,\xFF,,,1\n").find("[not-utf8]") != std::string::npos);
  // All mistakes at once.
  const std::string two = errors(std::string(head) + "papr,20,42,Roe,,,1\npaper,20,42,Roe,,,perhaps\n");
  CHECK(two.find("[unknown-document]") != std::string::npos);
  CHECK(two.find("[bad-agreement]") != std::string::npos);
}

TEST_CASE("what was found beside what was coded") {
  const auto documents = reports();
  const SourceText source(
      "codes.csv", std::string(head) + "paper,20,42,Hart,,water,1\npaper,20,42,Doe,,water,0\npaper,0,5,Roe,,water,1\n");
  Diagnostics diagnostics;
  const auto coded = read_coded_statements(source, documents, diagnostics);
  const auto matches = match_coded(coded, documents);
  REQUIRE(matches.size() == 3);
  CHECK(matches[0].kind == CodedMatch::Kind::same);
  CHECK(matches[1].kind == CodedMatch::Kind::speaker);
  CHECK(matches[2].kind == CodedMatch::Kind::missing);
}

}  // namespace detente
