#pragma once
/// What the dense engine keeps of each mover: where its fibers lie, its moves if they are limited, and which rows of
/// its tiles it does not tell apart.

#include <cstdint>
#include <span>
#include <vector>

#include "detente/base/large_vector.hpp"
#include "detente/stability/fiber_blocks.hpp"
#include "detente/stability/tiles.hpp"

namespace detente {

/// Rows of a tile in which the mover has the same payoff in every column: as far as its improvements go, they are one.
/// There are few classes where its preferences do not mention all of its variables, or mention them beside others' that
/// are the same all over the tile.
template <class T>
class RowClasses {
 public:
  /// Cost: payoffs are read twice, and compared with one row of each class. Memory: a 32nd of the payoffs for the
  /// classes, and at most a quarter for their payoffs.
  /// A stop leaves it unfinished.
  RowClasses(const TileGeometry& geometry, std::span<const T> payoff, const Control& control);

  [[nodiscard]] std::size_t count(std::size_t tile) const { return begin_[tile + 1] - begin_[tile]; }
  /// By row, the number of its class; classes are numbered by their first row.
  [[nodiscard]] std::span<const std::uint16_t> of(std::size_t tile) const {
    return std::span(class_of_).subspan(tile * rows_, rows_);
  }
  /// One row of payoffs for each class of the tile, one after the other; null where there are too many to keep.
  [[nodiscard]] const T* payoffs(std::size_t tile) const {
    return payoffs_.empty() ? nullptr : payoffs_.data() + begin_[tile] * tile_columns;
  }

 private:
  std::size_t rows_;
  std::vector<std::uint16_t> class_of_;  ///< by tile, then row
  std::vector<std::size_t> begin_;       ///< the classes of the tiles before
  LargeVector<T> payoffs_;
};

/// The moves of a mover that are limited, as local numbers. Members with the same conditions holding have the same
/// ones.
struct Targets {
  static constexpr std::uint16_t mixed = 0xFFFF;
  std::vector<std::vector<std::vector<std::uint16_t>>> of;  ///< by pattern, then local number
  std::vector<std::uint8_t> pattern_of;                     ///< by code; empty without conditions
  std::vector<std::uint16_t> in_row;  ///< by tile, then row: the pattern of all feasible members, or mixed; likewise
};

struct DenseMover {
  DenseMover(const StateSpace& space, const Mover& mover, Code codes);

  /// Whether the dense engine can take it.
  [[nodiscard]] static bool fits(const Mover& mover);
  static constexpr std::size_t most_patterns = 256;  ///< patterns are kept in a byte

  const Mover* mover;
  TileGeometry geometry;
  FiberBlocks blocks;
  Targets targets;  ///< empty if the mover is free

 private:
  void find_patterns_in_rows(const StateSpace& space);
};

}  // namespace detente
