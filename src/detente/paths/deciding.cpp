#include <algorithm>

#include "detente/paths/questions.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

std::vector<const Statement*> deciding_statements(const Model& model, const StateSpace& space, PartyId party, StateId a,
                                                  StateId b) {
  const Preferences& preferences = model.preferences[party.index()];
  std::vector<const Statement*> deciding;
  for (const Level& level : preferences.order) {
    std::int64_t more_in_a = 0;
    deciding.clear();
    for (const Statement& statement : level) {
      const bool in_a = holds_in(space, statement.formula, a);
      const bool in_b = holds_in(space, statement.formula, b);
      more_in_a += (in_a ? 1 : 0) - (in_b ? 1 : 0);
      if (in_a && !in_b) deciding.push_back(&statement);
    }
    if (more_in_a > 0) return deciding;
    if (more_in_a < 0) return {};
  }
  deciding.clear();
  std::int64_t gain = 0;
  for (const Statement& statement : preferences.weights) {
    const bool in_a = holds_in(space, statement.formula, a);
    if (in_a == holds_in(space, statement.formula, b)) continue;
    gain += in_a ? statement.weight.millionths : -statement.weight.millionths;
    if (in_a == (statement.weight.millionths > 0)) deciding.push_back(&statement);
  }
  if (gain <= 0) deciding.clear();
  return deciding;
}

}  // namespace detente
