#pragma once
/// A report as a row of words, for finding what it shares with others.

#include <cstdint>
#include <string_view>
#include <vector>

#include "detente/evidence/document.hpp"

namespace detente {

/// A word as texts are compared: without case, apostrophes, and the periods of "U.S."; hyphens divide words. Numbers
/// are words too ("1,000" is "1000").
struct ComparedWord {
  Span span{};
  std::uint32_t hash = 0;  ///< of the folded word, never 0
};

/// Adds the words of a stretch of text. Cost: linear.
void append_compared_words(std::string_view whole, const Span& stretch, std::vector<ComparedWord>& out);

/// All words of a report that count for comparing, by their hashes. A 0 stands where sentences that do not count
/// (boilerplate, links, captions) interrupt it, and at both ends, so that no shared run crosses such a place.
struct WordStream {
  std::vector<std::uint32_t> words{};
  std::vector<std::uint32_t> sentence_begin{};  ///< for each sentence its first word; one more at the end
  /// Words [first, second) that stand in quotation marks, for each quotation; ascending, disjoint.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> quoted{};

  /// The index of the sentence that holds word `w`. Cost: logarithmic.
  [[nodiscard]] std::uint32_t sentence_of(std::uint32_t w) const;
  /// Whether word `w` stands in quotation marks. Cost: logarithmic.
  [[nodiscard]] bool is_quoted(std::uint32_t w) const;
};

/// Whether a sentence counts for comparing.
[[nodiscard]] bool counts_for_reuse(const Sentence& sentence);

/// Cost: linear.
[[nodiscard]] WordStream word_stream(const Document& document);

}  // namespace detente
