#pragma once
/// A product space cut into blocks that hold whole fibers of one mover, to answer for all fibers in a pass or two over
/// memory where the mover may go from anywhere in its fiber to anywhere.

#include <cstdint>
#include <vector>

#include "detente/space/moves.hpp"
#include "detente/stability/fiber_kernels.hpp"

namespace detente {

/// The variables of the mover that are significant enough tell the rows of a block apart; the others vary inside rows.
class FiberBlocks {
 public:
  FiberBlocks(const Layout& layout, const Mover& mover);

  /// Codes in a row, fewer in some blocks; rows in a block.
  [[nodiscard]] std::size_t row_length() const { return static_cast<std::size_t>(piece_); }
  [[nodiscard]] std::size_t rows() const { return rows_.size(); }
  /// What each row adds to the code where a block begins. All blocks have the same variables of the mover in a place.
  [[nodiscard]] const std::vector<Code>& row_codes() const { return rows_; }

  /// Calls `visit(block)` for every FiberBlock; a visitor that returns false ends the walk.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (Code outer = 0; outer < outer_count_; ++outer) {
      Code begin = 0;
      Code rest = outer;
      for (const CodeDigit& digit : outer_) {
        begin += rest % digit.radix * digit.stride;
        rest /= digit.radix;
      }
      for (Code at = 0; at < run_; at += piece_) {
        const auto length = static_cast<std::size_t>(piece_ < run_ - at ? piece_ : run_ - at);
        if (!visit(FiberBlock{inner_, rows_, row_length(), begin + at, length})) return;
      }
    }
  }

 private:
  std::vector<CodeDigit> inner_;
  std::vector<Code> rows_;
  std::vector<CodeDigit> outer_;  ///< the variables of others above those in a row
  Code outer_count_ = 1;
  Code run_ = 1;  ///< neighboring codes, cut into pieces
  Code piece_ = 1;
};

}  // namespace detente
