#include <set>

#include "reference.hpp"

namespace detente::reference {

namespace {

enum class With { anybody, the_party, the_others };

// Where one step leads from a state.
std::set<std::size_t> next(const ReferenceModel& model, std::size_t from, bool improving, std::size_t party,
                           With with) {
  const auto takes_part = [&](PartySet movers) {
    return with == With::anybody || contains(movers, party) == (with == With::the_party);
  };
  std::set<std::size_t> to;
  for (std::size_t i = 0; i < model.party_count; ++i) {
    if (!takes_part(only(i))) continue;
    const auto& targets = improving ? model.improvements[i][from] : model.moves[i][from];
    to.insert(targets.begin(), targets.end());
  }
  for (const JointMoves& joint : model.joint) {
    if (!takes_part(joint.parties)) continue;
    const auto& targets = improving ? joint.improvements[from] : joint.targets[from];
    to.insert(targets.begin(), targets.end());
  }
  return to;
}

// The states that improvements of the others lead to from some states, with the fewest steps.
std::map<std::size_t, std::size_t> falls(const ReferenceModel& model, std::size_t party,
                                         const std::set<std::size_t>& from) {
  std::map<std::size_t, std::size_t> steps;
  for (const std::size_t s : from) steps[s] = 0;
  for (bool more = true; more;) {
    more = false;
    const auto known = steps;
    for (const auto& [s, n] : known) {
      for (const std::size_t t : next(model, s, true, party, With::the_others)) {
        const auto found = steps.find(t);
        if (found != steps.end() && found->second <= n + 1) continue;
        steps[t] = n + 1;
        more = true;
      }
    }
  }
  return steps;
}

}  // namespace

bool way_back(const ReferenceModel& model, std::size_t party, std::size_t start, std::size_t from, bool improving) {
  std::set<std::size_t> reached{from};
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    const auto known = reached;
    for (const std::size_t s : known) {
      if (!model.better(party, start, s)) return true;
      reached.merge(next(model, s, improving, party, With::anybody));
    }
  }
  return false;
}

PlainTraps traps(const ReferenceModel& model, std::size_t party, std::size_t start,
                 const std::vector<std::size_t>& equilibria) {
  PlainTraps result;
  const std::set<std::size_t> own = next(model, start, true, party, With::the_party);
  result.improvements = own.size();
  const std::set<std::size_t> lasting(equilibria.begin(), equilibria.end());
  const auto is_trap = [&](std::size_t e) {
    return lasting.contains(e) && model.better(party, start, e) && !way_back(model, party, start, e, true);
  };
  for (const std::size_t bait : own) {
    bool leads = false;
    for (const auto& [e, steps] : falls(model, party, {bait})) {
      if (!is_trap(e)) continue;
      leads = true;
      const auto found = result.traps.find(e);
      if (found == result.traps.end()) {
        result.traps[e] = {steps + 1, way_back(model, party, start, e, false)};
      } else if (steps + 1 < found->second.steps) {
        found->second.steps = steps + 1;
      }
    }
    if (leads) ++result.baits;
  }
  return result;
}

}  // namespace detente::reference
