#pragma once
/// What `detente sources` shows: what a case rests on, for people, as JSON and as CSV.

#include <set>
#include <string>
#include <vector>

#include "detente/evidence/survey.hpp"
#include "detente/report/answer_changes.hpp"
#include "detente/report/json.hpp"
#include "detente/report/style.hpp"

namespace detente {

struct SourcesPageOptions {
  bool full = false;   ///< every part and every voice, not only those to look at
  bool words = false;  ///< the words of what the case does not use
};

/// Citations by status and those that fail, what rests on one source, a copy, an unnamed voice, an assumption or
/// nothing, which sources are linked, and what the case does not use. `file` is the case's.
[[nodiscard]] std::string sources_page(const Case& document, const EvidenceSurvey& survey, const SourceTexts& texts,
                                       const std::string& file, const Style& style, const SourcesPageOptions& options);

/// One line for each citation: where, kind, source, first, last, status, quoted, voice, start, end, elsewhere,
/// independent.
[[nodiscard]] std::string sources_csv(const Case& document, const EvidenceSurvey& survey);

[[nodiscard]] std::string sources_json(const JsonContext& context, const Case& document, const AnalysisOptions& options,
                                       const EvidenceSurvey& survey, const SourceTexts& texts);

/// The sets to leave out: each source that the case cites, and each group of sources that depend on each other by
/// copies.
[[nodiscard]] std::vector<std::set<std::string>> sets_to_leave_out(const EvidenceSurvey& survey,
                                                                   const SourceTexts& texts);
/// Answers that changed, one line each, or that none did.
[[nodiscard]] std::string changes_text(const std::vector<AnswerChange>& changes, const Style& style);
[[nodiscard]] std::string leave_out_page(Analysis& whole, const std::vector<LeaveOut>& answers, const std::string& file,
                                         const Style& style);
[[nodiscard]] std::string leave_out_json(const JsonContext& context, Analysis& whole,
                                         const std::vector<LeaveOut>& answers);

/// "31 of 38 statements rest on one independent source, ...": for the page of a whole analysis.
[[nodiscard]] std::string evidence_summary(const EvidenceSurvey& survey);

/// "courier#7", "courier#7-9".
[[nodiscard]] std::string citation_text(const Citation& citation);

}  // namespace detente
