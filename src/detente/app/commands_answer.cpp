// The commands that answer from a case.

#include <functional>

#include <fmt/format.h>

#include "detente/app/arguments.hpp"
#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/app/texts.hpp"
#include "detente/base/text.hpp"
#include "detente/report/comparison.hpp"
#include "detente/report/lint.hpp"
#include "detente/report/one_state.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/results_file.hpp"
#include "detente/report/sources_pages.hpp"
#include "detente/space/evaluate.hpp"

namespace detente::app {

namespace {

struct AnalyzeOptions : CommonOptions {
  std::string texts;
};

void analyze(const AnalyzeOptions& o) {
  Session session(o);
  Analysis& a = session.analysis();
  std::optional<EvidenceSurvey> survey;
  if (!a.model.sources.empty()) {
    const SourceTexts texts = texts_or_give_up(session, o.texts);
    survey = survey_evidence(a.model, texts, {.threads = a.options().threads, .control = a.options().control});
  }
  std::vector<AnswerChange> changes;
  if (!o.without.empty()) {
    CommonOptions all = o;
    all.without.clear();
    Session whole(all);
    changes = answer_changes(whole.analysis(), a);
  }
  const bool cites = survey && !survey->citations.empty();
  if (o.json) {
    JsonContext context = session.json_context();
    if (cites) context.evidence = &*survey;
    if (!o.without.empty()) context.changes = &changes;
    return finish(a, analyze_json(context, a, o.list_limit));
  }
  finish(a,
         analyze_page(a, style_for_output(), o.file, lint(a),
                      {.evidence = cites ? evidence_summary(*survey) : "", .without = o.without, .changes = changes}));
}

}  // namespace

void add_analyze(CLI::App& app) {
  auto o = std::make_shared<AnalyzeOptions>();
  CLI::App* command = add_command(app, "analyze", "everything about a case on one readable page",
                                  "detente analyze cases/summit-2025/summit.case.yaml --as-of 2025-08-07");
  add_case(command, *o);
  add_texts(command, o->texts);
  add_solving(command, *o);
  add_list_limit(command, *o);
  command->callback([o] { analyze(*o); });
}

namespace {

/// Refuses what no file of results can be called.
void check_out(const std::string& out, bool binary) {
  if (out.empty() || out.ends_with(".csv") || (binary && out.ends_with(".bin"))) return;
  fail(fmt::format("'{}' does not say in which format", out),
       binary ? "the name must end in .csv or .bin" : "the name must end in .csv");
}

/// The file that `write` makes, unless it is stopped on the way; its size.
std::size_t write_out(Analysis& a, const std::string& path, const std::function<void(const Sink&)>& write) {
  FileInProgress file(path);
  write([&](std::string_view text) { file.append(text); });
  if (!a.complete()) throw ExitWith{interrupted};
  file.commit();
  return file.bytes();
}

std::string written_text(const std::string& path, std::size_t rows, std::size_t bytes) {
  return fmt::format("wrote {}: {} state{}, {} bytes\n", path, with_commas(rows), rows == 1 ? "" : "s",
                     with_commas(bytes));
}

}  // namespace

void add_states(CLI::App& app) {
  struct Options : CommonOptions {
    std::string where;
    std::optional<std::size_t> limit;
    bool csv = false;
    std::string out;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command =
      add_command(app, "states", "list the feasible states with their numbers",
                  "detente states cases/elmira-1991/elmira-1991.case.yaml --where 'not Uniroyal.abandon'");
  add_case(command, *o);
  add_memory(command, *o);
  command->add_option("--where", o->where, "only states in which this formula holds");
  command->add_option("--limit", o->limit, "list at most this many; 0 for all (default: 100, all with --out)");
  command->add_flag("--csv", o->csv, "comma-separated, a column for each variable");
  command->add_option("-o,--out", o->out, "write them to this file, *.csv");
  command->callback([o] {
    check_out(o->out, false);
    Session session(*o);
    Analysis& a = session.analysis();
    BitVector chosen(a.space.size(), true);
    if (!o->where.empty()) chosen = evaluate(a.space, formula_or_give_up(session, a, o->where));
    const std::size_t limit = o->limit.value_or(o->out.empty() ? 100 : 0);
    if (!o->out.empty()) {
      const std::size_t bytes =
          write_out(a, o->out, [&](const Sink& sink) { write_states_csv(a, chosen, limit, sink); });
      if (!o->json) {
        const std::size_t rows = limit == 0 ? chosen.count() : std::min(limit, chosen.count());
        return finish(a, written_text(o->out, rows, bytes));
      }
    }
    if (o->json) return finish(a, states_json(session.json_context(), a, chosen, o->limit.value_or(100)));
    if (!o->csv) return finish(a, states_page(a, style_for_output(), chosen, limit));
    std::string text;
    write_states_csv(a, chosen, limit, [&](std::string_view piece) { text += piece; });
    finish(a, text);
  });
}

void add_stable(CLI::App& app) {
  struct Options : CommonOptions {
    std::vector<std::string> concepts;
    bool counts = false;
    bool full = false;
    bool table = false;
    bool csv = false;
    bool latex = false;
    std::optional<std::size_t> limit;
    std::string out;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = add_command(app, "stable", "which states are equilibria, under Nash, GMR, SMR, SEQ and SSEQ",
                                  "detente stable cases/elmira-1991/elmira-1991.case.yaml --table");
  add_case(command, *o);
  add_solving(command, *o);
  add_concepts(command, o->concepts, "only these concepts");
  command->add_flag("--counts", o->counts, "only how many states are equilibria, and stable for each party");
  command->add_flag("--full", o->full, "list every equilibrium instead of a summary");
  command->add_flag("--table", o->table, "the classic table of states by parties and concepts");
  command->add_flag("--csv", o->csv, "the table as comma-separated values");
  command->add_flag("--latex", o->latex, "the table for LaTeX");
  command->add_option("--limit", o->limit, "rows of the table; 0 for all (default: 1000, all with --out)");
  command->add_option(
      "-o,--out", o->out,
      "write the table to this file and print the counts: *.csv, or *.bin, sets of bits (docs/results.md)");
  add_list_limit(command, *o);
  command->callback([o] {
    check_out(o->out, true);
    Session session(*o);
    const std::vector<Concept> concepts = concepts_of(o->concepts);
    StableJson what{.summaries = !o->counts && o->out.empty(), .list_limit = o->list_limit};
    if (!what.summaries) session.analysis_options.concepts = concepts;  // summaries need all of them
    Analysis& a = session.analysis();
    if (!o->out.empty()) {
      const std::size_t limit = o->limit.value_or(0);
      const std::size_t bytes = write_out(a, o->out, [&](const Sink& sink) {
        if (o->out.ends_with(".csv")) write_results_csv(a, concepts, limit, sink);
        else write_results_binary(a, concepts, limit, o->file, sink);
      });
      what.written = {o->out, limit == 0 ? a.space.size() : std::min(limit, a.space.size()), bytes};
    }
    if (o->json) return finish(a, stable_json(session.json_context(), a, concepts, what));
    if (what.written) {
      return finish(a, stable_page(a, style_for_output(), concepts, Detail::counts) + "\n" +
                           written_text(o->out, what.written->rows, what.written->bytes));
    }
    if (o->table || o->csv || o->latex) {
      const TableFormat format = o->csv ? TableFormat::csv : o->latex ? TableFormat::latex : TableFormat::text;
      return finish(a, stability_table(a, style_for_output(), concepts, format, o->limit.value_or(1'000)));
    }
    const Detail detail = o->counts ? Detail::counts : o->full ? Detail::full : Detail::summary;
    finish(a, stable_page(a, style_for_output(), concepts, detail));
  });
}

void add_paths(CLI::App& app) {
  struct Options : CommonOptions {
    std::string to;
    std::size_t limit = 5;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = add_command(app, "paths", "what can be reached from now, and how",
                                  "detente paths cases/elmira-1991/elmira-1991.case.yaml --to 8");
  add_case(command, *o);
  add_solving(command, *o);
  command->add_option("--to", o->to,
                      "the shortest paths to this state: a number, a name, or a formula that one state satisfies");
  command->add_option("--limit", o->limit, "show at most this many equilibria of each concept; 0 for all")
      ->capture_default_str();
  add_list_limit(command, *o);
  command->callback([o] {
    Session session(*o);
    Analysis& a = session.analysis();
    std::optional<StateId> to;
    if (!o->to.empty()) to = state_or_give_up(session, a, o->to);
    if (o->json) return finish(a, paths_json(session.json_context(), a, to, o->list_limit));
    finish(a, paths_page(a, style_for_output(), to, o->limit));
  });
}

void add_ask(CLI::App& app) {
  struct Options : CommonOptions {
    std::vector<std::string> questions;
    std::string goal;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = add_command(app, "ask", "can a goal come about, would it last, and who stands in the way",
                                  "detente ask cases/elmira-1991/elmira-1991.case.yaml --goal Uniroyal.accept");
  add_case(command, *o);
  command->add_option("QUESTION", o->questions, "ids of questions in the case (default: all)");
  add_solving(command, *o);
  command->add_option("--goal", o->goal, "ask about this formula instead");
  command->callback([o] {
    Session session(*o);
    Analysis& a = session.analysis();
    std::vector<const Question*> questions;
    Question typed;
    if (!o->goal.empty()) {
      typed = {.id = "goal", .goal = formula_or_give_up(session, a, o->goal), .text = "", .span = {}};
      questions.push_back(&typed);
    }
    for (const std::string& id : o->questions) questions.push_back(&question_or_give_up(session, a, id));
    if (questions.empty()) {
      for (const Question& question : a.model.questions) questions.push_back(&question);
    }
    if (o->json) return finish(a, ask_json(session.json_context(), a, questions));
    finish(a, questions_page(a, style_for_output(), answer_all(a, questions)));
  });
}

namespace {

struct ExplainOptions : CommonOptions {
  std::string state = "now";
  std::string against;
  std::vector<std::string> parties;
  std::vector<std::string> concepts{"seq"};
  double budget = 10;
};

/// Explains without a list of the states; `why` there is none.
void explain_one_state(Session& session, const ExplainOptions& o, const std::string& why) {
  const AnalysisOptions& options = session.analysis_options;
  const Model model = model_on(session.document(), options.as_of);
  const std::vector<PartyId> parties = parties_or_give_up(session, model, o.parties);
  OneState one(
      model,
      {.switches = options.switches, .budget = {.seconds = o.budget, .memory_bytes = options.limits.memory_bytes}},
      options.control);
  const auto find = [&](const std::string& text) {
    Diagnostics mistakes;
    auto values = find_values(one, text, mistakes);
    if (!values) session.give_up(mistakes);
    return *values;
  };
  const std::vector<Value> state = find(o.state);
  if (!o.against.empty()) {
    const std::vector<Value> other = find(o.against);
    try {
      const ComparedStates compared = compare_states(one, state, other, parties);
      return print(o.json ? comparison_json(session.json_context(), model, options, nullptr, compared)
                          : comparison_page(model, style_for_output(), compared));
    } catch (const OutOfBudget& spent) {
      session.diagnostics.push_back({.code = "budget",
                                     .message = fmt::format("the two states could not be compared: {}", spent.what()),
                                     .hint = "raise --budget"});
      session.give_up(refused);
    }
  }
  std::vector<OneStateAnswer> answers;
  for (const PartyId p : parties) {
    for (const Concept c : concepts_of(o.concepts)) answers.push_back({p, c, one.verdict(state, p, c)});
  }
  const std::string text = o.json ? one_state_json(session.json_context(), options, one, state, answers)
                                  : one_state_page(one, style_for_output(), why, state, answers);
  if (options.control.stopped()) throw ExitWith{interrupted};
  print(text);
  for (const OneStateAnswer& a : answers) {
    if (!a.verdict.stable) throw ExitWith{refused};
  }
}

}  // namespace

void add_explain(CLI::App& app) {
  auto o = std::make_shared<ExplainOptions>();
  CLI::App* command =
      add_command(app, "explain", "why a state is stable or not for a party",
                  "detente explain cases/elmira-1991/elmira-1991.case.yaml --state 1 --party MoE --concept seq");
  add_case(command, *o);
  add_solving(command, *o, true);
  command->add_option("--budget", o->budget, "one-state engine: seconds for each verdict")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--state", o->state, "a number, a name, or a formula that one state satisfies")
      ->capture_default_str();
  CLI::Option* against = command->add_option(
      "--against", o->against,
      "instead: how the parties compare --state with this state, and which of their statements decide");
  command->add_option("--party", o->parties, "only these parties")->delimiter(',');
  add_concepts(command, o->concepts, "under these concepts (default: seq)")->excludes(against);
  command->callback([o] {
    Session session(*o);
    if (o->engine == "one-state") return explain_one_state(session, *o, "");
    Analysis* listed = session.analysis_that_fits();
    if (!listed) return explain_one_state(session, *o, session.take_refusal());
    Analysis& a = *listed;
    const std::vector<PartyId> parties = parties_or_give_up(session, a.model, o->parties);
    const StateId state = state_or_give_up(session, a, o->state);
    if (!o->against.empty()) {
      const ComparedStates compared = compare_states(a, state, state_or_give_up(session, a, o->against), parties);
      return finish(a, o->json ? comparison_json(session.json_context(), a.model, a.options(), &a, compared)
                               : comparison_page(a.model, style_for_output(), compared));
    }
    const std::vector<Concept> concepts = concepts_of(o->concepts);
    if (o->json) return finish(a, explain_json(session.json_context(), a, state, parties, concepts));
    finish(a, explain_page(a, style_for_output(), state, parties, concepts));
  });
}

}  // namespace detente::app
