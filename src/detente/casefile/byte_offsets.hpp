#pragma once
/// From code points, which libyaml counts, to bytes, which spans count. Internal to this room.

#include <cstddef>
#include <string_view>
#include <vector>

namespace detente {

/// Remembers the byte of every 64th code point of a valid UTF-8 text, counted from the byte `first`. Cost: linear in
/// the text to make, constant to ask. Refers to the text.
class ByteOffsets {
 public:
  ByteOffsets(std::string_view text, std::size_t first) : text_(text) {
    std::size_t count = 0;
    for (std::size_t i = first; i < text.size(); ++i) {
      if (continues(text[i])) continue;
      if (count++ % step == 0) marks_.push_back(i);
    }
  }

  /// The byte at which a code point begins; the end of the text for any behind it.
  [[nodiscard]] std::size_t operator()(std::size_t code_point) const {
    if (code_point / step >= marks_.size()) return text_.size();
    std::size_t at = marks_[code_point / step];
    for (std::size_t left = code_point % step; at < text_.size() && left > 0; --left) {
      ++at;
      while (at < text_.size() && continues(text_[at])) ++at;
    }
    return at;
  }

 private:
  static constexpr std::size_t step = 64;
  static bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

  std::string_view text_;
  std::vector<std::size_t> marks_;
};

}  // namespace detente
