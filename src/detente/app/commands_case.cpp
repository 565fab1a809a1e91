// The commands about the case itself.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "detente/app/commands.hpp"
#include "detente/app/common_options.hpp"
#include "detente/app/completion.hpp"
#include "detente/app/texts.hpp"
#include "detente/base/text.hpp"
#include "detente/casefile/embedded.hpp"
#include "detente/casefile/format.hpp"
#include "detente/casefile/starter.hpp"
#include "detente/evidence/citations.hpp"
#include "detente/report/diff.hpp"
#include "detente/report/lint.hpp"

namespace detente::app {

namespace {

/// Every day on which the case changes, and the day before the first of them stands for the time before.
std::vector<Date> dates_of(const Case& document) {
  std::set<Date> dates;
  const auto add = [&](const Period& period) {
    if (period.from) dates.insert(*period.from);
    if (period.until) dates.insert(*period.until);
  };
  for (const Variable& variable : document.variables) {
    add(variable.period);
    for (const DatedValue& value : variable.now_values) add(value.period);
  }
  for (const Rule& rule : document.rules) add(rule.period);
  for (const Preferences& preferences : document.preferences) {
    for (const Level& level : preferences.order) {
      for (const Statement& statement : level) add(statement.period);
    }
    for (const Statement& statement : preferences.weights) add(statement.period);
  }
  std::vector<Date> all(dates.begin(), dates.end());
  if (!all.empty()) all.insert(all.begin(), Date{1, 1, 1});
  return all;
}

std::string slug_of(const std::string& name) {
  std::string slug;
  for (const char c : name) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (word) slug += c;
    else if (c >= 'A' && c <= 'Z') slug += static_cast<char>(c - 'A' + 'a');
    else if (!slug.empty() && slug.back() != '-') slug += '-';
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.empty() ? "case" : slug;
}

}  // namespace

void add_check(CLI::App& app) {
  struct Options : CommonOptions {
    bool every_date = false;
    bool strict = false;
    std::string texts;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = add_command(app, "check", "find errors in a case, and what is probably not meant",
                                  "detente check cases/summit-2025/summit.case.yaml --every-date");
  add_case(command, *o);
  command->add_flag("--every-date", o->every_date, "look for errors on every day on which the case changes");
  add_texts(command, o->texts);
  command->add_flag("--strict", o->strict, "warnings count as errors for the exit code");
  add_memory(command, *o);
  command->callback([o] {
    Session session(*o);
    if (!session.read.document && session.diagnostics.size() == 1 && session.diagnostics[0].code == "unreadable-file") {
      session.give_up(usage);
    }
    AnalysisBuild build;
    if (session.read.document) {
      build = session.try_analysis();
      if (build.analysis) {
        const Diagnostics warnings = lint(*build.analysis);
        session.diagnostics.insert(session.diagnostics.end(), warnings.begin(), warnings.end());
      }
      const Case& document = *session.read.document;
      const SourceTexts texts = texts_or_give_up(session, o->texts);
      const std::vector<CasePart> parts = parts_of(document);
      const Diagnostics failing =
          citation_findings(document, parts, check_citations(document, parts, texts), texts, Severity::warning);
      session.diagnostics.insert(session.diagnostics.end(), failing.begin(), failing.end());
      if (o->every_date) {
        const AnalysisOptions own = session.analysis_options;
        for (const Date& date : dates_of(*session.read.document)) {
          session.analysis_options.as_of = date;
          (void)session.try_analysis();
        }
        session.analysis_options = own;
      }
      sort_diagnostics(session.diagnostics);
    }
    const auto errors = std::ranges::count(session.diagnostics, Severity::error, &Diagnostic::severity);
    const auto warnings = std::ranges::count(session.diagnostics, Severity::warning, &Diagnostic::severity);
    if (o->json) {
      const Case* document = session.read.document ? &*session.read.document : nullptr;
      print(check_json(session.json_context(), document, session.analysis_options, build.analysis.get()));
    } else {
      std::fputs(render(session.diagnostics, session.read.source).c_str(), stderr);
      const auto some = [](auto n, std::string_view what) {
        return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
      };
      std::string line = fmt::format("{}: {}, {}", o->file, some(errors, "error"), some(warnings, "warning"));
      if (build.analysis) {
        line += fmt::format("; {} feasible states, now is state {}", with_commas(build.analysis->space.size()),
                            build.analysis->space.now().number());
      }
      print(line + "\n");
    }
    if (build.refused) throw ExitWith{refused};
    if (errors > 0 || (o->strict && warnings > 0)) throw ExitWith{case_errors};
  });
}

void add_diff(CLI::App& app) {
  struct Options : CommonOptions {
    std::string other;
    std::string from;
    std::string to;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command =
      add_command(app, "diff", "what changed between two cases, or two days of one, in the model and in the answers",
                  "detente diff cases/summit-2025/summit.case.yaml --from 2025-01-10 --to 2025-08-07");
  command->add_option("CASE", o->file, "the case before")->required();
  command->add_option("OTHER", o->other, "the case after (default: the same)");
  command->add_option("--from", o->from, "the day before, YYYY-MM-DD (default: the case's as_of)");
  command->add_option("--to", o->to, "the day after (default: the case's as_of)");
  command->add_flag("--json", o->json, "one JSON object instead of text");
  add_without(command, *o);
  add_solving(command, *o);
  command->callback([o] {
    if (o->other.empty() && o->from.empty() && o->to.empty() && o->without.empty()) {
      fail("there is nothing to compare",
           "give a second case file, two days with --from and --to, or a source to leave out with --without");
    }
    CommonOptions first = *o;
    first.as_of = o->from;
    first.without.clear();  // the case before has all its sources
    CommonOptions second = *o;
    if (!o->other.empty()) second.file = o->other;
    second.as_of = o->to;
    Session before(first);
    Analysis& a = before.analysis();
    Session after(second);
    Analysis& b = after.analysis();
    const auto name = [](const Session& session, const Analysis& analysis) {
      const auto& without = session.options.without;
      return session.options.file + (without.empty() ? "" : " without " + join_words(without)) +
             (analysis.model.day ? " as of " + to_text(*analysis.model.day) : "");
    };
    const std::string text = o->json ? diff_json(after.json_context(), a, b, name(before, a), name(after, b))
                                     : diff_page(a, b, style_for_output(), name(before, a), name(after, b));
    if (!a.complete()) throw ExitWith{interrupted};
    print(text);
  });
}

void add_init(CLI::App& app) {
  struct Options {
    std::string name;
    std::string out;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = add_command(app, "init", "write a commented case to start from", "detente init 'Harbor strike'");
  command->add_option("NAME", o->name, "what the case is about; gives its title and its file name")->required();
  command->add_option("-o,--out", o->out, "the file to write (default: made from the name)");
  command->callback([o] {
    if (find_invalid_utf8(o->name)) fail("the name is not valid UTF-8");
    const std::string path = o->out.empty() ? slug_of(o->name) + ".case.yaml" : o->out;
    if (std::filesystem::exists(path))
      fail(fmt::format("'{}' exists already", path), "choose another name, or --out FILE");
    write_file(path, starter_case(o->name));
    print(fmt::format("wrote {0}\nnext: detente check {0}; detente analyze {0}\n", path));
  });
}

void add_format(CLI::App& app) {
  struct Options {
    std::string file;
    bool in_place = false;
    bool check = false;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = add_command(app, "format", "lay out a case file in the standard way; comments and order stay",
                                  "detente format --in-place my.case.yaml");
  command->add_option("CASE", o->file, "the case file, *.case.yaml")->required();
  command->add_flag("-i,--in-place", o->in_place, "write the file instead of printing it");
  command->add_flag("--check", o->check, "print nothing; exit code 1 if the file would change");
  command->callback([o] {
    const ReadResult read = read_case_file(o->file);
    if (!read.document) {
      std::fputs(render(read.diagnostics, read.source).c_str(), stderr);
      throw ExitWith{read.diagnostics.size() == 1 && read.diagnostics[0].code == "unreadable-file" ? usage
                                                                                                   : case_errors};
    }
    const FormatResult formatted = format_case(read.source);
    if (!formatted.text) {
      std::fputs(render(formatted.diagnostics, read.source).c_str(), stderr);
      throw ExitWith{case_errors};
    }
    const bool same = *formatted.text == read.source.text();
    if (o->check) {
      if (same) return;
      std::fprintf(stderr, "%s: not in the standard layout; `detente format --in-place` mends that\n", o->file.c_str());
      throw ExitWith{case_errors};
    }
    if (!o->in_place) return print(*formatted.text);
    if (!same) write_file(o->file, *formatted.text);
  });
}

void add_schema(CLI::App& app) {
  CLI::App* command = add_command(app, "schema", "print the JSON Schema of the case language, for editors",
                                  "detente schema > case.schema.json");
  command->callback([] { print(embedded::case_schema); });
}

void add_completion(CLI::App& app) {
  auto shell = std::make_shared<std::string>("bash");
  CLI::App* command =
      add_command(app, "completion", "print a shell's completion script", "source <(detente completion bash)");
  command->add_option("SHELL", *shell, "the shell")->check(CLI::IsMember({"bash"}))->capture_default_str();
  command->callback([&app, shell] { print(bash_completion(app)); });
}

}  // namespace detente::app
