#include "detente/report/brief/document.hpp"
#include "detente/report/json_parts.hpp"

namespace detente::brief {

namespace {

using json_parts::Json;

std::string text_of(const Line& line) {
  std::string text;
  for (const Span& span : line) text += span.text;
  return text;
}

std::string_view id_of(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::heading: return "heading";
    case Block::Kind::paragraph: return "paragraph";
    case Block::Kind::list: return "list";
    case Block::Kind::steps: return "steps";
    case Block::Kind::facts: return "facts";
    case Block::Kind::table: return "table";
    case Block::Kind::picture: return "picture";
    case Block::Kind::folded: return "folded";
  }
  return "";
}

Json block_json(const Block& b) {
  Json json{{"kind", id_of(b.kind)}};
  if (!b.anchor.empty()) json["id"] = b.anchor;
  if (!b.line.empty()) json["text"] = text_of(b.line);
  for (const Cell& item : b.items) json["items"].push_back(text_of(item.line));
  for (const Fact& fact : b.facts) json["facts"].push_back({{"label", fact.label}, {"text", text_of(fact.line)}});
  if (b.kind == Block::Kind::table) {
    json["caption"] = b.table.caption;
    json["head"] = b.table.head;
    json["rows"] = Json::array();
    for (const auto& row : b.table.rows) {
      Json cells = Json::array();
      for (const Cell& cell : row) cells.push_back(text_of(cell.line));
      json["rows"].push_back(std::move(cells));
    }
  }
  if (b.kind == Block::Kind::picture) {
    json["title"] = b.picture.title;
    json["description"] = b.picture.description;
  }
  for (const Block& inner : b.inside) json["blocks"].push_back(block_json(inner));
  return json;
}

}  // namespace

std::string to_json(const Brief& brief, const JsonContext& context, Analysis& analysis) {
  Json json = json_parts::frame(context, analysis);
  json["language"] = brief.language;
  json["sections"] = Json::array();
  for (const Section& section : brief.sections) {
    Json blocks = Json::array();
    for (const Block& b : section.blocks) blocks.push_back(block_json(b));
    json["sections"].push_back({{"id", section.anchor}, {"title", section.title}, {"blocks", std::move(blocks)}});
  }
  return json_parts::dump(json);
}

}  // namespace detente::brief
