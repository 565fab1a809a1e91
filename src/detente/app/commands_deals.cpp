// What those at a table could agree on.

#include <cstdio>
#include <ranges>

#include <fmt/format.h>

#include "detente/app/arguments.hpp"
#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/base/text.hpp"
#include "detente/report/additive_answer.hpp"
#include "detente/report/deals_answer.hpp"
#include "detente/report/pages.hpp"

namespace detente::app {

namespace {

const Table& table_or_give_up(Session& session, const Model& model, const std::string& id) {
  const auto found = std::ranges::find(model.tables, id, &Table::id);
  if (found != model.tables.end()) return *found;
  std::vector<std::string> ids;
  for (const Table& table : model.tables) ids.push_back(table.id);
  const auto nearest = nearest_name(id, ids);
  session.give_up({{.code = "unknown-table",
                    .message = fmt::format("the case has no table '{}'", id),
                    .hint = nearest       ? fmt::format("did you mean '{}'?", *nearest)
                            : ids.empty() ? "add `tables:` to the case"
                                          : "its tables are " + join_words(ids)}});
}

struct DealsOptions : CommonOptions {
  std::vector<std::string> tables;
  std::string from = "now";
  std::vector<std::string> concepts;
  std::size_t limit = 10;
  bool csv = false;
  std::string method = "auto";
  std::uint64_t steps = DealLimits{}.steps / 1'000'000;
  std::uint64_t group_steps = 300;
};

/// Up to 10^7 states `auto` lists the states of a case; but only up to 10^5 where nobody can move alone, since there
/// the list has nothing to add: every deal lasts.
bool listed_by_default(const Model& model) {
  const double states = Layout(model).product_log2();
  const auto moves_alone = [&](std::size_t p) { return !model.movable_by(PartyId(p)).empty(); };
  const auto parties = std::views::iota(std::size_t{0}, model.parties.size());
  return states <= (std::ranges::any_of(parties, moves_alone) ? 23.26 : 16.61);
}

/// Answers without a list of states, if that is asked for or if there are too many of them; false if it is not to be
/// done, or cannot be done and need not.
bool answered_additively(Session& session, const DealsOptions& o) {
  Model model = model_on(*session.read.document, session.analysis_options.as_of);
  const bool must = o.method == "additive";
  if (!must && listed_by_default(model)) return false;
  for (const std::string& id : o.tables) (void)table_or_give_up(session, model, id);
  const DealLimits limits{.memory_bytes = session.analysis_options.limits.memory_bytes, .steps = o.steps * 1'000'000};
  const AdditiveAnswerBuild build =
      answer_additively(std::move(model), o.tables, o.from, o.limit, limits, session.analysis_options.control);
  if (build.stopped) throw ExitWith{interrupted};
  if (!build.obstacle.empty()) {
    session.diagnostics.push_back({.severity = must ? Severity::error : Severity::warning,
                                   .code = "not-additive",
                                   .message = build.obstacle,
                                   .hint = must ? "leave out --method additive" : ""});
    if (must) session.give_up(case_errors);
    return false;
  }
  session.diagnostics.insert(session.diagnostics.end(), build.diagnostics.begin(), build.diagnostics.end());
  if (!build.answer) session.give_up(case_errors);
  const std::string text = o.json
                               ? additive_json(session.json_context(), session.analysis_options, *build.answer, o.limit)
                           : o.csv ? additive_csv(*build.answer)
                                   : additive_page(*build.answer, style_for_output(), o.limit);
  if (!o.json) std::fputs(render(session.diagnostics, session.read.source).c_str(), stderr);
  print(text);
  std::string reason;
  if (!complete(*build.answer, reason)) {
    if (!o.json) std::fprintf(stderr, "detente: %s\n", reason.c_str());
    throw ExitWith{refused};
  }
  return true;
}

}  // namespace

void add_deals(CLI::App& app) {
  auto o = std::make_shared<DealsOptions>();
  CLI::App* command = add_command(app, "deals", "what those at a table could agree on, and whether it would last",
                                  "detente deals cases/elmira-1991/elmira-1991.case.yaml --table negotiation");
  add_case(command, *o);
  add_solving(command, *o);
  command->add_option("--table", o->tables, "one table in full, or several side by side (default: all of the case)")
      ->delimiter(',');
  command->add_option("--from", o->from,
                      "deals from this state instead of now: a number, a name, or a formula that one state satisfies");
  add_concepts(command, o->concepts, "does a deal last under these concepts (default: all)");
  command->add_option("--limit", o->limit, "list at most this many deals and concessions; 0 for all")
      ->capture_default_str();
  command->add_flag("--csv", o->csv, "the deals comma-separated, a line for each");
  command
      ->add_option(
          "--method", o->method,
          "list: all states; additive: from independent components, where weights add up; auto: additive above "
          "10,000,000 states, or above 100,000 where nobody can move alone")
      ->check(CLI::IsMember({"auto", "list", "additive"}))
      ->capture_default_str();
  command->add_option("--steps", o->steps, "million steps that the additive method may take for each of its questions")
      ->capture_default_str();
  command
      ->add_option("--group-steps", o->group_steps,
                   "million steps for each deal shown, to see whether groups of parties would break it; 0: do not look")
      ->capture_default_str();
  command->callback([o] {
    Session session(*o);
    if (session.read.document && o->method != "list" && answered_additively(session, *o)) return;
    Analysis& a = session.analysis();
    std::vector<const Table*> tables;
    for (const std::string& id : o->tables) tables.push_back(&table_or_give_up(session, a.model, id));
    for (const Table& table : a.model.tables) {
      if (o->tables.empty()) tables.push_back(&table);
    }
    const StateId from = state_or_give_up(session, a, o->from);
    DealsAnswer answer = answer_deals(a, tables, from, concepts_of(o->concepts), o->limit);
    session.diagnostics.insert(session.diagnostics.end(), answer.diagnostics.begin(), answer.diagnostics.end());
    if (has_errors(answer.diagnostics)) session.give_up(answer.refused ? refused : case_errors);
    if (o->group_steps > 0) {
      // The page of several tables shows the first deal of each, and the comma-separated one no picks of their own.
      const bool side_by_side = !o->json && !o->csv && tables.size() > 1;
      hold_against_groups(a, answer, side_by_side ? 1 : o->limit, !o->csv && !side_by_side, o->group_steps * 1'000'000);
    }
    if (!o->json) std::fputs(render(answer.diagnostics, session.read.source).c_str(), stderr);
    finish(a, o->json  ? deals_json(session.json_context(), a, answer, o->limit)
              : o->csv ? deals_csv(a, answer, o->limit)
                       : deals_page(a, style_for_output(), answer, o->limit));
    if (const std::string open = left_open(answer); !open.empty()) {
      if (!o->json) std::fprintf(stderr, "detente: %s\n", open.c_str());
      throw ExitWith{refused};
    }
  });
}

}  // namespace detente::app
