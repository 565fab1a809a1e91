#pragma once
/// Work that falls into pieces, on several threads.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace detente {

/// Calls `work(k)` once for every k in [0, pieces), in no particular order; returns when all are done. `work` must not
/// throw and must not touch what another piece writes.
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

}  // namespace detente
