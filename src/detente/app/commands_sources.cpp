// The command that holds a case against the reports it rests on.

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "detente/app/arguments.hpp"
#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/app/texts.hpp"
#include "detente/report/sources_pages.hpp"

namespace detente::app {

namespace {

struct SourcesOptions : CommonOptions {
  bool leave_one_out = false;
  std::string texts;
  std::string aliases;
  bool csv = false;
  bool full = false;
  bool words = false;
};

/// What changes without each source, and without those that depend on each other.
void leave_one_out(Session& session, const EvidenceSurvey& survey, const SourceTexts& texts) {
  Analysis& whole = session.analysis();
  const std::vector<LeaveOut> answers = leave_out(session.document(), whole, sets_to_leave_out(survey, texts));
  finish(whole, session.options.json ? leave_out_json(session.json_context(), whole, answers)
                                     : leave_out_page(whole, answers, session.options.file, style_for_output()));
}

void sources(const SourcesOptions& o) {
  if (o.csv && o.leave_one_out) fail("--csv and --leave-one-out do not go together", "choose one of them");
  if (o.json && o.csv) fail("--json and --csv do not go together", "choose one of them");
  Session session(o);
  const Case& document = session.document();
  const Aliases aliases = aliases_or_fail(o.aliases);
  const SourceTexts texts = texts_or_give_up(session, o.texts);
  const EvidenceSurvey survey = survey_evidence(
      document, texts,
      {.aliases = &aliases, .threads = session.analysis_options.threads, .control = session.analysis_options.control});
  if (!survey.complete) throw ExitWith{interrupted};
  if (o.leave_one_out) return leave_one_out(session, survey, texts);
  const Diagnostics findings = citation_findings(document, survey.parts, survey.citations, texts, Severity::error);
  session.diagnostics.insert(session.diagnostics.end(), findings.begin(), findings.end());
  sort_diagnostics(session.diagnostics);
  if (o.json) {
    print(sources_json(session.json_context(), document, session.analysis_options, survey, texts));
  } else {
    std::fputs(render(session.diagnostics, session.read.source).c_str(), stderr);
    print(o.csv
              ? sources_csv(document, survey)
              : sources_page(document, survey, texts, o.file, style_for_output(), {.full = o.full, .words = o.words}));
  }
  if (std::ranges::any_of(survey.citations, &CheckedCitation::fails)) throw ExitWith{case_errors};
}

}  // namespace

void add_sources(CLI::App& app) {
  auto o = std::make_shared<SourcesOptions>();
  CLI::App* command =
      add_command(app, "sources", "hold the citations of a case against its reports, and say what it rests on",
                  "detente sources cases/merrow-bank/merrow-bank.case.yaml");
  add_case(command, *o);
  add_texts(command, o->texts);
  command->add_flag("--csv", o->csv, "one line for each citation");
  command->add_flag("--full", o->full, "list every part of the case, and all that it does not use");
  command->add_flag("--words", o->words, "show the words of what the case does not use");
  command->add_option("--aliases", o->aliases, "a file that says which names speak for a party (docs/evidence.md)");
  command->add_flag("--leave-one-out", o->leave_one_out,
                    "instead: what the answers would be without each source, and without those that copy each other");
  add_solving(command, *o);
  command->callback([o] { sources(*o); });
}

}  // namespace detente::app
