#pragma once
/// What is not wrong in a case but probably not meant.

#include "detente/report/analysis.hpp"

namespace detente {

/// Warnings about the case of one day: a party without preferences; a statement that is true or false in every state; a
/// statement that never decides anything; an option that nobody's preferences mention; a rule that never bites; a named
/// state that is not feasible; members of a merged state that disagree on a statement; `A if B`, once; a weight of
/// zero; a statement that rests on nothing, once per party. Sorted by place.
[[nodiscard]] Diagnostics lint(Analysis& analysis);

/// The part of it about tables. Solves the case if a walk-away drifts.
[[nodiscard]] Diagnostics lint_tables(Analysis& analysis);

}  // namespace detente
