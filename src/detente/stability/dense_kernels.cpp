// Vector code with Highway: this file is compiled once for every kind of vector unit, and the best one that the machine
// has is chosen at run time.
//
// Improvements are folded by comparing every row with every other. That is rows^2 comparisons, but 8 to 32 fibers at
// once and without a branch; rows that are alike are compared once (dense_mover.hpp). Four rows share the loads of the
// row they are compared with.

#include "detente/stability/dense_kernels.hpp"

#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detente/stability/dense_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace detente {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
using Lanes = hn::CappedTag<T, 64 / sizeof(T)>;

template <Fold fold, class D, class V = hn::Vec<D>>
HWY_INLINE V identity(D d) {
  return hn::Set(d, fold == Fold::least ? std::numeric_limits<hn::TFromD<D>>::max() : hn::TFromD<D>{0});
}

template <Fold fold, class V>
HWY_INLINE V combine(V a, V b) {
  if constexpr (fold == Fold::least) return hn::Min(a, b);
  else return hn::Max(a, b);
}

template <Fold fold, class T>
void improvements(std::size_t sources, const T* const* u, const T* const* x, std::size_t targets,
                  const T* const* u_target, T* out) {
  const Lanes<T> d;
  const auto start = identity<fold>(d);
  for (std::size_t c = 0; c < tile_columns; c += hn::Lanes(d)) {
    std::size_t t = 0;
    for (; t + 4 <= targets; t += 4) {
      const auto u0 = hn::LoadU(d, u_target[t] + c);
      const auto u1 = hn::LoadU(d, u_target[t + 1] + c);
      const auto u2 = hn::LoadU(d, u_target[t + 2] + c);
      const auto u3 = hn::LoadU(d, u_target[t + 3] + c);
      auto a0 = start;
      auto a1 = start;
      auto a2 = start;
      auto a3 = start;
      for (std::size_t r = 0; r < sources; ++r) {
        const auto ur = hn::LoadU(d, u[r] + c);
        const auto xr = hn::LoadU(d, x[r] + c);
        a0 = combine<fold>(a0, hn::IfThenElse(hn::Gt(ur, u0), xr, start));
        a1 = combine<fold>(a1, hn::IfThenElse(hn::Gt(ur, u1), xr, start));
        a2 = combine<fold>(a2, hn::IfThenElse(hn::Gt(ur, u2), xr, start));
        a3 = combine<fold>(a3, hn::IfThenElse(hn::Gt(ur, u3), xr, start));
      }
      hn::StoreU(a0, d, out + t * tile_columns + c);
      hn::StoreU(a1, d, out + (t + 1) * tile_columns + c);
      hn::StoreU(a2, d, out + (t + 2) * tile_columns + c);
      hn::StoreU(a3, d, out + (t + 3) * tile_columns + c);
    }
    for (; t < targets; ++t) {
      const auto own = hn::LoadU(d, u_target[t] + c);
      auto a = start;
      for (std::size_t r = 0; r < sources; ++r) {
        a = combine<fold>(a, hn::IfThenElse(hn::Gt(hn::LoadU(d, u[r] + c), own), hn::LoadU(d, x[r] + c), start));
      }
      hn::StoreU(a, d, out + t * tile_columns + c);
    }
  }
}

template <Fold fold, class T>
void listed(const std::uint16_t* list, std::size_t count, const T* const* u, const T* own, const T* const* x, T* out) {
  const Lanes<T> d;
  const auto start = identity<fold>(d);
  for (std::size_t c = 0; c < tile_columns; c += hn::Lanes(d)) {
    auto a = start;
    if (u == nullptr) {
      for (std::size_t k = 0; k < count; ++k) a = combine<fold>(a, hn::LoadU(d, x[list[k]] + c));
    } else {
      const auto from = hn::LoadU(d, own + c);
      for (std::size_t k = 0; k < count; ++k) {
        const auto better = hn::Gt(hn::LoadU(d, u[list[k]] + c), from);
        a = combine<fold>(a, hn::IfThenElse(better, hn::LoadU(d, x[list[k]] + c), start));
      }
    }
    hn::StoreU(a, d, out + c);
  }
}

/// What lies before a row, then what lies behind it.
template <Fold fold, class T>
void others(std::size_t rows, const T* const* x, T* out) {
  const Lanes<T> d;
  for (std::size_t c = 0; c < tile_columns; c += hn::Lanes(d)) {
    auto before = identity<fold>(d);
    for (std::size_t t = 0; t < rows; ++t) {
      hn::StoreU(before, d, out + t * tile_columns + c);
      before = combine<fold>(before, hn::LoadU(d, x[t] + c));
    }
    auto behind = identity<fold>(d);
    for (std::size_t t = rows; t-- > 0;) {
      T* at = out + t * tile_columns + c;
      hn::StoreU(combine<fold>(hn::LoadU(d, at), behind), d, at);
      behind = combine<fold>(behind, hn::LoadU(d, x[t] + c));
    }
  }
}

template <Fold fold, class T>
void all_rows(std::size_t rows, const T* const* x, T* out) {
  const Lanes<T> d;
  for (std::size_t c = 0; c < tile_columns; c += hn::Lanes(d)) {
    auto all = identity<fold>(d);
    for (std::size_t t = 0; t < rows; ++t) all = combine<fold>(all, hn::LoadU(d, x[t] + c));
    hn::StoreU(all, d, out + c);
  }
}

template <class T>
bool lower(T* w, const T* y, const T* keep, std::size_t columns) {
  const Lanes<T> d;
  const auto never = hn::Set(d, std::numeric_limits<T>::max());
  auto fell = hn::Zero(d);
  std::size_t c = 0;
  for (; c + hn::Lanes(d) <= columns; c += hn::Lanes(d)) {
    auto value = hn::LoadU(d, y + c);
    if (keep != nullptr) value = hn::IfThenElse(hn::Eq(hn::LoadU(d, keep + c), never), never, value);
    const auto old = hn::LoadU(d, w + c);
    const auto least = hn::Min(old, value);
    fell = hn::Or(fell, hn::Xor(old, least));
    hn::StoreU(least, d, w + c);
  }
  bool any = !hn::AllTrue(d, hn::Eq(fell, hn::Zero(d)));
  for (; c < columns; ++c) {
    if (y[c] >= w[c] || (keep != nullptr && keep[c] == std::numeric_limits<T>::max())) continue;
    w[c] = y[c];
    any = true;
  }
  return any;
}

// Exported functions cannot be templates: one for each type.
#define DETENTE_KERNELS(T, suffix)                                                                                     \
  void Improvements##suffix(Fold fold, std::size_t sources, const T* const* u, const T* const* x, std::size_t targets, \
                            const T* const* u_target, T* out) {                                                        \
    fold == Fold::least ? improvements<Fold::least>(sources, u, x, targets, u_target, out)                             \
                        : improvements<Fold::greatest>(sources, u, x, targets, u_target, out);                         \
  }                                                                                                                    \
  void Listed##suffix(Fold fold, const std::uint16_t* list, std::size_t count, const T* const* u, const T* own,        \
                      const T* const* x, T* out) {                                                                     \
    fold == Fold::least ? listed<Fold::least>(list, count, u, own, x, out)                                             \
                        : listed<Fold::greatest>(list, count, u, own, x, out);                                         \
  }                                                                                                                    \
  void Others##suffix(Fold fold, std::size_t rows, const T* const* x, T* out) {                                        \
    fold == Fold::least ? others<Fold::least>(rows, x, out) : others<Fold::greatest>(rows, x, out);                    \
  }                                                                                                                    \
  void AllRows##suffix(Fold fold, std::size_t rows, const T* const* x, T* out) {                                       \
    fold == Fold::least ? all_rows<Fold::least>(rows, x, out) : all_rows<Fold::greatest>(rows, x, out);                \
  }                                                                                                                    \
  bool Lower##suffix(T* w, const T* y, const T* keep, std::size_t columns) { return lower(w, y, keep, columns); }

DETENTE_KERNELS(std::uint16_t, 16)
DETENTE_KERNELS(std::uint32_t, 32)
#undef DETENTE_KERNELS

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace detente
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace detente {

#define DETENTE_DISPATCH(T, suffix)                                                                                    \
  HWY_EXPORT(Improvements##suffix);                                                                                    \
  HWY_EXPORT(Listed##suffix);                                                                                          \
  HWY_EXPORT(Others##suffix);                                                                                          \
  HWY_EXPORT(AllRows##suffix);                                                                                         \
  HWY_EXPORT(Lower##suffix);                                                                                           \
  template <>                                                                                                          \
  void fold_improvements<T>(Fold fold, std::size_t sources, const T* const* u, const T* const* x, std::size_t targets, \
                            const T* const* u_target, T* out) {                                                        \
    HWY_DYNAMIC_DISPATCH(Improvements##suffix)(fold, sources, u, x, targets, u_target, out);                           \
  }                                                                                                                    \
  template <>                                                                                                          \
  void fold_listed<T>(Fold fold, const std::uint16_t* list, std::size_t count, const T* const* u, const T* own,        \
                      const T* const* x, T* out) {                                                                     \
    HWY_DYNAMIC_DISPATCH(Listed##suffix)(fold, list, count, u, own, x, out);                                           \
  }                                                                                                                    \
  template <>                                                                                                          \
  void fold_others<T>(Fold fold, std::size_t rows, const T* const* x, T* out) {                                        \
    HWY_DYNAMIC_DISPATCH(Others##suffix)(fold, rows, x, out);                                                          \
  }                                                                                                                    \
  template <>                                                                                                          \
  void fold_all_rows<T>(Fold fold, std::size_t rows, const T* const* x, T* out) {                                      \
    HWY_DYNAMIC_DISPATCH(AllRows##suffix)(fold, rows, x, out);                                                         \
  }                                                                                                                    \
  template <>                                                                                                          \
  bool lower_row<T>(T * w, const T* y, const T* keep, std::size_t columns) {                                           \
    return HWY_DYNAMIC_DISPATCH(Lower##suffix)(w, y, keep, columns);                                                   \
  }

DETENTE_DISPATCH(std::uint16_t, 16)
DETENTE_DISPATCH(std::uint32_t, 32)
#undef DETENTE_DISPATCH

}  // namespace detente
#endif
