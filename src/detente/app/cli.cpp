#include "detente/app/cli.hpp"

#include <malloc.h>

#include <cstdio>
#include <exception>
#include <new>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "detente/app/commands.hpp"
#include "detente/app/interrupt.hpp"
#include "detente/app/progress_line.hpp"
#include "detente/app/session.hpp"
#include "detente/base/text.hpp"

namespace detente::app {

namespace {

/// What is wrong with the arguments, with the nearest command or option where one is near.
int usage_error(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands(nullptr)) commands.push_back(command->get_name());
  const std::string first = argc > 1 ? argv[1] : "";
  const bool known = std::ranges::find(commands, first) != commands.end();
  std::string message = error.what();
  std::string hint = fmt::format("`detente {}--help` says what there is", known ? first + " " : "");
  if (first.empty()) {
    message = "a command is missing";
    hint = "the commands are " + join_words(commands) + "; `detente --help` says what they do";
  } else if (!known && !first.empty() && !first.starts_with('-')) {
    message = fmt::format("there is no command '{}'", first);
    const auto nearest = nearest_name(first, commands);
    hint = nearest ? fmt::format("did you mean '{}'?", *nearest) : "the commands are " + join_words(commands);
  } else if (known) {
    std::vector<std::string> options;
    for (const CLI::Option* option : app.get_subcommand(first)->get_options()) {
      for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
    }
    for (int k = 2; k < argc; ++k) {
      const std::string word = std::string(argv[k]).substr(0, std::string(argv[k]).find('='));
      if (!word.starts_with("--") || std::ranges::find(options, word) != options.end()) continue;
      message = fmt::format("'{}' has no option '{}'", first, word);
      const auto nearest = nearest_name(word, options);
      if (nearest) hint = fmt::format("did you mean '{}'?", *nearest);
      break;
    }
  }
  std::fprintf(stderr, "detente: error: %s\n  help: %s\n", message.c_str(), hint.c_str());
  return usage;
}

int run_commands(int argc, char** argv) {
  CLI::App app("Détente: which outcomes of a conflict can last, how to get there, and who stands in the way",
               "detente");
  app.set_version_flag("--version", "detente " DETENTE_VERSION);
  app.require_subcommand(1);
  app.footer(
      "\nExamples:\n"
      "  detente init 'Harbor strike'          write a commented case to start from\n"
      "  detente analyze CASE                  everything on one page\n"
      "  detente COMMAND --help                what a command does, with an example\n"
      "\nExit codes: 0 done, 1 errors in the case, 2 wrong usage or unreadable file, 3 internal error,\n"
      "4 refused or stopped by a limit, 130 interrupted.");
  add_analyze(app);
  add_report(app);
  add_check(app);
  add_states(app);
  add_stable(app);
  add_paths(app);
  add_ask(app);
  add_explain(app);
  add_deals(app);
  add_levers(app);
  add_coalitions(app);
  add_traps(app);
  add_diff(app);
  add_read(app);
  add_sources(app);
  add_init(app);
  add_format(app);
  add_import(app);
  add_export(app);
  add_schema(app);
  add_completion(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    return app.exit(success);  // --help and --version
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, argc, argv);
  }
  return done;
}

}  // namespace

int run(int argc, char** argv) {
#ifdef M_MMAP_THRESHOLD
  // Large arrays go back to the system when they are freed; estimates of memory count on that.
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
  watch_interrupts();
  try {
    return run_commands(argc, argv);
  } catch (const ExitWith& exit) {
    clear_progress();
    if (exit.code == interrupted) std::fprintf(stderr, "detente: interrupted\n");
    return exit.code;
  } catch (const std::bad_alloc&) {
    std::fprintf(
        stderr,
        "detente: error: out of memory\n  help: lower --memory to be refused earlier, or make the case smaller\n");
    return refused;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "detente: internal error: %s\n", error.what());
    return internal;
  }
}

}  // namespace detente::app
