#pragma once
/// Work that falls into a part for each party.

#include <atomic>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "detente/base/control.hpp"

namespace detente {

/// Calls `work(p)` once for each p < parties, on up to `threads` threads, and reports progress as `what`. The parts
/// must be independent of each other and write only what is theirs, so that the result is the same for any number of
/// threads.
template <class Work>
void for_each_party(std::size_t parties, unsigned threads, const Control& control, std::string_view what, Work&& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex reporting;
  std::size_t done = 0;
  const auto run = [&] {
    for (std::size_t p = next++; p < parties && !control.stopped(); p = next++) {
      work(p);
      const std::lock_guard lock(reporting);
      control.report(what, static_cast<double>(++done) / static_cast<double>(parties));
    }
  };
  std::vector<std::jthread> helpers;
  for (unsigned t = 1; t < threads && t < parties; ++t) helpers.emplace_back(run);
  run();
}

}  // namespace detente
