#include "detente/deals/walk_away.hpp"

#include <fmt/format.h>

#include "detente/space/named.hpp"

namespace detente {

BitVector drift_from(const Evolution& evolution, const Stability& stability, StateId from, const Control& control) {
  return evolution.reach_alone(from, control).states() & stability.equilibria(Concept::seq);
}

StakesBuild stakes_at(const Model& model, const StateSpace& space, const Payoffs& payoffs, const Table& table,
                      StateId from, const std::function<BitVector()>& drift) {
  StakesBuild build;
  std::optional<BitVector> rest;  // where things drift
  const auto worst = [&](PartyId party) {
    if (!rest) rest = drift();
    std::optional<StateId> found;
    rest->for_each([&](std::size_t s) {
      if (!found || payoffs.prefers(party, *found, StateId(s))) found = StateId(s);
    });
    return found;
  };
  const auto add = [&](PartyId party, bool member) {
    Stake stake{.party = party, .member = member, .walk_away = from};
    const auto entry = table.walk_away.find(party);
    if (entry != table.walk_away.end()) {
      const WalkAway& walk_away = entry->second;
      stake.kind = walk_away.kind;
      if (walk_away.kind == WalkAway::Kind::state) {
        const std::optional<StateId> named = find_named(model, space, *model.find_state(walk_away.state));
        if (named) {
          stake.walk_away = *named;
        } else {
          build.diagnostics.push_back(
              {.severity = Severity::error,
               .code = "infeasible-state",
               .message = fmt::format("the walk-away '{}' of {} at the table '{}' is not feasible", walk_away.state,
                                      model.party_id(party), table.id),
               .span = walk_away.span,
               .hint = broken_rule(model, *model.find_state(walk_away.state))});
        }
      } else if (walk_away.kind == WalkAway::Kind::drift) {
        const std::optional<StateId> drifted = worst(party);
        if (drifted) {
          stake.walk_away = *drifted;
        } else {
          stake.drifts_nowhere = true;
          build.diagnostics.push_back(
              {.severity = Severity::warning,
               .code = "no-drift",
               .message = fmt::format("at the table '{}' the walk-away of {} is now: improvements reach no equilibrium "
                                      "under SEQ to which things could drift",
                                      table.id, model.party_id(party)),
               .span = walk_away.span,
               .hint = "name a state, or write `now`"});
        }
      }
    }
    build.stakes.push_back(stake);
  };
  for (const PartyId party : table.parties) add(party, true);
  for (const PartyId party : table.ratify) add(party, false);
  return build;
}

}  // namespace detente
