#include "detente/app/progress_line.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>

namespace detente::app {

namespace {

using Clock = std::chrono::steady_clock;

class ProgressLine {
 public:
  ~ProgressLine() { clear(); }

  void show(std::string_view what, double done) {
    const auto now = Clock::now();
    if (what != what_ || done < done_) {
      what_ = what;
      began_ = now;
    }
    done_ = done;
    if (now - start_ < std::chrono::milliseconds(500) || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    shown_ = true;
    std::fprintf(stderr, "\r\x1b[K%s", progress_text(what, done, now - began_).c_str());
    std::fflush(stderr);
  }
  void clear() {
    if (shown_) std::fprintf(stderr, "\r\x1b[K");
    shown_ = false;
  }

 private:
  Clock::time_point start_ = Clock::now();
  Clock::time_point began_ = start_;  ///< what is being done now
  Clock::time_point last_{};
  std::string what_;
  double done_ = 0;
  bool shown_ = false;
};

ProgressLine& line() {
  static ProgressLine line;
  return line;
}

std::string duration_text(double seconds) {
  if (seconds < 100) return fmt::format("{:.0f} s", std::ceil(seconds));
  if (seconds < 100 * 60) return fmt::format("{:.0f} min", std::ceil(seconds / 60));
  return fmt::format("{:.0f} h", std::ceil(seconds / 3600));
}

}  // namespace

void show_progress(std::string_view what, double done) { line().show(what, done); }

void clear_progress() { line().clear(); }

std::string progress_text(std::string_view what, double done, std::chrono::duration<double> elapsed) {
  done = std::clamp(done, 0.0, 1.0);
  std::string text = fmt::format("{} {:.0f}%", what, std::floor(100 * done));
  if (elapsed.count() >= 1 && done >= 0.02 && done < 1) {
    text += fmt::format(", about {} left", duration_text(elapsed.count() * (1 - done) / done));
  }
  return text;
}

}  // namespace detente::app
