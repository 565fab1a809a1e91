#include "detente/base/diagnostic.hpp"

#include <doctest/doctest.h>

using namespace detente;

TEST_CASE("positions count lines and code points from 1") {
  const SourceText source("f", "one\r\nzwei é!\n\nlast");
  CHECK(source.position(0).line == 1);
  CHECK(source.position(0).column == 1);
  CHECK(source.position(source.text().find('!')).line == 2);
  CHECK(source.position(source.text().find('!')).column == 7);
  CHECK(source.position(9999).line == 4);
  CHECK(source.position(9999).column == 5);
  CHECK(source.line(1) == "one");
  CHECK(source.line(3).empty());
  CHECK(source.line(4) == "last");
  CHECK(source.line(5).empty());
  CHECK(source.line_begin(2) == 5);
  CHECK(source.line_begin(99) == source.text().size());
}

TEST_CASE("a finding as people read it") {
  const SourceText source("a.yaml", "first: 1\nsecönd: two words\n");
  const Diagnostic d{.code = "odd-word",
                     .message = "this is odd",
                     .span = Span{source.text().find("two"), source.text().find("two") + 9},
                     .hint = "write something else",
                     .related = {{Span{0, 5}, "the first is here"}}};
  CHECK(render(d, source) ==
        "a.yaml:2:9: error: this is odd [odd-word]\n"
        "    2 | secönd: two words\n"
        "      |         ^~~~~~~~~\n"
        "  note: the first is here (a.yaml:1:1)\n"
        "  help: write something else\n");
}

TEST_CASE("a finding without a place, and one at the end of the text") {
  const SourceText source("a.yaml", "x\n");
  CHECK(render(Diagnostic{.severity = Severity::warning, .code = "c", .message = "m"}, source) ==
        "a.yaml: warning: m [c]\n");
  CHECK(render(Diagnostic{.code = "c", .message = "m", .span = Span{2, 2}}, source) ==
        "a.yaml:2:1: error: m [c]\n    2 | \n      | ^\n");
}

TEST_CASE("a mark over several lines stays on the first") {
  const SourceText source("f", "ab\ncd");
  CHECK(render(Diagnostic{.code = "c", .message = "m", .span = Span{1, 5}}, source) ==
        "f:1:2: error: m [c]\n    1 | ab\n      |  ^\n");
}

TEST_CASE("of a very long line only the part around the mark is shown, with the mark under the right place") {
  std::string line;
  for (int i = 0; i < 3000; ++i) line += "é";
  line += "HERE";
  for (int i = 0; i < 3000; ++i) line += "x";
  const SourceText source("f", line);
  const std::size_t at = line.find("HERE");
  const std::string shown = render(Diagnostic{.code = "c", .message = "m", .span = Span{at, at + 4}}, source);
  std::string before;
  for (int i = 0; i < 50; ++i) before += "é";
  CHECK(shown == "f:1:3001: error: m [c]\n    1 | ..." + before + "HERE" + std::string(46, 'x') + "...\n      | " +
                     std::string(53, ' ') + "^~~~\n");
}

TEST_CASE("findings are in order of their places and each stands once") {
  const auto at = [](std::size_t offset, const char* code) {
    return Diagnostic{.code = code, .message = "m", .span = Span{offset, offset}};
  };
  Diagnostics found{at(9, "b"), at(3, "a"), at(9, "a"), at(3, "a")};
  found.push_back(Diagnostic{.severity = Severity::warning, .code = "w", .message = "m"});
  sort_diagnostics(found);
  REQUIRE(found.size() == 4);
  CHECK(found[0].code == "w");
  CHECK(found[1].span->begin == 3);
  CHECK(found[2].code == "a");
  CHECK(found[3].code == "b");
  CHECK(has_errors(found));
  found.resize(1);
  CHECK_FALSE(has_errors(found));
}
