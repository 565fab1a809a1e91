#pragma once
/// Small helpers for UTF-8 text that people read.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

/// The number of code points; every byte of invalid UTF-8 counts as one.
[[nodiscard]] std::size_t code_points(std::string_view text);

/// Code points [from, from + count) of `text`, clamped to its end.
[[nodiscard]] std::string code_point_substr(std::string_view text, std::size_t from, std::size_t count);

/// The byte offset of the first byte that is not valid UTF-8 (RFC 3629: no overlong forms, no surrogates), or nothing.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// The text with control characters and invalid bytes replaced by U+FFFD and tabs by one space, safe for a terminal.
[[nodiscard]] std::string printable(std::string_view text);

/// True for what may start a name: an ASCII letter, `_`, or a letter of any other script.
[[nodiscard]] bool is_name_start(char32_t c);

/// True for what may follow in a name: is_name_start, or a digit or combining mark.
[[nodiscard]] bool is_name_part(char32_t c);

/// Decodes the code point at `offset` of valid UTF-8 and advances `offset` behind it. Precondition: offset < size.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& offset);

/// True if `text` is a whole name of the case language: is_name_start, then is_name_part.
[[nodiscard]] bool is_name(std::string_view text);

/// The candidate nearest to `word` (Damerau-Levenshtein, ignoring ASCII case), if it is near enough for a typing
/// error: at most a third of the letters differ. Ties go to the first. Cost: candidates x length^2.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view word,
                                                      const std::vector<std::string>& candidates);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string join_words(const std::vector<std::string>& words, std::string_view last = " and ");

/// Breaks text at spaces into lines of at most `width` code points (longer words stand alone). At least one line.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// 1234567 as "1,234,567".
[[nodiscard]] std::string with_commas(unsigned long long number);

/// An amount of memory as "3.2 GiB" or "512 MiB".
[[nodiscard]] std::string memory_text(double bytes);

}  // namespace detente
