#pragma once
/// Work that falls into pieces, on several threads.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "detente/base/control.hpp"

namespace detente {

/// Calls `work(k)` once for every k in [0, pieces), in no particular order, on up to `threads` threads; returns when all
/// are done. `work` must not throw and must not touch what another piece writes, so that the result is the same for any
/// number of threads.
template <class Work>
void in_parallel(unsigned threads, std::size_t pieces, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t k = next++; k < pieces; k = next++) work(k);
  };
  std::vector<std::jthread> helpers;
  for (std::size_t t = 1; t < std::min<std::size_t>(threads, pieces); ++t) helpers.emplace_back(run);
  run();
}

/// The same for each party, with progress as `what`; leaves parties out once the control has stopped the work.
template <class Work>
void for_each_party(std::size_t parties, unsigned threads, const Control& control, std::string_view what,
                    const Work& work) {
  std::mutex reporting;
  std::size_t done = 0;
  in_parallel(threads, parties, [&](std::size_t p) {
    if (control.stopped()) return;
    work(p);
    const std::lock_guard lock(reporting);
    control.report(what, static_cast<double>(++done) / static_cast<double>(parties));
  });
}

}  // namespace detente
