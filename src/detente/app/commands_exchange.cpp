// Import and export: cases in the formats of other programs.

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/base/text.hpp"
#include "detente/casefile/write.hpp"
#include "detente/exchange/formats.hpp"
#include "detente/report/json_exchange.hpp"

namespace detente::app {

namespace {

/// "gmcr (save files of GMCR+, *.gmcr)" for every format that can do this.
std::string format_list(bool imports) {
  std::vector<std::string> all;
  for (const Format& format : formats()) {
    if (!(imports ? format.read != nullptr : format.write != nullptr)) continue;
    all.push_back(fmt::format("{} ({}, *{})", format.name, format.what, format.endings.front()));
  }
  return join_words(all);
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : formats()) names.emplace_back(format.name);
  return names;
}

void add_format_option(CLI::App* command, std::string& name, bool imports) {
  command
      ->add_option("--format", name,
                   fmt::format("the format, where the file's ending does not say it: {}", format_list(imports)))
      ->check(CLI::IsMember(format_names()));
}

void refuse_overwriting(const std::string& path, bool force) {
  if (force || !std::filesystem::exists(path)) return;
  fail(fmt::format("'{}' exists already", path), "choose another name, or --force to replace it");
}

SourceText load(const std::string& path) {
  FileText file = read_text_file(path);
  if (file.diagnostics.empty()) return std::move(file.source);
  std::fputs(render(file.diagnostics, file.source).c_str(), stderr);
  throw ExitWith{usage};
}

constexpr const char* strict_help = "write nothing if anything is lost: losses become errors";

/// Makes errors of the losses; whether there were any.
bool forbid_losses(Diagnostics& diagnostics) {
  bool any = false;
  for (Diagnostic& d : diagnostics) {
    if (!is_loss(d)) continue;
    d.severity = Severity::error;
    any = true;
  }
  return any;
}

const Format& import_format(const std::string& name, const SourceText& file) {
  const Format* format = !name.empty() ? find_format(name) : format_by_ending(file.name());
  if (!format) format = format_by_content(file.text());
  if (!format) {
    fail(fmt::format("the format of '{}' is not known", file.name()), "give it with --format: " + format_list(true));
  }
  if (!format->read)
    fail(fmt::format("the format '{}' can only be written", format->name), "these can be read: " + format_list(true));
  return *format;
}

const Format& export_format(const std::string& name, const std::string& path) {
  const Format* format = !name.empty() ? find_format(name) : format_by_ending(path);
  if (!format)
    fail(fmt::format("the ending of '{}' says no format", path), "give it with --format: " + format_list(false));
  if (!format->write)
    fail(fmt::format("the format '{}' can only be read", format->name), "these can be written: " + format_list(false));
  return *format;
}

}  // namespace

void add_import(CLI::App& app) {
  struct Options {
    std::vector<std::string> files;
    std::string out;
    std::string format;
    bool force = false;
    bool strict = false;
    bool json = false;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = add_command(app, "import", "make a case of a file of another program",
                                  "detente import Elmira.gmcr -o elmira.case.yaml");
  command->add_option("FILE", o->files, "the file to read; of a format of several files, all of them")->required();
  command->add_option("-o,--out", o->out, "the case file to write (default: print it)");
  add_format_option(command, o->format, true);
  command->add_flag("--force", o->force, "replace the case file if it exists");
  command->add_flag("--strict", o->strict, strict_help);
  command->add_flag("--json", o->json, "one JSON object with what was lost, instead of text");
  command->callback([o] {
    if (!o->out.empty()) refuse_overwriting(o->out, o->force);
    std::vector<SourceText> files;
    for (const std::string& file : o->files) files.push_back(load(file));
    const Format& format = import_format(o->format, files.front());
    if (format.companions && files.size() == 1) {
      for (const std::string& companion : format.companions(o->files.front())) files.push_back(load(companion));
    }
    ImportResult result = import_case(format, files);
    for (FileFindings& file : result.files) {
      if (o->strict && forbid_losses(file.diagnostics)) result.document.reset();
      if (!o->json) std::fputs(render(file.diagnostics, file.source).c_str(), stderr);
    }
    if (result.document && !o->out.empty()) write_file(o->out, write_case(*result.document));
    if (o->json) print(import_json(format, result, result.document ? &*result.document : nullptr, o->out));
    if (!result.document) throw ExitWith{case_errors};
    if (o->json) return;
    if (o->out.empty()) return print(write_case(*result.document));
    print(fmt::format("wrote {0}\nnext: detente check {0}; detente analyze {0}\n", o->out));
  });
}

void add_export(CLI::App& app) {
  struct Options : CommonOptions {
    std::string out;
    std::string format;
    std::string table;
    bool force = false;
    bool strict = false;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = add_command(app, "export", "write a case in the format of another program",
                                  "detente export cases/syria-iraq-1975/syria-iraq-1975.case.yaml -o syria.gmcr");
  command->add_option("CASE", o->file, "the case file, *.case.yaml")->required();
  command->add_option("--as-of", o->as_of, "the case of this day, YYYY-MM-DD (default: the case's as_of)");
  command->add_option("-o,--out", o->out, "the file to write")->required();
  add_format_option(command, o->format, false);
  command->add_option("--table", o->table,
                      "the table to write, for formats of one negotiation (default: the only one)");
  command->add_flag("--force", o->force, "replace the file if it exists");
  command->add_flag("--strict", o->strict, strict_help);
  command->add_flag("--json", o->json, "one JSON object with what was lost, instead of text");
  add_memory(command, *o);
  command->callback([o] {
    const Format& format = export_format(o->format, o->out);
    Session session(*o);
    if (!session.read.document) {
      const bool unreadable = session.diagnostics.size() == 1 && session.diagnostics[0].code == "unreadable-file";
      session.give_up(unreadable ? usage : case_errors);
    }
    const ExportResult result = format.write(*session.read.document, {.path = o->out,
                                                                      .as_of = session.analysis_options.as_of,
                                                                      .table = o->table,
                                                                      .limits = session.analysis_options.limits,
                                                                      .control = session.analysis_options.control});
    if (result.stopped) throw ExitWith{interrupted};
    session.diagnostics.insert(session.diagnostics.end(), result.diagnostics.begin(), result.diagnostics.end());
    if (result.files.empty()) session.give_up(result.refused ? refused : case_errors);
    if (o->strict && forbid_losses(session.diagnostics)) session.give_up(case_errors);
    if (!o->json) std::fputs(render(session.diagnostics, session.read.source).c_str(), stderr);
    for (const ExportedFile& file : result.files) refuse_overwriting(file.path, o->force);
    std::vector<std::string> written;
    for (const ExportedFile& file : result.files) {
      write_file(file.path, file.text);
      written.push_back(file.path);
      if (!o->json) print(fmt::format("wrote {}\n", file.path));
    }
    if (o->json) {
      print(export_json(session.json_context(), format, *session.read.document, session.analysis_options, written));
    }
  });
}

}  // namespace detente::app
