#pragma once
/// Whether words that somebody quotes stand in a text, and where.

#include <cstdint>
#include <string_view>

#include "detente/base/diagnostic.hpp"

namespace detente {

enum class QuoteStatus : std::uint8_t {
  exact,       ///< it stands there byte for byte
  normalised,  ///< the same words and marks, up to white space, kinds of quotation marks and dashes, and case
  altered,     ///< most of its words stand there, in this order, but not all, or with others between them
  missing      ///< nothing like it stands there
};

/// `place` is what the quotation stands for: the words as they are in the text. Empty if the quotation is missing.
struct QuoteMatch {
  QuoteStatus status = QuoteStatus::missing;
  Span place{};
};

/// Looks for `quote` within `within` of `text` (both valid UTF-8; otherwise it is missing). It must begin and end
/// between words: not inside "cannot", "non-aligned", "50.5" or "1,500". Quotation marks around the whole quotation
/// need not stand in the text. A quotation without a word is missing. Of several places the first is given, of altered
/// ones the nearest.
///
/// Cost: linear, and for what is neither exact nor normalised that of closest_match (word_diff.hpp); beyond its limit
/// nothing similar is looked for, and the quotation is missing.
[[nodiscard]] QuoteMatch find_quote(std::string_view quote, std::string_view text, const Span& within);

}  // namespace detente
