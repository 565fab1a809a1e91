#include "detente/levers/yielding.hpp"

#include <algorithm>

#include "detente/space/evaluate.hpp"
#include "detente/space/payoffs.hpp"

namespace detente {

namespace {

/// How many more statements of a level hold in `a` than in `b`.
std::int64_t more_in(const StateSpace& space, const Level& level, StateId a, StateId b) {
  std::int64_t more = 0;
  for (const Statement& s : level) {
    more += (holds_in(space, s.formula, a) ? 1 : 0) - (holds_in(space, s.formula, b) ? 1 : 0);
  }
  return more;
}

}  // namespace

Yielding yielding(const Model& model, const StateSpace& space, PartyId party, StateId wanted, StateId other) {
  const Preferences& preferences = model.preferences[party.index()];
  Yielding result;
  if (preferences.form == Preferences::Form::weights) {
    const std::int64_t short_of = weighted_sum(space, preferences, other) - weighted_sum(space, preferences, wanted);
    result.shortfall = Decimal{std::max<std::int64_t>(0, short_of)};
  }
  std::vector<const Level*> against;
  for (const Level& level : preferences.order) {
    const std::int64_t more = more_in(space, level, wanted, other);
    if (more < 0) against.push_back(&level);
    if (more <= 0) continue;
    result.levels = std::move(against);
    break;
  }
  return result;
}

}  // namespace detente
