#pragma once
/// How long a search may go on.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <utility>

#include "detente/base/control.hpp"

namespace detente {

/// Ends a search after a time, after an amount of work, or when the control stops. An end by work is the same in every
/// run and on every machine; an end by time is not. Not for several threads at once.
class Budget {
 public:
  static constexpr std::uint64_t any_work = std::numeric_limits<std::uint64_t>::max();

  /// `seconds` of time from here on, and `work` moves looked at.
  explicit Budget(double seconds, std::uint64_t work = any_work, Control control = {})
      : end_(Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                std::chrono::duration<double>(std::min(seconds, longest_seconds)))),
        work_(work),
        control_(std::move(control)) {}

  /// Takes note of some work. The clock is looked at now and then only.
  void spend(std::uint64_t work = 1) {
    spent_ += work;
    if (spent_ >= next_look_) look();
  }
  /// True once nothing is left. What was being computed then means nothing.
  [[nodiscard]] bool over() const { return over_; }
  /// Looks at the clock, for work that is not counted.
  void look() {
    next_look_ = spent_ + look_each;
    over_ = over_ || spent_ > work_ || control_.stopped() || Clock::now() > end_;
  }
  [[nodiscard]] const Control& control() const { return control_; }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr double longest_seconds = 1e9;
  static constexpr std::uint64_t look_each = 1024;

  Clock::time_point end_;
  std::uint64_t work_;
  std::uint64_t spent_ = 0;
  std::uint64_t next_look_ = 0;
  bool over_ = false;
  Control control_;
};

}  // namespace detente
