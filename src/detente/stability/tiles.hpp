#pragma once
/// A product space cut into tiles of one mover: up to tile_columns of its fibers side by side.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "detente/space/moves.hpp"
#include "detente/stability/dense_kernels.hpp"
#include "detente/stability/fiber_kernels.hpp"
#include "detente/stability/transpose_kernels.hpp"

namespace detente {

/// Where the fibers of a mover lie in arrays over all codes. Column c of the space is the c-th fiber, by its lowest
/// code; row t of a fiber is its member with local number t.
///
/// In memory a fiber is made of runs of `low()` neighbors: the mover's variables below the first variable of another.
/// Row t is member t % low() of run t / low(). (low() is 1 unless the mover has the least significant variable.)
class TileGeometry {
 public:
  TileGeometry(const Layout& layout, const Mover& mover);

  [[nodiscard]] std::size_t rows() const { return offset_.size(); }  ///< the size of a fiber
  [[nodiscard]] std::size_t tiles() const { return (columns_ + tile_columns - 1) / tile_columns; }
  [[nodiscard]] std::size_t low() const { return low_; }
  [[nodiscard]] std::size_t runs() const { return offset_.size() / low_; }
  /// What row t adds to the code of its fiber.
  [[nodiscard]] Code offset(std::size_t t) const { return offset_[t]; }

  /// Neighboring columns whose runs follow each other in memory: run r of the segment is the columns * low() codes from
  /// base + offset(r * low()) on, column by column.
  struct Segment {
    std::size_t first = 0;  ///< the first of the columns
    std::size_t columns = 0;
    Code base = 0;  ///< the lowest code of the first
  };
  struct Place {
    std::size_t columns = 0;  ///< in use; fewer than tile_columns only in the last tile
    std::size_t segment_count = 0;
    Segment segment[tile_columns];

    [[nodiscard]] std::span<const Segment> segments() const { return {segment, segment_count}; }
    /// All rows of the tile lie in memory as they are wanted.
    [[nodiscard]] bool contiguous(std::size_t low) const { return low == 1 && segment[0].columns == tile_columns; }
  };
  void find(std::size_t tile, Place& place) const;

 private:
  std::vector<Code> offset_;
  std::vector<CodeDigit> others_;  ///< the other variables, neighbors joined, least significant first
  Code columns_ = 1;
  std::size_t low_ = 1;
};

/// The rows of a tile of one array: pointers into the array where the tile is contiguous, else into a copy. In columns
/// that are not in use they hold anything.
template <class T>
class TileRows {
 public:
  [[nodiscard]] const T* const* data() const { return rows_.data(); }

  void load(const TileGeometry& geometry, const TileGeometry::Place& place, std::span<const T> array) {
    rows_.resize(geometry.rows());
    if (place.contiguous(geometry.low())) {
      for (std::size_t t = 0; t < rows_.size(); ++t)
        rows_[t] = array.data() + place.segment[0].base + geometry.offset(t);
      return;
    }
    copy_.resize(geometry.rows() * tile_columns);
    const std::size_t low = geometry.low();
    for (std::size_t t = 0; t < geometry.rows(); t += low) {
      for (const TileGeometry::Segment& s : place.segments()) {
        const T* from = array.data() + s.base + geometry.offset(t);
        T* to = copy_.data() + t * tile_columns + s.first;
        if (low == 1) std::copy_n(from, s.columns, to);
        else runs_to_rows(from, s.columns, low, to);
      }
    }
    for (std::size_t t = 0; t < rows_.size(); ++t) rows_[t] = copy_.data() + t * tile_columns;
  }

 private:
  std::vector<const T*> rows_;
  std::vector<T> copy_;
};

/// Writes rows to the places of a tile in an array.
template <class T>
void store_tile(const TileGeometry& geometry, const TileGeometry::Place& place, const T* const* rows,
                std::span<T> array) {
  const std::size_t low = geometry.low();
  for (std::size_t t = 0; t < geometry.rows(); t += low) {
    for (const TileGeometry::Segment& s : place.segments()) {
      T* to = array.data() + s.base + geometry.offset(t);
      if (low == 1) std::copy_n(rows[t] + s.first, s.columns, to);
      else rows_to_runs(rows + t, s.first, s.columns, low, to);
    }
  }
}

/// Lowers an array to rows where they are less, except (if `keep` is given) where keep has the greatest value of T.
/// Rows that are `nothing` hold only that value. Calls `fell(begin, end)` for ranges of codes that hold all changes.
template <class T, class Fell>
void lower_tile(const TileGeometry& geometry, const TileGeometry::Place& place, const T* const* rows, const T* nothing,
                const T* keep, T* array, Fell&& fell) {
  const std::size_t low = geometry.low();
  for (std::size_t t = 0; t < geometry.rows(); t += low) {
    for (const TileGeometry::Segment& s : place.segments()) {
      const Code begin = s.base + geometry.offset(t);
      const T* keep_here = keep == nullptr ? nullptr : keep + begin;
      if (low == 1) {
        if (rows[t] == nothing) break;
        if (lower_row(array + begin, rows[t] + s.first, keep_here, s.columns)) fell(begin, begin + s.columns);
        continue;
      }
      std::uint64_t columns = lower_runs(rows + t, s.first, s.columns, low, keep_here, array + begin);
      for (; columns != 0; columns &= columns - 1) {
        const Code at = begin + static_cast<Code>(std::countr_zero(columns)) * low;
        fell(at, at + low);
      }
    }
  }
}

}  // namespace detente
