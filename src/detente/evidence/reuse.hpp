#pragma once
/// Which report takes from which, and how many independent sources stand behind a claim (DESIGN 1.10).
///
/// Two reports are linked if they share eight words in a row, or five within quotation marks in both, compared without
/// case, punctuation and apostrophes; page furniture, captions, link lines, what reporters say in the same words
/// without having read each other ("did not immediately respond to a request for comment"), and short rows that say
/// nothing beyond what both reports are about do not count. A link is a copy if prose is shared, or if the words quoted
/// in both were spoken to one reporter, or one report names the other as its source. Two reports that only quote the
/// same words of somebody, or hold the same paragraph of background, are linked for those words and no more.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/evidence/document.hpp"
#include "detente/evidence/word_diff.hpp"

namespace detente {

/// Two sentences that hold the same: indices in Document::sentences.
struct AlignedSentences {
  enum class Kind : std::uint8_t {
    verbatim,   ///< the same words in a row, most of them not in quotation marks
    quotation,  ///< the same quoted words
    paraphrase  ///< the same in other words
  };
  std::uint32_t copy = 0;
  std::uint32_t original = 0;
  Kind kind = Kind::verbatim;
  std::uint32_t words = 0;  ///< in a row that they share; 0 for a paraphrase
  double likeness = 1;      ///< of a paraphrase: share of the weight of their words, 0 to 1
};

/// "verbatim", "quotation", "paraphrase".
[[nodiscard]] std::string_view to_text(AlignedSentences::Kind kind);

/// A quotation that says something else in the copy than in the original. Left out words at its ends are no change.
struct AlteredQuotation {
  std::uint32_t copy = 0;             ///< index in Document::quotations of the copy
  std::uint32_t original = 0;         ///< and of the original
  std::vector<WordChange> changes{};  ///< from the original to the copy
};

/// The original says who said it, the copy does not (or names somebody else).
struct LostAttribution {
  std::uint32_t copy_sentence = 0;
  std::uint32_t original_sentence = 0;
  std::string speaker;      ///< in the original
  std::string now_speaker;  ///< in the copy; empty if it names nobody
};

struct ReusePair {
  enum class Link : std::uint8_t {
    copy,       ///< the one takes from the other, or both from a third
    speech,     ///< both quote the same words and share nothing else
    background  ///< both hold the same whole sentences in a row, and tell of different events
  };
  enum class Direction : std::uint8_t {
    date,     ///< the earlier one is the original
    context,  ///< the original holds more of what stood around the shared words, or is named by the copy
    unknown   ///< open; `copy` and `original` then follow what little speaks for it, or the order of the reports
  };
  std::uint32_t copy = 0;      ///< index of a report
  std::uint32_t original = 0;  ///< index of the other one
  Link link = Link::copy;
  Direction direction = Direction::unknown;  ///< `unknown` where the link is no copy
  std::string reason{};                      ///< why it is a copy, and of this direction; one line for people
  std::vector<AlignedSentences> aligned{};   ///< in the order of the copy's sentences
  std::vector<AlteredQuotation> altered{};   ///< in the order of the copy's quotations
  std::vector<LostAttribution> lost{};       ///< in the order of the copy's sentences
};

[[nodiscard]] std::string_view to_text(ReusePair::Link link);
[[nodiscard]] std::string_view to_text(ReusePair::Direction direction);

struct ReuseOptions {
  unsigned threads = 1;
  Control control{};
};

struct Reuse {
  std::vector<ReusePair> pairs{};                    ///< in order of (copy, original)
  std::vector<std::vector<std::uint32_t>> groups{};  ///< reports joined by copies, two and more; ascending
  bool complete = true;                              ///< false if it was stopped; the rest is then empty
};

/// Compares all reports with each other, without looking at every pair. The same for any number of threads.
/// Cost: find_shared_runs, and for each linked pair the product of its numbers of sentences.
[[nodiscard]] Reuse find_reuse(const std::vector<Document>& documents, const ReuseOptions& options = {});

/// A sentence of a report, by indices.
struct CitedSentence {
  std::uint32_t document = 0;
  std::uint32_t sentence = 0;
  friend auto operator<=>(const CitedSentence&, const CitedSentence&) = default;
};

/// Where the sentences of a set of reports come from.
class Origins {
 public:
  /// Cost: the number of aligned sentences, with a logarithm.
  explicit Origins(const Reuse& reuse);

  /// The sentences that this one takes from, in the originals that are known; ascending, empty if there is none.
  [[nodiscard]] std::vector<CitedSentence> taken_from(const CitedSentence& sentence) const;

  /// How many of the cited sentences can be chosen so that no two stand in one report or come from one origin. A
  /// sentence comes from the sentence that it takes from, followed to its end; sentences that quote the same speech, or
  /// that are linked without a direction, have one origin.
  [[nodiscard]] std::size_t independent(std::span<const CitedSentence> cited) const;

 private:
  /// The original's whole for a sentence of its own or a copy of one; of sentences with one origin the first.
  [[nodiscard]] CitedSentence origin_of(CitedSentence sentence) const;

  std::vector<std::pair<CitedSentence, CitedSentence>> taken_;  ///< copy, original; sorted
  std::vector<std::pair<CitedSentence, CitedSentence>>
      joined_;  ///< sentence, the first of those with its origin; sorted
};

}  // namespace detente
