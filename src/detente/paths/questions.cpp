#include "detente/paths/questions.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

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

Answer Questioner::answer(const Formula& formula) const {
  Answer answer;
  const BitVector goal = evaluate(evolution_->space(), formula);
  answer.goal_states = goal.count();
  find_path(goal, answer);
  find_lasting(goal, answer);
  find_holdouts(goal, answer);
  answer.complete = answer.complete && by_improvements().complete() && by_moves().complete() && stability_->complete &&
                    !control_.stopped();
  return answer;
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

void Questioner::find_holdouts(const BitVector& goal, Answer& answer) const {
  const StateSpace& space = evolution_->space();
  const Payoffs& payoffs = evolution_->payoffs();
  const StateId now = space.now();
  if (goal.test(now.index())) {
    answer.goal_state = now;
    return;
  }
  std::vector<StateId> goals;
  for (const StateId s : by_moves().order()) {
    if (goal.test(s.index())) goals.push_back(s);
  }
  if (goals.empty()) return;

  // Only parties that can take part in a move matter; a set of them is a bit mask over `able`.
  std::vector<PartyId> able;
  for (std::size_t p = 0; p < model_->parties.size(); ++p) {
    const bool moves = std::ranges::any_of(evolution_->moves().all(), [&](const Mover& mover) {
      return !mover.variables().empty() && std::ranges::count(mover.parties(), PartyId(p)) > 0;
    });
    if (moves) able.emplace_back(p);
  }
  if (able.size() > most_movers) {
    answer.too_many_movers = true;
    answer.complete = false;
    return;
  }
  const auto willing = [&](StateId g) {
    std::uint32_t mask = 0;
    for (std::size_t k = 0; k < able.size(); ++k) mask |= (payoffs.prefers(able[k], g, now) ? 1U : 0U) << k;
    return mask;
  };
  // The parties that want a goal state, as the masks that occur: the fewest holdouts a set can have is at least the
  // least over these, so that most sets need no search.
  std::vector<std::uint32_t> patterns;
  for (const StateId g : goals) patterns.push_back(willing(g));
  std::ranges::sort(patterns);
  const auto repeated = std::ranges::unique(patterns);
  patterns.erase(repeated.begin(), repeated.end());

  struct Candidate {
    int holdouts_at_least;
    std::uint32_t movers;
  };
  std::vector<Candidate> candidates;
  for (std::uint32_t h = 1; h < std::uint32_t{1} << able.size(); ++h) {
    int fewest = 32;
    for (const std::uint32_t pattern : patterns) fewest = std::min(fewest, std::popcount(h & ~pattern));
    candidates.push_back({fewest, h});
  }
  // Lowest bound first, then the fewest movers, then those that come first in the case.
  std::ranges::stable_sort(candidates, {},
                           [](const Candidate& c) { return std::tuple(c.holdouts_at_least, std::popcount(c.movers)); });

  using Merit = std::tuple<int, std::uint32_t, std::int64_t, std::size_t, int>;  // less is better
  std::optional<Merit> best;
  std::uint32_t best_movers = 0;
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    const auto [at_least, h] = candidates[k];
    if (best && at_least > std::get<0>(*best)) break;
    if (control_.stopped()) return;
    control_.report("looking for holdouts", static_cast<double>(k) / static_cast<double>(candidates.size()));
    std::vector<bool> allowed(model_->parties.size(), false);
    for (std::size_t b = 0; b < able.size(); ++b) allowed[able[b].index()] = (h >> b & 1) != 0;
    const std::uint32_t most_steps = best && at_least == std::get<0>(*best) ? std::get<1>(*best) : Reach::unreached;
    const Reach reach = evolution_->reach(now, false, allowed, control_, most_steps);
    for (std::uint32_t steps = 0; !reach.at(steps).empty(); ++steps) {
      for (const StateId g : reach.at(steps)) {
        if (!goal.test(g.index())) continue;
        std::int64_t worst_gain = std::numeric_limits<std::int64_t>::max();
        for (std::size_t b = 0; b < able.size(); ++b) {
          if ((h >> b & 1) == 0) continue;
          const std::int64_t gain = std::int64_t{payoffs.rank(able[b], g)} - std::int64_t{payoffs.rank(able[b], now)};
          worst_gain = std::min(worst_gain, gain);
        }
        const Merit merit{std::popcount(h & ~willing(g)), steps, -worst_gain, g.index(), std::popcount(h)};
        if (best && merit >= *best) continue;
        best = merit;
        best_movers = h;
        answer.goal_state = g;
      }
    }
  }
  if (!answer.goal_state) return;

  std::vector<bool> allowed(model_->parties.size(), false);
  for (std::size_t b = 0; b < able.size(); ++b) {
    if ((best_movers >> b & 1) == 0) continue;
    allowed[able[b].index()] = true;
    answer.movers.push_back(able[b]);
  }
  answer.way = evolution_->path(*answer.goal_state,
                                evolution_->reach(now, false, allowed, control_, std::get<1>(*best)), false, allowed);
  for (const PartyId p : answer.movers) {
    if (payoffs.prefers(p, *answer.goal_state, now)) continue;
    Holdout holdout{p, {}, deciding_statements(*model_, space, p, now, *answer.goal_state)};
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
