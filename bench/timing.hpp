#pragma once

#include <algorithm>
#include <chrono>

namespace detente::bench {

double seconds_of(auto&& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The shortest of several runs.
double best_seconds_of(int runs, auto&& work) {
  double best = seconds_of(work);
  for (int run = 1; run < runs; ++run) best = std::min(best, seconds_of(work));
  return best;
}

}  // namespace detente::bench
