// The command that reads reports.

#include <cstdio>

#include <fmt/format.h>

#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/app/texts.hpp"
#include "detente/base/text.hpp"
#include "detente/evidence/coded_statements.hpp"
#include "detente/evidence/conflicts.hpp"
#include "detente/evidence/corpus.hpp"
#include "detente/evidence/encoding.hpp"
#include "detente/evidence/reuse.hpp"
#include "detente/report/coded_pages.hpp"
#include "detente/report/conflict_pages.hpp"
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
  bool full = false;
  bool reuse = false;
  bool conflicts = false;
  bool dna = false;
  std::string coded;
};

/// What reading came to. Conflicts are looked for only if they are asked for.
struct Findings {
  Corpus corpus{};
  Reuse reuse{};
  Conflicts conflicts{};
  std::vector<CodedStatement> coded{};
  std::vector<CodedMatch> matches{};
};

std::vector<CodedStatement> read_coded(const std::string& path, const std::vector<Document>& documents) {
  if (path.empty()) return {};
  const SourceText source = source_or_fail(path, "table of statements");
  Diagnostics diagnostics;
  auto coded = read_coded_statements(source, documents, diagnostics);
  stop_at_errors(diagnostics, source);
  return coded;
}

std::string csv_of(const ReadOptions& o, const Findings& f) {
  if (o.dna) return write_coded_statements(f.corpus.documents);
  if (o.reuse) return reuse_csv(f.corpus.documents, f.reuse);
  if (o.conflicts) return conflicts_csv(f.corpus.documents, f.conflicts);
  std::string out = read_csv_head();
  for (const Document& document : f.corpus.documents) out += read_csv(document);
  return out;
}

std::string page_of(const ReadOptions& o, const Findings& f) {
  const Style style = style_for_output();
  const std::vector<Document>& documents = f.corpus.documents;
  const bool only = o.reuse || o.conflicts || !o.coded.empty();
  std::vector<std::string> parts;
  if (!only) {
    for (const Document& document : documents) parts.push_back(read_page(document, style, o.sentences, o.full));
  }
  if (o.reuse || (!only && documents.size() > 1)) parts.push_back(reuse_page(documents, f.reuse, style));
  if (o.conflicts) parts.push_back(conflicts_page(documents, f.conflicts, style));
  if (!o.coded.empty()) parts.push_back(coded_page(documents, f.coded, f.matches, style));
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "\n") + part;
  return out;
}

void print_json(const ReadOptions& o, const Findings& f, const Diagnostics& diagnostics, bool failed) {
  const std::vector<Document>& documents = f.corpus.documents;
  std::vector<std::string> more = reuse_json(documents, f.reuse);
  if (o.conflicts) {
    for (std::string& field : conflicts_json(documents, f.conflicts)) more.push_back(std::move(field));
  }
  if (!o.coded.empty()) more.push_back(coded_json(documents, f.coded, f.matches));
  read_json(documents, !o.reuse && !o.conflicts, more, diagnostics, !failed,
            f.corpus.refused ? "refused by a limit" : "a file cannot be read", print);
}

void read(const ReadOptions& o) {
  if (o.json && (o.csv || o.dna)) fail("--json does not go with --csv or --dna", "choose one of them");
  if (o.dna && (o.reuse || o.conflicts)) fail("--dna lists statements only", "leave out --reuse and --conflicts");
  if (o.csv && o.reuse && o.conflicts) fail("--csv gives one table", "choose --reuse or --conflicts");
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
  Findings f;
  if (!has_errors(list.diagnostics)) f.corpus = read_corpus(list.files, options);
  else f.corpus.complete = false;
  const std::vector<Document>& documents = f.corpus.documents;
  f.coded = read_coded(o.coded, documents);
  f.matches = match_coded(f.coded, documents);
  if (documents.size() > 1) f.reuse = find_reuse(documents, {.threads = common.threads, .control = common.control});
  if (o.conflicts) f.conflicts = find_conflicts(documents, common.control);
  if (common.control.stopped()) throw ExitWith{interrupted};
  Diagnostics diagnostics = list.diagnostics;
  diagnostics.insert(diagnostics.end(), f.corpus.diagnostics.begin(), f.corpus.diagnostics.end());
  const bool failed = has_errors(diagnostics);
  if (failed && !o.json) std::fputs(render(diagnostics, SourceText("detente", "")).c_str(), stderr);
  if (o.json) print_json(o, f, diagnostics, failed);
  else print(o.csv || o.dna ? csv_of(o, f) : page_of(o, f));
  if (f.corpus.refused) throw ExitWith{refused};
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
  command->add_flag("--conflicts", o->conflicts,
                    "sentences of different reports that may contradict each other, and changes over time");
  command->add_flag("--dna", o->dna, "statements as CSV with the columns of Discourse Network Analyzer");
  command->add_option("--coded", o->coded, "hold statements coded by hand, in such a table, beside what is found");
  command->add_flag("--sentences", o->sentences, "list the sentences with their numbers too");
  command->add_flag("--full", o->full, "list names, times and amounts too");
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
