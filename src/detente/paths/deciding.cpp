#include <algorithm>

#include "detente/paths/questions.hpp"

namespace detente {

namespace {

/// Whether the statement holds at every member of the state.
bool holds_in(const StateSpace& space, const Statement& statement, StateId s) {
  std::vector<Value> values;
  for (std::size_t k = 0; k < space.members_in(s); ++k) {
    space.layout().decode(space.code(space.member_of(s, k)), values);
    if (!holds(statement.formula, values)) return false;
  }
  return true;
}

}  // namespace

std::vector<const Statement*> deciding_statements(const Model& model, const StateSpace& space, PartyId party, StateId a,
                                                  StateId b) {
  const Preferences& preferences = model.preferences[party.index()];
  std::vector<const Statement*> deciding;
  for (const Level& level : preferences.order) {
    std::int64_t more_in_a = 0;
    deciding.clear();
    for (const Statement& statement : level) {
      const bool in_a = holds_in(space, statement, a);
      const bool in_b = holds_in(space, statement, b);
      more_in_a += (in_a ? 1 : 0) - (in_b ? 1 : 0);
      if (in_a && !in_b) deciding.push_back(&statement);
    }
    if (more_in_a > 0) return deciding;
    if (more_in_a < 0) return {};
  }
  deciding.clear();
  std::int64_t gain = 0;
  for (const Statement& statement : preferences.weights) {
    const bool in_a = holds_in(space, statement, a);
    if (in_a == holds_in(space, statement, b)) continue;
    gain += in_a ? statement.weight.millionths : -statement.weight.millionths;
    if (in_a == (statement.weight.millionths > 0)) deciding.push_back(&statement);
  }
  if (gain <= 0) deciding.clear();
  return deciding;
}

}  // namespace detente
