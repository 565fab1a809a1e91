#pragma once
/// Judging one pair of reports that share words. Inside of re-use only.

#include <optional>

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

/// Takes out what both reports end or begin with and neither is about. Cost: linear in the reports.
void drop_furniture(const Document& a, const Document& b, SharedFacts& facts);

/// Whether the second report is the original, as a sum of signs: above zero yes, below zero the first one is. `reason`
/// says which signs.
struct DirectionSigns {
  double sum = 0;
  std::string reason;
};
[[nodiscard]] DirectionSigns direction_signs(const Document& a, const Document& b, const SharedFacts& facts);

/// Whether two names can be one speaker's: the same last word.
[[nodiscard]] bool same_speaker(const std::optional<Speaker>& a, const std::optional<Speaker>& b);

/// The pair with link, direction and all that hangs on it; nothing if it is no link. `first` and `second` are the
/// indices of the reports.
[[nodiscard]] std::optional<ReusePair> judge_pair(const Document& a, const Document& b, std::uint32_t first,
                                                  std::uint32_t second, const SharedFacts& facts);

}  // namespace detente
