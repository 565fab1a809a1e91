#pragma once
/// From HTML to text: what a reader would take for the article, block by block.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/evidence/blocks.hpp"

namespace detente {

struct HtmlText {
  std::string text;           ///< the blocks, with a blank line between any two
  std::vector<Block> blocks;  ///< in reading order; `marked` where an element says what they are
  std::optional<std::string> title{};
  std::optional<Date> date{};  ///< of publication, from metadata
  bool cut = false;            ///< elements are nested too deeply; what stands behind is missing
};

/// Reads HTML, which is UTF-8 already. Scripts, styles, forms, navigation, footers and hidden elements are left out;
/// where there is an <article> or <main>, all that is outside of it but the headline. Elements whose class or id names
/// them as page furniture, and blocks that are links as a whole, become boilerplate. Any text is read somehow, well
/// formed or not. Cost: linear.
[[nodiscard]] HtmlText read_html(std::string_view html, const Lexicon& words);

/// Whether a file looks like HTML rather than plain text.
[[nodiscard]] bool looks_like_html(std::string_view text);

}  // namespace detente
