#pragma once
/// Finds out to which part of a tree each comment belongs. Internal to this room.

#include "detente/base/diagnostic.hpp"
#include "detente/casefile/yaml_emit.hpp"
#include "detente/casefile/yaml_tree.hpp"

namespace detente {

/// Notes for all comments of the text that `root` was parsed from, and for its empty lines. A comment behind something
/// stays behind it; one on a line of its own belongs to what follows, or, if it is indented more than that, to the end
/// of the block that has ended above it. Cost: linear in the text.
[[nodiscard]] YamlNoteBook attach_comments(const SourceText& source, const YamlNode& root);

}  // namespace detente
