#pragma once
/// Work that falls into pieces, on several threads.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <string_view>
#include <thread>
#include <vector>

#include "detente/base/progress.hpp"

namespace detente {

/// Calls `work(k)` once for every k in [0, pieces), in no particular order, on up to `threads` threads; returns when
/// all are done. `work` must not throw and must not touch what another piece writes, so that the result is the same for
/// any number of threads.
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

/// Calls `work(p, part)` for each party, where `part` is a Progress::Part that tells how much of `what` is done; leaves
/// parties out once the control has stopped the work.
template <class Work>
void for_each_party(std::size_t parties, unsigned threads, const Control& control, std::string_view what,
                    const Work& work) {
  Progress progress(control, what, static_cast<double>(parties));
  in_parallel(threads, parties, [&](std::size_t p) {
    if (control.stopped()) return;
    Progress::Part part(progress, 1);
    work(p, part);
  });
}

}  // namespace detente
