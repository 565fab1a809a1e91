#pragma once
/// Judging one pair of reports that share words. Inside of re-use only.

#include <optional>

#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/reuse.hpp"
#include "detente/evidence/shared_runs.hpp"

namespace detente {

/// Two quotations that share words.
struct SharedQuotation {
  std::uint32_t a = 0;  ///< index in the quotations of the first report
  std::uint32_t b = 0;
  std::uint32_t words = 0;  ///< in a row
};

/// What two reports share, as far as it counts.
struct SharedFacts {
  std::uint32_t prose_words = 0;            ///< outside of quotation marks, in runs that count as shared prose
  std::vector<AlignedSentences> aligned{};  ///< `copy` is the first report, `original` the second one
  std::vector<SharedQuotation> quotations{};
};

/// The facts of a pair; nothing counts if both lists are empty. Cost: linear in the runs and the reports' quotations.
[[nodiscard]] SharedFacts shared_facts(const Document& a, const Document& b, const WordStream& wa, const WordStream& wb,
                                       const SharingPair& pair);

/// What the two are to each other: sums up why, if one is a copy. Two reports that quote the same words of a minister
/// need not have read each other: ministers speak to many. Words of somebody who speaks to one reporter, quotations of
/// several people, or sentences around the quotations that say the same (`paraphrases`) tell that one has read the
/// other. Whole sentences in a row that reports on different events share are background. Cost: linear in the reports.
[[nodiscard]] ReusePair::Link link_of(const Document& a, const Document& b, const SharedFacts& facts,
                                      const std::vector<AlignedSentences>& paraphrases,
                                      std::vector<std::string>& reasons);

/// Takes out what both reports end or begin with and neither is about, and what speaks to the reader. Cost: linear in
/// the reports.
void drop_furniture(const Document& a, const Document& b, SharedFacts& facts);

/// The pairs of sentences that say the same in other words, where they keep the order of what is aligned already; in
/// order. Cost: the product of the numbers of sentences.
[[nodiscard]] std::vector<AlignedSentences> find_paraphrases(const Document& a, const Document& b,
                                                             const std::vector<AlignedSentences>& aligned);

/// Whether the second report is the original, as a sum of signs: above zero yes, below zero the first one is. `reason`
/// says which signs.
struct DirectionSigns {
  double sum = 0;
  std::string reason;
};
[[nodiscard]] DirectionSigns direction_signs(const Document& a, const Document& b, const SharedFacts& facts);

/// Whether a sentence says that it has something from another report ("told the", "citing", "the Ledger reported on").
[[nodiscard]] bool cites_others(const Document& d, std::uint32_t sentence);

/// Whether a sentence or one beside it says that somebody spoke to a paper: "told the Herald".
[[nodiscard]] bool tells_a_paper(const Document& d, std::uint32_t sentence);

/// The agency in the dateline: "Coast Press" in "ORLEK, Sept. 3 (Coast Press) - Eleven farmers"; empty without one.
[[nodiscard]] std::string_view agency_of(const Document& d);

/// Whether any word of a text is of a class.
[[nodiscard]] bool any_word(std::string_view text, WordClass wanted);

/// Whether two names can be one speaker's: the same last word.
[[nodiscard]] bool same_speaker(const std::optional<Speaker>& a, const std::optional<Speaker>& b);

/// The pair with link, direction and all that hangs on it; nothing if it is no link. `first` and `second` are the
/// indices of the reports.
[[nodiscard]] std::optional<ReusePair> judge_pair(const Document& a, const Document& b, std::uint32_t first,
                                                  std::uint32_t second, const SharedFacts& facts);

}  // namespace detente
