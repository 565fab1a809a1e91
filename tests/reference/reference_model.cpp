// States, moves and preferences by enumeration.
//
// States.  Every assignment of values that satisfies all rules is feasible. The assignments are numbered like mixed-
// radix numbers whose least significant digit is the first variable. `merge {when: F, keep: K}` makes one state of all
// feasible assignments that satisfy F and have the same values on K; it stands where its first member stands.
//
// Moves.  q is in R_i(s) if q is feasible, q != s, and they differ only in options of i (and in terms that i puts back
// to their first value), each change being allowed at s. A change is allowed at s if the variable's `moves` list has
// it (no list: all changes) with an `if` condition that holds at s (or none), and, for a change away from the first
// value, if the variable's `needs` formula holds at s. Between merged states A != B there is a move if there is one
// from some member of A to some member of B.
//
// Joint moves.  For a set G of parties: q differs from s in at least one term that is `between` exactly G and in
// nothing else, each change being allowed at s.
//
// Preferences.  A formula holds at a state if it holds at all of its members. `order`: the score is the list of, per
// entry, how many of its statements hold (0 or 1 for a single statement), compared lexicographically. `weights`: the
// sum of the weights that hold. `ranking`: the earlier the group, the better. None: all scores are equal.

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

#include "reference.hpp"

namespace detente::reference {

namespace {

// All assignments that satisfy the rules, in the order of the numbering.
std::vector<Assignment> feasible_assignments(const PlainCase& plain) {
  std::vector<Assignment> feasible;
  Assignment values(plain.variables.size(), 0);
  while (true) {
    bool keeps_all_rules = true;
    for (const PlainFormula& rule : plain.rules) {
      if (!evaluate(rule, values)) keeps_all_rules = false;
    }
    if (keeps_all_rules) feasible.push_back(values);

    // Count on: raise the first digit; where a digit overflows, set it to 0 and carry to the next.
    std::size_t digit = 0;
    while (digit < values.size() && values[digit] + 1 == plain.variables[digit].values.size()) {
      values[digit] = 0;
      ++digit;
    }
    if (digit == values.size()) return feasible;
    ++values[digit];
  }
}

// The merge that takes an assignment in, or none. Two that do so are an error.
std::optional<std::size_t> merge_of(const PlainCase& plain, const Assignment& values) {
  std::optional<std::size_t> found;
  for (std::size_t m = 0; m < plain.merges.size(); ++m) {
    if (!evaluate(plain.merges[m].when, values)) continue;
    if (found) throw std::invalid_argument("two merges overlap");
    found = m;
  }
  return found;
}

bool agree_on(const std::vector<std::size_t>& variables, const Assignment& a, const Assignment& b) {
  for (const std::size_t v : variables) {
    if (a[v] != b[v]) return false;
  }
  return true;
}

// state_of[k] is the state that the k-th feasible assignment belongs to.
std::vector<std::size_t> merge_assignments(const PlainCase& plain, const std::vector<Assignment>& feasible) {
  std::vector<std::optional<std::size_t>> merge;
  for (const Assignment& values : feasible) merge.push_back(merge_of(plain, values));

  std::vector<std::size_t> state_of(feasible.size());
  std::size_t state_count = 0;
  for (std::size_t k = 0; k < feasible.size(); ++k) {
    std::optional<std::size_t> joined;
    for (std::size_t earlier = 0; merge[k] && !joined && earlier < k; ++earlier) {
      if (merge[earlier] == merge[k] && agree_on(plain.merges[*merge[k]].keep, feasible[earlier], feasible[k])) {
        joined = state_of[earlier];
      }
    }
    state_of[k] = joined ? *joined : state_count++;
  }
  return state_of;
}

// Whether variable v may go from its value in `at` to the value `to`.
bool change_allowed(const PlainVariable& variable, std::size_t v, const Assignment& at, std::size_t to,
                    NeedsReading reading) {
  const std::size_t from = at[v];
  if (variable.moves) {
    bool listed = false;
    for (const PlainTransition& transition : *variable.moves) {
      if (transition.from == from && transition.to == to &&
          (!transition.condition || evaluate(*transition.condition, at))) {
        listed = true;
      }
    }
    if (!listed) return false;
  }
  if (variable.needs) {
    const bool away_from_first = (reading == NeedsReading::leaving_first) ? from == 0 : to != 0;
    if (away_from_first && !evaluate(*variable.needs, at)) return false;
  }
  return true;
}

// allowed[v][to]: whether the change of v to `to` is allowed at one assignment.
using AllowedChanges = std::vector<std::vector<char>>;

AllowedChanges allowed_changes(const PlainCase& plain, const Assignment& at, NeedsReading reading) {
  AllowedChanges allowed(plain.variables.size());
  for (std::size_t v = 0; v < plain.variables.size(); ++v) {
    for (std::size_t to = 0; to < plain.variables[v].values.size(); ++to) {
      allowed[v].push_back(to != at[v] && change_allowed(plain.variables[v], v, at, to, reading) ? 1 : 0);
    }
  }
  return allowed;
}

PartySet set_of(const std::vector<std::size_t>& parties) {
  PartySet set = 0;
  for (const std::size_t party : parties) set |= only(party);
  return set;
}

// q in R_i(s), for plain assignments s and q.
bool is_unilateral_move(const PlainCase& plain, std::size_t i, const Assignment& s, const AllowedChanges& allowed_at_s,
                        const Assignment& q) {
  if (s == q) return false;
  for (std::size_t v = 0; v < s.size(); ++v) {
    if (s[v] == q[v]) continue;
    const PlainVariable& variable = plain.variables[v];
    const bool in_the_hands_of_i =
        variable.is_term ? (is_in(i, variable.breakable_by) && q[v] == 0) : variable.owner == i;
    if (!in_the_hands_of_i || allowed_at_s[v][q[v]] == 0) return false;
  }
  return true;
}

// Whether the parties of `group` can go from s to q by one joint move.
bool is_joint_move(const PlainCase& plain, PartySet group, const Assignment& s, const AllowedChanges& allowed_at_s,
                   const Assignment& q) {
  if (s == q) return false;
  for (std::size_t v = 0; v < s.size(); ++v) {
    if (s[v] == q[v]) continue;
    const PlainVariable& variable = plain.variables[v];
    if (!variable.is_term || set_of(variable.between) != group || allowed_at_s[v][q[v]] == 0) return false;
  }
  return true;
}

// Whether the parties of `block`, acting as one, can go from s to q in one move.
bool is_block_move(const PlainCase& plain, PartySet block, const Assignment& s, const AllowedChanges& allowed_at_s,
                   const Assignment& q) {
  if (s == q) return false;
  for (std::size_t v = 0; v < s.size(); ++v) {
    if (s[v] == q[v]) continue;
    const PlainVariable& variable = plain.variables[v];
    const bool sets = variable.is_term ? within(set_of(variable.between), block) : contains(block, variable.owner);
    const bool breaks = variable.is_term && (set_of(variable.breakable_by) & block) != 0 && q[v] == 0;
    if ((!sets && !breaks) || allowed_at_s[v][q[v]] == 0) return false;
  }
  return true;
}

void add_moves(const PlainCase& plain, const std::vector<Assignment>& feasible,
               const std::vector<std::size_t>& state_of, NeedsReading reading, ReferenceModel& model) {
  const std::size_t n = model.states.size();
  std::set<PartySet> groups;
  for (const PlainVariable& variable : plain.variables) {
    if (variable.is_term) groups.insert(set_of(variable.between));
  }

  // found[a] is the set of states that some member of a leads to.
  std::vector<std::vector<std::set<std::size_t>>> unilateral(model.party_count, std::vector<std::set<std::size_t>>(n));
  std::vector<std::vector<std::set<std::size_t>>> joint(groups.size(), std::vector<std::set<std::size_t>>(n));
  for (std::size_t k = 0; k < feasible.size(); ++k) {
    const AllowedChanges allowed = allowed_changes(plain, feasible[k], reading);
    for (std::size_t l = 0; l < feasible.size(); ++l) {
      const std::size_t a = state_of[k];
      const std::size_t b = state_of[l];
      if (a == b) continue;
      for (std::size_t i = 0; i < model.party_count; ++i) {
        if (is_unilateral_move(plain, i, feasible[k], allowed, feasible[l])) unilateral[i][a].insert(b);
      }
      std::size_t g = 0;
      for (const PartySet group : groups) {
        if (is_joint_move(plain, group, feasible[k], allowed, feasible[l])) joint[g][a].insert(b);
        ++g;
      }
    }
  }

  model.moves.resize(model.party_count);
  for (std::size_t i = 0; i < model.party_count; ++i) {
    for (const std::set<std::size_t>& found : unilateral[i]) model.moves[i].emplace_back(found.begin(), found.end());
  }
  std::size_t g = 0;
  for (const PartySet group : groups) {
    JointMoves moves;
    moves.parties = group;
    for (const std::set<std::size_t>& found : joint[g]) moves.targets.emplace_back(found.begin(), found.end());
    model.joint.push_back(moves);
    ++g;
  }
}

using Score = std::vector<std::int64_t>;

Score ranking_score(const std::vector<PlainGroup>& ranking, const ReferenceModel& model, std::size_t state) {
  Score score;
  for (std::size_t g = 0; g < ranking.size(); ++g) {
    const bool in_group =
        ranking[g].formula ? holds(*ranking[g].formula, model.states[state]) : is_in(state + 1, ranking[g].numbers);
    if (in_group) score.push_back(-static_cast<std::int64_t>(g));
  }
  if (score.size() != 1) {
    throw std::invalid_argument("state " + std::to_string(state + 1) + " is in " + std::to_string(score.size()) +
                                " groups of a ranking");
  }
  return score;
}

Score score_of(const PlainPreferences& preferences, const ReferenceModel& model, std::size_t state) {
  const std::vector<Assignment>& members = model.states[state];
  Score score;
  switch (preferences.form) {
    case PlainPreferences::Form::none: break;
    case PlainPreferences::Form::order:
      for (const std::vector<PlainFormula>& entry : preferences.order) {
        std::int64_t count = 0;
        for (const PlainFormula& statement : entry) {
          if (holds(statement, members)) ++count;
        }
        score.push_back(count);
      }
      break;
    case PlainPreferences::Form::weights: {
      std::int64_t sum = 0;
      for (const PlainWeight& weight : preferences.weights) {
        if (holds(weight.prefer, members)) sum += weight.millionths;
      }
      score.push_back(sum);
      break;
    }
    case PlainPreferences::Form::ranking: score = ranking_score(preferences.ranking, model, state); break;
  }
  return score;
}

void add_preferences(const PlainCase& plain, ReferenceModel& model) {
  const std::size_t n = model.states.size();
  for (const PlainParty& party : plain.parties) {
    for (const PlainGroup& group : party.preferences.ranking) {
      for (const std::size_t number : group.numbers) {
        if (number < 1 || number > n) throw std::invalid_argument("a ranking names a state that is not there");
      }
    }
    std::vector<Score> scores;
    for (std::size_t s = 0; s < n; ++s) scores.push_back(score_of(party.preferences, model, s));

    const std::set<Score> different(scores.begin(), scores.end());
    std::vector<std::size_t> ranks;
    std::vector<std::vector<char>> beats(n, std::vector<char>(n, 0));
    for (std::size_t a = 0; a < n; ++a) {
      std::size_t lower = 0;
      for (const Score& score : different) {
        if (score < scores[a]) ++lower;
      }
      ranks.push_back(lower);
      for (std::size_t b = 0; b < n; ++b) beats[a][b] = scores[a] > scores[b] ? 1 : 0;
    }
    model.scores.push_back(scores);
    model.ranks.push_back(ranks);
    model.beats.push_back(beats);
  }
}

// R_i+(s): the q in R_i(s) with q >_i s. For joint moves: the q that all of G strictly prefer to s.
void add_improvements(ReferenceModel& model) {
  const std::size_t n = model.states.size();
  model.improvements.assign(model.party_count, std::vector<std::vector<std::size_t>>(n));
  for (std::size_t i = 0; i < model.party_count; ++i) {
    for (std::size_t s = 0; s < n; ++s) {
      for (const std::size_t q : model.moves[i][s]) {
        if (model.better(i, q, s)) model.improvements[i][s].push_back(q);
      }
    }
  }
  for (JointMoves& joint : model.joint) {
    joint.improvements.resize(n);
    for (std::size_t s = 0; s < n; ++s) {
      for (const std::size_t q : joint.targets[s]) {
        bool all_prefer_it = true;
        for (std::size_t i = 0; i < model.party_count; ++i) {
          if (contains(joint.parties, i) && !model.better(i, q, s)) all_prefer_it = false;
        }
        if (all_prefer_it) joint.improvements[s].push_back(q);
      }
    }
  }
}

void check_variables(const PlainCase& plain) {
  if (plain.parties.empty() || plain.parties.size() > 16) throw std::invalid_argument("1 to 16 parties, please");
  if (plain.variables.empty()) throw std::invalid_argument("a case without options and terms");
  bool a_term_was_seen = false;
  for (const PlainVariable& variable : plain.variables) {
    if (variable.values.empty()) throw std::invalid_argument("a variable without values");
    if (variable.is_term && set_of(variable.between) == 0) throw std::invalid_argument("a term between nobody");
    if (!variable.is_term && a_term_was_seen) throw std::invalid_argument("an option after a term");
    if (variable.is_term) a_term_was_seen = true;
  }
}

}  // namespace

bool holds(const PlainFormula& formula, const std::vector<Assignment>& members) {
  for (const Assignment& member : members) {
    if (!evaluate(formula, member)) return false;
  }
  return true;
}

ReferenceModel build_model(const PlainCase& plain, NeedsReading needs) {
  check_variables(plain);
  ReferenceModel model;
  model.party_count = plain.parties.size();

  const std::vector<Assignment> feasible = feasible_assignments(plain);
  const std::vector<std::size_t> state_of = merge_assignments(plain, feasible);
  Assignment now;
  for (const PlainVariable& variable : plain.variables) now.push_back(variable.now);
  bool now_is_feasible = false;
  for (std::size_t k = 0; k < feasible.size(); ++k) {
    if (state_of[k] == model.states.size()) model.states.emplace_back();
    model.states[state_of[k]].push_back(feasible[k]);
    if (feasible[k] == now) {
      now_is_feasible = true;
      model.now = state_of[k];
    }
  }
  if (!now_is_feasible) throw std::invalid_argument("now breaks a rule");

  add_moves(plain, feasible, state_of, needs, model);
  add_preferences(plain, model);
  add_improvements(model);
  return model;
}

Targets block_moves(const PlainCase& plain, const ReferenceModel& model, const std::vector<PartySet>& blocks) {
  const std::size_t n = model.states.size();
  std::vector<std::vector<std::set<std::size_t>>> found(blocks.size(), std::vector<std::set<std::size_t>>(n));
  for (std::size_t a = 0; a < n; ++a) {
    for (const Assignment& from : model.states[a]) {
      const AllowedChanges allowed = allowed_changes(plain, from, NeedsReading::leaving_first);
      for (std::size_t b = 0; b < n; ++b) {
        for (const Assignment& to : model.states[b]) {
          for (std::size_t k = 0; a != b && k < blocks.size(); ++k) {
            if (is_block_move(plain, blocks[k], from, allowed, to)) found[k][a].insert(b);
          }
        }
      }
    }
  }
  Targets targets(blocks.size());
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    for (const std::set<std::size_t>& states : found[k]) targets[k].emplace_back(states.begin(), states.end());
  }
  return targets;
}

}  // namespace detente::reference
