#include "detente/casefile/format_notes.hpp"

#include <algorithm>
#include <limits>

namespace detente {

namespace {

/// Lines of a text by offset, from 0. (SourceText::position also counts the columns, which costs the line's length.)
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') begins_.push_back(i + 1);
    }
  }

  [[nodiscard]] std::size_t line(std::size_t offset) const {
    return static_cast<std::size_t>(std::ranges::upper_bound(begins_, offset) - begins_.begin()) - 1;
  }
  [[nodiscard]] std::size_t column(std::size_t offset) const { return offset - begins_[line(offset)]; }
  [[nodiscard]] std::size_t next_begin(std::size_t offset) const {
    const std::size_t next = line(offset) + 1;
    return next < begins_.size() ? begins_[next] : text_.size();
  }
  [[nodiscard]] bool below_empty_line(std::size_t offset) const {
    const std::size_t here = line(offset);
    if (here == 0) return false;
    const std::string_view above = text_.substr(begins_[here - 1], begins_[here] - begins_[here - 1]);
    return above.find_first_not_of(" \t\r\n") == std::string_view::npos;
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> begins_{0};
};

/// Walks the tree in the order of the file and hands out the comments on the way.
class Attacher {
 public:
  Attacher(std::string_view text, const YamlNode& root, std::vector<YamlComment> comments)
      : text_(text), lines_(text), root_(root), comments_(std::move(comments)) {}

  YamlNoteBook attach() {
    collection(root_, root_);
    hand_out(text_.size() + 1, [&](const YamlComment& comment) {
      const YamlNode* block = ended_block(comment, 0);
      add_line(notes_[block == nullptr ? &root_ : block].closing, comment);
    });
    return std::move(notes_);
  }

 private:
  /// A block whose last entry is above. Comments below it may belong to its end.
  struct Closed {
    const YamlNode* node;
    std::size_t column;
  };
  /// The key or item that ended last, on a line on which a comment may stand behind it.
  struct Ended {
    const YamlNode* owner;
    std::size_t line;
  };

  static constexpr std::size_t no_column = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] std::string text(const YamlComment& comment) const {
    std::string text(text_.substr(comment.span.begin, comment.span.end - comment.span.begin));
    text.erase(text.find_last_not_of(" \t") + 1);
    return text;
  }

  void add_line(std::vector<std::string>& lines, const YamlComment& comment) const {
    if (comment.own_line && lines_.below_empty_line(comment.span.begin)) lines.emplace_back();
    lines.push_back(text(comment));
  }

  /// A line holds only one comment behind its text, so of two the first moves above.
  void put_behind(const YamlNode& owner, const YamlComment& comment) {
    YamlNotes& notes = notes_[&owner];
    if (!notes.behind.empty()) notes.before.push_back(std::move(notes.behind));
    notes.behind = text(comment);
  }

  /// Takes the comments before `offset`: one on the line of what has just ended belongs behind it; the others go to
  /// `other`.
  template <class Other>
  void hand_out(std::size_t offset, const Other& other) {
    for (; next_ < comments_.size() && comments_[next_].span.begin < offset; ++next_) {
      const YamlComment& comment = comments_[next_];
      const bool behind =
          !comment.own_line && ended_.owner != nullptr && ended_.line == lines_.line(comment.span.begin);
      if (behind) {
        put_behind(*ended_.owner, comment);
      } else {
        other(comment);
      }
    }
    closed_.clear();
    deepest_ = no_column;
  }

  /// The block above to whose end a comment belongs, which must be indented by at least `least` for that; nullptr where
  /// it belongs to what follows. Comments keep their order, so none goes into a deeper block than the one before it.
  const YamlNode* ended_block(const YamlComment& comment, std::size_t least) {
    const std::size_t own = comment.own_line ? lines_.column(comment.span.begin) : 0;
    const std::size_t at = std::min(own, deepest_);
    const Closed* best = nullptr;
    for (const Closed& closed : closed_) {
      if (at >= least && closed.column <= at && (best == nullptr || closed.column > best->column)) best = &closed;
    }
    deepest_ = best == nullptr ? 0 : best->column;
    return best == nullptr ? nullptr : best->node;
  }

  /// What stands above an entry of `parent`: comments, and an empty line.
  void above(const YamlNode& owner, const YamlNode& parent, bool first) {
    const std::size_t least = parent.flow ? no_column : lines_.column(parent.span.begin) + 1;
    hand_out(owner.span.begin, [&](const YamlComment& comment) {
      const YamlNode* block = ended_block(comment, least);
      add_line(block == nullptr ? notes_[&owner].before : notes_[block].closing, comment);
    });
    if (parent.flow || !lines_.below_empty_line(owner.span.begin)) return;
    const auto notes = notes_.find(&owner);
    const bool commented = notes != notes_.end() && !notes->second.before.empty();
    if (!first || commented) notes_[&owner].before.emplace_back();
  }

  void collection(const YamlNode& node, const YamlNode& owner) {
    for (const YamlNode& item : node.items) {
      above(item, node, &item == &node.items.front());
      value(item, item);
    }
    for (const YamlEntry& entry : node.entries) {
      above(entry.key, node, &entry == &node.entries.front());
      between(entry);
      value(entry.value, entry.key);
    }
    if (!node.flow) {
      closed_.push_back({&node, lines_.column(node.span.begin)});
      return;
    }
    const bool empty = node.items.empty() && node.entries.empty();
    hand_out(node.span.end, [&](const YamlComment& comment) {
      add_line(empty ? notes_[&owner].before : notes_[&node].closing, comment);
    });
  }

  /// Comments between a key and its value. Those below the key's line and before a block belong to its first entry.
  void between(const YamlEntry& entry) {
    const YamlNode& value = entry.value;
    ended_ = {&entry.key, lines_.line(entry.key.span.end)};
    const bool block = (value.is_sequence() || value.is_mapping()) && !value.flow;
    const std::size_t until =
        block ? std::min(value.span.begin, lines_.next_begin(entry.key.span.end)) : value.span.begin;
    hand_out(until, [&](const YamlComment& comment) { add_line(notes_[&entry.key].before, comment); });
  }

  /// The value of a key, or an item; notes go to `owner`, the key or the item itself.
  void value(const YamlNode& node, const YamlNode& owner) {
    if (node.is_sequence() || node.is_mapping()) {
      collection(node, owner);
      if (!node.flow) return;
    } else {
      // Inside a scalar only on the line of `|` or `>`.
      hand_out(node.span.end, [&](const YamlComment& comment) { put_behind(owner, comment); });
    }
    ended_ = {&owner, lines_.line(node.span.end)};
  }

  std::string_view text_;
  Lines lines_;
  const YamlNode& root_;
  std::vector<YamlComment> comments_;
  std::size_t next_ = 0;
  Ended ended_{nullptr, 0};
  std::vector<Closed> closed_;
  std::size_t deepest_ = no_column;
  YamlNoteBook notes_;
};

}  // namespace

YamlNoteBook attach_comments(const SourceText& source, const YamlNode& root) {
  return Attacher(source.text(), root, find_comments(source, root)).attach();
}

}  // namespace detente
