#include "detente/exchange/first_state.hpp"

namespace detente {

namespace {

/// Depth first from the most significant variable down, lowest value first; a rule that has become false ends a branch.
struct Search {
  const Case& document;
  std::vector<std::vector<const Formula*>> rules_of;
  std::vector<std::int32_t> known;
  std::uint64_t steps;

  bool descend(std::size_t depth) {
    if (depth == 0) return true;
    const std::size_t v = depth - 1;
    for (std::size_t value = 0; value < document.variables[v].values.size(); ++value) {
      if (steps == 0) return false;
      --steps;
      known[v] = static_cast<std::int32_t>(value);
      bool alive = true;
      for (const Formula* rule : rules_of[v]) alive = alive && settled(*rule, known).value_or(true);
      if (alive && descend(v)) return true;
    }
    known[v] = -1;
    return false;
  }
};

}  // namespace

std::optional<std::vector<Value>> first_feasible(const Case& document, std::uint64_t most_steps) {
  const std::size_t variables = document.variables.size();
  Search search{.document = document,
                .rules_of = std::vector<std::vector<const Formula*>>(variables),
                .known = std::vector<std::int32_t>(variables, -1),
                .steps = most_steps};
  for (const Rule& rule : document.rules) {
    if (!settled(rule.formula, search.known).value_or(true)) return std::nullopt;
    for (const VariableId v : variables_of(rule.formula)) search.rules_of[v.index()].push_back(&rule.formula);
  }
  if (!search.descend(variables)) return std::nullopt;
  std::vector<Value> values;
  for (const std::int32_t value : search.known) values.push_back(static_cast<Value>(value));
  return values;
}

}  // namespace detente
