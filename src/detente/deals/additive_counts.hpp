#pragma once
/// How many deals of an additive problem give everybody at least so much, dominated ones included.

#include <optional>
#include <vector>

#include "detente/deals/additive.hpp"

namespace detente {

/// Meets in the middle (Horowitz & Sahni 1974): the components of a product are parted into two halves, all different
/// sums of each half are listed with their counts, and pairs of sums that are enough together are counted without
/// making them. Space: the different sums of half of the components, at most the square root of the number of deals or
/// a little more, less where sums coincide.
class DealCounter {
 public:
  /// Lists the halves; ending() says whether that was possible. Refers to the problem. `no_deal`: the utilities of one
  /// choice that is not to be counted.
  DealCounter(const AdditiveProblem& problem, const DealLimits& limits = {}, const Control& control = {},
              std::vector<std::int64_t> no_deal = {});

  [[nodiscard]] Ending ending() const { return ending_; }

  /// The number of deals that give every party at least `corner`. May be asked only where ending() is `done`. Cost for
  /// two parties: n log n in the sums of a half; a factor log n for each further party.
  [[nodiscard]] DealCount at_least(const std::vector<std::int64_t>& corner) const;
  /// About how many steps at_least() takes at most.
  [[nodiscard]] std::uint64_t steps() const;

 private:
  struct Halves {
    PointSet first;
    PointSet second;
    std::vector<std::int64_t> least;  ///< by party, what every deal of the product gives at least
  };
  const AdditiveProblem& problem_;
  std::vector<Halves> halves_;
  std::vector<std::int64_t> no_deal_;
  Ending ending_ = Ending::done;
};

}  // namespace detente
