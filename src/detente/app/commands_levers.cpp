// `detente levers`: what would have to change.

#include <algorithm>

#include <fmt/format.h>

#include "detente/app/arguments.hpp"
#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/levers/inverse.hpp"
#include "detente/report/pages.hpp"

namespace detente::app {

namespace {

struct Options : CommonOptions {
  std::string goal;
  std::vector<std::string> questions;
  std::string state;
  std::string party;
  std::vector<std::string> concepts;
  std::vector<std::string> aims;
  bool count = false;
  double budget = 60;
  std::size_t limit = 100;
  std::size_t edits = 2;
};

/// Which rankings of one party make a state stable for it.
void answer_inverse(const Options& o, Session& session, Analysis& a, PartyId party) {
  const StateId state = state_or_give_up(session, a, o.state);
  Budget budget(o.budget, Budget::any_work, a.options().control);
  const ChangedCase the_case(a.space, a.moves, a.payoffs, a.options().switches, budget);
  std::vector<InverseAnswer> answers;
  bool complete = true;
  for (const Concept c : concepts_of(o.concepts)) {
    answers.push_back(invert(the_case, state, party, c, o.count));
    complete = complete && answers.back().condition && (!o.count || answers.back().rankings);
  }
  JsonContext context = session.json_context();
  context.complete = complete;
  context.reason = "some conditions are too intricate to count, or the budget of time ended the search";
  finish(a, o.json ? inverse_json(context, a, state, party, answers, o.count)
                   : inverse_page(a, style_for_output(), state, party, answers, o.count));
  if (!complete) throw ExitWith{refused};
}

void answer_levers(const Options& o, Session& session, Analysis& a) {
  LeverOptions options;
  options.most_levers = o.limit;
  options.most_edits = o.edits;
  if (!o.party.empty()) options.party = party_or_give_up(session, a.model, o.party);
  std::vector<Aim> aims;
  for (const std::string& id : o.aims) aims.push_back(aim_of(id).value());
  std::vector<LeverQuestion> questions;
  const Concept c = o.concepts.empty() ? Concept::seq : concepts_of(o.concepts).front();
  if (!o.state.empty()) questions.push_back(lever_question(a, state_or_give_up(session, a, o.state), c));
  if (!o.goal.empty()) questions.push_back(lever_question("goal", {}, formula_or_give_up(session, a, o.goal), c));
  for (const std::string& id : o.questions) {
    const Question& question = question_or_give_up(session, a, id);
    questions.push_back(lever_question(id, question.text, question.goal, c));
  }
  if (questions.empty()) {
    for (const Question& q : a.model.questions) questions.push_back(lever_question(q.id, q.text, q.goal, c));
  }
  if (questions.empty())
    fail("levers need a goal", "give --goal FORMULA, --question ID or --state STATE, or add `questions:` to the case");
  const std::vector<LeverAnswer> answers = find_levers(a, questions, aims, options, o.budget);
  const bool complete = std::ranges::all_of(answers, &LeverAnswer::complete);
  JsonContext context = session.json_context();
  context.complete = complete;
  context.reason = fmt::format("the budget of {} seconds ended a search", o.budget);
  finish(a, o.json ? levers_json(context, a, answers) : levers_page(a, style_for_output(), answers));
  if (!complete) throw ExitWith{refused};
}

}  // namespace

void add_levers(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* command = add_command(app, "levers", "what would have to change for a goal, and who could change it",
                                  "detente levers cases/elmira-1991/elmira-1991.case.yaml --goal Uniroyal.accept");
  add_case(command, *o);
  add_solving(command, *o);
  CLI::Option* goal = command->add_option("--goal", o->goal, "levers for this formula");
  CLI::Option* question =
      command->add_option("--question", o->questions, "levers for these questions of the case (default: all)")
          ->delimiter(',');
  CLI::Option* state = command->add_option(
      "--state", o->state, "levers for one state: a number, a name, or a formula that one state satisfies");
  goal->excludes(question)->excludes(state);
  question->excludes(state);
  command->add_option("--party", o->party, "only what this party could change alone");
  command->add_option("--concept", o->concepts, "lasting under this concept (default: seq; with --count all five)")
      ->check(CLI::IsMember({"nash", "gmr", "smr", "seq", "sseq"}))
      ->delimiter(',');
  command
      ->add_option("--aim", o->aims,
                   "look for what makes the goal lasting, reached by improvements, or settled: both at once (default: "
                   "what does not hold yet)")
      ->check(CLI::IsMember({"lasting", "reached", "settled"}))
      ->delimiter(',');
  command
      ->add_flag(
          "--count", o->count,
          "instead: how many strict rankings of --party make --state stable for it, and which comparisons decide")
      ->needs(state);
  command->add_option("--edits", o->edits, "at most so many changes of lists of statements together")
      ->capture_default_str();
  command->add_option("--limit", o->limit, "keep at most so many levers of a kind")->capture_default_str();
  command->add_option("--budget", o->budget, "stop looking after so many seconds")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->callback([o] {
    Session session(*o);
    Analysis& a = session.analysis();
    if (!o->count) return answer_levers(*o, session, a);
    if (o->party.empty()) fail("--count needs --party", "it counts the rankings of one party");
    answer_inverse(*o, session, a, party_or_give_up(session, a.model, o->party));
  });
}

}  // namespace detente::app
