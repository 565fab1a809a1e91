#include "detente/paths/questions.hpp"

#include <algorithm>

#include "detente/space/evaluate.hpp"
#include "detente/stability/witness.hpp"

namespace detente {

std::string_view id_of(Open open) {
  switch (open) {
    case Open::already: return "already";
    case Open::improvements: return "improvements";
    case Open::moves: return "moves";
    case Open::no: break;
  }
  return "no";
}

Questioner::Questioner(const Model& model, const Evolution& evolution, const Stability& stability,
                       const Control& control)
    : model_(&model), evolution_(&evolution), stability_(&stability), control_(control) {}

const Reach& Questioner::reach(std::optional<Reach>& kept, bool improving) const {
  if (!kept) kept = evolution_->reach(evolution_->space().now(), improving, {}, control_);
  return *kept;
}

Answer Questioner::answer(const Formula& goal) const {
  const Formula* const one = &goal;
  return std::move(answers({&one, 1}).front());
}

std::vector<Answer> Questioner::answers(std::span<const Formula* const> formulas) const {
  const std::vector<BitVector> goals = evaluate(evolution_->space(), formulas);
  std::vector<Answer> answers(goals.size());
  for (std::size_t k = 0; k < goals.size(); ++k) {
    answers[k].goal_states = goals[k].count();
    find_path(goals[k], answers[k]);
    find_lasting(goals[k], answers[k]);
  }
  find_holdouts(goals, answers);
  for (Answer& answer : answers) {
    answer.complete = answer.complete && by_improvements().complete() && by_moves().complete() &&
                      stability_->complete && !control_.stopped();
  }
  return answers;
}

void Questioner::find_path(const BitVector& goal, Answer& answer) const {
  // Among the goal states that the fewest steps reach, the one most like now; then the lowest number.
  const std::vector<Value> now = evolution_->space().values(evolution_->space().now());
  const auto nearest = [&](const Reach& reach) {
    std::optional<StateId> best;
    std::size_t best_changes = 0;
    for (std::uint32_t steps = 0; !best && !reach.at(steps).empty(); ++steps) {
      for (const StateId s : reach.at(steps)) {
        if (!goal.test(s.index())) continue;
        const std::vector<Value> values = evolution_->space().values(s);
        std::size_t changes = 0;
        for (std::size_t v = 0; v < now.size(); ++v) changes += values[v] != now[v] ? 1U : 0U;
        if (best && changes >= best_changes) continue;
        best = s;
        best_changes = changes;
      }
    }
    return best;
  };
  if (goal.test(evolution_->space().now().index())) {
    answer.open = Open::already;
  } else if (const auto wanted = nearest(by_improvements())) {
    answer.open = Open::improvements;
    answer.path = evolution_->path(*wanted, by_improvements(), true);
  } else if (const auto possible = nearest(by_moves())) {
    answer.open = Open::moves;
    answer.path = evolution_->path(*possible, by_moves(), false);
  }
}

void Questioner::find_lasting(const BitVector& goal, Answer& answer) const {
  const BitVector reached = by_improvements().states();
  bool any = false;
  for (const Concept c : all_concepts) {
    const BitVector lasting = goal & stability_->equilibria(c);
    answer.lasting[static_cast<std::size_t>(c)] = lasting.count();
    answer.lasting_reached[static_cast<std::size_t>(c)] = (lasting & reached).count();
    any |= lasting.any();
  }
  if (any || !goal.any()) return;

  std::size_t most = 0;
  goal.for_each([&](std::size_t s) {
    std::size_t stable = 0;
    for (std::size_t p = 0; p < model_->parties.size(); ++p) {
      stable += stability_->stable(Concept::seq, PartyId(p)).test(s) ? 1U : 0U;
    }
    if (answer.most_stable && stable <= most) return;
    most = stable;
    answer.most_stable = StateId(s);
  });
  const Explainer explainer(evolution_->moves(), evolution_->payoffs(), stability_->switches);
  for (std::size_t p = 0; p < model_->parties.size(); ++p) {
    if (stability_->stable(Concept::seq, PartyId(p)).test(answer.most_stable->index())) continue;
    for (const Deterrence& move : explainer.explain(*answer.most_stable, PartyId(p), Concept::seq)) {
      if (!move.deterred) answer.leaves.push_back({PartyId(p), move.to});
    }
  }
}

void Questioner::find_holdouts(const std::vector<BitVector>& goals, std::vector<Answer>& answers) const {
  const StateSpace& space = evolution_->space();
  const StateId now = space.now();
  std::vector<std::size_t> open;  // those that are no answer by themselves
  std::vector<BitVector> open_goals;
  for (std::size_t k = 0; k < goals.size(); ++k) {
    if (goals[k].test(now.index())) {
      answers[k].goal_state = now;
    } else if ((goals[k] & by_moves().states()).any()) {
      open.push_back(k);
      open_goals.push_back(goals[k]);
    }
  }
  if (open.empty()) return;
  const std::vector<PartyId> able = able_to_move(evolution_->moves(), model_->parties.size());
  if (able.size() > most_movers) {
    for (const std::size_t k : open) {
      answers[k].too_many_movers = true;
      answers[k].complete = false;
    }
    return;
  }
  std::vector<std::optional<LeastHeldUp>> found =
      find_least_held_up(*evolution_, by_moves(), able, open_goals, control_);
  for (std::size_t n = 0; n < open.size(); ++n) {
    if (found[n]) tell_holdouts(std::move(*found[n]), answers[open[n]]);
  }
}

void Questioner::tell_holdouts(LeastHeldUp&& found, Answer& answer) const {
  const StateSpace& space = evolution_->space();
  const StateId now = space.now();
  answer.goal_state = found.state;
  answer.movers = std::move(found.movers);
  answer.way = std::move(found.way);
  for (const PartyId p : answer.movers) {
    if (evolution_->payoffs().prefers(p, found.state, now)) continue;
    Holdout holdout{p, {}, deciding_statements(*model_, space, p, now, found.state)};
    for (const Step& step : answer.way) {
      if (std::ranges::count(step.parties, p) == 0) continue;
      const std::vector<Value> before = space.values(step.from);
      const std::vector<Value> after = space.values(step.to);
      for (std::size_t v = 0; v < before.size(); ++v) {
        if (before[v] != after[v] && !model_->graph()) holdout.variables.emplace_back(v);
      }
    }
    std::ranges::sort(holdout.variables);
    const auto twice = std::ranges::unique(holdout.variables);
    holdout.variables.erase(twice.begin(), twice.end());
    answer.holdouts.push_back(std::move(holdout));
  }
}

}  // namespace detente
