#include "detente/model/deciding.hpp"
#include "detente/paths/questions.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

std::vector<const Statement*> deciding_statements(const Model& model, const StateSpace& space, PartyId party, StateId a,
                                                  StateId b) {
  return deciding_statements(
      model, party, [&](const Statement& s) { return holds_in(space, s.formula, a); },
      [&](const Statement& s) { return holds_in(space, s.formula, b); });
}

}  // namespace detente
