#pragma once
/// JSON text as a tree that knows where everything stands in the file, for formats that are written in JSON.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/base/diagnostic.hpp"

namespace detente {

struct JsonMember;

/// A value of the tree. Which fields mean something depends on `kind`.
struct JsonNode {
  enum class Kind {
    null,
    boolean,  ///< `truth`
    integer,  ///< `integer`
    number,   ///< any other number; its value is not kept
    text,     ///< `text`, valid UTF-8
    list,     ///< `items`
    object,   ///< `members`, in order of the file, each key once
  };

  Kind kind = Kind::null;
  bool truth = false;
  std::int64_t integer = 0;
  std::string text{};
  std::vector<JsonNode> items{};
  std::vector<JsonMember> members;
  Span span{};

  /// The value of a key of an object, or null.
  [[nodiscard]] const JsonNode* find(std::string_view key) const;
};

struct JsonMember {
  std::string key;
  Span key_span{};
  JsonNode value;
};

inline constexpr std::size_t deepest_json = 64;
inline constexpr std::size_t most_json_nodes = 4'000'000;

/// Reads the text. Gives nothing, and appends one error, where it is not JSON (RFC 8259), is larger than
/// `largest_file`, goes beyond the limits above, or an object holds a key twice. A byte order mark is passed over.
/// Cost: linear.
[[nodiscard]] std::optional<JsonNode> parse_json(const SourceText& source, Diagnostics& diagnostics);

/// Where a place lies in the tree, in the notation of programming languages: "decisionMakers[1].options[0]"; "the file"
/// for the root. Cost: the members of the objects and lists on the way there.
[[nodiscard]] std::string json_place(const JsonNode& root, Span span);

/// "a text", "a number", "a list", ...
[[nodiscard]] std::string_view kind_text(const JsonNode& node);

}  // namespace detente
