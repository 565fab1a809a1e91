// The command that reads reports.

#include <cstdio>

#include <fmt/format.h>

#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/app/texts.hpp"
#include "detente/base/text.hpp"
#include "detente/evidence/corpus.hpp"
#include "detente/evidence/encoding.hpp"
#include "detente/evidence/reuse.hpp"
#include "detente/report/read_pages.hpp"
#include "detente/report/reuse_pages.hpp"

namespace detente::app {

namespace {

struct ReadOptions : CommonOptions {
  std::vector<std::string> paths;
  std::string aliases;
  std::string date;
  std::string encoding;
  std::string format = "detect";
  bool csv = false;
  bool sentences = false;
  bool reuse = false;
};

std::string csv_of(const ReadOptions& o, const std::vector<Document>& documents, const Reuse& reuse) {
  if (o.reuse) return reuse_csv(documents, reuse);
  std::string out = read_csv_head();
  for (const Document& document : documents) out += read_csv(document);
  return out;
}

std::string page_of(const ReadOptions& o, const std::vector<Document>& documents, const Reuse& reuse) {
  const Style style = style_for_output();
  std::vector<std::string> parts;
  if (!o.reuse) {
    for (const Document& document : documents) parts.push_back(read_page(document, style, o.sentences));
  }
  if (documents.size() > 1 || o.reuse) parts.push_back(reuse_page(documents, reuse, style));
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "\n") + part;
  return out;
}

void read(const ReadOptions& o) {
  if (o.json && o.csv) fail("--json and --csv do not go together", "choose one of them");
  const AnalysisOptions common = analysis_options(o);
  const Aliases aliases = aliases_or_fail(o.aliases);
  CorpusOptions options;
  options.threads = common.threads;
  options.memory_bytes = common.limits.memory_bytes;
  options.control = common.control;
  options.reading.aliases = &aliases;
  options.reading.encoding = o.encoding;
  if (!o.encoding.empty() && !is_known_encoding(o.encoding))
    fail(fmt::format("'{}' is not an encoding that is known here", o.encoding), "`iconv -l` lists them");
  if (o.format == "text") options.reading.format = ReadingOptions::Format::text;
  if (o.format == "html") options.reading.format = ReadingOptions::Format::html;
  if (!o.date.empty()) {
    options.reading.date = parse_date(o.date);
    if (!options.reading.date) fail(fmt::format("'{}' is not a date", o.date), "dates are written YYYY-MM-DD");
  }
  FileList list = list_reports(o.paths);
  Corpus corpus;
  if (!has_errors(list.diagnostics)) corpus = read_corpus(list.files, options);
  else corpus.complete = false;
  Reuse reuse;
  if (corpus.documents.size() > 1)
    reuse = find_reuse(corpus.documents, {.threads = common.threads, .control = common.control});
  if (common.control.stopped()) throw ExitWith{interrupted};
  Diagnostics diagnostics = list.diagnostics;
  diagnostics.insert(diagnostics.end(), corpus.diagnostics.begin(), corpus.diagnostics.end());
  const bool failed = has_errors(diagnostics);
  if (o.json) {
    std::vector<std::string> documents;
    for (const Document& document : corpus.documents)
      documents.push_back(o.reuse ? document_json_head(document) : document_json(document));
    print(read_json(documents, reuse_json(corpus.documents, reuse), diagnostics, !failed,
                    corpus.refused ? "refused by a limit" : "a file cannot be read"));
  } else {
    if (failed) std::fputs(render(diagnostics, SourceText("detente", "")).c_str(), stderr);
    print(o.csv ? csv_of(o, corpus.documents, reuse) : page_of(o, corpus.documents, reuse));
  }
  if (corpus.refused) throw ExitWith{refused};
  if (failed) throw ExitWith{usage};
}

}  // namespace

void add_read(CLI::App& app) {
  auto o = std::make_shared<ReadOptions>();
  CLI::App* command =
      add_command(app, "read", "read reports: quotations and who speaks, names, dates, amounts; which takes from which",
                  "detente read reports/ --json > reports.json");
  command->add_option("FILE", o->paths, "reports, plain text or HTML, or directories of them")->required();
  command->add_flag("--json", o->json, "one JSON object instead of text");
  command->add_flag("--csv", o->csv, "one line for each quotation and reported statement");
  command->add_flag("--reuse", o->reuse,
                    "only which report takes from which; with --csv one line for each pair of sentences");
  command->add_flag("--sentences", o->sentences, "list the sentences with their numbers too");
  command->add_option("--aliases", o->aliases, "a file that says which names mean the same (docs/evidence.md)");
  command->add_option("--date", o->date, "the day of the reports, YYYY-MM-DD, where they do not say it");
  command->add_option("--encoding", o->encoding,
                      "the encoding of the files, such as windows-1251 (default: declared or detected)");
  command->add_option("--format", o->format, "text, html, or detect")
      ->check(CLI::IsMember({"detect", "text", "html"}))
      ->capture_default_str();
  add_memory(command, *o);
  command->add_option("--threads", o->threads,
                      "threads to use (default: all cores); results are the same for any number");
  command->callback([o] { read(*o); });
}

}  // namespace detente::app
