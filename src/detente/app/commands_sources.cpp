// The command that holds a case against the reports it rests on.

#include <cstdio>

#include <fmt/format.h>

#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/app/texts.hpp"
#include "detente/report/sources_pages.hpp"

namespace detente::app {

namespace {

struct SourcesOptions : CommonOptions {
  std::string texts;
  std::string aliases;
  bool csv = false;
  bool full = false;
  bool words = false;
};

void sources(const SourcesOptions& o) {
  if (o.json && o.csv) fail("--json and --csv do not go together", "choose one of them");
  Session session(o);
  const Case& document = session.document();
  const Aliases aliases = aliases_or_fail(o.aliases);
  const SourceTexts texts = texts_or_give_up(session, o.texts);
  const EvidenceSurvey survey = survey_evidence(
      document, texts,
      {.aliases = &aliases, .threads = session.analysis_options.threads, .control = session.analysis_options.control});
  if (!survey.complete) throw ExitWith{interrupted};
  const Diagnostics findings = citation_findings(document, survey.parts, survey.citations, texts, Severity::error);
  session.diagnostics.insert(session.diagnostics.end(), findings.begin(), findings.end());
  sort_diagnostics(session.diagnostics);
  if (o.json) {
    print(sources_json(session.json_context(), document, session.analysis_options, survey, texts));
  } else {
    std::fputs(render(session.diagnostics, session.read.source).c_str(), stderr);
    print(o.csv ? sources_csv(document, survey)
                : sources_page(document, survey, texts, o.file, style_for_output(), {.full = o.full, .words = o.words}));
  }
  if (!findings.empty()) throw ExitWith{case_errors};
}

}  // namespace

void add_sources(CLI::App& app) {
  auto o = std::make_shared<SourcesOptions>();
  CLI::App* command = add_command(app, "sources", "hold the citations of a case against its reports, and say what it rests on",
                                  "detente sources cases/merrow-bank/merrow-bank.case.yaml");
  add_case(command, *o);
  add_texts(command, o->texts);
  command->add_flag("--csv", o->csv, "one line for each citation");
  command->add_flag("--full", o->full, "list every part of the case, and all that it does not use");
  command->add_flag("--words", o->words, "show the words of what the case does not use");
  command->add_option("--aliases", o->aliases, "a file that says which names speak for a party (docs/evidence.md)");
  add_memory(command, *o);
  command->add_option("--threads", o->threads,
                      "threads to use (default: all cores); results are the same for any number");
  command->callback([o] { sources(*o); });
}

}  // namespace detente::app
