// Coalitions by the quantified definitions.
//
//   phi_H(s)  the states u that some i in H does not prefer to s (strict: likes less than s)
//   Nash  no coalition improvement t of H at s
//   GMR   every one has u in R_{N-H}(t) with u in phi_H(s)
//   SMR   and R_H(u) within phi_H(s)
//   SEQ   every one has u in phi_H(s) that groups of N-H reach from t by coalition improvements, the same group never
//         twice running
// R_H is by legal sequences of unilateral moves.

#include <deque>

#include "reference.hpp"

namespace detente::reference {

// A mover is here a single member of H, or a set G of members that makes a joint move; the identical mover does not
// move twice running.
std::vector<std::size_t> coalition_improvements(const ReferenceModel& model, PartySet group, std::size_t from) {
  std::vector<PartySet> movers;
  std::vector<const std::vector<std::vector<std::size_t>>*> targets;
  for (std::size_t i = 0; i < model.party_count; ++i) {
    if (!contains(group, i)) continue;
    movers.push_back(only(i));
    targets.push_back(&model.moves[i]);
  }
  for (const JointMoves& joint : model.joint) {
    if (!within(joint.parties, group)) continue;
    movers.push_back(joint.parties);
    targets.push_back(&joint.targets);
  }

  struct Node {
    std::size_t state;
    std::optional<std::size_t> last_mover;
  };
  const std::size_t n = model.states.size();
  std::vector<char> reached(n, 0);
  std::vector<std::vector<char>> seen(n, std::vector<char>(movers.size(), 0));
  std::deque<Node> to_do{{from, std::nullopt}};
  while (!to_do.empty()) {
    const Node node = to_do.front();
    to_do.pop_front();
    for (std::size_t m = 0; m < movers.size(); ++m) {
      if (node.last_mover == m) continue;
      for (const std::size_t r : (*targets[m])[node.state]) {
        reached[r] = 1;
        if (seen[r][m]) continue;
        seen[r][m] = 1;
        to_do.push_back({r, m});
      }
    }
  }

  std::vector<std::size_t> found;
  for (std::size_t t = 0; t < n; ++t) {
    bool all_prefer_it = group != 0 && reached[t];
    for (std::size_t i = 0; i < model.party_count; ++i) {
      if (contains(group, i) && !model.better(i, t, from)) all_prefer_it = false;
    }
    if (all_prefer_it) found.push_back(t);
  }
  return found;
}

namespace {

bool in_phi(const ReferenceModel& model, PartySet group, std::size_t u, std::size_t s, Sanction sanction) {
  for (std::size_t i = 0; i < model.party_count; ++i) {
    if (!contains(group, i)) continue;
    if (sanction == Sanction::weak ? !model.better(i, u, s) : model.better(i, s, u)) return true;
  }
  return false;
}

// The states that subsets of `group` reach from `from` by coalition improvements, as pairs (state, last group).
std::vector<std::size_t> reach_by_groups(const ReferenceModel& model, const CoalitionTable& table, PartySet group,
                                         std::size_t from) {
  const std::size_t sets = std::size_t{1} << model.party_count;
  std::vector<char> seen(model.states.size() * sets, 0);
  std::vector<char> reached(model.states.size(), 0);
  struct Node {
    std::size_t state;
    PartySet last;
  };
  std::vector<Node> to_do{{from, 0}};
  while (!to_do.empty()) {
    const Node node = to_do.back();
    to_do.pop_back();
    for (PartySet k = 1; k < sets; ++k) {
      if (!within(k, group) || k == node.last) continue;
      for (const std::size_t r : table[k][node.state]) {
        reached[r] = 1;
        if (seen[r * sets + k]) continue;
        seen[r * sets + k] = 1;
        to_do.push_back({r, k});
      }
    }
  }
  std::vector<std::size_t> list;
  for (std::size_t s = 0; s < reached.size(); ++s) {
    if (reached[s]) list.push_back(s);
  }
  return list;
}

}  // namespace

CoalitionTable coalition_table(const ReferenceModel& model) {
  CoalitionTable table(std::size_t{1} << model.party_count);
  for (PartySet h = 0; h < table.size(); ++h) {
    for (std::size_t s = 0; s < model.states.size(); ++s) table[h].push_back(coalition_improvements(model, h, s));
  }
  return table;
}

bool coalition_deterred(const ReferenceModel& model, const CoalitionTable& table, Concept which, PartySet group,
                        std::size_t s, std::size_t t, Sanction sanction) {
  if (which == Concept::nash) return false;
  const PartySet others = (only(model.party_count) - 1) & ~group;
  const std::vector<std::size_t> answers = which == Concept::seq ? reach_by_groups(model, table, others, t)
                                                                 : reach(model.moves, others, t, Responses::sequences);
  for (const std::size_t u : answers) {
    bool hurts = in_phi(model, group, u, s, sanction);
    if (which == Concept::smr) {
      for (const std::size_t v : reach(model.moves, group, u, Responses::sequences)) {
        if (!in_phi(model, group, v, s, sanction)) hurts = false;
      }
    }
    if (hurts) return true;
  }
  return false;
}

// A block improves if all of its members do; what sanctions it is in its phi.
StabilityTable block_stability(const PlainCase& plain, const ReferenceModel& model, const std::vector<PartySet>& blocks,
                               ReferenceSwitches switches) {
  const std::size_t n = model.states.size();
  const Targets moves = block_moves(plain, model, blocks);
  Targets improvements(blocks.size(), std::vector<std::vector<std::size_t>>(n));
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    for (std::size_t s = 0; s < n; ++s) {
      for (const std::size_t t : moves[b][s]) {
        if (!in_phi(model, blocks[b], t, s, Sanction::weak)) improvements[b][s].push_back(t);
      }
    }
  }
  const auto deterred = [&](std::size_t b, std::size_t s, std::size_t t, Concept which) {
    if (which == Concept::nash) return false;
    const auto hurts = [&](std::size_t u) { return in_phi(model, blocks[b], u, s, switches.sanction); };
    const PartySet others = (only(blocks.size()) - 1) & ~only(b);
    const bool improving = which == Concept::seq || which == Concept::sseq;
    for (const std::size_t u : reach(improving ? improvements : moves, others, t, switches.responses)) {
      bool sanctioned = hurts(u);
      if (which == Concept::smr || which == Concept::sseq) {
        for (const std::size_t v : moves[b][u]) {
          if (!hurts(v)) sanctioned = false;
        }
      }
      if (sanctioned) return true;
    }
    return false;
  };
  StabilityTable table;
  for (const Concept which : all_concepts) {
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      std::vector<char> stable(n, 1);
      for (std::size_t s = 0; s < n; ++s) {
        for (const std::size_t t : improvements[b][s]) {
          if (!deterred(b, s, t, which)) stable[s] = 0;
        }
      }
      table[static_cast<std::size_t>(which)].push_back(stable);
    }
  }
  return table;
}

}  // namespace detente::reference
