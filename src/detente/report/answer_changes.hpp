#pragma once
/// The answers of a case in a few words each, and which of them differ between two cases.

#include <array>
#include <set>
#include <string>
#include <vector>

#include "detente/report/analysis.hpp"

namespace detente {

/// The answer to one question of the model in one line: whether it is open, whether it can last, who holds it up.
[[nodiscard]] std::string brief_answer(Analysis& analysis, const Question& question);

/// The question of a model with this id, or null.
[[nodiscard]] const Question* find_question(const Model& model, const std::string& id);

/// An answer that differs. `what` is `now`, `Nash equilibria` (and so on), or `question ID`.
struct AnswerChange {
  std::string what;
  std::string before;
  std::string after;
};

/// Whether now is an equilibrium, how many equilibria of each concept there are, and the answer to each question of
/// `before`. Solves both.
[[nodiscard]] std::vector<AnswerChange> answer_changes(Analysis& before, Analysis& after);

/// A case without some of its sources, against the whole one.
struct LeaveOut {
  std::vector<std::string> sources{};   ///< what was left out: one source, or several that depend on each other
  std::vector<std::string> removed{};   ///< parts that rested only on them
  std::vector<std::string> dangling{};  ///< parts that speak of what is gone
  std::string problem{};                ///< why the rest cannot be solved, or empty
  std::uint64_t states = 0;
  std::array<std::size_t, 5> equilibria{};  ///< by concept, in the order of all_concepts
  std::vector<AnswerChange> changes{};
};

/// The case without each of these sets of sources in turn, against `whole`, which is an analysis of `document` with the
/// same options. Where nothing rests only on a set nothing changes, and nothing is solved again. Stops between two sets
/// if the options' control says so; the answer is then shorter. Cost: an analysis for each set.
[[nodiscard]] std::vector<LeaveOut> leave_out(const Case& document, Analysis& whole,
                                              const std::vector<std::set<std::string>>& sets);

}  // namespace detente
