#pragma once
/// The inner loops of the sparse engine, for the vector unit of the machine at hand (chosen when first called).
///
/// A table has a row of `width` values of T (std::uint16_t or std::uint32_t) for each state, `width` a multiple of
/// row_unit<T>. A fiber is a list of states, and its folds are rows, one for each of its places: the least of each
/// column over the states that a move leads to from there, the greatest value of T if none.

#include <cstddef>
#include <cstdint>
#include <span>

namespace detente {

template <class T>
inline constexpr std::size_t row_unit = 16 / sizeof(T);

template <class T>
struct RowFold {
  std::span<const std::uint32_t> states;  ///< of the fiber
  const T* table;
  std::size_t width;
  T* out;  ///< a row for each place
};

/// Every place leads to all others.
template <class T>
void fold_other_rows(const RowFold<T>& fold);

/// Every place leads to those in runs before its own; starts[k] is 1 where a run starts.
template <class T>
void fold_better_rows(const RowFold<T>& fold, const std::uint8_t* starts);

/// Place k leads to the places targets[end[k - 1]] to targets[end[k] - 1].
template <class T>
void fold_listed_rows(const RowFold<T>& fold, const std::uint32_t* targets, const std::uint32_t* end);

/// Lowers the rows of the fiber's states in a table to the folds; but in columns where `keep` has the greatest value of
/// T (elsewhere 0) nothing changes. Writes the states whose rows fell to `fell`, and gives their number.
template <class T>
std::size_t lower_rows(const RowFold<T>& fold, const T* keep, T* table, std::uint32_t* fell);

}  // namespace detente
