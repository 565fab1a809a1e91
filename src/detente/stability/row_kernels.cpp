// Vector code with Highway: this file is compiled once for every kind of vector unit, and the best one that the machine
// has is chosen at run time. Vectors of 16 bytes: a row has few of them, and the time goes into fetching rows.

#include "detente/stability/row_kernels.hpp"

#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detente/stability/row_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace detente {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
using Unit = hn::CappedTag<T, row_unit<T>>;

template <class T>
void others(const RowFold<T>& fold) {
  const Unit<T> d;
  for (std::size_t c = 0; c < fold.width; c += hn::Lanes(d)) {
    auto before = hn::Set(d, std::numeric_limits<T>::max());
    for (std::size_t k = 0; k < fold.states.size(); ++k) {
      hn::StoreU(before, d, fold.out + k * fold.width + c);
      before = hn::Min(before, hn::LoadU(d, fold.table + fold.states[k] * fold.width + c));
    }
    auto behind = hn::Set(d, std::numeric_limits<T>::max());
    for (std::size_t k = fold.states.size(); k-- > 0;) {
      T* out = fold.out + k * fold.width + c;
      hn::StoreU(hn::Min(behind, hn::LoadU(d, out)), d, out);
      behind = hn::Min(behind, hn::LoadU(d, fold.table + fold.states[k] * fold.width + c));
    }
  }
}

template <class T>
void better(const RowFold<T>& fold, const std::uint8_t* starts) {
  const Unit<T> d;
  for (std::size_t c = 0; c < fold.width; c += hn::Lanes(d)) {
    auto above = hn::Set(d, std::numeric_limits<T>::max());
    auto with_run = above;
    for (std::size_t k = 0; k < fold.states.size(); ++k) {
      if (starts[k] != 0) above = with_run;
      hn::StoreU(above, d, fold.out + k * fold.width + c);
      with_run = hn::Min(with_run, hn::LoadU(d, fold.table + fold.states[k] * fold.width + c));
    }
  }
}

template <class T>
void listed(const RowFold<T>& fold, const std::uint32_t* targets, const std::uint32_t* end) {
  const Unit<T> d;
  for (std::size_t c = 0; c < fold.width; c += hn::Lanes(d)) {
    std::size_t t = 0;
    for (std::size_t k = 0; k < fold.states.size(); ++k) {
      auto least = hn::Set(d, std::numeric_limits<T>::max());
      for (; t < end[k]; ++t) {
        least = hn::Min(least, hn::LoadU(d, fold.table + fold.states[targets[t]] * fold.width + c));
      }
      hn::StoreU(least, d, fold.out + k * fold.width + c);
    }
  }
}

template <class T>
std::size_t lower(const RowFold<T>& fold, const T* keep, T* table, std::uint32_t* fell) {
  const Unit<T> d;
  std::size_t count = 0;
  for (std::size_t k = 0; k < fold.states.size(); ++k) {
    T* row = table + fold.states[k] * fold.width;
    auto change = hn::Zero(d);
    for (std::size_t c = 0; c < fold.width; c += hn::Lanes(d)) {
      const auto old = hn::LoadU(d, row + c);
      const auto least = hn::Min(old, hn::Or(hn::LoadU(d, fold.out + k * fold.width + c), hn::LoadU(d, keep + c)));
      change = hn::Or(change, hn::Xor(old, least));
      hn::StoreU(least, d, row + c);
    }
    fell[count] = fold.states[k];
    if (!hn::AllTrue(d, hn::Eq(change, hn::Zero(d)))) ++count;
  }
  return count;
}

// Exported functions cannot be templates: one for each type.
#define DETENTE_KERNELS(T, suffix)                                                                      \
  void Others##suffix(const RowFold<T>& fold) { others(fold); }                                         \
  void Better##suffix(const RowFold<T>& fold, const std::uint8_t* starts) { better(fold, starts); }     \
  void Listed##suffix(const RowFold<T>& fold, const std::uint32_t* targets, const std::uint32_t* end) { \
    listed(fold, targets, end);                                                                         \
  }                                                                                                     \
  std::size_t Lower##suffix(const RowFold<T>& fold, const T* keep, T* table, std::uint32_t* fell) {     \
    return lower(fold, keep, table, fell);                                                              \
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

#define DETENTE_DISPATCH(T, suffix)                                                                          \
  HWY_EXPORT(Others##suffix);                                                                                \
  HWY_EXPORT(Better##suffix);                                                                                \
  HWY_EXPORT(Listed##suffix);                                                                                \
  HWY_EXPORT(Lower##suffix);                                                                                 \
  template <>                                                                                                \
  void fold_other_rows<T>(const RowFold<T>& fold) {                                                          \
    HWY_DYNAMIC_DISPATCH(Others##suffix)(fold);                                                              \
  }                                                                                                          \
  template <>                                                                                                \
  void fold_better_rows<T>(const RowFold<T>& fold, const std::uint8_t* starts) {                             \
    HWY_DYNAMIC_DISPATCH(Better##suffix)(fold, starts);                                                      \
  }                                                                                                          \
  template <>                                                                                                \
  void fold_listed_rows<T>(const RowFold<T>& fold, const std::uint32_t* targets, const std::uint32_t* end) { \
    HWY_DYNAMIC_DISPATCH(Listed##suffix)(fold, targets, end);                                                \
  }                                                                                                          \
  template <>                                                                                                \
  std::size_t lower_rows<T>(const RowFold<T>& fold, const T* keep, T* table, std::uint32_t* fell) {          \
    return HWY_DYNAMIC_DISPATCH(Lower##suffix)(fold, keep, table, fell);                                     \
  }

DETENTE_DISPATCH(std::uint16_t, 16)
DETENTE_DISPATCH(std::uint32_t, 32)
#undef DETENTE_DISPATCH

}  // namespace detente
#endif
