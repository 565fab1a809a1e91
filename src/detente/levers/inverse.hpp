#pragma once
/// Which rankings of a party would make a state stable for it: the condition, in its minimal forms, and their number.

#include <optional>

#include "detente/levers/condition.hpp"
#include "detente/levers/ranking_count.hpp"

namespace detente {

struct InverseAnswer {
  Concept concept_id = Concept::seq;
  /// Nothing if the budget was over first; then there is nothing else either.
  std::optional<Condition> condition;
  NormalForms forms;
  /// Nothing if it was not asked for or is too intricate.
  std::optional<RankingCount> rankings;
};

/// Answers for one party, one state and one concept, the other parties as they are. Cost: see stability_condition and
/// count_rankings.
[[nodiscard]] InverseAnswer invert(const ChangedCase& the_case, StateId s, PartyId party, Concept c, bool count);

}  // namespace detente
