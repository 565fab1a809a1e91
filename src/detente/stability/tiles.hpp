#pragma once
/// A product space cut into tiles of one mover: up to tile_columns of its fibers side by side.

#include <cstdint>
#include <span>
#include <vector>

#include "detente/space/moves.hpp"
#include "detente/stability/dense_kernels.hpp"

namespace detente {

/// Where the fibers of a mover lie in arrays over all codes. Column c of the space is the c-th fiber, by its lowest
/// code.
class TileGeometry {
 public:
  TileGeometry(const Layout& layout, const Mover& mover);

  [[nodiscard]] std::size_t rows() const { return offset_.size(); }  ///< the size of a fiber
  [[nodiscard]] std::size_t tiles() const { return (columns_ + tile_columns - 1) / tile_columns; }
  /// What row t adds to the code of its fiber.
  [[nodiscard]] Code offset(std::size_t t) const { return offset_[t]; }

  struct Place {
    std::size_t columns = 0;       ///< in use; fewer than tile_columns only in the last tile
    bool contiguous = false;       ///< all tile_columns are in use and neighbors in memory
    Code base[tile_columns] = {};  ///< the lowest code of each fiber
  };
  void find(std::size_t tile, Place& place) const;

 private:
  struct Digit {
    Code radix;
    Code stride;
  };
  std::vector<Code> offset_;
  std::vector<Digit> others_;  ///< the other variables, neighbors joined, least significant first
  Code columns_ = 1;
};

/// The rows of a tile of one array: pointers into the array where the tile is contiguous, else into a copy.
template <class T>
class TileRows {
 public:
  [[nodiscard]] const T* const* data() const { return rows_.data(); }

  void load(const TileGeometry& geometry, const TileGeometry::Place& place, std::span<const T> array) {
    rows_.resize(geometry.rows());
    if (place.contiguous) {
      for (std::size_t t = 0; t < rows_.size(); ++t) rows_[t] = array.data() + place.base[0] + geometry.offset(t);
      return;
    }
    copy_.resize(geometry.rows() * tile_columns);
    // Column by column: where a fiber is contiguous, memory is read in order.
    for (std::size_t c = 0; c < place.columns; ++c) {
      const T* from = array.data() + place.base[c];
      for (std::size_t t = 0; t < rows_.size(); ++t) copy_[t * tile_columns + c] = from[geometry.offset(t)];
    }
    for (std::size_t t = 0; t < rows_.size(); ++t) rows_[t] = copy_.data() + t * tile_columns;
  }

 private:
  std::vector<const T*> rows_;
  std::vector<T> copy_;
};

}  // namespace detente
