#pragma once
/// What the commands print for machines: one JSON object each, as text. Field names are the words of the case language
/// and the method. Every object has `case`, `switches`, `engine`, `complete` (with `reason` if false) and
/// `diagnostics`.

#include <optional>
#include <string>
#include <vector>

#include "detente/evidence/survey.hpp"
#include "detente/levers/inverse.hpp"
#include "detente/report/analysis.hpp"
#include "detente/report/answer_changes.hpp"
#include "detente/report/coalition_answer.hpp"
#include "detente/report/deals_answer.hpp"
#include "detente/report/lever_answers.hpp"

namespace detente {

/// Where a JSON answer comes from, besides the analysis.
struct JsonContext {
  std::string file;                    ///< as given on the command line
  const SourceText* source = nullptr;  ///< for places of diagnostics
  Diagnostics diagnostics{};
  bool complete = true;
  std::string reason{};                                ///< why not, if not complete
  std::vector<std::string> without{};                  ///< sources that were taken out of the case
  std::vector<std::string> left_out{};                 ///< and what went with them
  const EvidenceSurvey* evidence = nullptr;            ///< what the case rests on, where that was looked at
  const std::vector<AnswerChange>* changes = nullptr;  ///< against the case with all its sources, where that was solved
};

/// What else there is to `stable` than the counts.
struct StableJson {
  bool summaries = true;
  std::size_t list_limit = 10'000;  ///< lists of states, if the case has at most this many
  struct File {
    std::string path;
    std::size_t rows = 0;
    std::size_t bytes = 0;
  };
  std::optional<File> written{};  ///< a file with the results
};

/// A command that failed before there was an analysis: the frame, with the diagnostics. `title` and `as_of` may be
/// null.
[[nodiscard]] std::string failure_json(const JsonContext& context, const Case* document,
                                       const AnalysisOptions& options);

[[nodiscard]] std::string check_json(const JsonContext& context, const Case* document, const AnalysisOptions& options,
                                     Analysis* analysis);
[[nodiscard]] std::string states_json(const JsonContext& context, Analysis& analysis, const BitVector& chosen,
                                      std::size_t limit);
[[nodiscard]] std::string stable_json(const JsonContext& context, Analysis& analysis,
                                      const std::vector<Concept>& concepts, const StableJson& what);
[[nodiscard]] std::string paths_json(const JsonContext& context, Analysis& analysis, std::optional<StateId> to,
                                     std::size_t list_limit);
[[nodiscard]] std::string ask_json(const JsonContext& context, Analysis& analysis,
                                   const std::vector<const Question*>& questions);
[[nodiscard]] std::string explain_json(const JsonContext& context, Analysis& analysis, StateId state,
                                       const std::vector<PartyId>& parties, const std::vector<Concept>& concepts);
/// Several tables side by side, or one; at most `limit` (0: all) of each list.
[[nodiscard]] std::string deals_json(const JsonContext& context, Analysis& analysis, const DealsAnswer& answer,
                                     std::size_t limit);
/// `levers` for one state and one party; with `count` the numbers of rankings.
[[nodiscard]] std::string inverse_json(const JsonContext& context, Analysis& analysis, StateId state, PartyId party,
                                       const std::vector<InverseAnswer>& answers, bool count);
/// `levers` for some goals.
[[nodiscard]] std::string levers_json(const JsonContext& context, Analysis& analysis,
                                      const std::vector<LeverAnswer>& answers);
[[nodiscard]] std::string coalitions_json(const JsonContext& context, Analysis& analysis, const CoalitionAnswer& answer,
                                          const CoalitionQuestion& question, std::size_t list_limit);
[[nodiscard]] std::string analyze_json(const JsonContext& context, Analysis& analysis, std::size_t list_limit);

}  // namespace detente
