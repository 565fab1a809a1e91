#include <set>

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

class MarkdownPage {
 public:
  explicit MarkdownPage(const Brief& brief) : brief_(brief) {
    for (const Section& section : brief.sections) note_targets(section.blocks);
    note_targets(brief.footer);
  }

  std::string text() {
    out_ = "# " + plain(brief_.title) + "\n\n" + plain(brief_.subtitle) + "\n\n";
    for (const Section& section : brief_.sections) {
      out_ += anchor(section.anchor, "\n\n") + "## " + plain(section.title) + "\n\n";
      for (const Block& b : section.blocks) write(b);
    }
    out_ += line(brief_.footer) + "\n";
    return std::move(out_);
  }

 private:
  void note_targets(const Line& spans) {
    for (const Span& span : spans) {
      if (span.kind == Span::Kind::link) targets_.insert(span.target);
    }
  }
  void note_targets(const std::vector<Block>& blocks) {
    for (const Block& b : blocks) {
      note_targets(b.line);
      for (const Cell& item : b.items) note_targets(item.line);
      for (const Fact& fact : b.facts) note_targets(fact.line);
      for (const auto& row : b.table.rows) {
        for (const Cell& cell : row) note_targets(cell.line);
      }
      note_targets(b.inside);
    }
  }

  /// Markdown has no anchors of its own, but lets those of HTML through.
  [[nodiscard]] std::string anchor(const std::string& id, std::string_view behind = "") const {
    return targets_.contains(id) ? "<a id=\"" + id + "\"></a>" + std::string(behind) : "";
  }

  static std::string line(const Line& spans) {
    std::string out;
    for (const Span& span : spans) {
      switch (span.kind) {
        case Span::Kind::text: out += plain(span.text); break;
        case Span::Kind::link: out += "[" + plain(span.text) + "](#" + span.target + ")"; break;
        case Span::Kind::strong: out += "**" + plain(span.text) + "**"; break;
        case Span::Kind::code:
          out += span.text.find('`') == std::string::npos ? "`" + span.text + "`" : plain(span.text);
      }
    }
    return out;
  }

  void table(const Table& t) {
    out_ += "|";
    for (const std::string& head : t.head) out_ += " " + plain(head) + " |";
    out_ += "\n|";
    for (std::size_t k = 0; k < t.head.size(); ++k) out_ += "---|";
    for (const auto& row : t.rows) {
      out_ += "\n|";
      for (const Cell& cell : row) out_ += " " + anchor(cell.anchor) + line(cell.line) + " |";
    }
    out_ += "\n\n";
  }

  void write(const Block& b) {
    switch (b.kind) {
      case Block::Kind::heading: out_ += anchor(b.anchor, "\n\n") + "### " + line(b.line) + "\n\n"; break;
      case Block::Kind::paragraph: out_ += anchor(b.anchor) + line(b.line) + "\n\n"; break;
      case Block::Kind::list:
        for (const Cell& item : b.items) out_ += "* " + anchor(item.anchor) + line(item.line) + "\n";
        out_ += "\n";
        break;
      case Block::Kind::steps:
        for (std::size_t k = 0; k < b.items.size(); ++k)
          out_ += std::to_string(k + 1) + ". " + anchor(b.items[k].anchor) + line(b.items[k].line) + "\n";
        out_ += "\n";
        break;
      case Block::Kind::facts:
        for (const Fact& fact : b.facts) out_ += "**" + plain(fact.label) + "** " + line(fact.line) + "\n\n";
        break;
      case Block::Kind::table:
        if (!repeats_fold(b)) out_ += plain(b.table.caption) + "\n\n";
        table(b.table);
        break;
      case Block::Kind::picture: out_ += plain(b.picture.title) + ": " + plain(b.picture.description) + "\n\n"; break;
      case Block::Kind::folded: {
        const std::string title = line(b.line);
        out_ += anchor(b.anchor) + "**" + title + "**\n\n";
        fold_ = title;
        for (const Block& inner : b.inside) write(inner);
        fold_.clear();
        break;
      }
    }
  }

  /// The caption of a table that says no more than the title it is folded under.
  [[nodiscard]] bool repeats_fold(const Block& b) const { return plain(b.table.caption) == fold_; }

  const Brief& brief_;
  std::set<std::string> targets_;
  std::string fold_;
  std::string out_;
};

}  // namespace

std::string to_markdown(const Brief& brief) { return MarkdownPage(brief).text(); }

}  // namespace detente::brief
