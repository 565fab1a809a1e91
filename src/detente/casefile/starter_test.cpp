#include "detente/casefile/starter.hpp"

#include <doctest/doctest.h>

#include "detente/casefile/format.hpp"
#include "detente/casefile/read.hpp"

using namespace detente;

TEST_CASE("starter: reads without findings whatever the title, and keeps the title") {
  for (const char* title :
       {"A dispute", "a: b # c", "\"quoted\" and 'quoted'", "1987", "yes", "- x", "{a}", "\\", "@NAME@", "Détente"}) {
    CAPTURE(title);
    const ReadResult read = read_case(SourceText("starter", starter_case(title)));
    CHECK(render(read.diagnostics, read.source).empty());
    REQUIRE(read.document.has_value());
    CHECK(read.document->title == title);
  }
}

TEST_CASE("starter: titles that a case cannot hold") {
  const auto title_of = [](std::string_view title) {
    const ReadResult read = read_case(SourceText("starter", starter_case(title)));
    return read.document ? read.document->title : "no case";
  };
  CHECK(title_of("") == "A new case");
  CHECK(title_of("  ") == "A new case");
  CHECK(title_of("a\nb\x01") ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD");
  CHECK(title_of("\xFF") == "\xEF\xBF\xBD");
}

TEST_CASE("starter: it is in the common layout and shows every section") {
  const std::string text = starter_case("A dispute");
  const FormatResult format = format_case(SourceText("starter", text));
  CHECK(format.text == text);
  for (const char* section :
       {"parties", "options", "terms", "rules", "preferences", "states", "questions", "tables", "sources"}) {
    CAPTURE(section);
    CHECK(text.find("\n" + std::string(section) + ":") != std::string::npos);
  }
}
