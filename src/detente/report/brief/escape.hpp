#pragma once
/// Texts of a case inside HTML and SVG.

#include <string>
#include <string_view>

namespace detente::brief {

/// Safe as text and inside double quotes, in HTML and SVG. Control characters become spaces.
[[nodiscard]] std::string escaped(std::string_view text);
/// An id for links, of letters, digits and `-` only: different ids of one kind give different anchors.
[[nodiscard]] std::string anchor_of(std::string_view kind, std::string_view id);
/// The SHA-256 of a text, in hexadecimal digits, as sha256sum prints it.
[[nodiscard]] std::string fingerprint(std::string_view text);

}  // namespace detente::brief
