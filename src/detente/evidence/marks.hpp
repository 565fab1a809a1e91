#pragma once
/// Quotation marks: which open, which close, which are apostrophes.

#include <string_view>
#include <vector>

#include "detente/evidence/blocks.hpp"

namespace detente {

/// What stands between a mark that opens and the one that closes it, marks included.
struct QuotedSpan {
  Span span{};
  std::vector<Span> inner{};  ///< quoted spans inside this one, of any depth, in reading order
  bool nickname = false;      ///< Robert “Bob” Roe: a part of the name around it; start_reading() says so
};

/// The outermost quoted spans of a text, in reading order, disjoint. Knows “ ”, " ", ‘ ’, ' ', „ “, ‚ ‘, « », » «, ‹ ›,
/// `` '' and mixtures of them.
///
/// A span lies within one block, except where the next block begins with the same opening mark, as quotations over
/// several paragraphs do: then it runs on. A mark without its partner, and an empty pair, give no span; so an error in
/// one paragraph does no harm to the next. Blocks of boilerplate have no spans. Cost: linear.
struct QuotedText {
  std::vector<QuotedSpan> spans{};
  bool cut = false;  ///< there are more marks or spans than limits.hpp allows
};
[[nodiscard]] QuotedText find_quoted(std::string_view text, const std::vector<Block>& blocks, const Lexicon& words);

}  // namespace detente
