#include "detente/casefile/format.hpp"

#include <algorithm>

#include "detente/casefile/format_notes.hpp"
#include "detente/casefile/read.hpp"
#include "detente/casefile/write.hpp"
#include "detente/casefile/yaml_emit.hpp"
#include "detente/casefile/yaml_tree.hpp"

namespace detente {

namespace {

/// Whether two trees hold the same texts in the same order, however they are written.
bool same_tree(const YamlNode& a, const YamlNode& b) {
  const auto same_entry = [](const YamlEntry& x, const YamlEntry& y) {
    return same_tree(x.key, y.key) && same_tree(x.value, y.value);
  };
  return a.kind == b.kind && a.text == b.text && std::ranges::equal(a.items, b.items, same_tree) &&
         std::ranges::equal(a.entries, b.entries, same_entry);
}

/// The texts of all comments, sorted: some change places when what they stand beside is laid out anew.
std::vector<std::string> comment_texts(const SourceText& source, const YamlNode& root) {
  std::vector<std::string> texts;
  for (const YamlComment& comment : find_comments(source, root)) {
    std::string text(source.text().substr(comment.span.begin, comment.span.end - comment.span.begin));
    text.erase(text.find_last_not_of(" \t") + 1);
    texts.push_back(std::move(text));
  }
  std::ranges::sort(texts);
  return texts;
}

/// Whether nothing was lost between the two texts.
bool same_content(const SourceText& before, const YamlNode& root, const Case& document, const SourceText& after) {
  ReadResult read = read_case(after);
  if (!read.document || !same_case(*read.document, document)) return false;
  Diagnostics ignored;
  const auto formatted = parse_yaml(after, ignored);
  return formatted && same_tree(root, *formatted) && comment_texts(before, root) == comment_texts(after, *formatted);
}

}  // namespace

FormatResult format_case(const SourceText& source) {
  ReadResult read = read_case(source);
  FormatResult result{.text = std::nullopt, .diagnostics = std::move(read.diagnostics)};
  if (!read.document) return result;
  Diagnostics ignored;
  const auto root = parse_yaml(source, ignored);
  if (!root) return result;
  std::string text = emit_yaml(*root, attach_comments(source, *root));
  if (text.size() > largest_file) {
    result.diagnostics.push_back(Diagnostic{
        .code = "cannot-format",
        .message = "in the common layout the file would be larger than a case may be, so it is left as it is",
        .hint = "split the case into several"});
  } else if (!same_content(source, *root, *read.document, SourceText(source.name(), text))) {
    result.diagnostics.push_back(
        Diagnostic{.code = "cannot-format",
                   .message = "the file cannot be laid out anew without losing something, so it is left as it is",
                   .hint = "this is a fault of the program; please report it together with the file"});
  } else {
    result.text = std::move(text);
  }
  return result;
}

}  // namespace detente
