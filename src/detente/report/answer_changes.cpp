#include "detente/report/answer_changes.hpp"

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/evidence/without.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

std::string now_in_words(Analysis& a) {
  std::vector<std::string> holds;
  for (const Concept c : strongest_first) {
    if (a.stability().equilibria(c).test(a.space.now().index())) holds.emplace_back(short_name(c));
  }
  return holds.empty() ? "no equilibrium" : "an equilibrium under " + join_words(holds);
}

std::array<std::size_t, 5> counts_of(Analysis& a) {
  std::array<std::size_t, 5> counts{};
  for (const Concept c : all_concepts) counts[static_cast<std::size_t>(c)] = a.stability().equilibria(c).count();
  return counts;
}

}  // namespace

std::string brief_answer(Analysis& a, const Question& question) {
  const Answer& answer = a.answer(question);
  if (answer.goal_states == 0) return "impossible";
  std::vector<std::string> parts;
  switch (answer.open) {
    case Open::already: parts.emplace_back("holds already"); break;
    case Open::improvements: parts.push_back("open by improvements in " + counted(answer.path.size(), "step")); break;
    case Open::moves: parts.push_back("open only by unwanted moves, in " + counted(answer.path.size(), "step")); break;
    case Open::no: parts.emplace_back("not open"); break;
  }
  std::vector<std::string> lasting;
  for (const Concept c : strongest_first) {
    if (answer.lasting[static_cast<std::size_t>(c)] > 0) lasting.emplace_back(short_name(c));
  }
  parts.push_back(lasting.empty() ? "cannot last" : "can last under " + join_words(lasting));
  std::vector<std::string> holdouts;
  for (const Holdout& holdout : answer.holdouts) holdouts.push_back(a.model.party_id(holdout.party));
  if (!holdouts.empty()) parts.push_back("held up by " + join_words(holdouts));
  return join_words(parts, "; ");
}

const Question* find_question(const Model& m, const std::string& id) {
  const auto found = std::ranges::find(m.questions, id, &Question::id);
  return found == m.questions.end() ? nullptr : &*found;
}

std::vector<AnswerChange> answer_changes(Analysis& before, Analysis& after) {
  std::vector<AnswerChange> changes;
  const auto compare = [&](std::string what, std::string then, std::string now) {
    if (then != now) changes.push_back({std::move(what), std::move(then), std::move(now)});
  };
  compare("now", now_in_words(before), now_in_words(after));
  const auto old = counts_of(before);
  const auto now = counts_of(after);
  for (const Concept c : strongest_first) {
    const auto k = static_cast<std::size_t>(c);
    compare(std::string(short_name(c)) + " equilibria", with_commas(old[k]), with_commas(now[k]));
  }
  for (const Question& question : before.model.questions) {
    const Question* same = find_question(after.model, question.id);
    compare("question " + question.id, brief_answer(before, question),
            same ? brief_answer(after, *same) : "cannot be asked: it speaks of what is gone");
  }
  return changes;
}

std::vector<LeaveOut> leave_out(const Case& document, Analysis& whole, const std::vector<std::set<std::string>>& sets) {
  std::vector<LeaveOut> answers;
  const Control& control = whole.options().control;
  for (const std::set<std::string>& set : sets) {
    if (control.stopped()) break;
    control.report("leaving out " + join_words({set.begin(), set.end()}),
                   static_cast<double>(answers.size()) / static_cast<double>(sets.size()));
    const CaseWithout rest = case_without(document, set);
    LeaveOut answer{.sources = {set.begin(), set.end()}, .removed = rest.removed, .dangling = rest.dangling};
    const auto say_why = [&](const Diagnostics& diagnostics) {
      const auto error = std::ranges::find(diagnostics, Severity::error, &Diagnostic::severity);
      if (error != diagnostics.end()) answer.problem = error->message;
    };
    say_why(rest.diagnostics);
    if (rest.removed.empty()) {
      answer.states = whole.space.size();
      answer.equilibria = counts_of(whole);
    } else if (answer.problem.empty()) {
      const AnalysisBuild build = Analysis::build(rest.document, whole.options());
      if (build.stopped) break;
      say_why(build.diagnostics);
      if (build.analysis) {
        answer.states = build.analysis->space.size();
        answer.equilibria = counts_of(*build.analysis);
        answer.changes = answer_changes(whole, *build.analysis);
      }
    }
    if (control.stopped()) break;
    answers.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace detente
