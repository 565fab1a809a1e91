#pragma once
/// Formulas as disjunctions of conjunctions, which is all that many formats can say.

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "detente/model/formula.hpp"

namespace detente {

/// Yes/no options that hold (true) or do not (false), ascending, each once.
using Conjunction = std::vector<std::pair<VariableId, bool>>;

/// The formula (or its negation) as conjunctions of which at least one holds exactly where the formula does; none of
/// them implies another. No conjunction: never; one that is empty: always. Every literal must be about the value 0 or
/// 1 of a yes/no option. Nothing if more than `most` conjunctions would be needed on the way, or too much work. Cost:
/// at most some 10^8 steps, and for formulas as people write them next to none.
[[nodiscard]] std::optional<std::vector<Conjunction>> disjunctive_form(const Formula& formula, bool negate = false,
                                                                       std::size_t most = 1'000);

}  // namespace detente
