#pragma once
/// Takes what a format expects from a JSON tree, and reports everything else with its place. Internal to this room.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/exchange/json_tree.hpp"

namespace detente {

class JsonReader {
 public:
  JsonReader(const JsonNode& root, Diagnostics& diagnostics) : root_(root), diagnostics_(diagnostics) {}

  /// People read the first of many errors.
  static constexpr std::size_t most_errors = 100;

  /// Errors say where in the tree they are, besides the line and column.
  void error(std::string code, Span span, std::string_view message, std::string hint = {});
  void warning(std::string code, std::optional<Span> span, std::string message, std::string hint = {});
  [[nodiscard]] bool failed() const { return errors_ > 0; }
  [[nodiscard]] bool full() const { return errors_ >= most_errors; }

  /// The value of a key; reports where it is absent.
  [[nodiscard]] const JsonNode* require(const JsonNode& object, std::string_view key);
  /// The items of a list, or the text, number or truth value of a node. Anything else is reported: "KIND should stand
  /// here, but this is ...".
  [[nodiscard]] const std::vector<JsonNode>& list(const JsonNode& node);
  [[nodiscard]] std::optional<std::string> text(const JsonNode& node);
  [[nodiscard]] std::optional<bool> truth(const JsonNode& node);
  [[nodiscard]] bool is_object(const JsonNode& node);
  /// A whole number from `least` on, less than `end`; `what` names it in errors: "the number of a state".
  [[nodiscard]] std::optional<std::size_t> number(const JsonNode& node, std::size_t least, std::size_t end,
                                                  std::string_view what);

 private:
  void wrong_kind(const JsonNode& node, std::string_view expected);

  const JsonNode& root_;
  Diagnostics& diagnostics_;
  std::size_t errors_ = 0;
};

}  // namespace detente
