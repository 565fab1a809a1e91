#pragma once
/// Judging one pair of reports that share words. Inside of re-use only.

#include <optional>

#include "detente/evidence/content.hpp"
#include "detente/evidence/provenance.hpp"
#include "detente/evidence/reuse.hpp"
#include "detente/evidence/shared_runs.hpp"

namespace detente {

/// A report, with what all its pairs need of it. Cost: linear in the report.
struct ReuseReport {
  ReuseReport(const Document& d, const WordStream& w) : document(d), words(w), content(d), provenance(d) {}

  const Document& document;
  const WordStream& words;
  Content content;
  Provenance provenance;
};

/// Two quotations that share words.
struct SharedQuotation {
  std::uint32_t a = 0;  ///< index in the quotations of the first report
  std::uint32_t b = 0;
  std::uint32_t words = 0;  ///< in a row
};

/// Words that stand in quotation marks in one of the two only.
struct HalfQuotation {
  bool in_first = false;
  std::uint32_t quotation = 0;  ///< index in the quotations of the report that quotes
  std::uint32_t words = 0;      ///< in a row
};

/// What two reports share, as far as it counts.
struct SharedFacts {
  std::uint32_t prose_words = 0;            ///< outside of quotation marks, in runs that count as shared prose
  std::uint32_t plain_words = 0;            ///< those that are neither names nor found elsewhere in a report
  std::uint32_t own_words = 0;              ///< those of content, names apart, of which neither report speaks elsewhere
  bool says_it = false;                     ///< they are more than an office's long title
  std::vector<AlignedSentences> aligned{};  ///< `copy` is the first report, `original` the second one
  std::vector<SharedQuotation> quotations{};
  std::vector<HalfQuotation> half{};
};

/// The facts of a pair; nothing counts if both lists are empty. Cost: linear in the runs and the reports' quotations.
[[nodiscard]] SharedFacts shared_facts(const ReuseReport& first, const ReuseReport& second,
                                       const std::vector<SharedRun>& all_runs);

/// What the two are to each other, if anything: sums up why, if one is a copy. Two reports that quote the same words of
/// a minister need not have read each other: ministers speak to many. Words of somebody who speaks to one reporter,
/// quotations of several people, or sentences around the quotations that say the same (`paraphrases`) tell that one has
/// read the other. Whole sentences in a row that reports on different events share are background. Cost: linear in the
/// reports.
[[nodiscard]] std::optional<ReusePair::Link> link_of(const ReuseReport& a, const ReuseReport& b,
                                                     const SharedFacts& facts,
                                                     const std::vector<AlignedSentences>& paraphrases,
                                                     std::vector<std::string>& reasons);

/// Takes out the runs with which both reports end, or begin, and which neither is about. Cost: linear in the reports.
void drop_common_edges(const ReuseReport& first, const ReuseReport& second, std::vector<SharedRun>& runs);

/// Takes out whole sentences that speak to the reader and tell nothing. Cost: linear in the reports.
void drop_addresses(const ReuseReport& first, const ReuseReport& second, SharedFacts& facts);

/// The pairs of sentences that say the same in other words, where they keep the order of what is aligned already; in
/// order. Cost: the product of the numbers of sentences.
[[nodiscard]] std::vector<AlignedSentences> find_paraphrases(const ReuseReport& first, const ReuseReport& second,
                                                             const std::vector<AlignedSentences>& aligned);

/// Whether the second report is the original, as a sum of signs: above zero yes, below zero the first one is. `reason`
/// says which signs.
struct DirectionSigns {
  double sum = 0;
  std::string reason;
};
[[nodiscard]] DirectionSigns direction_signs(const ReuseReport& first, const ReuseReport& second,
                                             const SharedFacts& facts);

/// Whether what two reports share is a standing paragraph of background: whole sentences in one row, letter for letter,
/// in the middle or at the end of reports on different events. Cost: the product of the numbers of sentences.
[[nodiscard]] bool is_background(const ReuseReport& first, const ReuseReport& second, const SharedFacts& facts);

/// One side of an alignment, ascending, each once.
[[nodiscard]] std::vector<std::uint32_t> sentences_of(const std::vector<AlignedSentences>& aligned,
                                                      std::uint32_t AlignedSentences::*side);

/// Whether a speaker is a person whom the report names.
[[nodiscard]] bool is_person(const Document& d, const std::optional<Speaker>& speaker);

/// Whether two names can be one speaker's: the same last word.
[[nodiscard]] bool same_speaker(const std::optional<Speaker>& a, const std::optional<Speaker>& b);

/// The pair with link, direction and all that hangs on it; nothing if it is no link. `first` and `second` are the
/// indices of the reports.
[[nodiscard]] std::optional<ReusePair> judge_pair(const ReuseReport& first_report, const ReuseReport& second_report,
                                                  std::uint32_t first, std::uint32_t second, const SharedFacts& shared);

}  // namespace detente
