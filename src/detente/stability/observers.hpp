#pragma once

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "detente/base/control.hpp"

namespace detente {

/// Calls `solve(p)` once for each party, on up to `threads` threads, and reports progress. Parties are independent of
/// each other and write only their own sets, so that the result is the same for any number of threads.
template <class Solve>
void for_each_party(std::size_t parties, unsigned threads, const Control& control, Solve&& solve) {
  std::atomic<std::size_t> next = 0;
  std::mutex reporting;
  std::size_t done = 0;
  const auto work = [&] {
    for (std::size_t p = next++; p < parties && !control.stopped(); p = next++) {
      solve(p);
      const std::lock_guard lock(reporting);
      control.report("solving", static_cast<double>(++done) / static_cast<double>(parties));
    }
  };
  std::vector<std::jthread> helpers;
  for (unsigned t = 1; t < threads && t < parties; ++t) helpers.emplace_back(work);
  work();
}

}  // namespace detente
