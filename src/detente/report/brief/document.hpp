#pragma once
/// A brief as a tree of sections, before it becomes HTML, Markdown or JSON. Texts are plain; whoever writes a format
/// escapes them.

#include <string>
#include <utility>
#include <vector>

#include "detente/report/json.hpp"

namespace detente::brief {

/// A run of text of one kind.
struct Span {
  enum class Kind { text, strong, code, link };
  Kind kind = Kind::text;
  std::string text;
  std::string target{};  ///< of a link: the anchor of a block or section of the brief

  Span(std::string plain) : text(std::move(plain)) {}  // NOLINT(google-explicit-constructor)
  Span(const char* plain) : text(plain) {}             // NOLINT(google-explicit-constructor)
  Span(Kind k, std::string t, std::string to = {}) : kind(k), text(std::move(t)), target(std::move(to)) {}
};

using Line = std::vector<Span>;

struct Cell {
  Line line;
  std::string anchor{};
};

struct Table {
  std::string caption;
  std::vector<std::string> head;
  std::vector<std::vector<Cell>> rows{};
};

/// What is asked, and the answer.
struct Fact {
  std::string label;
  Line line;
};

/// A picture with what a reader who does not see it must know.
struct Picture {
  std::string svg;  ///< trusted: made by this program, with all texts escaped
  std::string title;
  std::string description;
};

struct Block {
  enum class Kind {
    heading,    ///< `line`
    paragraph,  ///< `line`
    list,       ///< `items`
    steps,      ///< `items`, numbered
    facts,      ///< `facts`
    table,
    picture,
    folded,  ///< `line`, and `inside` on demand
  };
  Kind kind = Kind::paragraph;
  Line line{};
  std::vector<Cell> items{};
  std::vector<Fact> facts{};
  Table table{};
  Picture picture{};
  std::vector<Block> inside{};
  std::string anchor{};
};

struct Section {
  std::string anchor;
  std::string title;
  std::vector<Block> blocks{};
};

struct Brief {
  std::string language = "en";
  std::string title;
  std::string subtitle;
  std::string contents;  ///< the heading of the list of sections
  std::vector<Section> sections{};
  Line footer{};
};

[[nodiscard]] inline Block heading(Line line, std::string anchor = {}) {
  return {.kind = Block::Kind::heading, .line = std::move(line), .anchor = std::move(anchor)};
}
[[nodiscard]] inline Block paragraph(Line line) { return {.kind = Block::Kind::paragraph, .line = std::move(line)}; }
[[nodiscard]] inline Block list(std::vector<Cell> items) {
  return {.kind = Block::Kind::list, .items = std::move(items)};
}
[[nodiscard]] inline Block steps(std::vector<Cell> items) {
  return {.kind = Block::Kind::steps, .items = std::move(items)};
}
[[nodiscard]] inline Block facts_block(std::vector<Fact> facts) {
  return {.kind = Block::Kind::facts, .facts = std::move(facts)};
}
[[nodiscard]] inline Block table_block(Table table) { return {.kind = Block::Kind::table, .table = std::move(table)}; }
[[nodiscard]] inline Block picture_block(Picture picture) {
  return {.kind = Block::Kind::picture, .picture = std::move(picture)};
}
[[nodiscard]] inline Block folded(Line line, std::vector<Block> inside) {
  return {.kind = Block::Kind::folded, .line = std::move(line), .inside = std::move(inside)};
}

/// One self-contained page: no network, prints well, readable without scripts.
[[nodiscard]] std::string to_html(const Brief& brief);
[[nodiscard]] std::string to_markdown(const Brief& brief);
/// The frame of every JSON answer, and `sections`: [{id, title, blocks: [{kind, text, items, table, ...}]}].
[[nodiscard]] std::string to_json(const Brief& brief, const JsonContext& context, Analysis& analysis);

}  // namespace detente::brief
