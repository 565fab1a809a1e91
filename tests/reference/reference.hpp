// A brute-force reference: what a case means, computed straight from the definitions with plain loops over explicit
// sets of states. It is meant for small cases (up to a few hundred states) and to be believed by reading it. It shares
// no code with the program under test.
//
// Conventions
//   * A state is its position 0, 1, 2, ... in the numbering; its printed number is that plus 1.
//   * A party is its position in PlainCase::parties; a PartySet has bit i set when party i is in it.
//   * Everything is deterministic; lists of states and of party sets are in ascending order.
//   * A case that is in error (now breaks a rule, merges overlap, a ranking is not a partition, ...) makes build_model
//     throw std::invalid_argument.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "plain_case.hpp"

namespace detente::reference {

using PartySet = std::uint32_t;

inline PartySet only(std::size_t party) { return PartySet{1} << party; }
inline bool contains(PartySet set, std::size_t party) { return (set & only(party)) != 0; }
inline bool within(PartySet inner, PartySet outer) { return (inner & ~outer) == 0; }

inline bool is_in(std::size_t item, const std::vector<std::size_t>& list) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// ---------------------------------------------------------------------------------------------------------------
// The model: states, moves, preferences (reference_model.cpp)

// Which changes of a variable with three or more values the condition F of `needs: F` restricts. For variables with
// two values both readings are the same.
enum class NeedsReading {
  leaving_first,   // changes that start at the first declared value
  reaching_others  // changes that end at a value other than the first declared one
};

// targets[p][s] lists the states that party p can reach from s in one step.
using Targets = std::vector<std::vector<std::vector<std::size_t>>>;

// The joint moves of one set G of parties: they change terms that are `between` exactly G.
struct JointMoves {
  PartySet parties = 0;
  std::vector<std::vector<std::size_t>> targets{};       // targets[s]: states reached by one joint move of G
  std::vector<std::vector<std::size_t>> improvements{};  // of these, the ones that all of G strictly prefer to s
};

struct ReferenceModel {
  std::size_t party_count = 0;
  std::vector<std::vector<Assignment>> states{};  // the members of each state; more than one only with merges
  std::size_t now = 0;

  Targets moves{};         // moves[i][s] is R_i(s)
  Targets improvements{};  // improvements[i][s] is R_i+(s)
  std::vector<JointMoves> joint{};

  // scores[i][s] is compared lexicographically, larger is better; ranks[i][s] is the number of different scores
  // of party i that are lower than that of s (0 is the worst).
  std::vector<std::vector<std::vector<std::int64_t>>> scores{};
  std::vector<std::vector<std::size_t>> ranks{};

  // beats[i][a][b]: scores[i][a] > scores[i][b].
  std::vector<std::vector<std::vector<char>>> beats{};

  // a >_i b
  bool better(std::size_t party, std::size_t a, std::size_t b) const { return beats[party][a][b] != 0; }
};

ReferenceModel build_model(const PlainCase& plain, NeedsReading needs = NeedsReading::leaving_first);

// [block][s]: where the parties of a block, acting as one, can go from s in one move: they change any options of
// theirs, break terms that one of them can break, and set terms that are between parties of the block only.
Targets block_moves(const PlainCase& plain, const ReferenceModel& model, const std::vector<PartySet>& blocks);

// Whether a formula holds at a state given by its members: it holds at every one of them.
bool holds(const PlainFormula& formula, const std::vector<Assignment>& members);

// ---------------------------------------------------------------------------------------------------------------
// Stability (reference_stability.cpp)

enum class Concept { nash, gmr, smr, seq, sseq };
inline constexpr std::array<Concept, 5> all_concepts{Concept::nash, Concept::gmr, Concept::smr, Concept::seq,
                                                     Concept::sseq};

enum class Sanction { weak, strict };
enum class Responses { sequences, once, single };

struct ReferenceSwitches {
  Sanction sanction = Sanction::weak;
  Responses responses = Responses::sequences;
};

// stable[concept][party][state]
using StabilityTable = std::array<std::vector<std::vector<char>>, 5>;

StabilityTable stability(const ReferenceModel& model, ReferenceSwitches switches = {});

inline bool is_stable(const StabilityTable& table, Concept which, std::size_t party, std::size_t state) {
  return table[static_cast<std::size_t>(which)][party][state] != 0;
}

// The states that are stable for every party.
std::vector<std::size_t> equilibria(const StabilityTable& table, Concept which);

// The states that the members of H reach from s by at least one step, answering in the given way. With
// `targets = model.moves` and sequences this is R_H(s); with `model.improvements` it is R_H+(s).
std::vector<std::size_t> reach(const Targets& targets, PartySet group, std::size_t from, Responses responses);

// ---------------------------------------------------------------------------------------------------------------
// Coalitions (reference_coalitions.cpp)

// The coalition improvements of a nonempty H at s: states that H reaches by legal sequences of its members' moves and
// of joint moves of terms between members of H, and that every member of H strictly prefers to s.
std::vector<std::size_t> coalition_improvements(const ReferenceModel& model, PartySet group, std::size_t from);

// [H][s]: the coalition improvements of H at s; H = 0 has none.
using CoalitionTable = std::vector<std::vector<std::vector<std::size_t>>>;
CoalitionTable coalition_table(const ReferenceModel& model);

// Whether a coalition improvement t of H at s is deterred under coalitional Nash (never), GMR, SMR or SEQ.
bool coalition_deterred(const ReferenceModel& model, const CoalitionTable& table, Concept which, PartySet group,
                        std::size_t s, std::size_t t, Sanction sanction);

// [concept][block][state] for a partition of the parties into blocks that act as one.
StabilityTable block_stability(const PlainCase& plain, const ReferenceModel& model, const std::vector<PartySet>& blocks,
                               ReferenceSwitches switches = {});
// How many strict rankings of all states by `party` make state s stable for it under each concept, the preferences of
// the others as they are: every ranking is tried. Only for a handful of states.
std::array<std::uint64_t, 5> stabilizing_rankings(const ReferenceModel& model, std::size_t party, std::size_t s,
                                                  ReferenceSwitches switches = {});

// ---------------------------------------------------------------------------------------------------------------
// Levers, by trying everything (reference_levers.cpp)

// lasting: some goal state is an equilibrium; reached: improvements lead from now to some goal state (or now is one);
// settled: both for one state.
enum class Aim { lasting, reached, settled };

struct Wanted {
  PlainFormula goal{};
  Concept which = Concept::seq;
  Aim aim = Aim::lasting;
  ReferenceSwitches switches{};
};

// What a changed case gives: the goal states that the aim asks for. For reached and settled those that take the fewest
// steps. better[i]: how many of them party i strictly prefers to now, judged by `judge` and its state `now`.
struct Outcome {
  std::vector<std::size_t> states{};
  std::size_t steps = 0;
  std::vector<std::size_t> better{};
};

Outcome outcome(const ReferenceModel& changed, const Wanted& wanted, const ReferenceModel& judge, std::size_t now);

// A statement in a list: the party that has it in the case, and its place there, from 0. A group is one entry.
using PlainEntry = std::pair<std::size_t, std::size_t>;
// lists[i] is the list of party i; absent for weights and rankings.
using PlainLists = std::vector<std::optional<std::vector<PlainEntry>>>;

// Every combination of lists that needs exactly `size` edits (to move an entry, to drop one, to put in an entry of
// another party) and gives what is wanted, where `size` is the least number with which any does, at most `most`.
std::map<PlainLists, Outcome> preference_levers(const PlainCase& plain, const Wanted& wanted, std::size_t most);

// variable -> value
using PlainSettings = std::map<std::size_t, std::size_t>;
// Every value, and every pair of values of which neither does it alone, that can be set from now by those who set it
// and, fixed from then on, gives what is wanted.
std::map<PlainSettings, Outcome> commitment_levers(const PlainCase& plain, const Wanted& wanted);

struct PlainRestriction {
  enum class Kind { rule, moves, condition, needs };
  Kind kind = Kind::rule;
  std::size_t index = 0;       // of the rule or of the variable
  std::size_t transition = 0;  // condition
  friend auto operator<=>(const PlainRestriction&, const PlainRestriction&) = default;
};
// Everything that, if lifted, gives what is wanted; what leaves a case in error is left out.
std::map<PlainRestriction, Outcome> restriction_levers(const PlainCase& plain, const Wanted& wanted);

// ---------------------------------------------------------------------------------------------------------------
// Paths from now, and questions (reference_paths.cpp)

// One step of a path: a move by one party, or a joint move by several.
struct PathStep {
  std::size_t from = 0;
  std::size_t to = 0;
  PartySet movers = 0;
  friend bool operator==(const PathStep&, const PathStep&) = default;
  friend auto operator<=>(const PathStep&, const PathStep&) = default;
};

struct Distances {
  std::vector<std::optional<std::size_t>> steps{};  // fewest steps from now; absent: cannot be reached
  std::vector<PathStep> shortest{};                 // all steps that lie on a shortest path to their `to`, sorted
};

struct PathTable {
  Distances by_moves{};
  Distances by_improvements{};
};

PathTable paths_from_now(const ReferenceModel& model);

// A trap of one party: how few steps lead there, and whether any moves lead back.
struct PlainTrap {
  std::size_t steps = 0;
  bool moves_lead_back = false;
};

struct PlainTraps {
  std::size_t improvements = 0;              // states to which improvements lead from the start in which it takes part
  std::size_t baits = 0;                     // of these, those from which it can be led into a trap
  std::map<std::size_t, PlainTrap> traps{};  // by equilibrium
};

// The traps of a party at a state: the states of `equilibria` that it likes less, to which an improvement with it and
// then improvements without it lead, and from which no improvements of anybody lead to a state that it likes as well.
PlainTraps traps(const ReferenceModel& model, std::size_t party, std::size_t start,
                 const std::vector<std::size_t>& equilibria);

// Whether a sequence of moves, or of improvements, of anybody leads from `from` to a state that the party likes at
// least as well as `start`.
bool way_back(const ReferenceModel& model, std::size_t party, std::size_t start, std::size_t from, bool improving);

enum class Open { already, improvements, moves, no };

inline constexpr std::int64_t infinite_gain = std::numeric_limits<std::int64_t>::max();

struct HoldoutAnswer {
  std::size_t holdouts = 0;  // movers that do not strictly prefer the goal state to now
  std::size_t steps = 0;
  std::int64_t worst_gain = 0;  // least rank(g) - rank(now) over the movers; infinite_gain if there are none
  std::size_t goal_state = 0;
  std::vector<PartySet> mover_sets{};  // every set of movers that attains these four
};

struct QuestionAnswer {
  std::vector<std::size_t> goal_states{};
  Open open = Open::no;
  std::optional<std::size_t> open_steps{};  // length of the shortest path that `open` speaks of; absent for `no`
  std::array<std::size_t, 5> lasting{};     // per concept: how many goal states are equilibria
  std::array<std::size_t, 5> lasting_by_improvements{};  // of these: how many improvements reach from now
  std::optional<std::size_t> most_stable{};  // the goal state stable for most parties under SEQ, then the lowest
  std::optional<HoldoutAnswer> holdouts{};   // absent if no goal state can be reached by moves
};

std::vector<QuestionAnswer> answer_questions(const PlainCase& plain, const ReferenceModel& model,
                                             const StabilityTable& table, const PathTable& paths);

// ---------------------------------------------------------------------------------------------------------------
// All of the above for one case and one setting of the switches.

struct ReferenceResult {
  ReferenceModel model{};
  StabilityTable stable{};
  PathTable paths{};
  std::vector<QuestionAnswer> questions{};
};

ReferenceResult evaluate_case(const PlainCase& plain, ReferenceSwitches switches = {},
                              NeedsReading needs = NeedsReading::leaving_first);

}  // namespace detente::reference
