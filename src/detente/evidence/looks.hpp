#pragma once
/// What the words of a quotation say by themselves, whoever speaks them. Only for the files of this room.

#include <cstdint>
#include <string_view>

namespace detente {

/// How many words a quotation has, and how it begins and ends.
struct Looks {
  std::uint32_t words = 0;
  bool capital = false;   ///< begins with a capital letter
  bool sentence = false;  ///< ends with a mark that ends sentences
  bool comma = false;     ///< ends with a comma, as what is interrupted or followed by its speaker does
  bool title = true;      ///< all long words, two at least, with capital letters: “How Lakes Freeze”
};
[[nodiscard]] Looks look_at(std::string_view text);

/// Whether somebody speaks of himself or to others ("I", "our", "you"): “We sang to stay awake” in a heading is no
/// title, "our live page" is no news.
[[nodiscard]] bool speaks_directly(std::string_view words);

/// “That is no answer, Ms. Roe”: the last word of the name, set off by commas or at the end.
[[nodiscard]] bool calls_by_name(std::string_view words, std::string_view name);

}  // namespace detente
