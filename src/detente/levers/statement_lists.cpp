#include "detente/levers/statement_lists.hpp"

#include "detente/space/evaluate.hpp"

namespace detente {

StatementLists::StatementLists(const Model& model, const StateSpace& space) {
  const auto add = [&](PartyId party, const Level& level) {
    std::vector<const Formula*> formulas;
    for (const Statement& statement : level) formulas.push_back(&statement.formula);
    entries_.push_back({party, level, evaluate(space, formulas)});
    return static_cast<EntryId>(entries_.size() - 1);
  };
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    const Preferences& preferences = model.preferences[p];
    for (const Statement& statement : preferences.weights) add(PartyId(p), {statement});
    StatementList list;
    for (const Level& level : preferences.order) list.push_back(add(PartyId(p), level));
    const bool has_list = preferences.form == Preferences::Form::order || preferences.form == Preferences::Form::none;
    lists_.push_back(has_list ? std::optional(std::move(list)) : std::nullopt);
  }
}

int StatementLists::compare(const StatementList& list, StateId a, StateId b) const {
  for (const EntryId id : list) {
    int difference = 0;
    for (const BitVector& at : entries_[id].at) {
      difference += (at.test(a.index()) ? 1 : 0) - (at.test(b.index()) ? 1 : 0);
    }
    if (difference != 0) return difference;
  }
  return 0;
}

Preferences StatementLists::preferences(const StatementList& list) const {
  Preferences preferences;
  preferences.form = Preferences::Form::order;
  for (const EntryId id : list) preferences.order.push_back(entries_[id].level);
  return preferences;
}

std::uint64_t StatementLists::bytes(const Model& model, const StateSpace& space) {
  std::uint64_t statements = 0;
  for (std::size_t p = 0; p < model.parties.size(); ++p) statements += model.statements_of(PartyId(p)).size();
  return statements * space.size() / 8;
}

}  // namespace detente
