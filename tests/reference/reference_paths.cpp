// Paths from now and answers to questions, by breadth-first search.
//
// Steps are moves of single parties and joint moves; the same party may move twice running. A step is an improvement
// if all who make it strictly prefer where it leads to where it starts.
//
// Holdouts.  A candidate is a goal state g with a set H of parties such that, using steps of members of H only, a
// path with the fewest possible steps from now to g exists in which exactly the members of H move. Best is the
// candidate with the fewest members of H that do not strictly prefer g to now; then the fewest steps; then the largest
// least gain in rank over the members of H; then the lowest g. With H empty (g is now) the gain is infinite.

#include <algorithm>
#include <deque>
#include <tuple>

#include "reference.hpp"

namespace detente::reference {

namespace {

std::vector<PathStep> all_steps(const ReferenceModel& model, bool only_improvements) {
  std::vector<PathStep> steps;
  for (std::size_t s = 0; s < model.states.size(); ++s) {
    for (std::size_t i = 0; i < model.party_count; ++i) {
      const auto& targets = only_improvements ? model.improvements[i][s] : model.moves[i][s];
      for (const std::size_t q : targets) steps.push_back({s, q, only(i)});
    }
    for (const JointMoves& joint : model.joint) {
      const auto& targets = only_improvements ? joint.improvements[s] : joint.targets[s];
      for (const std::size_t q : targets) steps.push_back({s, q, joint.parties});
    }
  }
  return steps;
}

// by_start[s]: the steps that start at s
std::vector<std::vector<PathStep>> by_start(const std::vector<PathStep>& steps, std::size_t n) {
  std::vector<std::vector<PathStep>> lists(n);
  for (const PathStep& step : steps) lists[step.from].push_back(step);
  return lists;
}

Distances distances_from_now(const ReferenceModel& model, bool only_improvements) {
  const std::vector<PathStep> steps = all_steps(model, only_improvements);
  const auto steps_from = by_start(steps, model.states.size());
  Distances distances;
  distances.steps.resize(model.states.size());
  distances.steps[model.now] = 0;
  std::deque<std::size_t> to_do{model.now};
  while (!to_do.empty()) {
    const std::size_t s = to_do.front();
    to_do.pop_front();
    for (const PathStep& step : steps_from[s]) {
      if (distances.steps[step.to]) continue;
      distances.steps[step.to] = *distances.steps[s] + 1;
      to_do.push_back(step.to);
    }
  }
  for (const PathStep& step : steps) {
    const auto& start = distances.steps[step.from];
    const auto& end = distances.steps[step.to];
    if (start && end && *end == *start + 1) distances.shortest.push_back(step);
  }
  std::sort(distances.shortest.begin(), distances.shortest.end());
  return distances;
}

constexpr std::size_t unreached = std::numeric_limits<std::size_t>::max();

// fewest[s][M]: the fewest steps, all of them made within H, of a path from now to s in which exactly the parties of M
// move; `unreached` if there is none.
std::vector<std::vector<std::size_t>> fewest_by_movers(const ReferenceModel& model,
                                                       const std::vector<std::vector<PathStep>>& steps_from,
                                                       PartySet group) {
  const std::size_t sets = std::size_t{1} << model.party_count;
  std::vector<std::vector<std::size_t>> fewest(model.states.size(), std::vector<std::size_t>(sets, unreached));
  struct Node {
    std::size_t state;
    PartySet movers;
  };
  fewest[model.now][0] = 0;
  std::deque<Node> to_do{{model.now, 0}};
  while (!to_do.empty()) {
    const Node node = to_do.front();
    to_do.pop_front();
    for (const PathStep& step : steps_from[node.state]) {
      if (!within(step.movers, group)) continue;
      const PartySet movers = node.movers | step.movers;
      if (fewest[step.to][movers] != unreached) continue;
      fewest[step.to][movers] = fewest[node.state][node.movers] + 1;
      to_do.push_back({step.to, movers});
    }
  }
  return fewest;
}

struct Candidate {
  std::size_t holdouts;
  std::size_t steps;
  std::int64_t worst_gain;
  std::size_t goal_state;
  PartySet movers;

  // smaller is better
  auto key() const { return std::tuple(holdouts, steps, -worst_gain, goal_state); }
};

Candidate make_candidate(const ReferenceModel& model, std::size_t goal_state, PartySet movers, std::size_t steps) {
  Candidate candidate{0, steps, infinite_gain, goal_state, movers};
  for (std::size_t i = 0; i < model.party_count; ++i) {
    if (!contains(movers, i)) continue;
    if (!model.better(i, goal_state, model.now)) ++candidate.holdouts;
    const std::int64_t gain =
        static_cast<std::int64_t>(model.ranks[i][goal_state]) - static_cast<std::int64_t>(model.ranks[i][model.now]);
    candidate.worst_gain = std::min(candidate.worst_gain, gain);
  }
  return candidate;
}

// All candidates for all states of the case: goals are picked out later.
std::vector<Candidate> all_candidates(const ReferenceModel& model) {
  const auto steps_from = by_start(all_steps(model, false), model.states.size());
  std::vector<Candidate> candidates;
  for (PartySet group = 0; group < only(model.party_count); ++group) {
    const auto fewest = fewest_by_movers(model, steps_from, group);
    for (std::size_t g = 0; g < model.states.size(); ++g) {
      const std::size_t fewest_of_all = *std::min_element(fewest[g].begin(), fewest[g].end());
      if (fewest_of_all != unreached && fewest[g][group] == fewest_of_all) {
        candidates.push_back(make_candidate(model, g, group, fewest_of_all));
      }
    }
  }
  return candidates;
}

std::optional<HoldoutAnswer> find_holdouts(const std::vector<Candidate>& candidates,
                                           const std::vector<std::size_t>& goal_states) {
  std::vector<Candidate> eligible;
  for (const Candidate& candidate : candidates) {
    if (std::find(goal_states.begin(), goal_states.end(), candidate.goal_state) != goal_states.end()) {
      eligible.push_back(candidate);
    }
  }
  if (eligible.empty()) return std::nullopt;
  Candidate best = eligible.front();
  for (const Candidate& candidate : eligible) {
    if (candidate.key() < best.key()) best = candidate;
  }
  HoldoutAnswer answer{best.holdouts, best.steps, best.worst_gain, best.goal_state, {}};
  for (const Candidate& candidate : eligible) {
    if (candidate.key() == best.key()) answer.mover_sets.push_back(candidate.movers);
  }
  std::sort(answer.mover_sets.begin(), answer.mover_sets.end());
  return answer;
}

// The fewest steps to any of the goal states.
std::optional<std::size_t> nearest(const Distances& distances, const std::vector<std::size_t>& goal_states) {
  std::optional<std::size_t> fewest;
  for (const std::size_t g : goal_states) {
    const std::optional<std::size_t>& steps = distances.steps[g];
    if (steps && (!fewest || *steps < *fewest)) fewest = steps;
  }
  return fewest;
}

std::size_t parties_content_under_seq(const ReferenceModel& model, const StabilityTable& table, std::size_t state) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < model.party_count; ++i) {
    if (is_stable(table, Concept::seq, i, state)) ++count;
  }
  return count;
}

QuestionAnswer answer_one(const PlainFormula& goal, const ReferenceModel& model, const StabilityTable& table,
                          const PathTable& paths, const std::vector<Candidate>& candidates) {
  QuestionAnswer answer;
  for (std::size_t s = 0; s < model.states.size(); ++s) {
    if (holds(goal, model.states[s])) answer.goal_states.push_back(s);
  }

  const auto by_improvements = nearest(paths.by_improvements, answer.goal_states);
  const auto by_moves = nearest(paths.by_moves, answer.goal_states);
  if (by_moves && *by_moves == 0) {
    answer.open = Open::already;
    answer.open_steps = 0;
  } else if (by_improvements) {
    answer.open = Open::improvements;
    answer.open_steps = by_improvements;
  } else if (by_moves) {
    answer.open = Open::moves;
    answer.open_steps = by_moves;
  }

  for (const Concept which : all_concepts) {
    for (const std::size_t s : equilibria(table, which)) {
      if (!holds(goal, model.states[s])) continue;
      ++answer.lasting[static_cast<std::size_t>(which)];
      if (paths.by_improvements.steps[s]) ++answer.lasting_by_improvements[static_cast<std::size_t>(which)];
    }
  }

  for (const std::size_t s : answer.goal_states) {
    if (!answer.most_stable ||
        parties_content_under_seq(model, table, s) > parties_content_under_seq(model, table, *answer.most_stable)) {
      answer.most_stable = s;
    }
  }

  answer.holdouts = find_holdouts(candidates, answer.goal_states);
  return answer;
}

}  // namespace

PathTable paths_from_now(const ReferenceModel& model) {
  return {distances_from_now(model, false), distances_from_now(model, true)};
}

std::vector<QuestionAnswer> answer_questions(const PlainCase& plain, const ReferenceModel& model,
                                             const StabilityTable& table, const PathTable& paths) {
  std::vector<QuestionAnswer> answers;
  if (plain.questions.empty()) return answers;
  const std::vector<Candidate> candidates = all_candidates(model);
  for (const PlainQuestion& question : plain.questions) {
    answers.push_back(answer_one(question.goal, model, table, paths, candidates));
  }
  return answers;
}

ReferenceResult evaluate_case(const PlainCase& plain, ReferenceSwitches switches, NeedsReading needs) {
  ReferenceResult result;
  result.model = build_model(plain, needs);
  result.stable = stability(result.model, switches);
  result.paths = paths_from_now(result.model);
  result.questions = answer_questions(plain, result.model, result.stable, result.paths);
  return result;
}

}  // namespace detente::reference
