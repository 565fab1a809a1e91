#pragma once
/// Where sentences end.

#include <string_view>
#include <vector>

#include "detente/evidence/blocks.hpp"

namespace detente {

/// The sentences of all blocks, in reading order. Blocks of prose are split; all others are one sentence each. A
/// sentence ends with `.`, `!`, `?` or an ellipsis, together with the quotation marks and brackets that close behind
/// it, if what follows can begin another one. Abbreviations, initials, titles and numbers end none; nor does a
/// question or an exclamation that is quoted and whose speaker follows ("Why?" Smith asked.). Cost: linear.
[[nodiscard]] std::vector<Sentence> split_sentences(std::string_view text, const std::vector<Block>& blocks,
                                                    const Lexicon& words);

/// The ends of the sentences in one stretch of prose, offsets in `text`; the last is block.end.
[[nodiscard]] std::vector<std::size_t> sentence_ends(std::string_view text, const Span& block, const Lexicon& words);

}  // namespace detente
