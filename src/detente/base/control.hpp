#pragma once
/// How a caller watches and stops long work. Solvers take a Control, poll it, and say whether they finished.

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

namespace detente {

struct Control {
  /// Polled at least every few million elementary steps.
  std::stop_token stop{};
  /// Called now and then with what is being done and how much of it is done (0 to 1); may be empty.
  /// Called from one thread at a time.
  std::function<void(std::string_view what, double done)> progress{};

  [[nodiscard]] bool stopped() const { return stop.stop_requested(); }
  void report(std::string_view what, double done) const {
    if (progress) progress(what, done);
  }
};

}  // namespace detente
