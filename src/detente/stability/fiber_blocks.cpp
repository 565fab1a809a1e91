#include "detente/stability/fiber_blocks.hpp"

#include <algorithm>

namespace detente {

namespace {

// A block should stay in a core's cache between its two passes, and a row be worth starting. Rows are often a large
// power of two apart and then share a few sets of the cache: long rows would not help there.
constexpr Code longest_row = 4096;
constexpr Code longest_own = 16384;  // with variables of the mover inside
constexpr Code block_codes = 32768;
constexpr Code fewest_blocks = 16;  // what is done once for the places of a block should stay a small part
constexpr Code shortest_row = 512;

/// All variables, neighbors of the same kind joined, least significant first.
struct JoinedDigit : CodeDigit {
  bool own;
};

std::vector<JoinedDigit> joined_digits(const Layout& layout, const Mover& mover) {
  std::vector<JoinedDigit> digits;
  for (std::size_t v = 0; v < layout.variables(); ++v) {
    const bool own = std::ranges::find(mover.variables(), VariableId(v)) != mover.variables().end();
    const Code radix = layout.radix(VariableId(v));
    if (!digits.empty() && digits.back().own == own) digits.back().radix *= radix;
    else digits.push_back({{radix, layout.stride(VariableId(v))}, own});
  }
  return digits;
}

}  // namespace

FiberBlocks::FiberBlocks(const Layout& layout, const Mover& mover) {
  const std::vector<JoinedDigit> digits = joined_digits(layout, mover);
  std::size_t k = 0;
  // What lies inside a row whole.
  for (; k < digits.size(); ++k) {
    const Code length = run_ * digits[k].radix;
    if (length > (digits[k].own ? longest_own : longest_row)) break;
    if (digits[k].own) inner_.push_back(digits[k]);
    run_ = length;
  }
  const Code whole = run_;
  // The next variables of others are cut into pieces.
  if (k < digits.size() && !digits[k].own) run_ *= digits[k++].radix;
  rows_.push_back(0);
  for (; k < digits.size(); ++k) {
    if (!digits[k].own) {
      outer_.push_back(digits[k]);
      outer_count_ *= digits[k].radix;
      continue;
    }
    const std::size_t below = rows_.size();
    for (Code value = 1; value < digits[k].radix; ++value) {
      for (std::size_t r = 0; r < below; ++r) rows_.push_back(rows_[r] + value * digits[k].stride);
    }
  }
  const Code codes = std::min(block_codes, layout.product().value() / fewest_blocks);
  const Code wanted = std::clamp(codes / static_cast<Code>(rows_.size()), shortest_row, longest_row);
  piece_ = std::min(run_, std::max<Code>(1, wanted / whole) * whole);
}

}  // namespace detente
