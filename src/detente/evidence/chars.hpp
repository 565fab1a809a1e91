#pragma once
/// Characters of running text: letters, white space, quotation marks. Texts are valid UTF-8 throughout this room.

#include <cstddef>
#include <string>
#include <string_view>

namespace detente {

/// The code point at `offset` and how many bytes it has. U+0000 and 0 at the end of the text.
struct Decoded {
  char32_t code = 0;
  std::size_t length = 0;
};
[[nodiscard]] Decoded code_point_at(std::string_view text, std::size_t offset);
/// The code point that ends before `offset`.
[[nodiscard]] Decoded code_point_before(std::string_view text, std::size_t offset);

[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_upper(char32_t c);
[[nodiscard]] bool is_lower(char32_t c);
[[nodiscard]] inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
/// Any white space, non-breaking and zero-width spaces and the byte order mark included.
[[nodiscard]] bool is_space(char32_t c);
/// Any mark that opens or closes a quotation, the straight ones included; an apostrophe looks like one.
[[nodiscard]] bool is_quotation_mark(char32_t c);
/// Marks and brackets that close: what may stand between the end of a sentence and the white space after it.
[[nodiscard]] bool is_closer(char32_t c);
/// Marks and brackets that open: what may stand before the first letter of a sentence.
[[nodiscard]] bool is_opener(char32_t c);
[[nodiscard]] bool is_dash(char32_t c);

[[nodiscard]] std::string ascii_lower(std::string_view text);
/// Without white space (is_space) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
/// Whether `text` begins with `prefix`, which is in lower case, ignoring ASCII case.
[[nodiscard]] bool starts_with_lower(std::string_view text, std::string_view prefix);

}  // namespace detente
