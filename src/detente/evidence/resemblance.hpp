#pragma once
/// Sentences of two reports that say the same in other words.

#include <cstdint>
#include <vector>

#include "detente/evidence/content.hpp"

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
[[nodiscard]] std::vector<Resemblance> resembling_sentences(const Content& a, const Content& b,
                                                            const ResemblanceOptions& options = {});

inline constexpr double least_likeness = 0.2;
inline constexpr std::size_t most_sentences = 1'000;

}  // namespace detente
