#pragma once
/// What the commands print for people. Each function gives the whole text; nothing is printed here.

#include <optional>
#include <string>
#include <vector>

#include "detente/levers/inverse.hpp"
#include "detente/report/analysis.hpp"
#include "detente/report/answer_changes.hpp"
#include "detente/report/coalition_answer.hpp"
#include "detente/report/deals_answer.hpp"
#include "detente/report/lever_answers.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// The states of a set, with what is done in each; at most `limit` (0: all).
[[nodiscard]] std::string states_page(Analysis& analysis, const Style& style, const BitVector& chosen,
                                      std::size_t limit);
/// Only how many, a summary, or every one.
enum class Detail { counts, summary, full };
/// The equilibria of the concepts.
[[nodiscard]] std::string stable_page(Analysis& analysis, const Style& style, const std::vector<Concept>& concepts,
                                      Detail detail);

enum class TableFormat { text, csv, latex };
/// The classic table: a row for each state, a column for each party under each concept, and whether it is an
/// equilibrium.
[[nodiscard]] std::string stability_table(Analysis& analysis, const Style& style, const std::vector<Concept>& concepts,
                                          TableFormat format, std::size_t limit);

/// What can be reached from now and how, or with `to` the shortest paths to one state.
[[nodiscard]] std::string paths_page(Analysis& analysis, const Style& style, std::optional<StateId> to,
                                     std::size_t limit);

/// A question with its answer. The question must outlive it.
struct Answered {
  const Question* question;
  Answer answer;
};
[[nodiscard]] std::vector<Answered> answer_all(Analysis& analysis, const std::vector<const Question*>& questions);

/// The answers to some questions of the case, in full.
[[nodiscard]] std::string questions_page(Analysis& analysis, const Style& style,
                                         const std::vector<Answered>& questions);

/// The same in one or two sentences each: whether it can come about, whether it would last, who stands in the way.
[[nodiscard]] std::string short_answers(Analysis& analysis, const Style& style, const std::vector<Answered>& questions);

/// Why a state is stable or not, for the parties and under the concepts given.
[[nodiscard]] std::string explain_page(Analysis& analysis, const Style& style, StateId state,
                                       const std::vector<PartyId>& parties, const std::vector<Concept>& concepts);

/// One table in full, or several side by side; at most `limit` (0: all) of each list.
[[nodiscard]] std::string deals_page(Analysis& analysis, const Style& style, const DealsAnswer& answer,
                                     std::size_t limit);
/// One line for each acceptable deal of each table, best first, at most `limit` (0: all) for a table.
[[nodiscard]] std::string deals_csv(Analysis& analysis, const DealsAnswer& answer, std::size_t limit);
/// Which comparisons of a party decide whether a state is stable for it; with `count` how many rankings do.
[[nodiscard]] std::string inverse_page(Analysis& analysis, const Style& style, StateId state, PartyId party,
                                       const std::vector<InverseAnswer>& answers, bool count);

/// What would have to change for some goals, and who could change it.
[[nodiscard]] std::string levers_page(Analysis& analysis, const Style& style, const std::vector<LeverAnswer>& answers);

/// The same in short for the questions of a case that are not settled; empty if there are none.
[[nodiscard]] std::string levers_section(Analysis& analysis, const Style& style, const std::string& file);
/// Who could gain together, what no coalition upsets, and blocks.
[[nodiscard]] std::string coalitions_page(Analysis& analysis, const Style& style, const CoalitionAnswer& answer,
                                          const CoalitionQuestion& question);

/// The same in short: the Nash equilibria of a small case, or those nearest to now.
[[nodiscard]] std::string coalitions_section(Analysis& analysis, const Style& style, const std::string& file);

/// What the page of a whole analysis can say besides: what its statements rest on, in a few words, and, of a case
/// without some of its sources, which answers that changes.
struct AnalyzeExtras {
  std::string evidence{};
  std::vector<std::string> without{};
  std::vector<AnswerChange> changes{};
};
/// All of it on one page. `warnings` are those of lint().
[[nodiscard]] std::string analyze_page(Analysis& analysis, const Style& style, const std::string& file,
                                       const Diagnostics& warnings, const AnalyzeExtras& extras = {});

}  // namespace detente
