#include "detente/casefile/yaml_emit.hpp"

#include <algorithm>
#include <optional>

#include "detente/base/text.hpp"
#include "detente/casefile/yaml_fold.hpp"

namespace detente {

namespace {

constexpr std::size_t widest_line = 100;
constexpr std::size_t step = 2;

class Emitter {
 public:
  explicit Emitter(const YamlNoteBook& notes) : notes_(notes) {}

  std::string document(const YamlNode& root) {
    block_mapping(root, 0, false);
    return std::move(out_);
  }

 private:
  [[nodiscard]] const YamlNotes* notes_of(const YamlNode& node) const {
    const auto found = notes_.find(&node);
    return found == notes_.end() ? nullptr : &found->second;
  }

  [[nodiscard]] std::string behind(const YamlNode& node) const {
    const YamlNotes* notes = notes_of(node);
    return notes == nullptr ? std::string() : notes->behind;
  }

  void pad(std::size_t indent) { out_.append(indent, ' '); }

  void end_line(const std::string& comment) {
    if (!comment.empty()) out_ += "  " + comment;
    out_ += '\n';
  }

  /// Column of what is written next, from 0.
  [[nodiscard]] std::size_t column() const {
    const std::size_t line = out_.rfind('\n');
    return code_points(std::string_view(out_).substr(line == std::string::npos ? 0 : line + 1));
  }

  /// Never two empty lines in a row, none at the beginning of the text or of a block.
  void empty_line() {
    if (!out_.empty() && !out_.ends_with("\n\n") && !block_begins_) out_ += '\n';
  }

  void lines(const std::vector<std::string>& comments, std::size_t indent) {
    for (const std::string& comment : comments) {
      if (comment.empty()) {
        empty_line();
        continue;
      }
      pad(indent);
      out_ += comment + '\n';
      block_begins_ = false;
    }
  }

  void lines_before(const YamlNode& node, std::size_t indent) {
    if (const YamlNotes* notes = notes_of(node)) lines(notes->before, indent);
  }

  void closing_lines(const YamlNode& node, std::size_t indent) {
    if (const YamlNotes* notes = notes_of(node)) lines(notes->closing, indent);
  }

  /// Whether comments stand inside the node, so that it cannot be written on one line.
  [[nodiscard]] bool holds_comments(const YamlNode& node) const {
    if (notes_.empty()) return false;
    const auto commented = [&](const YamlNode& part) {
      const YamlNotes* notes = notes_of(part);
      if (notes == nullptr) return false;
      const bool before = std::ranges::any_of(notes->before, [](const std::string& line) { return !line.empty(); });
      return before || !notes->behind.empty();
    };
    if (const YamlNotes* notes = notes_of(node); notes != nullptr && !notes->closing.empty()) return true;
    const bool items =
        std::ranges::any_of(node.items, [&](const YamlNode& item) { return commented(item) || holds_comments(item); });
    return items || std::ranges::any_of(node.entries, [&](const YamlEntry& entry) {
             return commented(entry.key) || holds_comments(entry.value);
           });
  }

  /// Appends the node in its form for {} and []; false once it takes more bytes than any line.
  static bool flow_text(const YamlNode& node, std::string& out) {
    constexpr std::size_t most_bytes = 4 * widest_line;
    switch (node.kind) {
      case YamlNode::Kind::null: break;
      case YamlNode::Kind::scalar: out += yaml_scalar(node.text, true, node.style); break;
      case YamlNode::Kind::sequence:
        out += '[';
        for (const YamlNode& item : node.items) {
          if (&item != &node.items.front()) out += ", ";
          if (item.is_null() || !flow_text(item, out)) return false;
        }
        out += ']';
        break;
      case YamlNode::Kind::mapping:
        out += '{';
        for (const YamlEntry& entry : node.entries) {
          if (&entry != &node.entries.front()) out += ", ";
          if (!flow_text(entry.key, out)) return false;
          if (entry.value.is_null()) continue;
          out += ": ";
          if (!flow_text(entry.value, out)) return false;
        }
        out += '}';
        break;
    }
    return out.size() <= most_bytes;
  }

  /// The node on one line in {} or [], if it was written so, or is empty, and fits behind `column`.
  [[nodiscard]] std::optional<std::string> one_line(const YamlNode& node, std::size_t at) const {
    const bool empty = node.items.empty() && node.entries.empty();
    if (!empty && (!node.flow || holds_comments(node))) return std::nullopt;
    std::string text;
    if (!flow_text(node, text) || (!empty && at + code_points(text) > widest_line)) return std::nullopt;
    return text;
  }

  [[nodiscard]] bool is_collection(const YamlNode& node) const { return node.is_sequence() || node.is_mapping(); }

  void block_mapping(const YamlNode& node, std::size_t indent, bool inline_first) {
    const bool root = indent == 0 && out_.empty();
    bool section_above = false;
    bool inlined = inline_first;
    for (const YamlEntry& entry : node.entries) {
      const std::string key = yaml_scalar(entry.key.text, false, entry.key.style) + ":";
      const std::size_t at = indent + code_points(key) + 1;
      const bool section = root && is_collection(entry.value) && !one_line(entry.value, at);
      if (section || section_above) empty_line();
      section_above = section;
      if (!inlined) {
        lines_before(entry.key, indent);
        pad(indent);
      }
      inlined = false;
      block_begins_ = false;
      out_ += key;
      value(entry.value, indent, behind(entry.key));
    }
    closing_lines(node, indent);
  }

  void block_sequence(const YamlNode& node, std::size_t indent, bool inline_first) {
    bool inlined = inline_first;
    for (const YamlNode& item : node.items) {
      const bool block = is_collection(item) && !one_line(item, indent + step);
      if (!inlined) {
        lines_before(item, indent);
        if (block) lines_hoisted(item, indent);
        pad(indent);
      }
      inlined = false;
      block_begins_ = false;
      out_ += '-';
      if (!block) {
        value(item, indent, behind(item));
        continue;
      }
      out_ += ' ';
      if (item.is_mapping()) {
        block_mapping(item, indent + step, true);
      } else {
        block_sequence(item, indent + step, true);
      }
    }
    closing_lines(node, indent);
  }

  /// Where a block begins on the line of `-`, what belongs before its first entry has to stand above the line.
  void lines_hoisted(const YamlNode& item, std::size_t indent) {
    if (const std::string comment = behind(item); !comment.empty()) lines({comment}, indent);
    const YamlNode& first = item.is_mapping() ? item.entries.front().key : item.items.front();
    lines_before(first, indent);
    if (item.is_sequence() && is_collection(first) && !one_line(first, indent + 2 * step)) lines_hoisted(first, indent);
  }

  /// What stands behind `key:` or `-`, to the end of its last line.
  void value(const YamlNode& node, std::size_t indent, const std::string& comment) {
    if (node.is_null()) return end_line(comment);
    if (node.is_scalar()) return scalar(node, indent, comment);
    if (const auto text = one_line(node, column() + 1)) {
      out_ += ' ' + *text;
      return end_line(comment);
    }
    end_line(comment);
    block_begins_ = true;
    if (node.is_mapping()) {
      block_mapping(node, indent + step, false);
    } else {
      block_sequence(node, indent + step, false);
    }
    block_begins_ = false;
  }

  void scalar(const YamlNode& node, std::size_t indent, const std::string& comment) {
    const std::string text = yaml_scalar(node.text, false, node.style);
    const std::size_t at = column() + 1;
    const bool several_lines = node.text.find('\n') != std::string::npos;
    const bool too_long = at + code_points(text) > widest_line;
    if (node.style == YamlNode::Style::folded && (several_lines || too_long) && can_be_folded(node.text)) {
      return block_scalar(node.text, '>', indent, comment);
    }
    if (several_lines && can_be_block(node.text)) return block_scalar(node.text, '|', indent, comment);
    const std::size_t continued = indent + 2 * step;
    const bool plain = text.front() != '"' && text.front() != '\'';
    if (at >= widest_line || !too_long) {
      out_ += ' ' + text;
      return end_line(comment);
    }
    bool first = true;
    for (const std::string_view piece :
         fold(text, widest_line - at, widest_line - std::min(continued, widest_line / 2), plain)) {
      if (first) {
        out_ += ' ';
      } else {
        out_ += '\n';
        pad(continued);
      }
      out_ += piece;
      first = false;
    }
    end_line(comment);
  }

  void block_scalar(std::string_view text, char style, std::size_t indent, const std::string& comment) {
    out_ += ' ';
    out_ += style;
    if (!text.ends_with('\n')) out_ += '-';
    end_line(comment);
    const std::size_t inner = indent + step;
    bool text_above = false;
    for (const std::string_view line : lines_of(text)) {
      // Below `>` one line break is a space, so a line break of the text takes an empty line more.
      if (style == '>' && text_above && !line.empty()) out_ += '\n';
      if (line.empty()) out_ += '\n';
      text_above = text_above || !line.empty();
      if (line.empty()) continue;
      const std::size_t width = widest_line - std::min(inner, widest_line / 2);
      const auto pieces = style == '>' ? fold(line, width, width, false) : std::vector<std::string_view>{line};
      for (const std::string_view piece : pieces) {
        pad(inner);
        out_ += piece;
        out_ += '\n';
      }
    }
  }

  const YamlNoteBook& notes_;
  std::string out_{};
  bool block_begins_ = false;
};

}  // namespace

std::string emit_yaml(const YamlNode& root, const YamlNoteBook& notes) { return Emitter(notes).document(root); }

}  // namespace detente
