#pragma once
/// From the bytes of a file to UTF-8.

#include <cstddef>
#include <string>
#include <string_view>

namespace detente {

struct DecodedText {
  std::string text;      ///< valid UTF-8 without U+0000
  std::string encoding;  ///< "UTF-8", or a name that iconv knows
  std::size_t invalid_bytes = 0;
};

/// Decodes a whole file. The encoding is the first of: `wanted`, if not empty; what a byte order mark says; UTF-16
/// without a mark, if every other byte is zero; UTF-8, if the bytes are valid UTF-8 (whatever they declare); what
/// `declared` says, if that is known; UTF-8, if all but few sequences are valid; what the bytes look like (uchardet);
/// Windows-1252. Text that is UTF-8 already keeps its length: a byte that is not valid, and U+0000, become U+001A. In
/// other encodings such bytes become U+FFFD. A byte order mark of UTF-8 stays. Cost: linear.
[[nodiscard]] DecodedText decode_bytes(std::string_view bytes, std::string_view wanted, std::string_view declared);

/// Whether iconv can decode this encoding.
[[nodiscard]] bool is_known_encoding(const std::string& name);

/// What an HTML file (`<meta charset>`, `<meta http-equiv>`) or an XML declaration says in its first bytes, or nothing.
[[nodiscard]] std::string declared_encoding(std::string_view bytes);

}  // namespace detente
