#pragma once
/// What a case rests on: its citations, how many independent sources stand behind each part, and what is weak about it.

#include <cstdint>
#include <optional>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/evidence/citations.hpp"
#include "detente/evidence/party_voices.hpp"
#include "detente/evidence/reuse.hpp"

namespace detente {

/// What one part of the case rests on. A citation counts unless it fails; where the text is not at hand it counts as
/// given.
struct PartSupport {
  std::uint32_t part = 0;                  ///< index in EvidenceSurvey::parts
  std::vector<std::uint32_t> citations{};  ///< indices in EvidenceSurvey::citations
  std::size_t sources = 0;                 ///< different sources among the citations that count
  /// Those of them that do not go back to one another for the sentences cited; never more than `sources`.
  std::size_t independent = 0;
  bool assumed = false;  ///< it has `assume`
  bool copied = false;   ///< every sentence that counts was taken from another report, and that one is not cited here
  bool unnamed = false;  ///< every citation that counts is the voice of people without a name, or hearsay
  /// Citations that count and may say the opposite of each other: indices in EvidenceSurvey::citations.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> opposed{};

  [[nodiscard]] bool only_assumed() const { return assumed && sources == 0; }
  [[nodiscard]] bool on_nothing() const { return !assumed && sources == 0; }
};

/// Pointers in it live as long as the case.
struct EvidenceSurvey {
  std::vector<CasePart> parts{};
  std::vector<CheckedCitation> citations{};
  std::vector<PartSupport>
      support{};                      ///< of options, terms, values of now with citations, rules, merges and statements
  std::vector<UnusedVoice> unused{};  ///< by source and place
  Reuse reuse{};                      ///< between the texts at hand; reports are counted as in SourceTexts::reports
  std::size_t texts = 0;              ///< how many sources have their text at hand
  bool complete = true;               ///< false if it was stopped

  /// How many citations have this status.
  [[nodiscard]] std::size_t count(CitationStatus status) const;
  /// What a part rests on, by its name ("Russia#3"); null if it has no such part.
  [[nodiscard]] const PartSupport* find(std::string_view where) const;
};

struct SurveyOptions {
  const Aliases* aliases = nullptr;  ///< which names mean a party; may be absent
  unsigned threads = 1;
  Control control{};
};

/// Surveys a case (or, given a Model, the case of one day). Cost: check_citations, find_reuse, and the size of the
/// texts.
[[nodiscard]] EvidenceSurvey survey_evidence(const Case& document, const SourceTexts& texts,
                                             const SurveyOptions& options = {});

/// How many preference statements rest on how many independent sources.
struct StatementCounts {
  std::size_t statements = 0;
  std::size_t on_several = 0;  ///< on two independent sources or more
  std::size_t on_one = 0;
  std::size_t assumed = 0;  ///< on an assumption alone
  std::size_t on_nothing = 0;
};
[[nodiscard]] StatementCounts statement_counts(const EvidenceSurvey& survey);

}  // namespace detente
