#pragma once
/// A line on the terminal that says what is being done, how much of it is done, and about how long the rest will take.

#include <chrono>
#include <string>
#include <string_view>

namespace detente::app {

/// Shows progress on standard error, at most ten times a second, from half a second after the first call on. For one
/// thread at a time.
void show_progress(std::string_view what, double done);
/// Takes the line away, before anything else is printed.
void clear_progress();

/// "solving 37%, about 12 s left". The rest is expected to go as fast as what was done since `what` began, `elapsed`
/// ago; in the first second, or before a fiftieth is done, nothing is said about it.
[[nodiscard]] std::string progress_text(std::string_view what, double done, std::chrono::duration<double> elapsed);

}  // namespace detente::app
