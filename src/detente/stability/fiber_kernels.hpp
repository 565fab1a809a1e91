#pragma once
/// The inner loops over whole fibers of a free mover, for the vector unit of the machine at hand (chosen when first
/// called). T is std::uint16_t or std::uint32_t.

#include <cstddef>
#include <cstdint>
#include <span>

#include "detente/space/layout.hpp"

namespace detente {

/// What the scratch of answer_block has beyond the codes of a row.
inline constexpr std::size_t fiber_padding = 64;

/// What to find out about the fibers of a free mover, in arrays over all codes of the product.
template <class T>
struct FiberQuestion {
  const T* own = nullptr;      ///< the mover's rank
  const T* reached = nullptr;  ///< W; null if nothing deters
  /// W is the same in every block: `reached` has one entry for each code of a block, row after row.
  bool reached_repeats = false;
  bool strict = false;              ///< a response deters only if it leaves the mover worse off
  T* best = nullptr;                ///< out, may be null: the greatest rank in the fiber
  std::uint64_t* stable = nullptr;  ///< out, may be null: a bit for each code; 0 before
};

/// Rows of neighboring codes that hold whole fibers: the mover's variables tell the rows apart, or are `inner`.
struct FiberBlock {
  std::span<const CodeDigit> inner;  ///< the mover's variables inside a row, ascending
  std::span<const Code> rows;        ///< what each row adds to the code where the block begins
  std::size_t row_length;            ///< of a full block
  Code begin;
  std::size_t length;  ///< of a row of this block
};

/// Answers it for one block: a code is stable unless another one of its fiber has both a greater rank and too great a W
/// (solve_dense.cpp says why this is max over the fiber of min(own, W) <= own). `scratch` has row_length +
/// fiber_padding entries.
template <class T>
void answer_block(const FiberBlock& block, const FiberQuestion<T>& question, T* scratch);

/// least[place in the block] = the least of itself and f there.
template <class T>
void lower_block(const FiberBlock& block, const T* f, T* least);

/// A bit for every k < n, 1 where most[k] <= own[k], written from the first bit of `words` on.
template <class T>
void compare_all(const T* own, const T* most, std::size_t n, std::uint64_t* words);

}  // namespace detente
