#pragma once
/// The inner loops of the dense engine, for the vector unit of the machine at hand (chosen when first called).
///
/// A tile is up to `tile_columns` fibers of one mover side by side: row t holds, for every column, the member of that
/// fiber with local number t. T is std::uint16_t or std::uint32_t.

#include <cstddef>
#include <cstdint>

namespace detente {

inline constexpr std::size_t tile_columns = 64;

/// Which of two values a fold keeps. The least starts from the greatest value of T, the greatest from 0.
enum class Fold { least, greatest };

/// For every target row t and column: out[t] = the fold of x[r] over the source rows r with u_source[r] > u_target[t].
/// Rows have tile_columns entries; `out` is one block of rows. Cost: sources x targets.
template <class T>
void fold_improvements(Fold fold, std::size_t sources, const T* const* u_source, const T* const* x, std::size_t targets,
                       const T* const* u_target, T* out);

/// One row: out = the fold of x[r] over the listed rows r; with `u` only where u[r] > own.
template <class T>
void fold_listed(Fold fold, const std::uint16_t* listed, std::size_t count, const T* const* u, const T* own,
                 const T* const* x, T* out);

/// For every t: out[t] = the fold of x[r] over all r but t.
template <class T>
void fold_others(Fold fold, std::size_t rows, const T* const* x, T* out);

/// One row: out = the fold over all rows, of which there may be none.
template <class T>
void fold_all_rows(Fold fold, std::size_t rows, const T* const* x, T* out);

/// w = min(w, y) in the first `columns` columns, except where keep is the greatest value of T (keep may be null);
/// whether anything fell.
template <class T>
bool lower_row(T* w, const T* y, const T* keep, std::size_t columns);

}  // namespace detente
