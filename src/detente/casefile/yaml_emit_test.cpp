#include "detente/casefile/yaml_emit.hpp"

#include <array>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"

using namespace detente;

namespace {

std::optional<YamlNode> parse(const std::string& text) {
  Diagnostics diagnostics;
  return parse_yaml(SourceText("f", text), diagnostics);
}

/// Kinds, texts and order of a tree.
std::string contents(const YamlNode& node) {
  std::string out = "<" + node.text;
  for (const YamlNode& item : node.items) out += "[" + contents(item);
  for (const YamlEntry& entry : node.entries) out += "{" + contents(entry.key) + ":" + contents(entry.value);
  return out + std::to_string(static_cast<int>(node.kind)) + ">";
}

/// Texts made of what is special somewhere in YAML.
std::string random_text(Random& random) {
  constexpr std::array<const char*, 52> parts{"a",
                                              "b",
                                              "word",
                                              "é",
                                              " ",
                                              " ",
                                              "  ",
                                              "\n",
                                              "\n\n",
                                              "\t",
                                              ":",
                                              ": ",
                                              " #",
                                              "#",
                                              "-",
                                              "- ",
                                              "? ",
                                              "?",
                                              ",",
                                              "[",
                                              "]",
                                              "{",
                                              "}",
                                              "\"",
                                              "'",
                                              "\\",
                                              "|",
                                              ">",
                                              "&",
                                              "*",
                                              "!",
                                              "%",
                                              "@",
                                              "`",
                                              "---",
                                              "...",
                                              "=",
                                              "~",
                                              "null",
                                              "1",
                                              "-1",
                                              "1.5",
                                              "yes",
                                              "no",
                                              "\r",
                                              "\b",
                                              "\x7F",
                                              "//",
                                              "\xC2\x85",
                                              "\xE2\x80\xA8",
                                              "\xEF\xBB\xBF",
                                              "0x1"};
  std::string text;
  for (std::uint64_t left = random.below(random.chance(10) ? 80 : 8); left > 0; --left)
    text += parts[random.below(parts.size())];
  return text;
}

YamlNode random_scalar(Random& random) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = random_text(random);
  node.style = static_cast<YamlNode::Style>(random.below(5));
  return node;
}

YamlNode random_node(Random& random, int depth, bool mapping) {
  if (!mapping && (depth == 0 || random.chance(40))) return random.chance(10) ? YamlNode() : random_scalar(random);
  YamlNode node;
  node.flow = random.chance(50);
  node.kind = mapping || random.chance(60) ? YamlNode::Kind::mapping : YamlNode::Kind::sequence;
  for (std::uint64_t left = random.below(4) + (mapping ? 1 : 0); left > 0; --left) {
    if (node.is_sequence()) {
      node.items.push_back(random_node(random, depth - 1, false));
    } else {
      YamlNode key = random_scalar(random);
      key.text += std::to_string(left);  // keys differ
      node.entries.push_back({std::move(key), random_node(random, depth - 1, false)});
    }
  }
  return node;
}

/// A sequence in [] cannot hold nothing.
bool has_null_in_flow(const YamlNode& node, bool flow) {
  if (node.is_null()) return flow;
  for (const YamlNode& item : node.items) {
    if (has_null_in_flow(item, node.flow)) return true;
  }
  for (const YamlEntry& entry : node.entries) {
    if (has_null_in_flow(entry.value, false)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("scalars: quotes only where they are needed") {
  const auto scalar = [](std::string_view text, YamlNode::Style style = YamlNode::Style::plain) {
    return yaml_scalar(text, false, style);
  };
  CHECK(scalar("two words") == "two words");
  CHECK(scalar("Does it? it's so, \"so\" [x]") == "Does it? it's so, \"so\" [x]");
  CHECK(scalar("a -> b") == "a -> b");
  CHECK(scalar("-5.5") == "-5.5");
  CHECK(scalar("") == "\"\"");
  CHECK(scalar("a: b") == "\"a: b\"");
  CHECK(scalar("a #b") == "\"a #b\"");
  CHECK(scalar("\"quoted\"") == "'\"quoted\"'");
  CHECK(scalar("it's \"both\": x") == "\"it's \\\"both\\\": x\"");
  CHECK(scalar("- item") == "\"- item\"");
  CHECK(scalar("a\nb") == "\"a\\nb\"");
  CHECK(scalar("\x1B\xE2\x80\xAE") == "\"\\u001B\\u202E\"");
}

TEST_CASE("scalars: inside {} and [] more is quoted") {
  CHECK(yaml_scalar("exactly_one(a, b)", true) == "\"exactly_one(a, b)\"");
  CHECK(yaml_scalar("Does it?", true) == "\"Does it?\"");
  CHECK(yaml_scalar("plain words", true) == "plain words");
}

TEST_CASE("scalars: what could be taken for something else, and quotes of the author") {
  using Style = YamlNode::Style;
  for (const char* text :
       {"yes", "NO", "true", "1987", "-1.5", "1e3", "0x1F", "2025-08-07", "~", "null", ".5", "12:30"}) {
    CAPTURE(text);
    CHECK(yaml_scalar(text, false, Style::plain) == text);
    CHECK(yaml_scalar(text, false, Style::folded) == "\"" + std::string(text) + "\"");
    CHECK(yaml_scalar(text, false, Style::single_quoted) == "\"" + std::string(text) + "\"");
  }
  CHECK(yaml_scalar("word", false, Style::double_quoted) == "word");
  CHECK(yaml_scalar("two words", false, Style::single_quoted) == "\"two words\"");
  CHECK(yaml_scalar("two words", false, Style::folded) == "two words");
}

TEST_CASE("emitted trees read as the same trees, and emitting those gives the same text") {
  const std::uint64_t seed = 4711;
  CAPTURE(seed);
  Random random(seed);
  for (int round = 0; round < 4000; ++round) {
    const YamlNode tree = random_node(random, 4, true);
    if (has_null_in_flow(tree, false)) continue;
    CAPTURE(round);
    const std::string text = emit_yaml(tree);
    CAPTURE(text);
    const auto again = parse(text);
    REQUIRE(again.has_value());
    CHECK(contents(*again) == contents(tree));
    CHECK(emit_yaml(*again) == text);
  }
}

TEST_CASE("long texts are folded at 100 columns and read back as one line") {
  std::string words = "word";
  for (int i = 0; i < 80; ++i) words += i % 7 == 0 ? " - item: no" : " and more";
  for (const auto style : {YamlNode::Style::plain, YamlNode::Style::folded, YamlNode::Style::double_quoted}) {
    YamlNode root;
    root.kind = YamlNode::Kind::mapping;
    YamlNode key;
    key.kind = YamlNode::Kind::scalar;
    key.text = "about";
    YamlNode value = key;
    value.text = words;
    value.style = style;
    root.entries.push_back({key, value});
    const std::string text = emit_yaml(root);
    const SourceText source("f", text);
    for (std::size_t line = 1; source.line_begin(line) < text.size(); ++line) CHECK(source.line(line).size() <= 100);
    const auto again = parse(text);
    REQUIRE(again.has_value());
    CHECK(again->entries.at(0).value.text == words);
  }
}
