#include "detente/casefile/yaml_tree.hpp"

#include <doctest/doctest.h>

using namespace detente;

namespace {

/// The bytes of the file that a span covers.
std::string_view covered(const SourceText& source, Span span) {
  return source.text().substr(span.begin, span.end - span.begin);
}

/// The tree with the bytes that each node covers: scalars as `value<bytes>`.
std::string outline(const SourceText& source, const YamlNode& node) {
  std::string out;
  switch (node.kind) {
    case YamlNode::Kind::null: return "null";
    case YamlNode::Kind::scalar: return node.text + "<" + std::string(covered(source, node.span)) + ">";
    case YamlNode::Kind::sequence:
      for (const YamlNode& item : node.items) out += (out.empty() ? "" : ", ") + outline(source, item);
      return "[" + out + "]";
    case YamlNode::Kind::mapping:
      for (const YamlEntry& entry : node.entries) {
        out += (out.empty() ? "" : ", ") + outline(source, entry.key) + ": " + outline(source, entry.value);
      }
      return "{" + out + "}";
  }
  return out;
}

std::string parse(const std::string& text) {
  const SourceText source("f", text);
  Diagnostics diagnostics;
  const auto root = parse_yaml(source, diagnostics);
  return (root ? outline(source, *root) : "") + render(diagnostics, source);
}

std::string only_code(const std::string& text) {
  const SourceText source("f", text);
  Diagnostics diagnostics;
  if (parse_yaml(source, diagnostics)) return "read";
  return diagnostics.size() == 1 ? diagnostics[0].code : "several";
}

}  // namespace

TEST_CASE("yaml: every node knows its bytes") {
  CHECK(parse("a: b\nc: [d, 'e''s', \"f\\n\"]\n") == "{a<a>: b<b>, c<c>: [d<d>, e's<'e''s'>, f\n<\"f\\n\">]}");
  CHECK(parse("é: ü\nx: {ÿ: z}") == "{é<é>: ü<ü>, x<x>: {ÿ<ÿ>: z<z>}}");
  CHECK(parse("a: |\n  b\n  c\n\nd: e") == "{a<a>: b\nc\n<|\n  b\n  c>, d<d>: e<e>}");
  CHECK(parse("a:\n- b\n- c: d\n") == "{a<a>: [b<b>, {c<c>: d<d>}]}");
  CHECK(parse("a: b\n  c\n") == "{a<a>: b c<b\n  c>}");
  CHECK(parse("a: 1\r\nb: é\r\nc: 3\r\n") == "{a<a>: 1<1>, b<b>: é<é>, c<c>: 3<3>}");
  CHECK(parse("\xEF\xBB\xBF"
              "a: b") == "{a<a>: b<b>}");
}

TEST_CASE("yaml: what a collection covers") {
  const SourceText source("f", "a: [b, c]   # x\nd:\n  e: f\n  g: h   # y\n\n# z\ni: {}\n");
  Diagnostics diagnostics;
  const auto root = parse_yaml(source, diagnostics);
  REQUIRE(root.has_value());
  CHECK(covered(source, root->entries[0].value.span) == "[b, c]");
  CHECK(root->entries[0].value.flow);
  CHECK(covered(source, root->entries[1].value.span) == "e: f\n  g: h");
  CHECK_FALSE(root->entries[1].value.flow);
  CHECK(covered(source, root->entries[2].value.span) == "{}");
}

TEST_CASE("yaml: every scalar is the text that is written, and only nothing is null") {
  CHECK(parse("a: [yes, no, on, true, 010, 1e3, ~, null, 2025-08-07]") ==
        "{a<a>: [yes<yes>, no<no>, on<on>, true<true>, 010<010>, 1e3<1e3>, ~<~>, null<null>, 2025-08-07<2025-08-07>]}");
  CHECK(parse("a:\nb: ''\nc: {d, e: }") == "{a<a>: null, b<b>: <''>, c<c>: {d<d>: null, e<e>: null}}");
}

TEST_CASE("yaml: repeated keys are all reported, and the tree is given") {
  CHECK(parse("a: 1\nb: 2\na: 3\nc: {x: 1, x: 2}\na: 4\n") ==
        "{a<a>: 1<1>, b<b>: 2<2>, a<a>: 3<3>, c<c>: {x<x>: 1<1>, x<x>: 2<2>}, a<a>: 4<4>}"
        "f:3:1: error: the key 'a' stands here a second time [duplicate-key]\n"
        "    3 | a: 3\n"
        "      | ^\n"
        "  note: the first is here (f:1:1)\n"
        "  help: rename one of the two or join them\n"
        "f:4:11: error: the key 'x' stands here a second time [duplicate-key]\n"
        "    4 | c: {x: 1, x: 2}\n"
        "      |           ^\n"
        "  note: the first is here (f:4:5)\n"
        "  help: rename one of the two or join them\n"
        "f:5:1: error: the key 'a' stands here a second time [duplicate-key]\n"
        "    5 | a: 4\n"
        "      | ^\n"
        "  note: the first is here (f:1:1)\n"
        "  help: rename one of the two or join them\n");
}

TEST_CASE("yaml: limits") {
  CHECK(only_code("a: " + std::string(39, '[') + std::string(39, ']')) == "read");
  CHECK(only_code("a: " + std::string(40, '[') + std::string(40, ']')) == "nested-too-deeply");
  CHECK(only_code(std::string(100'000, '[')) == "nested-too-deeply");
  std::string many = "a: [";
  for (std::size_t i = 0; i < most_yaml_nodes; ++i) many += "1,";
  CHECK(only_code(many + "]") == "too-many-nodes");
  CHECK(only_code("# " + std::string(largest_file, 'x')) == "file-too-large");
}

TEST_CASE("yaml: places inside scalars") {
  const auto place = [](const std::string& text, const std::string& word) {
    const SourceText source("f", text);
    Diagnostics diagnostics;
    const auto root = parse_yaml(source, diagnostics);
    REQUIRE(root.has_value());
    const YamlNode& scalar = root->entries[0].value;
    const std::size_t at = scalar.text.find(word);
    REQUIRE(at != std::string::npos);
    const Span span = place_in_scalar(source, scalar)(at, at + word.size());
    return std::to_string(source.position(span.begin).line) + ":" + std::string(covered(source, span));
  };
  CHECK(place("a: one two", "two") == "1:two");
  CHECK(place("a: one\n  two\n\n  three", "three") == "4:three");
  CHECK(place("a: 'it''s two'", "two") == "1:two");
  CHECK(place("a: 'it''s two'", "'") == "1:''");
  CHECK(place("a: \"\\\"one\\\"\\ttwo\"", "two") == "1:two");
  CHECK(place("a: \"one \\\n   two\"", "two") == "2:two");
  CHECK(place("a: >-\n  one\n  two\n\n  three\n", "three") == "5:three");
  CHECK(place("a: |2-  # header\n   one\n  two\n", "two") == "3:two");
  CHECK(place("é: ünd so", "so") == "1:so");
  // An escape by number could be anything, so the whole scalar is marked.
  CHECK(place("a: \"\\u006Fne two\"", "two") == "1:\"\\u006Fne two\"");
}

TEST_CASE("yaml: a place between characters is behind what is before it") {
  const SourceText source("f", "a: 'one '");
  Diagnostics diagnostics;
  const auto root = parse_yaml(source, diagnostics);
  REQUIRE(root.has_value());
  CHECK(place_in_scalar(source, root->entries[0].value)(4, 4) == Span{7, 7});
}

TEST_CASE("yaml: comments are found, and nothing else is taken for one") {
  const SourceText source("f",
                          "\xEF\xBB\xBF# one\n"
                          "a: 'not # this'   # two\n"
                          "b: x#y\n"
                          "c: |  # three\n"
                          "  # not this\n"
                          "  text\n"
                          "# four\n"
                          "d: {e: \"#no\", # five\n"
                          "  # six\n"
                          "}#seven\n"
                          "f: plain\n"
                          "  goes on  # eight");
  Diagnostics diagnostics;
  const auto root = parse_yaml(source, diagnostics);
  REQUIRE(root.has_value());
  std::string found;
  for (const YamlComment& comment : find_comments(source, *root)) {
    found += std::string(covered(source, comment.span)) + (comment.own_line ? "|" : "<");
  }
  CHECK(found == "# one|# two<# three<# four|# five<# six|#seven<# eight<");
}
