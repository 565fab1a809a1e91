#include "detente/app/session.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <fmt/format.h>

#include "detente/app/interrupt.hpp"
#include "detente/app/progress_line.hpp"
#include "detente/base/text.hpp"
#include "detente/evidence/without.hpp"

namespace detente::app {

namespace {

/// Bytes of memory that are free, as the system says; 4 GiB where it does not.
std::uint64_t available_memory() {
  std::ifstream info("/proc/meminfo");
  std::string line;
  while (std::getline(info, line)) {
    if (line.starts_with("MemAvailable:")) return std::strtoull(line.c_str() + 13, nullptr, 10) * 1024;
  }
  return std::uint64_t{4} << 30;
}

/// "512M", "4G", "2.5G", or a number of bytes.
std::optional<std::uint64_t> parse_memory(const std::string& text) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || number <= 0 || number > 1e15) return std::nullopt;
  std::string unit(end);
  std::ranges::transform(unit, unit.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (unit.ends_with("IB")) unit.resize(unit.size() - 2);
  if (unit.ends_with("B") && unit.size() > 1) unit.pop_back();
  double factor = 0;
  if (unit.empty() || unit == "B") factor = 1;
  if (unit == "K") factor = 1024;
  if (unit == "M") factor = 1024.0 * 1024;
  if (unit == "G") factor = 1024.0 * 1024 * 1024;
  if (factor == 0) return std::nullopt;
  return static_cast<std::uint64_t>(number * factor);
}

/// What is solved, by which engine and why, and what that takes.
std::string verbose_text(const Analysis& a) {
  const EngineChoice& engine = a.engine_choice();
  const bool other = engine.engine == Engine::sparse && a.options().engine == Engine::dense;
  std::string text =
      fmt::format("{} of {} assignments feasible, in {} states\n{} engine: {}{}; {} thread{}, about {} of at most {}\n",
                  with_commas(a.space.member_count()), with_commas(a.space.layout().product().value_or(0)),
                  with_commas(a.space.size()), id_of(engine.engine), other ? "not dense, since " : "", engine.why,
                  a.options().threads, a.options().threads == 1 ? "" : "s", memory_text(static_cast<double>(a.bytes())),
                  memory_text(static_cast<double>(a.options().limits.memory_bytes)));
  for (std::size_t p = 0; p < a.model.parties.size(); ++p) {
    const Mover& mover = a.moves.party(PartyId(p));
    text += fmt::format("  {}: ", a.model.parties[p].id);
    if (mover.variables().empty()) text += "never moves\n";
    else
      text += fmt::format("fibers of {}, {}\n", with_commas(mover.fiber_size()),
                          mover.free()         ? "every move allowed"
                          : mover.transitive() ? "moves limited"
                                               : "moves limited, and not transitive");
  }
  return text;
}

}  // namespace

AnalysisOptions analysis_options(const CommonOptions& typed) {
  AnalysisOptions options;
  if (!typed.as_of.empty()) {
    options.as_of = parse_date(typed.as_of);
    if (!options.as_of) fail(fmt::format("'{}' is not a date", typed.as_of), "dates are written YYYY-MM-DD");
  }
  options.switches.sanction = sanction_of(typed.sanction).value();  // the command line accepts no other words
  options.switches.responses = responses_of(typed.responses).value();
  options.engine = engine_of(typed.engine).value_or(Engine::automatic);  // one-state is no engine for lists
  options.limits.memory_bytes = available_memory() / 5 * 4;
  if (!typed.memory.empty()) {
    const auto bytes = parse_memory(typed.memory);
    if (!bytes) fail(fmt::format("'{}' is not an amount of memory", typed.memory), "write for example 512M or 4G");
    options.limits.memory_bytes = *bytes;
  }
  options.threads = typed.threads > 0 ? typed.threads : std::max(1U, std::thread::hardware_concurrency());
  options.control.stop = interrupt_token();
  if (::isatty(STDERR_FILENO) == 1) {
    options.control.progress = show_progress;
  }
  return options;
}

Session::Session(const CommonOptions& typed)
    : options(typed),
      analysis_options(app::analysis_options(typed)),
      read(read_case_file(typed.file)),
      diagnostics(read.diagnostics) {
  if (read.document && !options.without.empty()) take_out_sources();
}

void Session::take_out_sources() {
  std::vector<std::string> known;
  for (const Source& source : read.document->sources) known.push_back(source.id);
  for (const std::string& id : options.without) {
    if (std::ranges::find(known, id) != known.end()) continue;
    const auto nearest = nearest_name(id, known);
    fail(fmt::format("the case has no source '{}'", id), nearest         ? fmt::format("did you mean '{}'?", *nearest)
                                                         : known.empty() ? "the case lists no sources"
                                                                         : "its sources are " + join_words(known));
  }
  CaseWithout rest = case_without(*read.document, {options.without.begin(), options.without.end()});
  read.document = std::move(rest.document);
  left_out = std::move(rest.removed);
  left_out.insert(left_out.end(), rest.dangling.begin(), rest.dangling.end());
  diagnostics.insert(diagnostics.end(), rest.diagnostics.begin(), rest.diagnostics.end());
  if (has_errors(rest.diagnostics)) read.document.reset();
}

AnalysisBuild Session::try_analysis() {
  AnalysisBuild build = Analysis::build(*read.document, analysis_options);
  if (build.stopped) throw ExitWith{interrupted};
  diagnostics.insert(diagnostics.end(), build.diagnostics.begin(), build.diagnostics.end());
  sort_diagnostics(diagnostics);
  return build;
}

const Case& Session::document() {
  if (!read.document) {
    const bool unreadable = diagnostics.size() == 1 && diagnostics[0].code == "unreadable-file";
    give_up(unreadable ? usage : case_errors);
  }
  return *read.document;
}

Analysis* Session::analysis_that_fits() {
  if (analysis_) return analysis_.get();
  (void)document();
  AnalysisBuild build = try_analysis();
  if (build.refused) return nullptr;
  if (!build.analysis) give_up(case_errors);
  if (!options.json && !diagnostics.empty()) std::fputs(render(diagnostics, read.source).c_str(), stderr);
  if (options.verbose && !options.json) {
    std::fputs(verbose_text(*build.analysis).c_str(), stderr);
  }
  analysis_ = std::move(build.analysis);
  return analysis_.get();
}

Analysis& Session::analysis() {
  Analysis* analysis = analysis_that_fits();
  if (!analysis) give_up(refused);
  return *analysis;
}

std::string Session::take_refusal() {
  std::string why;
  std::erase_if(diagnostics, [&](const Diagnostic& d) {
    if (d.code == "too-large") why = d.message;
    return d.code == "too-large";
  });
  return why;
}

JsonContext Session::json_context() const {
  JsonContext context{.file = options.file,
                      .source = &read.source,
                      .diagnostics = diagnostics,
                      .without = options.without,
                      .left_out = left_out};
  return context;
}

void Session::give_up(Exit code) {
  clear_progress();
  if (options.json) {
    JsonContext context = json_context();
    context.complete = false;
    context.reason = code == refused ? "refused by a limit"
                     : code == usage ? "the file cannot be read"
                                     : "the case has errors";
    print(failure_json(context, read.document ? &*read.document : nullptr, analysis_options));
  } else {
    std::fputs(render(diagnostics, read.source).c_str(), stderr);
  }
  throw ExitWith{code};
}

void Session::give_up(const Diagnostics& mistakes) {
  if (!options.json) {
    const SourceText arguments("detente", "");
    std::fputs(render(mistakes, arguments).c_str(), stderr);
    throw ExitWith{usage};
  }
  diagnostics.insert(diagnostics.end(), mistakes.begin(), mistakes.end());
  JsonContext context = json_context();
  context.complete = false;
  context.reason = "wrong arguments";
  print(failure_json(context, &*read.document, analysis_options));
  throw ExitWith{usage};
}

}  // namespace detente::app
