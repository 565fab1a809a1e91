#pragma once
/// How far work has come that several threads do.

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <string_view>

#include "detente/base/control.hpp"

namespace detente {

/// Adds up what the threads have done and reports the sum. Refers to the control and to `what`.
class Progress {
 public:
  Progress(const Control& control, std::string_view what, double total)
      : control_(control), what_(what), total_(total) {
    control_.report(what_, 0);
  }

  /// A thread that would have to wait for another one's report leaves reporting to it.
  void add(double units) {
    if (!control_.progress) return;
    const double done = done_.fetch_add(units, std::memory_order_relaxed) + units;
    const std::unique_lock lock(reporting_, std::try_to_lock);
    if (lock.owns_lock()) control_.report(what_, std::clamp(done / total_, 0.0, 1.0));
  }

  /// A part of the work that one thread does: worth `units` in all, counted whole once it ends.
  class Part {
   public:
    Part(Progress& progress, double units) : progress_(progress), units_(units) {}
    ~Part() { reach(1); }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    /// From 0 to 1, never less than before.
    void reach(double fraction) {
      if (fraction <= reached_) return;
      progress_.add(units_ * (fraction - reached_));
      reached_ = fraction;
    }

   private:
    Progress& progress_;
    double units_;
    double reached_ = 0;
  };

 private:
  const Control& control_;
  std::string_view what_;
  double total_;
  std::atomic<double> done_ = 0;
  std::mutex reporting_;
};

/// How far a search for a fixpoint is after so many rounds. Nobody knows how many there will be, but each has less left
/// to do than the one before.
[[nodiscard]] inline double progress_of_rounds(double rounds) { return 1 - std::pow(0.4, rounds); }

}  // namespace detente
