#include "detente/exchange/json_reader.hpp"

#include <fmt/format.h>

#include "detente/base/text.hpp"

namespace detente {

void JsonReader::error(std::string code, Span span, std::string_view message, std::string hint) {
  ++errors_;
  if (errors_ > most_errors) return;
  diagnostics_.push_back({.code = std::move(code),
                          .message = printable(fmt::format("{}: {}", json_place(root_, span), message)),
                          .span = span,
                          .hint = printable(hint)});
}

void JsonReader::warning(std::string code, std::optional<Span> span, std::string message, std::string hint) {
  diagnostics_.push_back({.severity = Severity::warning,
                          .code = std::move(code),
                          .message = printable(message),
                          .span = span,
                          .hint = printable(hint)});
}

void JsonReader::wrong_kind(const JsonNode& node, std::string_view expected) {
  error("wrong-type", node.span, fmt::format("{} should stand here, but this is {}", expected, kind_text(node)));
}

const JsonNode* JsonReader::require(const JsonNode& object, std::string_view key) {
  const JsonNode* value = object.find(key);
  if (!value) {
    error("missing-key", {object.span.begin, object.span.begin + 1}, fmt::format("the key '{}' is missing", key));
  }
  return value;
}

const std::vector<JsonNode>& JsonReader::list(const JsonNode& node) {
  if (node.kind != JsonNode::Kind::list) wrong_kind(node, "a list");
  return node.items;  // empty for anything else
}

std::optional<std::string> JsonReader::text(const JsonNode& node) {
  if (node.kind == JsonNode::Kind::text) return node.text;
  wrong_kind(node, "a text");
  return std::nullopt;
}

std::optional<bool> JsonReader::truth(const JsonNode& node) {
  if (node.kind == JsonNode::Kind::boolean) return node.truth;
  wrong_kind(node, "true or false");
  return std::nullopt;
}

bool JsonReader::is_object(const JsonNode& node) {
  if (node.kind == JsonNode::Kind::object) return true;
  wrong_kind(node, "an object");
  return false;
}

std::optional<std::size_t> JsonReader::number(const JsonNode& node, std::size_t least, std::size_t end,
                                              std::string_view what) {
  if (node.kind == JsonNode::Kind::integer && node.integer >= 0) {
    const auto value = static_cast<std::uint64_t>(node.integer);
    if (value >= least && value < end) return value;
  }
  if (node.kind != JsonNode::Kind::integer && node.kind != JsonNode::Kind::number) {
    wrong_kind(node, what);
  } else if (end <= least) {
    error("bad-number", node.span, fmt::format("this is not {}: there is none", what));
  } else {
    error("bad-number", node.span, fmt::format("this is not {}", what),
          fmt::format("they go from {} to {}", least, end - 1));
  }
  return std::nullopt;
}

}  // namespace detente
