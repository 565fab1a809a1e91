#include "detente/report/brief/findings.hpp"

#include <algorithm>
#include <future>

#include "detente/report/traps_answer.hpp"
#include "detente/space/evaluate.hpp"

namespace detente::brief {

namespace {

/// By party, what improvements reach from now if it takes no step. Parties that cannot move are left out: empty sets.
std::vector<BitVector> reached_without(Analysis& a) {
  const std::size_t parties = a.model.parties.size();
  std::vector<BitVector> reached(parties);
  for (const PartyId p : able_to_move(a.moves, parties)) {
    std::vector<bool> others(parties, true);
    others[p.index()] = false;
    reached[p.index()] = a.evolution().reach(a.space.now(), true, others, a.options().control).states();
  }
  return reached;
}

std::optional<std::pair<StateId, Concept>> nearest_lasting(Analysis& a) {
  const Reach& reach = a.questioner().by_improvements();
  for (const Concept c : strongest_first) {
    const BitVector lasting = a.stability().equilibria(c);
    for (const StateId s : reach.order()) {
      if (lasting.test(s.index())) return std::pair(s, c);
    }
  }
  return std::nullopt;
}

/// Who could gain together from a state. Solves nothing and touches nothing of the analysis that is built on demand.
std::optional<Together> find_together(const Analysis& a, StateId s) {
  constexpr std::uint64_t most_work = 300'000'000;
  if (coalitions_refused(a)) return std::nullopt;
  Coalitions coalitions(a.space, a.moves, a.payoffs);
  Work work(most_work);
  // Without progress: that is told from one thread at a time.
  const Coalitions::Found found = coalitions.improvements(s, work, {.stop = a.options().control.stop});
  Together together{.state = s, .survey = survey(a.payoffs, s, found.moves), .complete = found.complete};
  if (!together.survey.ways.empty()) {
    const CoalitionWay& first = together.survey.ways.front();
    LegalReach reach(a.space, a.moves);
    Work enough;
    (void)reach.first(s, first.movers, LegalReach::Joint::included, enough, [&](StateId t) { return t == first.to; });
    together.way = reach.path();
  }
  return together;
}

TrapAnswer find_traps_now(Analysis& a) {
  TrapsQuestion question = quick_traps(a);
  question.most_listed = 3;
  question.work = 10'000'000;
  return answer_traps(a, question);
}

void add_levers(Analysis& a, std::vector<Asked>& questions) {
  constexpr std::uint64_t work = 30'000'000;  // of each search
  std::vector<LeverQuestion> goals;
  for (const Asked& asked : questions) {
    const Question& q = *asked.question;
    goals.push_back(lever_question(q.id, q.text, q.goal, Concept::seq));
  }
  LeverOptions options;
  options.most_levers = 20;
  options.most_edits = 1;
  const bool large = a.space.size() > quick_states;
  options.restrictions = !large;
  const std::vector<Aim> aims = large ? std::vector{Aim::reached} : std::vector<Aim>{};
  std::vector<LeverAnswer> answers = find_levers(a, goals, aims, options, 1e9, work);
  for (std::size_t k = 0; k < questions.size(); ++k) {
    questions[k].levers = std::move(answers[k]);
    for (const Aim aim : questions[k].levers.standing.open_aims()) {
      if (std::ranges::count(questions[k].levers.aims, aim, &LeverAnswer::ForAim::aim) == 0)
        questions[k].not_searched.push_back(aim);
    }
  }
}

}  // namespace

std::vector<Asked> ask_all(Analysis& a) {
  std::vector<Asked> all;
  std::vector<BitVector> without;
  for (const Question& question : a.model.questions) {
    Asked asked{.question = &question, .answer = a.answer(question)};
    for (const Holdout& holdout : asked.answer.holdouts) {
      asked.yielding.push_back(yielding(a.model, a.space, holdout.party, *asked.answer.goal_state, a.space.now()));
    }
    if (asked.answer.open == Open::improvements) {
      if (without.empty()) without = reached_without(a);
      const BitVector goal = evaluate(a.space, question.goal);
      for (std::size_t p = 0; p < without.size(); ++p) {
        if (without[p].size() > 0 && !(goal & without[p]).any()) asked.indispensable.emplace_back(p);
      }
    }
    all.push_back(std::move(asked));
  }
  return all;
}

Found find(Analysis& a) {
  Found found;
  found.nearest = nearest_lasting(a);
  // Coalitions take about as long as the questions and levers, and share nothing with them that is built on demand.
  std::future<std::optional<Together>> together;
  if (found.nearest) {
    together = std::async(a.options().threads > 1 ? std::launch::async : std::launch::deferred,
                          [&] { return find_together(a, found.nearest->first); });
  }
  found.questions = ask_all(a);
  add_levers(a, found.questions);
  found.traps = find_traps_now(a);
  if (together.valid()) found.together = together.get();
  return found;
}

}  // namespace detente::brief
