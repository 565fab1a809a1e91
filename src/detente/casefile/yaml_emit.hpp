#pragma once
/// Writes a tree as YAML in the one layout that `write_case` and `format_case` share: two spaces of indentation, lines
/// of up to 100 columns, quotes only where they are needed, and what was written in {} and [] kept so where it fits.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "detente/casefile/yaml_tree.hpp"

namespace detente {

/// Comments that belong to a key of a mapping, to an item of a sequence, or to the end of a collection.
struct YamlNotes {
  std::vector<std::string> before{};   ///< lines above, each a comment with its `#`, or empty for an empty line
  std::string behind{};                ///< a comment on the same line
  std::vector<std::string> closing{};  ///< of a collection: lines below its last entry
};

/// By the address of the key, item or collection in the tree.
using YamlNoteBook = std::unordered_map<const YamlNode*, YamlNotes>;

/// The text of a whole document. Reading it gives the same kinds, texts and order of nodes. Precondition: the root is a
/// mapping, and no key takes more than 1000 characters. Cost: linear in the text.
[[nodiscard]] std::string emit_yaml(const YamlNode& root, const YamlNoteBook& notes = {});

/// A text as a scalar on one line, inside {} or [] (`flow`) or not. Plain where YAML reads it back as this text,
/// otherwise in quotes. A style other than plain also quotes what some readers would take for a number or a truth
/// value, and a quoted style keeps the quotes of texts with spaces.
[[nodiscard]] std::string yaml_scalar(std::string_view text, bool flow, YamlNode::Style style = YamlNode::Style::plain);

/// Whether the text holds characters, line breaks aside, that can stand in a scalar only as an escape.
[[nodiscard]] bool needs_yaml_escapes(std::string_view text);

}  // namespace detente
