#pragma once
/// The citations of a case, held against the texts of its sources (DESIGN 1.10).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/evidence/cut_words.hpp"
#include "detente/evidence/parts.hpp"
#include "detente/evidence/quote_match.hpp"
#include "detente/evidence/source_texts.hpp"
#include "detente/evidence/voices.hpp"
#include "detente/evidence/word_diff.hpp"

namespace detente {

/// How a citation stands against the text of its source. Only `exact` and `normalised` are evidence.
enum class CitationStatus : std::uint8_t {
  exact,        ///< the cited sentences exist, and the quotation, where there is one, stands in them letter by letter
  normalised,   ///< it stands in them up to white space, kinds of quotation marks and dashes, and case
  altered,      ///< something like it stands in them
  missing,      ///< nothing like it stands in them, or the cited sentences do not exist
  not_supplied  ///< the text of the source is not at hand
};

/// "exact", "normalised", "altered", "missing", "text not supplied".
[[nodiscard]] std::string_view to_text(CitationStatus status);

/// Sentences of a report by their numbers, from 1, both included.
struct SentenceRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// One citation and what became of it. The pointer lives as long as the case.
struct CheckedCitation {
  /// A quotation, as it was found outside of the cited sentences.
  struct Elsewhere {
    QuoteStatus status{};
    SentenceRange sentences{};
  };

  const Citation* citation = nullptr;
  std::uint32_t part = 0;    ///< index in parts_of(the case)
  std::uint32_t source = 0;  ///< index in Case::sources
  CitationStatus status = CitationStatus::not_supplied;
  bool no_such_sentence = false;      ///< missing, for the report ends before
  std::uint32_t sentences = 0;        ///< how many the report has; 0 where its text is not at hand
  Span place{};                       ///< what is cited, in the report: the words that are quoted, else the sentences
  std::vector<WordChange> changes{};  ///< of an altered quotation: from it (in Citation::quote) to the report
  std::optional<Elsewhere> elsewhere{};  ///< of an altered or missing quotation
  std::optional<CutWord> cut{};          ///< of a quotation that is evidence: a "not" or "if" that it leaves out
  Voice voice = Voice::reporter;         ///< where the citation is evidence

  [[nodiscard]] bool is_evidence() const {
    return status == CitationStatus::exact || status == CitationStatus::normalised;
  }
  /// Altered or missing.
  [[nodiscard]] bool fails() const { return status == CitationStatus::altered || status == CitationStatus::missing; }
};

/// All citations of the parts (which are those of `document`), in their order. Cost: for each that of find_quote in the
/// cited sentences, and where it fails there, in the whole report.
[[nodiscard]] std::vector<CheckedCitation> check_citations(const Case& document, const std::vector<CasePart>& parts,
                                                           const SourceTexts& texts);

/// The citations that fail as findings with their places in the case file: `no-such-sentence`, `altered-quotation`,
/// `missing-quotation`. An altered quotation is shown beside the words of the report. A quotation that stands there but
/// leaves out the negation or condition beside it is a warning in any case (`cut-negation`, `cut-condition`).
[[nodiscard]] Diagnostics citation_findings(const Case& document, const std::vector<CasePart>& parts,
                                            const std::vector<CheckedCitation>& citations, const SourceTexts& texts,
                                            Severity severity);

/// An altered quotation in one line: the words of the report with each difference as [quoted -> report]; a side on
/// which no word stands is empty.
[[nodiscard]] std::string difference_text(const CheckedCitation& checked, const Document& report);

}  // namespace detente
