#pragma once

#include <bit>
#include <cstddef>
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
      if (static_cast<std::size_t>(std::popcount(a)) + 1 == size) v[a] = {};
    }
  }
  return std::move(v[sets - 1]);
}

}  // namespace detente
