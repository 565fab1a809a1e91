#pragma once
/// What differs between two stretches of text, word by word: an altered quotation and its original.

#include <cstdint>
#include <string_view>
#include <vector>

#include "detente/evidence/word_stream.hpp"

namespace detente {

/// Words of the one stretch that stand in the place of words of the other. Either side may be empty (words left out or
/// put in); its span is then the place where they would stand.
struct WordChange {
  /// What kind of word the change touches, the gravest if there are several. A difference in any but `other` changes
  /// what is said, however similar the rest.
  enum class Kind : std::uint8_t { negation, number, date, name, modal, other };
  Kind kind = Kind::other;
  Span from{};  ///< bytes in the first text
  Span to{};    ///< bytes in the second text
  bool at_edge =
      false;  ///< in front of everything that is shared, or behind it: the one is an excerpt of the other there
};

/// "negation", "number", "date", "name", "modal", "other".
[[nodiscard]] std::string_view to_text(WordChange::Kind kind);

struct WordComparison {
  std::vector<WordChange> changes{};  ///< in reading order
  std::uint32_t common = 0;           ///< words that are the same, in the same order
  std::uint32_t words_from = 0;
  std::uint32_t words_to = 0;

  [[nodiscard]] bool same() const { return changes.empty(); }
};

/// Compares words as ComparedWord does: without case, punctuation, apostrophes. Of all ways to go from one stretch to
/// the other it takes one with the most words in common (longest common subsequence). Cost: the product of the lengths
/// after what they share at both ends is taken off, up to 4 million; beyond that, all that is left counts as one
/// change.
[[nodiscard]] WordComparison compare_words(std::string_view from_text, const Span& from, std::string_view to_text,
                                           const Span& to);

/// The parts of two stretches that say the same best: an excerpt against what it was taken from, a quotation against
/// the sentence that it stands in. Words count for it, differences within it against it (local alignment). Where both
/// have words left at the same end, three at most, these belong to it: they were exchanged. Empty spans if no word is
/// shared. Cost: the product of the lengths; nothing is found beyond 4 million.
struct WordMatch {
  Span from{};
  Span to{};
  std::uint32_t common = 0;
};
[[nodiscard]] WordMatch closest_match(std::string_view from_text, const Span& from, std::string_view to_text,
                                      const Span& to);

}  // namespace detente
