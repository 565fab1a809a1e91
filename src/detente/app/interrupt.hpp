#pragma once
/// Ctrl-C: asks the work to stop, and ends the program if it does not in time.

#include <stop_token>
#include <string>

namespace detente::app {

/// Call once, first thing in main, before any thread is started: from then on SIGINT, SIGTERM and (unless it is
/// ignored, as under nohup) SIGHUP go to a thread of their own. The first one asks interrupt_token() to stop; if the
/// program still runs 50 ms later, or on a second one, it ends at once with exit code 130.
void watch_interrupts();

[[nodiscard]] std::stop_token interrupt_token();

/// The file to remove if the program is ended so; empty for none.
void remove_when_interrupted(const std::string& path);

}  // namespace detente::app
