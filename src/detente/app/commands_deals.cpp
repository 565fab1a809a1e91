// What those at a table could agree on.

#include <cstdio>

#include <fmt/format.h>

#include "detente/app/arguments.hpp"
#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/base/text.hpp"
#include "detente/report/pages.hpp"

namespace detente::app {

namespace {

const Table& table_or_give_up(Session& session, const Analysis& a, const std::string& id) {
  const auto found = std::ranges::find(a.model.tables, id, &Table::id);
  if (found != a.model.tables.end()) return *found;
  std::vector<std::string> ids;
  for (const Table& table : a.model.tables) ids.push_back(table.id);
  const auto nearest = nearest_name(id, ids);
  session.give_up({{.code = "unknown-table",
                    .message = fmt::format("the case has no table '{}'", id),
                    .hint = nearest       ? fmt::format("did you mean '{}'?", *nearest)
                            : ids.empty() ? "add `tables:` to the case"
                                          : "its tables are " + join_words(ids)}});
}

}  // namespace

void add_deals(CLI::App& app) {
  struct Options : CommonOptions {
    std::vector<std::string> tables;
    std::string from = "now";
    std::vector<std::string> concepts;
    std::size_t limit = 10;
    bool csv = false;
  };
  auto o = std::make_shared<Options>();
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
  command->callback([o] {
    Session session(*o);
    Analysis& a = session.analysis();
    std::vector<const Table*> tables;
    for (const std::string& id : o->tables) tables.push_back(&table_or_give_up(session, a, id));
    for (const Table& table : a.model.tables) {
      if (o->tables.empty()) tables.push_back(&table);
    }
    const StateId from = state_or_give_up(session, a, o->from);
    const DealsAnswer answer = answer_deals(a, tables, from, concepts_of(o->concepts));
    session.diagnostics.insert(session.diagnostics.end(), answer.diagnostics.begin(), answer.diagnostics.end());
    if (has_errors(answer.diagnostics)) session.give_up(case_errors);
    if (o->json) return finish(a, deals_json(session.json_context(), a, answer, o->limit));
    std::fputs(render(answer.diagnostics, session.read.source).c_str(), stderr);
    finish(a, o->csv ? deals_csv(a, answer, o->limit) : deals_page(a, style_for_output(), answer, o->limit));
  });
}

}  // namespace detente::app
