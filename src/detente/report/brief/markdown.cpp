#include "detente/report/brief/document.hpp"

namespace detente::brief {

namespace {

/// Plain text, with what Markdown would take for markup made harmless.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]>|#~").find(c) != std::string_view::npos) out += '\\';
    if (c == '<') out += "&lt;";
    else if (c == '&') out += "&amp;";
    else out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string line(const Line& spans) {
  std::string out;
  for (const Span& span : spans) {
    switch (span.kind) {
      case Span::Kind::text:
      case Span::Kind::link: out += plain(span.text); break;
      case Span::Kind::strong: out += "**" + plain(span.text) + "**"; break;
      case Span::Kind::code: out += span.text.find('`') == std::string::npos ? "`" + span.text + "`" : plain(span.text);
    }
  }
  return out;
}

void write(std::string& out, const Block& b) {
  switch (b.kind) {
    case Block::Kind::heading: out += "### " + line(b.line) + "\n\n"; break;
    case Block::Kind::paragraph: out += line(b.line) + "\n\n"; break;
    case Block::Kind::list:
      for (const Cell& item : b.items) out += "* " + line(item.line) + "\n";
      out += "\n";
      break;
    case Block::Kind::steps:
      for (std::size_t k = 0; k < b.items.size(); ++k)
        out += std::to_string(k + 1) + ". " + line(b.items[k].line) + "\n";
      out += "\n";
      break;
    case Block::Kind::facts:
      for (const Fact& fact : b.facts) out += "**" + plain(fact.label) + "** " + line(fact.line) + "\n\n";
      break;
    case Block::Kind::table:
      out += plain(b.table.caption) + "\n\n|";
      for (const std::string& head : b.table.head) out += " " + plain(head) + " |";
      out += "\n|";
      for (std::size_t k = 0; k < b.table.head.size(); ++k) out += "---|";
      for (const auto& row : b.table.rows) {
        out += "\n|";
        for (const Cell& cell : row) out += " " + line(cell.line) + " |";
      }
      out += "\n\n";
      break;
    case Block::Kind::picture: out += plain(b.picture.title) + ": " + plain(b.picture.description) + "\n\n"; break;
    case Block::Kind::folded:
      out += "**" + line(b.line) + "**\n\n";
      for (const Block& inner : b.inside) write(out, inner);
      break;
  }
}

}  // namespace

std::string to_markdown(const Brief& brief) {
  std::string out = "# " + plain(brief.title) + "\n\n" + plain(brief.subtitle) + "\n\n";
  for (const Section& section : brief.sections) {
    out += "## " + plain(section.title) + "\n\n";
    for (const Block& b : section.blocks) write(out, b);
  }
  out += line(brief.footer) + "\n";
  return out;
}

}  // namespace detente::brief
