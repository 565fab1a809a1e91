#include "detente/deals/alone.hpp"

#include <algorithm>
#include <compare>

#include "detente/deals/decompose.hpp"

namespace detente {

namespace {

/// A party's comparison of two states; nothing where it ranks states by number.
std::optional<std::strong_ordering> compare(const Preferences& preferences, Assignment a, Assignment b) {
  switch (preferences.form) {
    case Preferences::Form::none: return std::strong_ordering::equal;
    case Preferences::Form::weights: return weighted_sum(preferences, a) <=> weighted_sum(preferences, b);
    case Preferences::Form::order:
      for (const Level& level : preferences.order) {
        const auto holding = [&](Assignment state) {
          return std::ranges::count_if(level, [&](const Statement& s) { return holds(s.formula, state); });
        };
        const auto order = holding(a) <=> holding(b);
        if (order != 0) return order;
      }
      return std::strong_ordering::equal;
    case Preferences::Form::ranking: {
      const auto group_of = [&](Assignment state) -> std::optional<std::size_t> {
        for (std::size_t g = 0; g < preferences.ranking.size(); ++g) {
          const auto* formula = std::get_if<Formula>(&preferences.ranking[g].members);
          if (formula == nullptr) return std::nullopt;
          if (holds(*formula, state)) return g;
        }
        return std::nullopt;
      };
      const auto in_a = group_of(a);
      const auto in_b = group_of(b);
      if (!in_a || !in_b) return std::nullopt;
      return *in_b <=> *in_a;  // the best group is the first
    }
  }
  return std::nullopt;
}

}  // namespace

Departures departures_from(const Model& model, const std::vector<Value>& state, std::size_t most_moves) {
  Departures found;
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    const PartyId party(p);
    // By variable, the values that it may take in a move; the first is to stay.
    std::vector<VariableId> variables;
    std::vector<std::vector<Value>> choices;
    double moves = 1;
    for (const VariableId v : model.movable_by(party)) {
      std::vector<Value> values{state[v.index()]};
      for (std::size_t to = 0; to < model.variable(v).values.size(); ++to) {
        if (change_allowed(model, party, v, static_cast<Value>(to), state)) values.push_back(static_cast<Value>(to));
      }
      if (values.size() == 1) continue;
      moves *= static_cast<double>(values.size());
      variables.push_back(v);
      choices.push_back(std::move(values));
    }
    if (moves > static_cast<double>(most_moves)) {
      found.complete = false;
      continue;
    }
    std::optional<std::vector<Value>> best;
    std::vector<std::size_t> digits(variables.size(), 0);
    std::vector<Value> to = state;
    for (;;) {
      std::size_t k = 0;
      for (; k < digits.size(); ++k) {
        digits[k] = (digits[k] + 1) % choices[k].size();
        to[variables[k].index()] = choices[k][digits[k]];
        if (digits[k] != 0) break;
      }
      if (k == digits.size()) break;
      if (!std::ranges::all_of(model.rules, [&](const Rule& rule) { return holds(rule.formula, to); })) continue;
      const auto order = compare(model.preferences[p], to, best ? *best : state);
      if (!order) {
        found.complete = false;
        break;
      }
      if (*order > 0) best = to;
    }
    if (best) found.departures.push_back({party, std::move(*best)});
  }
  return found;
}

}  // namespace detente
