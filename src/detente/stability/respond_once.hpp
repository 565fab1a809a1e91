#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace detente {

/// W where each opponent answers at most once, in any order, from f: for every set A of opponents that may still move
///   V(q, A) = min(f(q), min over k in A, r in M_k(q) of V(r, A without k)),
/// by the size of A, so that only the sets of two sizes are in memory at a time. `lower(k, from, into)` must lower
/// every into[q] to the least of from[r] over the moves q -> r of opponent k. Cost: 2^opponents x opponents folds.
/// `Array` is a vector of T.
template <class Array, class T, class Lower>
[[nodiscard]] Array respond_once(std::size_t opponents, std::span<const T> f, Lower&& lower) {
  const std::size_t sets = std::size_t{1} << opponents;
  std::vector<Array> v(sets);
  v[0].assign(f.begin(), f.end());
  for (std::size_t size = 1; size <= opponents; ++size) {
    for (std::size_t a = 1; a < sets; ++a) {
      if (static_cast<std::size_t>(std::popcount(a)) != size) continue;
      v[a].assign(f.begin(), f.end());
      for (std::size_t k = 0; k < opponents; ++k) {
        if ((a >> k & 1) != 0) lower(k, v[a ^ (std::size_t{1} << k)], v[a]);
      }
    }
    for (std::size_t a = 0; a < sets; ++a) {
      if (static_cast<std::size_t>(std::popcount(a)) + 1 == size) v[a] = Array();  // not {}, which keeps the memory
    }
  }
  return std::move(v[sets - 1]);
}

/// How many arrays that takes at a time; the greatest number there is where that is too many to count.
[[nodiscard]] inline std::uint64_t most_arrays_at_once(std::uint64_t opponents) {
  if (opponents > 40) return std::numeric_limits<std::uint32_t>::max();
  std::uint64_t sets = 1;  // of `size` opponents
  std::uint64_t most = 1;
  for (std::uint64_t size = 1; size <= opponents; ++size) {
    const std::uint64_t larger = sets * (opponents - size + 1) / size;
    most = std::max(most, sets + larger);
    sets = larger;
  }
  return most;
}

}  // namespace detente
