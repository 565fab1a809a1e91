#pragma once
/// The Pareto frontier of many alternatives, exactly: those to which no other is preferred by everybody or by some with
/// nobody minding.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/base/control.hpp"
#include "detente/space/payoffs.hpp"

namespace detente {

/// One party's ranks of the alternatives, in 16 or in 32 bits. Refers to what it is made from.
class RankColumn {
 public:
  RankColumn(std::span<const Rank> ranks) : wide_(ranks) {}
  RankColumn(const Payoffs& payoffs, PartyId party) : narrow_(payoffs.narrow(party)), wide_(payoffs.wide(party)) {}

  [[nodiscard]] Rank operator[](std::size_t row) const { return wide_.empty() ? narrow_[row] : wide_[row]; }

 private:
  std::span<const std::uint16_t> narrow_;
  std::span<const Rank> wide_;
};

struct Frontier {
  /// The efficient alternatives, all ties kept.
  BitVector efficient{};
  /// The distinct points of the frontier, those best for the first party first, then for the second, and so on: how
  /// many alternatives are at each, and the first of them, which has the point's ranks.
  std::vector<std::uint32_t> count{};
  std::vector<std::uint32_t> first{};
  bool complete = true;  ///< false if the control stopped the work; then the rest means nothing

  [[nodiscard]] std::size_t size() const { return count.size(); }
};

/// Of the `rows`, those that no other row beats: at least as high in every column and higher in one. There is at least
/// one column. The rows are taken in a stream; what is beaten by those before is dropped early. What remains is sorted
/// by counting and swept, for two columns with the best so far, for three with a staircase, for more by divide and
/// conquer (Kung, Luccio & Preparata 1975). Cost for n rows and k columns: about n for random columns; at worst, when
/// most rows are on the frontier, n log n for k <= 3 and n log^(k-2) n beyond. Memory: n bits, and about 12 + 4k bytes
/// for every row that the stream keeps, at most about twice the rows of the frontier.
[[nodiscard]] Frontier frontier(std::span<const RankColumn> columns, const BitVector& rows,
                                const Control& control = {});

}  // namespace detente
