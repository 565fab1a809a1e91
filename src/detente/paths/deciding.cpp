#include "detente/model/deciding.hpp"
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
  return deciding_statements(
      model, party, [&](const Statement& s) { return holds_in(space, s, a); },
      [&](const Statement& s) { return holds_in(space, s, b); });
}

}  // namespace detente
