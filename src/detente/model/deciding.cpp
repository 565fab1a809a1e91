#include "detente/model/deciding.hpp"

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

}  // namespace detente
