#pragma once
/// Tiles of a mover whose variables are the least significant: in memory its fibers come one after the other, in runs
/// of `low` neighbors, while the folds want rows that hold one member of each fiber. Vector code, chosen when first
/// called. T is std::uint16_t or std::uint32_t; rows are tile_columns apart or given by pointers.

#include <cstddef>
#include <cstdint>

namespace detente {

/// to[t * tile_columns + c] = from[c * low + t] for t < low, c < columns.
template <class T>
void runs_to_rows(const T* from, std::size_t columns, std::size_t low, T* to);

/// to[c * low + t] = rows[t][first + c].
template <class T>
void rows_to_runs(const T* const* rows, std::size_t first, std::size_t columns, std::size_t low, T* to);

/// The same, but to[...] becomes the lesser of itself and the row's value, and stays where keep[c * low + t] is the
/// greatest value of T (keep may be null). Gives a bit for every column in which something fell.
template <class T>
std::uint64_t lower_runs(const T* const* rows, std::size_t first, std::size_t columns, std::size_t low, const T* keep,
                         T* to);

}  // namespace detente
