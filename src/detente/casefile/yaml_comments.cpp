// libyaml drops comments, but once the scalars are known every other `#` begins one: nothing else in the language can
// hold that character.

#include "detente/casefile/yaml_tree.hpp"

namespace detente {

namespace {

/// The byte behind the line break at `at`, or `at` where there is none. YAML 1.1, which libyaml reads, also knows
/// U+0085, U+2028 and U+2029.
std::size_t behind_break(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with('\n') || rest.starts_with('\r')) return at + 1;
  if (rest.starts_with("\xC2\x85")) return at + 2;
  if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) return at + 3;
  return at;
}

class CommentFinder {
 public:
  explicit CommentFinder(std::string_view text) : text_(text), at_(text.starts_with("\xEF\xBB\xBF") ? 3 : 0) {}

  std::vector<YamlComment> find(const YamlNode& root) {
    walk(root);
    search(text_.size());
    return std::move(comments_);
  }

 private:
  void walk(const YamlNode& node) {
    if (node.is_scalar()) skip(node);
    for (const YamlNode& item : node.items) walk(item);
    for (const YamlEntry& entry : node.entries) {
      walk(entry.key);
      walk(entry.value);
    }
  }

  void skip(const YamlNode& scalar) {
    search(scalar.span.begin);
    std::size_t content = scalar.span.begin;
    if (scalar.style == YamlNode::Style::literal || scalar.style == YamlNode::Style::folded) {
      // A comment may stand on the line of `|` or `>`.
      while (content < scalar.span.end && behind_break(text_, content) == content) ++content;
      search(content);
    }
    at_ = std::max(at_, scalar.span.end);
    only_white_ = false;
  }

  /// Looks for comments from where the search stopped up to `end`.
  void search(std::size_t end) {
    while (at_ < end) {
      if (text_[at_] == '#') {
        const std::size_t begin = at_;
        while (at_ < text_.size() && behind_break(text_, at_) == at_) ++at_;
        comments_.push_back({.span = {begin, at_}, .own_line = only_white_});
        continue;
      }
      const std::size_t next = behind_break(text_, at_);
      if (next != at_) {
        only_white_ = true;
        at_ = next;
        continue;
      }
      if (text_[at_] != ' ' && text_[at_] != '\t') only_white_ = false;
      ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_;
  bool only_white_ = true;
  std::vector<YamlComment> comments_;
};

}  // namespace

std::vector<YamlComment> find_comments(const SourceText& source, const YamlNode& root) {
  return CommentFinder(source.text()).find(root);
}

}  // namespace detente
