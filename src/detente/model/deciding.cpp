#include "detente/model/deciding.hpp"

#include <algorithm>

namespace detente {

std::vector<const Statement*> deciding_statements(const Model& model, PartyId party, const HoldsIn& in_a,
                                                  const HoldsIn& in_b) {
  const Preferences& preferences = model.preferences[party.index()];
  std::vector<const Statement*> deciding;
  for (const Level& level : preferences.order) {
    std::int64_t more_in_a = 0;
    deciding.clear();
    for (const Statement& statement : level) {
      const bool a = in_a(statement);
      const bool b = in_b(statement);
      more_in_a += (a ? 1 : 0) - (b ? 1 : 0);
      if (a && !b) deciding.push_back(&statement);
    }
    if (more_in_a > 0) return deciding;
    if (more_in_a < 0) return {};
  }
  deciding.clear();
  std::int64_t gain = 0;
  for (const Statement& statement : preferences.weights) {
    const bool a = in_a(statement);
    if (a == in_b(statement)) continue;
    gain += a ? statement.weight.millionths : -statement.weight.millionths;
    if (a == (statement.weight.millionths > 0)) deciding.push_back(&statement);
  }
  if (gain <= 0) deciding.clear();
  return deciding;
}

namespace {

/// The group of a ranking that holds a state, from 1; 0 where groups are lists of numbers.
std::size_t group_of(const Preferences& preferences, const HoldsIn& in) {
  Statement probe;
  for (std::size_t g = 0; g < preferences.ranking.size(); ++g) {
    const Formula* formula = std::get_if<Formula>(&preferences.ranking[g].members);
    if (!formula) return 0;
    probe.formula = *formula;
    if (in(probe)) return g + 1;
  }
  return 0;
}

}  // namespace

Comparison compare(const Model& model, PartyId party, const HoldsIn& in_a, const HoldsIn& in_b) {
  const Preferences& preferences = model.preferences[party.index()];
  Comparison result{.party = party};
  if (preferences.form == Preferences::Form::ranking) {
    result.group_a = group_of(preferences, in_a);
    result.group_b = group_of(preferences, in_b);
    if (result.group_a != 0 && result.group_b != 0)
      result.preferred = result.group_a < result.group_b ? 1 : result.group_a > result.group_b ? -1 : 0;
    return result;
  }
  std::vector<const Statement*> deciding = deciding_statements(model, party, in_a, in_b);
  if (!deciding.empty()) {
    result.preferred = 1;
  } else {
    deciding = deciding_statements(model, party, in_b, in_a);
    if (!deciding.empty()) result.preferred = -1;
  }
  for (const Statement* statement : model.statements_of(party)) {
    const bool a = in_a(*statement);
    const bool b = in_b(*statement);
    if (a) result.sum_a.millionths += statement->weight.millionths;
    if (b) result.sum_b.millionths += statement->weight.millionths;
    if (a == b) continue;
    result.differences.push_back(
        {.statement = statement, .in_a = a, .decides = std::ranges::find(deciding, statement) != deciding.end()});
  }
  return result;
}

}  // namespace detente
