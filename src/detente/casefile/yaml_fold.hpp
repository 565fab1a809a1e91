#pragma once
/// How a text is laid out over several lines. Internal to this room.

#include <cstddef>
#include <string_view>
#include <vector>

namespace detente {

/// The lines of a text; a line break at its end ends the last line and begins none.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// Whether a text can stand below `|` as it is, without quotes and without a number for its indentation.
[[nodiscard]] bool can_be_block(std::string_view text);

/// Whether it can stand below `>`, where an indented line would keep its line break.
[[nodiscard]] bool can_be_folded(std::string_view text);

/// Cuts a line at single spaces into pieces of at most `width` code points (the first of `first_width`), where it can.
/// With `plain`, pieces do not begin with a character that might mean something at the beginning of a line.
[[nodiscard]] std::vector<std::string_view> fold(std::string_view line, std::size_t first_width, std::size_t width,
                                                 bool plain);

}  // namespace detente
