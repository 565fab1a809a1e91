// What groups of parties could gain together, and where a party could be led against its will.

#include <algorithm>

#include <fmt/format.h>

#include "detente/app/arguments.hpp"
#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/base/text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/traps_answer.hpp"
#include "detente/space/evaluate.hpp"

namespace detente::app {

namespace {

struct CoalitionCommand : CommonOptions {
  std::vector<std::string> states;
  std::string where;
  std::vector<std::string> concepts;
  std::string coalition;
  std::vector<std::string> blocks;
  std::size_t limit = 10'000;
  std::uint64_t work = CoalitionQuestion::default_work / 1'000'000;
};

/// "A+B" as parties; ends the command where one is not there or stands twice.
std::vector<PartyId> group_or_give_up(Session& session, Analysis& a, const std::string& text) {
  std::vector<PartyId> group;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('+', begin), text.size());
    const PartyId party = party_or_give_up(session, a.model, text.substr(begin, end - begin));
    if (std::ranges::find(group, party) != group.end()) {
      session.give_up({{.code = "duplicate-name",
                        .message = fmt::format("'{}' stands twice in '{}'", a.model.party_id(party), text),
                        .hint = "write parties that act as one as A+B"}});
    }
    group.push_back(party);
    begin = end + 1;
  }
  return group;
}

std::vector<std::vector<PartyId>> blocks_or_give_up(Session& session, Analysis& a,
                                                    const std::vector<std::string>& texts) {
  std::vector<std::vector<PartyId>> blocks;
  PartySet named = 0;
  for (const std::string& text : texts) {
    blocks.push_back(group_or_give_up(session, a, text));
    const PartySet block = set_of(blocks.back());
    if ((named & block) != 0) {
      session.give_up({{.code = "duplicate-name",
                        .message = fmt::format("'{}' stands in two blocks", coalition_text(a.model, named & block)),
                        .hint = "a party belongs to one block; write --blocks A+B,C+D"}});
    }
    named |= block;
  }
  return blocks;
}

}  // namespace

void add_coalitions(CLI::App& app) {
  auto o = std::make_shared<CoalitionCommand>();
  CLI::App* command =
      add_command(app, "coalitions", "which groups of parties could gain together, and what no group upsets",
                  "detente coalitions cases/elmira-1991/elmira-1991.case.yaml --state 6");
  add_case(command, *o);
  add_solving(command, *o);
  command->add_option("--state", o->states,
                      "ask about this state: a number, a name, or a formula that one state satisfies; may be repeated "
                      "(default: the Nash equilibria)");
  command->add_option("--where", o->where, "ask about all states in which this formula holds");
  command->add_option("--concept", o->concepts, "only these coalitional concepts (default: all), and these for blocks")
      ->check(CLI::IsMember({"nash", "gmr", "smr", "seq", "sseq"}))
      ->delimiter(',');
  command->add_option("--coalition", o->coalition, "list the improvements of this coalition only, as A+B");
  command
      ->add_option("--blocks", o->blocks,
                   "solve with these parties acting as one, as A+B,C+D (default: the case's `coalitions`)")
      ->delimiter(',');
  command->add_option("--limit", o->limit, "list at most this many improvements in JSON; 0 for all")
      ->capture_default_str();
  command->add_option("--work", o->work, "millions of elementary steps to spend; 0 for no limit")
      ->capture_default_str();
  add_list_limit(command, *o);
  command->callback([o] {
    Session session(*o);
    Analysis& a = session.analysis();
    if (const auto refusal = coalitions_refused(a)) {
      session.diagnostics.push_back(*refusal);
      session.give_up(refused);
    }
    CoalitionQuestion question;
    for (const std::string& text : o->states) question.states.push_back(state_or_give_up(session, a, text));
    if (!o->where.empty()) {
      const BitVector chosen = evaluate(a.space, formula_or_give_up(session, a, o->where));
      chosen.for_each([&](std::size_t s) { question.states.emplace_back(s); });
      if (question.states.empty()) {
        session.give_up({{.code = "no-such-state",
                          .message = fmt::format("no feasible state satisfies '{}'", o->where),
                          .hint = "leave --where out for the Nash equilibria"}});
      }
    }
    std::ranges::sort(question.states);
    const auto repeated = std::ranges::unique(question.states);
    question.states.erase(repeated.begin(), repeated.end());
    if (!o->concepts.empty()) {
      question.block_concepts = concepts_of(o->concepts);
      question.concepts = question.block_concepts;
      std::erase(question.concepts, Concept::sseq);
    }
    if (!o->coalition.empty()) question.coalition = set_of(group_or_give_up(session, a, o->coalition));
    question.coalitions = o->blocks.empty() ? a.model.coalitions : blocks_or_give_up(session, a, o->blocks);
    question.list_at_most = o->limit;
    question.work = o->work == 0 ? Work::unlimited : o->work * 1'000'000;
    const CoalitionAnswer answer = answer_coalitions(a, question);
    if (o->json) return finish(a, coalitions_json(session.json_context(), a, answer, question, o->list_limit));
    finish(a, coalitions_page(a, style_for_output(), answer, question));
  });
}

void add_traps(CLI::App& app) {
  struct Options : CommonOptions {
    std::string state = "now";
    std::vector<std::string> parties;
    std::string concept_id = "seq";
    std::size_t limit = 20;
    std::uint64_t work = TrapsQuestion::default_work / 1'000'000;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = add_command(app, "traps", "what a party would like to do now, but could not get out of",
                                  "detente traps docs/examples/trap.case.yaml --party Village");
  add_case(command, *o);
  add_solving(command, *o);
  command->add_option("--party", o->parties, "only the traps of these parties")->delimiter(',');
  command->add_option("--concept", o->concept_id, "traps end in equilibria of this concept")
      ->check(CLI::IsMember({"nash", "gmr", "smr", "seq", "sseq"}))
      ->capture_default_str();
  command
      ->add_option("--state", o->state,
                   "start from this state: a number, a name, or a formula that one state satisfies")
      ->capture_default_str();
  command->add_option("--limit", o->limit, "list at most this many traps of a party in JSON; 0 for all")
      ->capture_default_str();
  command->add_option("--work", o->work, "millions of elementary steps to spend; 0 for no limit")
      ->capture_default_str();
  command->callback([o] {
    Session session(*o);
    Analysis& a = session.analysis();
    const TrapsQuestion question{.start = state_or_give_up(session, a, o->state),
                                 .parties = parties_or_give_up(session, a.model, o->parties),
                                 .concept_id = concept_of(o->concept_id).value(),
                                 .most_listed = o->limit,
                                 .work = o->work == 0 ? Work::unlimited : o->work * 1'000'000};
    const TrapAnswer answer = answer_traps(a, question);
    finish(a, o->json ? traps_json(session.json_context(), a, question, answer)
                      : traps_page(a, style_for_output(), question, answer));
    if (!answer.complete) throw ExitWith{refused};
  });
}

}  // namespace detente::app
