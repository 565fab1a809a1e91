#pragma once
/// Levers in words.

#include <string>
#include <vector>

#include "detente/report/lever_answers.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// "USA#3": the id of a statement, or of the group that it is a member of.
[[nodiscard]] std::string entry_id(const std::vector<const Statement*>& statements);

/// "the rule 'not (A.x and B.y)' (text)", "needs of A.x: B.y", ...
[[nodiscard]] std::string restriction_text(const Model& model, const Restriction& restriction);

/// "MoE drops MoE#3 (...)"; "MoE: MoE.modify, for good"; "the rule '...'".
[[nodiscard]] std::string change_text(const Model& model, const Lever& lever);

/// Places without gaps, as pairs of the first and the last: 3 to 7, 9, 12. Runs of two are told apart.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> runs_of(std::vector<std::size_t> places);
/// "3", "3 or 4", "3 to 7, 9 or 12".
[[nodiscard]] std::string places_text(std::vector<std::size_t> places);

/// Levers that lead to the same and differ only in the place to which their last statement goes.
struct LeverGroup {
  const Lever* first;
  std::vector<std::size_t> places;
};
[[nodiscard]] std::vector<LeverGroup> grouped(const std::vector<Lever>& levers);

/// 0 if all holders want what it leads to, 1 if some do or in part, 2 if none does.
[[nodiscard]] int reluctance(const Lever& lever);

/// What differs from now in a changed case: "A.x, not B.y"; empty if nothing does.
[[nodiscard]] std::string literals_against_now(const Model& model, const ToldState& state);
/// The same as a sentence: "as now, but A.x".
[[nodiscard]] std::string against_now(const Model& model, const ToldState& state);

/// The levers of one kind as lines of a page: for each set of holders the first few, those that they want first. Those
/// that differ only in the place in a list and lead to the same are joined.
[[nodiscard]] std::string levers_text(const Model& model, const Style& style, const LeverQuestion& question,
                                      const Findings& findings, std::size_t indent);

/// The same in short: how many there are, and one of them, if there is one one that its holders want.
[[nodiscard]] std::string levers_in_short(const Model& model, const Findings& findings, std::string_view one,
                                          std::string_view several);

/// "What would make it last (under SEQ)".
[[nodiscard]] std::string aim_text(Aim aim, Concept c);

}  // namespace detente
