#pragma once
/// YAML text as a tree that knows where everything stands in the file. Only the part of YAML that the case language
/// uses: one document, no aliases, anchors or tags, and every scalar is the text that is written.

#include <string>
#include <string_view>
#include <vector>

#include "detente/base/diagnostic.hpp"
#include "detente/model/formula_parser.hpp"

namespace detente {

struct YamlEntry;

/// A node of the tree. Which fields mean something depends on `kind`.
struct YamlNode {
  enum class Kind {
    null,  ///< nothing is written where a value could stand
    scalar,
    sequence,
    mapping,
  };
  enum class Style { plain, single_quoted, double_quoted, literal, folded };

  Kind kind = Kind::null;
  Style style = Style::plain;      ///< of a scalar
  bool flow = false;               ///< a sequence or mapping written with [] or {}
  std::string text{};              ///< of a scalar: its value, after unquoting and folding
  Span span{};                     ///< from the first byte (a quotation mark, `|`, `[`) to behind the last
  std::vector<YamlNode> items;     ///< of a sequence
  std::vector<YamlEntry> entries;  ///< of a mapping, in order of the file; a repeated key stands here twice

  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }
  [[nodiscard]] bool is_mapping() const { return kind == Kind::mapping; }
  [[nodiscard]] bool is_plain() const { return kind == Kind::scalar && style == Style::plain; }
};

/// A key of a mapping with its value. The key is always a scalar.
struct YamlEntry {
  YamlNode key;
  YamlNode value;
};

inline constexpr std::size_t largest_file = 16U * 1024 * 1024;  ///< bytes
inline constexpr std::size_t deepest_yaml = 40;                 ///< levels of sequences and mappings
inline constexpr std::size_t most_yaml_nodes = 1'000'000;

/// Reads the text. Gives nothing, and appends one error, where the text is not YAML, goes beyond the limits above,
/// or uses what the case language leaves out. Repeated keys are errors too, all of them reported, but the tree is
/// given all the same, so that the rest can be checked. Cost: linear in the text.
[[nodiscard]] std::optional<YamlNode> parse_yaml(const SourceText& source, Diagnostics& diagnostics);

/// Turns ranges of a scalar's value into the bytes of the file that they were read from, past quotation marks, folded
/// lines and escapes. Ranges that begin or end in white space, or in an escape by number, give the whole scalar. The
/// result refers to its arguments. Cost: nothing until the first call, then linear in the scalar once.
[[nodiscard]] PlaceInFile place_in_scalar(const SourceText& source, const YamlNode& scalar);

/// A comment from `#` to the end of its line.
struct YamlComment {
  Span span{};
  bool own_line = false;  ///< nothing but white space stands before it on its line
};

/// The comments of the text from which `root` was parsed, in order. Cost: linear in the text.
[[nodiscard]] std::vector<YamlComment> find_comments(const SourceText& source, const YamlNode& root);

}  // namespace detente
