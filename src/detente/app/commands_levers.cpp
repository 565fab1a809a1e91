// `detente levers`: what would have to change.

#include "detente/app/arguments.hpp"
#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/levers/inverse.hpp"
#include "detente/report/pages.hpp"

namespace detente::app {

namespace {

struct Options : CommonOptions {
  std::string state;
  std::string party;
  std::vector<std::string> concepts;
  bool count = false;
  double budget = 60;
};

}  // namespace

void add_levers(CLI::App& app) {
  auto o = std::make_shared<Options>();
  CLI::App* command =
      add_command(app, "levers", "what would have to change for a goal, and who could change it",
                  "detente levers cases/syria-iraq-1975/syria-iraq-1975.case.yaml --state 2 --party Syria --count");
  add_case(command, *o);
  add_solving(command, *o);
  command->add_option("--state", o->state, "a number, a name, or a formula that one state satisfies");
  command->add_option("--party", o->party, "only this party");
  add_concepts(command, o->concepts, "under these concepts");
  command->add_flag("--count", o->count, "how many strict rankings of the party make the state stable for it");
  command->add_option("--budget", o->budget, "stop looking after so many seconds")->capture_default_str();
  command->callback([o] {
    Session session(*o);
    Analysis& a = session.analysis();
    const StateId state = state_or_give_up(session, a, o->state);
    const PartyId party = party_or_give_up(session, a, o->party);
    Budget budget(o->budget, Budget::any_work, a.options().control);
    const ChangedCase the_case(a.space, a.moves, a.payoffs, a.options().switches, budget);
    std::vector<InverseAnswer> answers;
    for (const Concept c : concepts_of(o->concepts)) answers.push_back(invert(the_case, state, party, c, o->count));
    if (o->json) return finish(a, inverse_json(session.json_context(), a, state, party, answers, o->count));
    finish(a, inverse_page(a, style_for_output(), state, party, answers, o->count));
  });
}

}  // namespace detente::app
