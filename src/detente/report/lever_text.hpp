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

/// The levers of one kind as lines of a page, those that differ only in places of a list and lead to the same joined;
/// at most `most_lines` of them.
[[nodiscard]] std::string levers_text(Analysis& analysis, const Style& style, const LeverQuestion& question,
                                      const Findings& findings, std::size_t indent, std::size_t most_lines);

}  // namespace detente
