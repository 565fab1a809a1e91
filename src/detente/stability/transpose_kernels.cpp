// Vector code with Highway: this file is compiled once for every kind of vector unit, and the best one that the machine
// has is chosen at run time.
//
// Squares of 8 x 8 (16 bits) or 4 x 4 (32 bits) entries are turned in registers of 128 bits. Where the runs or the
// columns are no multiple of that, the last square overlaps the one before, which does no harm since all three
// functions may be applied twice; what is smaller than a square is done entry by entry.

#include "detente/stability/transpose_kernels.hpp"

#include <algorithm>
#include <limits>

#include "detente/stability/dense_kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detente/stability/transpose_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace detente {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR
template <class T>
inline constexpr std::size_t square = 0;
#else
template <class T>
inline constexpr std::size_t square = 16 / sizeof(T);

template <class Wide, class D, class V>
HWY_INLINE V lower_half(D d, V a, V b) {
  const hn::Repartition<Wide, D> wide;
  return hn::BitCast(d, hn::InterleaveLower(wide, hn::BitCast(wide, a), hn::BitCast(wide, b)));
}
template <class Wide, class D, class V>
HWY_INLINE V upper_half(D d, V a, V b) {
  const hn::Repartition<Wide, D> wide;
  return hn::BitCast(d, hn::InterleaveUpper(wide, hn::BitCast(wide, a), hn::BitCast(wide, b)));
}

/// Lane k of v[j] and lane j of v[k] change places.
template <class D, class V>
HWY_INLINE void turn(D d, V* v, std::uint16_t /*type*/) {
  V a[8];
  V b[8];
  for (std::size_t k = 0; k < 4; ++k) {
    a[2 * k] = lower_half<std::uint16_t>(d, v[2 * k], v[2 * k + 1]);
    a[2 * k + 1] = upper_half<std::uint16_t>(d, v[2 * k], v[2 * k + 1]);
  }
  for (std::size_t k = 0; k < 2; ++k) {
    b[4 * k] = lower_half<std::uint32_t>(d, a[4 * k], a[4 * k + 2]);
    b[4 * k + 1] = upper_half<std::uint32_t>(d, a[4 * k], a[4 * k + 2]);
    b[4 * k + 2] = lower_half<std::uint32_t>(d, a[4 * k + 1], a[4 * k + 3]);
    b[4 * k + 3] = upper_half<std::uint32_t>(d, a[4 * k + 1], a[4 * k + 3]);
  }
  for (std::size_t k = 0; k < 4; ++k) {
    v[2 * k] = lower_half<std::uint64_t>(d, b[k], b[4 + k]);
    v[2 * k + 1] = upper_half<std::uint64_t>(d, b[k], b[4 + k]);
  }
}
template <class D, class V>
HWY_INLINE void turn(D d, V* v, std::uint32_t /*type*/) {
  V a[4];
  for (std::size_t k = 0; k < 2; ++k) {
    a[2 * k] = lower_half<std::uint32_t>(d, v[2 * k], v[2 * k + 1]);
    a[2 * k + 1] = upper_half<std::uint32_t>(d, v[2 * k], v[2 * k + 1]);
  }
  for (std::size_t k = 0; k < 2; ++k) {
    v[2 * k] = lower_half<std::uint64_t>(d, a[k], a[2 + k]);
    v[2 * k + 1] = upper_half<std::uint64_t>(d, a[k], a[2 + k]);
  }
}
#endif

/// Calls `whole(c, t)` for the corners of squares that cover columns x low, or `single(c, t)` for every entry where no
/// square fits.
template <class T, class Whole, class Single>
HWY_INLINE void cover(std::size_t columns, std::size_t low, Whole&& whole, Single&& single) {
  constexpr std::size_t n = square<T>;
  if (n == 0 || columns < n || low < n) {
    for (std::size_t c = 0; c < columns; ++c) {
      for (std::size_t t = 0; t < low; ++t) single(c, t);
    }
    return;
  }
  for (std::size_t c = 0; c < columns; c += n) {
    for (std::size_t t = 0; t < low; t += n) whole(std::min(c, columns - n), std::min(t, low - n));
  }
}

template <class T>
void to_rows(const T* from, std::size_t columns, std::size_t low, T* to) {
  cover<T>(
      columns, low,
      [&]([[maybe_unused]] std::size_t c, [[maybe_unused]] std::size_t t) HWY_ATTR {
#if HWY_TARGET != HWY_SCALAR
        const hn::Full128<T> d;
        hn::Vec<hn::Full128<T>> v[square<T>];
        for (std::size_t k = 0; k < square<T>; ++k) v[k] = hn::LoadU(d, from + (c + k) * low + t);
        turn(d, v, T{});
        for (std::size_t k = 0; k < square<T>; ++k) hn::StoreU(v[k], d, to + (t + k) * tile_columns + c);
#endif
      },
      [&](std::size_t c, std::size_t t) { to[t * tile_columns + c] = from[c * low + t]; });
}

template <class T>
void to_runs(const T* const* rows, std::size_t first, std::size_t columns, std::size_t low, T* to) {
  cover<T>(
      columns, low,
      [&]([[maybe_unused]] std::size_t c, [[maybe_unused]] std::size_t t) HWY_ATTR {
#if HWY_TARGET != HWY_SCALAR
        const hn::Full128<T> d;
        hn::Vec<hn::Full128<T>> v[square<T>];
        for (std::size_t k = 0; k < square<T>; ++k) v[k] = hn::LoadU(d, rows[t + k] + first + c);
        turn(d, v, T{});
        for (std::size_t k = 0; k < square<T>; ++k) hn::StoreU(v[k], d, to + (c + k) * low + t);
#endif
      },
      [&](std::size_t c, std::size_t t) { to[c * low + t] = rows[t][first + c]; });
}

template <class T>
std::uint64_t lower(const T* const* rows, std::size_t first, std::size_t columns, std::size_t low, const T* keep,
                    T* to) {
  constexpr T never = std::numeric_limits<T>::max();
  std::uint64_t fell = 0;
  cover<T>(
      columns, low,
      [&]([[maybe_unused]] std::size_t c, [[maybe_unused]] std::size_t t) HWY_ATTR {
#if HWY_TARGET != HWY_SCALAR
        const hn::Full128<T> d;
        hn::Vec<hn::Full128<T>> v[square<T>];
        for (std::size_t k = 0; k < square<T>; ++k) v[k] = hn::LoadU(d, rows[t + k] + first + c);
        turn(d, v, T{});
        for (std::size_t k = 0; k < square<T>; ++k) {
          const std::size_t at = (c + k) * low + t;
          const auto old = hn::LoadU(d, to + at);
          auto least = hn::Min(old, v[k]);
          if (keep != nullptr) least = hn::IfThenElse(hn::Eq(hn::LoadU(d, keep + at), hn::Set(d, never)), old, least);
          if (hn::AllTrue(d, hn::Eq(old, least))) continue;
          hn::StoreU(least, d, to + at);
          fell |= std::uint64_t{1} << (c + k);
        }
#endif
      },
      [&](std::size_t c, std::size_t t) {
        const std::size_t at = c * low + t;
        const T value = rows[t][first + c];
        if (value >= to[at] || (keep != nullptr && keep[at] == never)) return;
        to[at] = value;
        fell |= std::uint64_t{1} << c;
      });
  return fell;
}

// Exported functions cannot be templates: one for each type.
#define DETENTE_KERNELS(T, suffix)                                                                                     \
  void ToRows##suffix(const T* from, std::size_t columns, std::size_t low, T* to) { to_rows(from, columns, low, to); } \
  void ToRuns##suffix(const T* const* rows, std::size_t first, std::size_t columns, std::size_t low, T* to) {          \
    to_runs(rows, first, columns, low, to);                                                                            \
  }                                                                                                                    \
  std::uint64_t LowerRuns##suffix(const T* const* rows, std::size_t first, std::size_t columns, std::size_t low,       \
                                  const T* keep, T* to) {                                                              \
    return lower(rows, first, columns, low, keep, to);                                                                 \
  }

DETENTE_KERNELS(std::uint16_t, 16)
DETENTE_KERNELS(std::uint32_t, 32)
#undef DETENTE_KERNELS

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace detente
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace detente {

#define DETENTE_DISPATCH(T, suffix)                                                                            \
  HWY_EXPORT(ToRows##suffix);                                                                                  \
  HWY_EXPORT(ToRuns##suffix);                                                                                  \
  HWY_EXPORT(LowerRuns##suffix);                                                                               \
  template <>                                                                                                  \
  void runs_to_rows<T>(const T* from, std::size_t columns, std::size_t low, T* to) {                           \
    HWY_DYNAMIC_DISPATCH(ToRows##suffix)(from, columns, low, to);                                              \
  }                                                                                                            \
  template <>                                                                                                  \
  void rows_to_runs<T>(const T* const* rows, std::size_t first, std::size_t columns, std::size_t low, T* to) { \
    HWY_DYNAMIC_DISPATCH(ToRuns##suffix)(rows, first, columns, low, to);                                       \
  }                                                                                                            \
  template <>                                                                                                  \
  std::uint64_t lower_runs<T>(const T* const* rows, std::size_t first, std::size_t columns, std::size_t low,   \
                              const T* keep, T* to) {                                                          \
    return HWY_DYNAMIC_DISPATCH(LowerRuns##suffix)(rows, first, columns, low, keep, to);                       \
  }

DETENTE_DISPATCH(std::uint16_t, 16)
DETENTE_DISPATCH(std::uint32_t, 32)
#undef DETENTE_DISPATCH

}  // namespace detente
#endif
