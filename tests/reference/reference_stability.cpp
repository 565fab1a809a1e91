// Stability by the quantified definitions.
//
//   Nash  no s1 in R_i+(s)
//   GMR   for every s1 in R_i+(s) some s2 in R_{N-i}(s1) has s2 <=_i s
//   SMR   for every s1 in R_i+(s) some s2 in R_{N-i}(s1) has s2 <=_i s, and s3 <=_i s for every s3 in R_i(s2)
//   SEQ   as GMR with R+_{N-i}(s1)
//   SSEQ  as SMR with R+_{N-i}(s1)
//
// Under the strict switch every <=_i above is read as <_i.

#include "reference.hpp"

namespace detente::reference {

namespace {

// Legal sequences: pairs (state, last mover). Any member of H may begin; after j has moved, anyone of H but j.
std::vector<char> reach_by_sequences(const Targets& targets, PartySet group, std::size_t from) {
  const std::size_t parties = targets.size();
  const std::size_t n = targets[0].size();
  struct Node {
    std::size_t state;
    std::size_t last_mover;
  };
  std::vector<char> reached(n, 0);
  std::vector<char> seen(n * parties, 0);
  std::vector<Node> to_do;
  const auto visit = [&](std::size_t state, std::size_t mover) {
    reached[state] = 1;
    if (seen[state * parties + mover]) return;
    seen[state * parties + mover] = 1;
    to_do.push_back({state, mover});
  };
  for (std::size_t j = 0; j < parties; ++j) {
    if (!contains(group, j)) continue;
    for (const std::size_t q : targets[j][from]) visit(q, j);
  }
  while (!to_do.empty()) {
    const Node node = to_do.back();
    to_do.pop_back();
    for (std::size_t k = 0; k < parties; ++k) {
      if (!contains(group, k) || k == node.last_mover) continue;
      for (const std::size_t r : targets[k][node.state]) visit(r, k);
    }
  }
  return reached;
}

// Each member of H at most once, in any order: pairs (state, set of those that have moved).
std::vector<char> reach_once_each(const Targets& targets, PartySet group, std::size_t from) {
  const std::size_t parties = targets.size();
  const std::size_t n = targets[0].size();
  struct Node {
    std::size_t state;
    PartySet moved;
  };
  std::vector<char> reached(n, 0);
  std::vector<char> seen(n << parties, 0);
  std::vector<Node> to_do{{from, 0}};
  while (!to_do.empty()) {
    const Node node = to_do.back();
    to_do.pop_back();
    for (std::size_t k = 0; k < parties; ++k) {
      if (!contains(group, k) || contains(node.moved, k)) continue;
      const PartySet moved = node.moved | only(k);
      for (const std::size_t r : targets[k][node.state]) {
        reached[r] = 1;
        if (seen[(r << parties) + moved]) continue;
        seen[(r << parties) + moved] = 1;
        to_do.push_back({r, moved});
      }
    }
  }
  return reached;
}

// One move by one member of H.
std::vector<char> reach_in_one_move(const Targets& targets, PartySet group, std::size_t from) {
  std::vector<char> reached(targets[0].size(), 0);
  for (std::size_t j = 0; j < targets.size(); ++j) {
    if (!contains(group, j)) continue;
    for (const std::size_t q : targets[j][from]) reached[q] = 1;
  }
  return reached;
}

std::vector<std::size_t> listed(const std::vector<char>& set) {
  std::vector<std::size_t> list;
  for (std::size_t s = 0; s < set.size(); ++s) {
    if (set[s]) list.push_back(s);
  }
  return list;
}

// Everything needed to judge one party.
struct Judge {
  const ReferenceModel& model;
  Sanction sanction;
  std::size_t i;
  std::vector<std::vector<std::size_t>> answers_by_moves;         // [s1] is R_{N-i}(s1)
  std::vector<std::vector<std::size_t>> answers_by_improvements;  // [s1] is R+_{N-i}(s1)

  // x <=_i s, or x <_i s under the strict switch
  bool no_better(std::size_t x, std::size_t s) const {
    return sanction == Sanction::weak ? !model.better(i, x, s) : model.better(i, s, x);
  }

  // s3 <=_i s for every s3 in R_i(s2)
  bool cannot_get_out(std::size_t s2, std::size_t s) const {
    for (const std::size_t s3 : model.moves[i][s2]) {
      if (!no_better(s3, s)) return false;
    }
    return true;
  }

  bool is_deterred(std::size_t s, std::size_t s1, Concept which) const {
    const bool only_improvements = which == Concept::seq || which == Concept::sseq;
    const bool looks_at_counter_moves = which == Concept::smr || which == Concept::sseq;
    const auto& answers = only_improvements ? answers_by_improvements[s1] : answers_by_moves[s1];
    for (const std::size_t s2 : answers) {
      if (no_better(s2, s) && (!looks_at_counter_moves || cannot_get_out(s2, s))) return true;
    }
    return false;
  }

  bool is_stable(std::size_t s, Concept which) const {
    if (which == Concept::nash) return model.improvements[i][s].empty();
    for (const std::size_t s1 : model.improvements[i][s]) {
      if (!is_deterred(s, s1, which)) return false;
    }
    return true;
  }
};

}  // namespace

std::vector<std::size_t> reach(const Targets& targets, PartySet group, std::size_t from, Responses responses) {
  switch (responses) {
    case Responses::sequences: return listed(reach_by_sequences(targets, group, from));
    case Responses::once: return listed(reach_once_each(targets, group, from));
    case Responses::single: break;
  }
  return listed(reach_in_one_move(targets, group, from));
}

StabilityTable stability(const ReferenceModel& model, ReferenceSwitches switches) {
  const std::size_t n = model.states.size();
  const PartySet everyone = only(model.party_count) - 1;
  StabilityTable table;
  for (std::size_t i = 0; i < model.party_count; ++i) {
    Judge judge{model, switches.sanction, i, {}, {}};
    const PartySet others = everyone & ~only(i);
    for (std::size_t s1 = 0; s1 < n; ++s1) {
      judge.answers_by_moves.push_back(reach(model.moves, others, s1, switches.responses));
      judge.answers_by_improvements.push_back(reach(model.improvements, others, s1, switches.responses));
    }
    for (const Concept which : all_concepts) {
      std::vector<char> stable(n, 0);
      for (std::size_t s = 0; s < n; ++s) stable[s] = judge.is_stable(s, which) ? 1 : 0;
      table[static_cast<std::size_t>(which)].push_back(stable);
    }
  }
  return table;
}

std::vector<std::size_t> equilibria(const StabilityTable& table, Concept which) {
  const std::vector<std::vector<char>>& stable = table[static_cast<std::size_t>(which)];
  std::vector<std::size_t> found;
  for (std::size_t s = 0; s < stable.at(0).size(); ++s) {
    bool for_all = true;
    for (const std::vector<char>& of_party : stable) {
      if (!of_party[s]) for_all = false;
    }
    if (for_all) found.push_back(s);
  }
  return found;
}

}  // namespace detente::reference
