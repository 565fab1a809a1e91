#include "detente/levers/statement_lists.hpp"

#include "detente/space/evaluate.hpp"

namespace detente {

StatementLists::StatementLists(const Model& model, const StateSpace& space) {
  const auto add = [&](PartyId party, std::vector<const Statement*> statements) {
    entries_.push_back({party, std::move(statements), {}});
    return static_cast<EntryId>(entries_.size() - 1);
  };
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    const Preferences& preferences = model.preferences[p];
    for (const Statement& statement : preferences.weights) add(PartyId(p), {&statement});
    StatementList list;
    for (const Level& level : preferences.order) {
      std::vector<const Statement*> statements;
      for (const Statement& statement : level) statements.push_back(&statement);
      list.push_back(add(PartyId(p), std::move(statements)));
    }
    const bool has_list = preferences.form == Preferences::Form::order || preferences.form == Preferences::Form::none;
    lists_.push_back(has_list ? std::optional(std::move(list)) : std::nullopt);
  }
  // All at once, so that the values of the variables are looked up once.
  std::vector<const Formula*> formulas;
  for (const Entry& entry : entries_) {
    for (const Statement* statement : entry.statements) formulas.push_back(&statement->formula);
  }
  std::vector<BitVector> at = evaluate(space, formulas);
  auto next = at.begin();
  for (Entry& entry : entries_) {
    for (std::size_t k = 0; k < entry.statements.size(); ++k) entry.at.push_back(std::move(*next++));
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
  for (const EntryId id : list) {
    Level& level = preferences.order.emplace_back();
    for (const Statement* statement : entries_[id].statements) level.push_back(*statement);
  }
  return preferences;
}

std::uint64_t StatementLists::bytes(const Model& model, const StateSpace& space) {
  std::uint64_t statements = 0;
  for (std::size_t p = 0; p < model.parties.size(); ++p) statements += model.statements_of(PartyId(p)).size();
  return statements * space.size() / 8;
}

}  // namespace detente
