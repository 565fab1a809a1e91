#pragma once
/// Makes nodes of a tree that is to be written. Internal to this room.

#include <string>
#include <utility>

#include "detente/casefile/yaml_tree.hpp"

namespace detente::building {

/// A name, a value, a formula, a date, a number: what stands plain wherever YAML allows it.
[[nodiscard]] inline YamlNode word(std::string text) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.text = std::move(text);
  return node;
}

/// Prose: quoted where a reader could take it for something else.
[[nodiscard]] inline YamlNode prose(std::string text) {
  YamlNode node = word(std::move(text));
  node.style = YamlNode::Style::folded;
  return node;
}

/// An empty mapping or sequence; `flow` writes it in {} or [] where it fits.
[[nodiscard]] inline YamlNode mapping(bool flow) {
  YamlNode node;
  node.kind = YamlNode::Kind::mapping;
  node.flow = flow;
  return node;
}

[[nodiscard]] inline YamlNode sequence(bool flow) {
  YamlNode node = mapping(flow);
  node.kind = YamlNode::Kind::sequence;
  return node;
}

inline void put(YamlNode& map, std::string key, YamlNode value) {
  map.entries.push_back({word(std::move(key)), std::move(value)});
}

inline void put_prose(YamlNode& map, std::string key, const std::string& text) {
  if (!text.empty()) put(map, std::move(key), prose(text));
}

}  // namespace detente::building
