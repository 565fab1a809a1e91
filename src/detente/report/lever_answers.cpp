#include "detente/report/lever_answers.hpp"

#include <algorithm>
#include <chrono>

#include "detente/report/phrases.hpp"

namespace detente {

namespace {

/// A formula that holds in one state and no other.
Formula formula_of(const StateSpace& space, StateId s) {
  std::vector<Formula> members;
  std::vector<Value> values;
  for (std::size_t k = 0; k < space.members_in(s); ++k) {
    space.layout().decode(space.code(space.member_of(s, k)), values);
    std::vector<Formula> literals;
    for (std::size_t v = 0; v < values.size(); ++v) literals.push_back(Formula::literal(VariableId(v), values[v]));
    members.push_back(Formula::apply(Formula::Op::conjunction, std::move(literals)));
  }
  return members.size() == 1 ? members.front() : Formula::apply(Formula::Op::disjunction, std::move(members));
}

}  // namespace

LeverQuestion lever_question(std::string id, std::string text, Formula goal, Concept c) {
  std::vector<VariableId> about = variables_of(goal);
  return {.id = std::move(id),
          .text = std::move(text),
          .goal = std::move(goal),
          .about = std::move(about),
          .concept_id = c};
}

LeverQuestion lever_question(const Analysis& a, StateId s, Concept c) {
  return {.id = "state",
          .text = {},
          .goal = formula_of(a.space, s),
          .about = differing(a.space, a.space.now(), s),
          .concept_id = c};
}

bool is_third_party(const Model& model, const LeverQuestion& question, PartyId party) {
  return std::ranges::none_of(question.about, [&](VariableId v) {
    const Variable& variable = model.variable(v);
    return variable.kind == Variable::Kind::option ? variable.owner == party
                                                   : std::ranges::count(variable.between, party) > 0;
  });
}

bool LeverAnswer::complete() const {
  return std::ranges::all_of(aims, [](const ForAim& a) {
    return a.commitments.complete && a.preferences.complete && a.restrictions.complete;
  });
}

std::vector<LeverAnswer> find_levers(Analysis& a, const std::vector<LeverQuestion>& questions,
                                     const std::vector<Aim>& aims, LeverOptions options, double seconds,
                                     std::uint64_t work) {
  options.solving = a.options().solve_options();
  options.memory_bytes = a.options().limits.memory_bytes;
  // What a page has worked out already serves here too; nothing is solved only to be handed on.
  LeverCase::Known known{.stability = a.known_stability(), .evolution = &a.evolution()};
  if (known.stability) known.reach = &a.questioner().by_improvements();
  LeverCase the_case(a.model, a.space, a.moves, a.payoffs, std::move(options), a.options().control, known);

  std::vector<LeverAnswer> answers;
  std::size_t searches = 0;
  for (const LeverQuestion& question : questions) {
    LeverAnswer& answer = answers.emplace_back(LeverAnswer{.question = question, .standing = {}, .aims = {}});
    answer.standing = the_case.standing(question.goal, question.concept_id);
    for (const Aim aim : aims.empty() ? answer.standing.open_aims() : aims) {
      if (work == 0 || answer.standing.goal_states == 0 || answer.standing.holds(aim)) continue;
      answer.aims.push_back({aim, {}, {}, {}});
      searches += the_case.options().restrictions ? 3U : 2U;
    }
  }
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double>(std::min(seconds, 1e9));
  const auto search = [&](auto&& find, const LeverAnswer& answer, Aim aim) {
    a.options().control.report("looking for levers",
                               1 - static_cast<double>(searches) / static_cast<double>(searches + 1));
    const double left = std::chrono::duration<double>(end - Clock::now()).count();
    const auto share = static_cast<double>(searches--);
    Budget budget(std::max(0.0, left / share), work, a.options().control);
    return find(the_case, answer.question.goal, answer.question.concept_id, aim, budget);
  };
  for (LeverAnswer& answer : answers) {
    for (LeverAnswer::ForAim& found : answer.aims) {
      if (the_case.options().restrictions) found.restrictions = search(find_restrictions, answer, found.aim);
      found.commitments = search(find_commitments, answer, found.aim);
      found.preferences = search(find_preference_levers, answer, found.aim);
    }
  }
  return answers;
}

std::vector<LeverAnswer> quick_levers(Analysis& a) {
  constexpr std::uint64_t work = 300'000;  // of each search
  std::vector<LeverQuestion> questions;
  for (const Question& q : a.model.questions) questions.push_back(lever_question(q.id, q.text, q.goal, Concept::seq));
  LeverOptions options;
  options.most_levers = 20;
  options.most_edits = 1;
  (void)a.stability();
  return find_levers(a, questions, {}, options, 1e9, a.space.size() > quick_states ? 0 : work);
}

}  // namespace detente
