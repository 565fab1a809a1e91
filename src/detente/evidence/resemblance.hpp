#pragma once
/// Sentences of two reports that say the same in other words.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "detente/evidence/document.hpp"

namespace detente {

/// Two sentences that share words of content.
struct Resemblance {
  std::uint32_t a = 0;       ///< index of a sentence of the first report
  std::uint32_t b = 0;       ///< and of the second one
  double likeness = 0;       ///< 0 to 1: share of the weight of their words
  std::uint32_t shared = 0;  ///< words of content, names apart
  std::uint32_t words = 0;   ///< and with names
};

struct ResemblanceOptions {
  bool quoted_words = false;      ///< whether words in quotation marks count, too
  double rarity = 1;              ///< the power to which a word's rarity is taken
  std::uint32_t least_words = 2;  ///< words that must be shared: without names, or with them where quoted words count
};

/// For each sentence of the first report the sentences of the second one that it resembles, most alike first; only
/// those of at least `least_likeness`. Words count by their stems, without small words, and the more the rarer they are
/// in the two reports: what both are about says nothing.
/// Cost: the product of the numbers of sentences; none are looked for beyond `most_sentences` in a report.
[[nodiscard]] std::vector<Resemblance> resembling_sentences(const Document& a, const Document& b,
                                                            const ResemblanceOptions& options = {});

/// Whether a word says what a sentence is about: no small word, no verb of saying, three letters at least.
[[nodiscard]] bool is_content(std::string_view word);

/// A word of content in lower case, cut to what its forms have in common: without the commonest endings, six letters at
/// most.
[[nodiscard]] std::string stem_of(std::string_view word);

/// The stems of the words of content of some sentences. Cost: linear.
[[nodiscard]] std::set<std::string> stems_of(const Document& document, const std::vector<std::uint32_t>& sentences);

/// How many of these stems occur in other sentences of a report than these (ascending). What belongs to a report is
/// spoken of elsewhere in it, what was put into it is not. Cost: linear in the report.
[[nodiscard]] std::size_t recurring(const Document& document, const std::vector<std::uint32_t>& sentences,
                                    const std::set<std::string>& stems);

inline constexpr double least_likeness = 0.2;
inline constexpr std::size_t most_sentences = 1'000;

}  // namespace detente
