#pragma once
/// Ctrl-C: asks the work to stop, and ends the program if it does not in time.

#include <stop_token>

namespace detente::app {

/// Call once, first thing in main, before any thread is started: from then on SIGINT and SIGTERM go to a thread of
/// their own. The first one asks interrupt_token() to stop; if the program still runs 100 ms later, or on a second one,
/// it ends at once with exit code 130.
void watch_interrupts();

[[nodiscard]] std::stop_token interrupt_token();

}  // namespace detente::app
