// What would have to change, by trying everything.

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>

#include "reference.hpp"

namespace detente::reference {

namespace {

// The same conflict where `party` ranks the states so: place[s] is better the larger it is.
void set_ranking(ReferenceModel& model, std::size_t party, const std::vector<std::size_t>& place) {
  const std::size_t n = model.states.size();
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) model.beats[party][a][b] = place[a] > place[b] ? 1 : 0;
  }
  for (std::size_t s = 0; s < n; ++s) {
    model.improvements[party][s].clear();
    for (const std::size_t q : model.moves[party][s]) {
      if (model.better(party, q, s)) model.improvements[party][s].push_back(q);
    }
  }
}

}  // namespace

std::array<std::uint64_t, 5> stabilizing_rankings(const ReferenceModel& model, std::size_t party, std::size_t s,
                                                  ReferenceSwitches switches) {
  ReferenceModel changed = model;
  std::vector<std::size_t> place(model.states.size());
  std::iota(place.begin(), place.end(), std::size_t{0});
  std::array<std::uint64_t, 5> count{};
  do {
    set_ranking(changed, party, place);
    const StabilityTable table = stability(changed, switches);
    for (const Concept which : all_concepts) {
      if (is_stable(table, which, party, s)) ++count[static_cast<std::size_t>(which)];
    }
  } while (std::next_permutation(place.begin(), place.end()));
  return count;
}

Outcome outcome(const ReferenceModel& changed, const Wanted& wanted, const ReferenceModel& judge, std::size_t now) {
  const StabilityTable table = stability(changed, wanted.switches);
  const Distances by_improvements = paths_from_now(changed).by_improvements;
  Outcome result;
  for (std::size_t s = 0; s < changed.states.size(); ++s) {
    if (!holds(wanted.goal, changed.states[s])) continue;
    bool lasts = true;
    for (std::size_t i = 0; i < changed.party_count; ++i) lasts = lasts && is_stable(table, wanted.which, i, s);
    if (wanted.aim != Aim::reached && !lasts) continue;
    if (wanted.aim != Aim::lasting) {
      const std::optional<std::size_t>& steps = by_improvements.steps[s];
      if (!steps || (!result.states.empty() && *steps > result.steps)) continue;
      if (!result.states.empty() && *steps < result.steps) result.states.clear();
      result.steps = *steps;
    }
    result.states.push_back(s);
  }
  for (std::size_t i = 0; i < judge.party_count; ++i) {
    std::size_t better = 0;
    for (const std::size_t s : result.states) better += judge.better(i, s, now) ? 1U : 0U;
    result.better.push_back(better);
  }
  return result;
}

namespace {

PlainLists own_lists(const PlainCase& plain) {
  PlainLists lists;
  for (std::size_t i = 0; i < plain.parties.size(); ++i) {
    const PlainPreferences& preferences = plain.parties[i].preferences;
    if (preferences.form == PlainPreferences::Form::weights || preferences.form == PlainPreferences::Form::ranking) {
      lists.emplace_back();
      continue;
    }
    lists.emplace_back(std::vector<PlainEntry>{});
    for (std::size_t k = 0; k < preferences.order.size(); ++k) lists.back()->emplace_back(i, k);
  }
  return lists;
}

std::vector<PlainFormula> statements_of(const PlainCase& plain, const PlainEntry& entry) {
  const PlainPreferences& preferences = plain.parties[entry.first].preferences;
  if (preferences.form == PlainPreferences::Form::weights) return {preferences.weights[entry.second].prefer};
  return preferences.order[entry.second];
}

PlainCase with_lists(const PlainCase& plain, const PlainLists& lists) {
  PlainCase changed = plain;
  for (std::size_t i = 0; i < plain.parties.size(); ++i) {
    if (!lists[i]) continue;
    PlainPreferences& preferences = changed.parties[i].preferences;
    preferences.form = PlainPreferences::Form::order;
    preferences.order.clear();
    for (const PlainEntry& entry : *lists[i]) preferences.order.push_back(statements_of(plain, entry));
  }
  return changed;
}

// All lists one edit away from those given.
std::set<PlainLists> one_edit_away(const PlainCase& plain, const PlainLists& lists) {
  std::set<PlainLists> found;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (!lists[i]) continue;
    const std::vector<PlainEntry>& list = *lists[i];
    const auto add = [&](const std::vector<PlainEntry>& changed) {
      PlainLists all = lists;
      all[i] = changed;
      found.insert(all);
    };
    for (std::size_t k = 0; k < list.size(); ++k) {
      std::vector<PlainEntry> without = list;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(k));
      add(without);
      for (std::size_t to = 0; to <= without.size(); ++to) {
        std::vector<PlainEntry> moved = without;
        moved.insert(moved.begin() + static_cast<std::ptrdiff_t>(to), list[k]);
        add(moved);
      }
    }
    for (std::size_t j = 0; j < lists.size(); ++j) {
      if (j == i) continue;
      const PlainPreferences& others = plain.parties[j].preferences;
      std::size_t count = 0;
      if (others.form == PlainPreferences::Form::order) count = others.order.size();
      if (others.form == PlainPreferences::Form::weights) count = others.weights.size();
      for (std::size_t k = 0; k < count; ++k) {
        for (std::size_t to = 0; to <= list.size(); ++to) {
          std::vector<PlainEntry> more = list;
          more.insert(more.begin() + static_cast<std::ptrdiff_t>(to), PlainEntry(j, k));
          add(more);
        }
      }
    }
  }
  return found;
}

}  // namespace

std::map<PlainLists, Outcome> preference_levers(const PlainCase& plain, const Wanted& wanted, std::size_t most) {
  const ReferenceModel base = build_model(plain);
  std::set<PlainLists> seen{own_lists(plain)};
  std::set<PlainLists> layer = seen;
  std::map<PlainLists, Outcome> found;
  for (std::size_t size = 1; size <= most && found.empty(); ++size) {
    std::set<PlainLists> next;
    for (const PlainLists& lists : layer) {
      for (const PlainLists& changed : one_edit_away(plain, lists)) {
        if (seen.insert(changed).second) next.insert(changed);
      }
    }
    for (const PlainLists& lists : next) {
      const Outcome result = outcome(build_model(with_lists(plain, lists)), wanted, base, base.now);
      if (!result.states.empty()) found[lists] = result;
    }
    layer = next;
  }
  return found;
}

namespace {

// The states of a case without merges and preferences: feasible assignments, and who can lead from one to another.
ReferenceModel bare_model(PlainCase plain) {
  plain.merges.clear();
  plain.questions.clear();
  for (PlainParty& party : plain.parties) party.preferences = {};
  return build_model(plain);
}

// From which assignments `from` leads to `to` by one move of those who set the variables that differ: of the owner of
// options, or of all that terms are between.
bool set_in_one_move(const PlainCase& plain, const ReferenceModel& bare, std::size_t from, std::size_t to) {
  if (from == to) return true;
  std::set<PartySet> setters;
  bool terms = false;
  bool options = false;
  for (std::size_t v = 0; v < plain.variables.size(); ++v) {
    if (bare.states[from][0][v] == bare.states[to][0][v]) continue;
    PartySet set = 0;
    if (plain.variables[v].is_term) {
      for (const std::size_t i : plain.variables[v].between) set |= only(i);
      terms = true;
    } else {
      set = only(plain.variables[v].owner);
      options = true;
    }
    setters.insert(set);
  }
  if (setters.size() != 1 || (terms && options)) return false;
  const auto leads = [&](const std::vector<std::vector<std::size_t>>& targets) {
    return std::find(targets[from].begin(), targets[from].end(), to) != targets[from].end();
  };
  for (std::size_t i = 0; options && i < bare.party_count; ++i) {
    if (*setters.begin() == only(i) && leads(bare.moves[i])) return true;
  }
  for (const JointMoves& joint : bare.joint) {
    if (terms && joint.parties == *setters.begin() && leads(joint.targets)) return true;
  }
  return false;
}

std::optional<std::size_t> state_with(const ReferenceModel& bare, std::size_t from, const PlainSettings& settings) {
  Assignment values = bare.states[from][0];
  for (const auto& [variable, value] : settings) values[variable] = value;
  for (std::size_t s = 0; s < bare.states.size(); ++s) {
    if (bare.states[s][0] == values) return s;
  }
  return std::nullopt;
}

// Whether the settings can be made from now, in one move or one after the other.
bool can_be_set(const PlainCase& plain, const ReferenceModel& bare, const PlainSettings& settings) {
  const auto end = state_with(bare, bare.now, settings);
  if (!end) return false;
  if (set_in_one_move(plain, bare, bare.now, *end)) return true;
  for (const auto& first : settings) {
    const auto between = state_with(bare, bare.now, {first});
    if (between && set_in_one_move(plain, bare, bare.now, *between) && set_in_one_move(plain, bare, *between, *end)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::map<PlainSettings, Outcome> commitment_levers(const PlainCase& plain, const Wanted& wanted) {
  const ReferenceModel base = build_model(plain);
  const ReferenceModel bare = bare_model(plain);
  std::map<PlainSettings, Outcome> found;
  const auto attempt = [&](const PlainSettings& settings) {
    if (!can_be_set(plain, bare, settings)) return;
    PlainCase changed = plain;
    Wanted there = wanted;
    for (const auto& [variable, value] : settings) {
      changed.variables[variable].now = value;
      changed.variables[variable].moves = std::vector<PlainTransition>{};
      changed.variables[variable].needs.reset();
      there.goal = make(PlainFormula::Kind::conjunction, {there.goal, equals(variable, value)});
    }
    const Outcome result = outcome(build_model(changed), there, base, base.now);
    if (!result.states.empty()) found[settings] = result;
  };
  std::vector<std::pair<std::size_t, std::size_t>> all;
  for (std::size_t v = 0; v < plain.variables.size(); ++v) {
    for (std::size_t value = 0; value < plain.variables[v].values.size(); ++value) all.emplace_back(v, value);
  }
  for (const auto& setting : all) attempt({setting});
  const std::map<PlainSettings, Outcome> alone = found;
  for (const auto& a : all) {
    for (const auto& b : all) {
      if (a.first < b.first && !alone.contains({a}) && !alone.contains({b})) attempt({a, b});
    }
  }
  return found;
}

std::map<PlainRestriction, Outcome> restriction_levers(const PlainCase& plain, const Wanted& wanted) {
  using Kind = PlainRestriction::Kind;
  std::map<PlainRestriction, Outcome> found;
  const auto attempt = [&](const PlainRestriction& restriction, const PlainCase& changed) {
    try {
      const ReferenceModel model = build_model(changed);
      const Outcome result = outcome(model, wanted, model, model.now);
      if (!result.states.empty()) found[restriction] = result;
    } catch (const std::invalid_argument&) {
      // A ranking by numbers, or two merges that overlap now: no case.
    }
  };
  for (std::size_t r = 0; r < plain.rules.size(); ++r) {
    PlainCase changed = plain;
    changed.rules.erase(changed.rules.begin() + static_cast<std::ptrdiff_t>(r));
    attempt({Kind::rule, r, 0}, changed);
  }
  for (std::size_t v = 0; v < plain.variables.size(); ++v) {
    const PlainVariable& variable = plain.variables[v];
    if (variable.moves) {
      PlainCase changed = plain;
      changed.variables[v].moves.reset();
      attempt({Kind::moves, v, 0}, changed);
      for (std::size_t t = 0; t < variable.moves->size(); ++t) {
        if (!(*variable.moves)[t].condition) continue;
        changed = plain;
        (*changed.variables[v].moves)[t].condition.reset();
        attempt({Kind::condition, v, t}, changed);
      }
    }
    if (variable.needs) {
      PlainCase changed = plain;
      changed.variables[v].needs.reset();
      attempt({Kind::needs, v, 0}, changed);
    }
  }
  return found;
}

}  // namespace detente::reference
