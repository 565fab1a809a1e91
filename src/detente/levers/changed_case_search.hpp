#pragma once
/// The searches of ChangedCase.

#include "detente/levers/changed_case.hpp"

namespace detente {

template <class Visit>
bool ChangedCase::any_response(StateId s1, PartyId party, bool improving, Visit&& visit) const {
  switch (switches_.responses) {
    case Responses::once: return any_response_once(s1, party, improving, visit);
    case Responses::single: break;
    case Responses::sequences: return any_response_sequence(s1, party, improving, visit);
  }
  clear_marks();
  for (std::size_t j = 0; j < moves_->party_count(); ++j) {
    if (PartyId(j) == party) continue;
    const bool found = any_move(moves_->party(PartyId(j)), s1, [&](StateId to) {
      if (marked(to) || !moves_so(j, s1, to, improving)) return false;
      mark(to);
      return bool{visit(to)};
    });
    if (found) return true;
  }
  return false;
}

/// Nobody moves twice running. From a state that only one mover has led to, all others go on; once a second one has led
/// there too, the first may as well. So no state is gone on from more than twice.
template <class Visit>
bool ChangedCase::any_response_sequence(StateId s1, PartyId party, bool improving, Visit&& visit) const {
  clear_marks();
  struct Task {
    StateId state;
    std::uint16_t only;    ///< the one who goes on, or `several`: all but `except`
    std::uint16_t except;  ///< who may not
  };
  std::vector<Task> tasks{{s1, several, several}};
  for (std::size_t at = 0; at < tasks.size() && !budget_->over(); ++at) {
    const Task task = tasks[at];
    for (std::size_t j = 0; j < moves_->party_count(); ++j) {
      const auto mover = static_cast<std::uint16_t>(j);
      if (PartyId(j) == party || mover == task.except || (task.only != several && task.only != mover)) continue;
      const bool found = any_move(moves_->party(PartyId(j)), task.state, [&](StateId to) {
        const bool known = marked(to);
        if (known && (last_mover_[to.index()] == mover || last_mover_[to.index()] == several)) return false;
        if (!moves_so(j, task.state, to, improving)) return false;
        if (known) {
          tasks.push_back({to, last_mover_[to.index()], several});
          last_mover_[to.index()] = several;
          return false;
        }
        mark(to);
        last_mover_[to.index()] = mover;
        tasks.push_back({to, several, mover});
        return bool{visit(to)};
      });
      if (found) return true;
    }
  }
  return false;
}

template <class Visit>
bool ChangedCase::any_response_once(StateId s1, PartyId party, bool improving, Visit&& visit) const {
  clear_marks();
  struct Hash {
    std::size_t operator()(const std::pair<StateId, std::uint64_t>& n) const {
      return (n.first.index() * 0x9E3779B97F4A7C15U) ^ (n.second * 0xC2B2AE3D27D4EB4FU);
    }
  };
  std::vector<std::pair<StateId, std::uint64_t>> nodes{{s1, 0}};  // with those who have moved
  std::unordered_set<std::pair<StateId, std::uint64_t>, Hash> seen;
  for (std::size_t at = 0; at < nodes.size() && !budget_->over(); ++at) {
    const auto [state, moved] = nodes[at];
    for (std::size_t j = 0; j < moves_->party_count(); ++j) {
      const std::uint64_t bit = std::uint64_t{1} << j;
      if (PartyId(j) == party || (moved & bit) != 0) continue;
      const bool found = any_move(moves_->party(PartyId(j)), state, [&](StateId to) {
        if (!moves_so(j, state, to, improving) || !seen.emplace(to, moved | bit).second) return false;
        nodes.emplace_back(to, moved | bit);
        if (marked(to)) return false;
        mark(to);
        return bool{visit(to)};
      });
      if (found) return true;
    }
  }
  return false;
}

template <class Visit>
bool ChangedCase::any_reached(StateId start, Visit&& visit) const {
  clear_marks();
  mark(start);
  if (visit(start, std::uint32_t{0})) return true;
  std::vector<StateId> here{start};
  for (std::uint32_t steps = 1; !here.empty() && !budget_->over(); ++steps) {
    std::vector<StateId> next;
    for (const StateId from : here) {
      for (const Mover& mover : moves_->all()) {
        const bool found = any_move(mover, from, [&](StateId to) {
          if (marked(to)) return false;
          for (const PartyId p : mover.parties()) {
            if (!prefers(p, to, from)) return false;
          }
          mark(to);
          next.push_back(to);
          return bool{visit(to, steps)};
        });
        if (found) return true;
      }
      if (budget_->over()) return false;
    }
    here = std::move(next);
  }
  return false;
}

}  // namespace detente
