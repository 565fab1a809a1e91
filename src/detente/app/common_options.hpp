#pragma once
/// The options that commands share, added to a command of the command line.

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "detente/app/session.hpp"

namespace detente::app {

/// Adds a command with its example; `run` is called with its options when it is chosen.
inline CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& what,
                             const std::string& example) {
  CLI::App* command = app.add_subcommand(name, what);
  command->footer("\nExample:\n  " + example);
  return command;
}

inline void add_without(CLI::App* command, CommonOptions& o) {
  command
      ->add_option("--without", o.without,
                   "the case without this source and all that rests only on it; may be repeated, or a list with commas")
      ->delimiter(',')
      ->allow_extra_args(false);
}

inline void add_case(CLI::App* command, CommonOptions& o) {
  command->add_option("CASE", o.file, "the case file, *.case.yaml")->required();
  command->add_option("--as-of", o.as_of, "the case of this day, YYYY-MM-DD (default: the case's as_of)");
  add_without(command, o);
  command->add_flag("--json", o.json, "one JSON object instead of text");
}

inline void add_memory(CLI::App* command, CommonOptions& o) {
  command->add_option("--memory", o.memory,
                      "refuse above this much memory, such as 512M or 4G (default: 80% of what is free)");
}

inline void add_solving(CLI::App* command, CommonOptions& o) {
  command
      ->add_option("--sanction", o.sanction,
                   "what deters: a response that leaves one no better off (weak), or worse off (strict)")
      ->check(CLI::IsMember({"weak", "strict"}))
      ->capture_default_str();
  command
      ->add_option("--responses", o.responses,
                   "how opponents answer: legal sequences, each at most once, or one single move")
      ->check(CLI::IsMember({"sequences", "once", "single"}))
      ->capture_default_str();
  command
      ->add_option("--engine", o.engine,
                   "dense: vectors over the whole product; sparse: any space; auto: dense where it fits")
      ->check(CLI::IsMember({"auto", "dense", "sparse"}))
      ->capture_default_str();
  add_memory(command, o);
  command->add_option("--threads", o.threads,
                      "threads to use (default: all cores); results are the same for any number");
  command->add_flag("--verbose", o.verbose, "say on standard error what is solved and how");
}

inline void add_list_limit(CLI::App* command, CommonOptions& o) {
  command->add_option("--list-limit", o.list_limit, "list states in JSON only if the case has at most this many")
      ->capture_default_str();
}

}  // namespace detente::app
