#include "detente/app/completion.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace detente::app {

namespace {

/// The long names of a command's options.
std::string option_words(const CLI::App& command) {
  std::string words;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) words += (words.empty() ? "--" : " --") + name;
  }
  return words;
}

}  // namespace

std::string bash_completion(const CLI::App& app) {
  std::string commands;
  std::string cases;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    commands += (commands.empty() ? "" : " ") + command->get_name();
    cases += fmt::format("    {}) words=\"{}\" ;;\n", command->get_name(), option_words(*command));
  }
  return fmt::format(R"(# bash completion for detente; made by `detente completion bash`
_detente() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}" command="${{COMP_WORDS[1]}}" words=""
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "{0} {1}" -- "$current"))
    return
  fi
  case "$previous" in
    --concept) COMPREPLY=($(compgen -W "nash gmr smr seq sseq" -- "$current")); return ;;
    --aim) COMPREPLY=($(compgen -W "lasting reached settled" -- "$current")); return ;;
    --sanction) COMPREPLY=($(compgen -W "weak strict" -- "$current")); return ;;
    --engine) COMPREPLY=($(compgen -W "auto dense sparse" -- "$current")); return ;;
    --responses) COMPREPLY=($(compgen -W "sequences once single" -- "$current")); return ;;
  esac
  case "$command" in
{2}    completion) words="bash" ;;
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -X '!*.case.yaml' -- "$current") $(compgen -d -- "$current"))
  fi
}}
complete -F _detente detente
)",
                     commands, option_words(app), cases);
}

}  // namespace detente::app
