#pragma once
/// The command line: its commands, and what they share.

namespace detente::app {

/// Exit codes, the same for all commands.
enum Exit : int {
  done = 0,
  case_errors = 1,  ///< the case has errors, or a check found some
  usage = 2,        ///< wrong usage, or a file that cannot be read or written
  internal = 3,
  refused = 4,  ///< refused or stopped by a limit
  interrupted = 130,
};

/// Runs the program. Never throws.
int run(int argc, char** argv);

}  // namespace detente::app
