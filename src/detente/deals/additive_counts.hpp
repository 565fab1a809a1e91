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
  /// Lists the halves. Nothing if that would pass the limit or was stopped: see ending(). Refers to the problem.
  DealCounter(const AdditiveProblem& problem, const DealLimits& limits = {}, const Control& control = {});

  [[nodiscard]] Ending ending() const { return ending_; }

  /// The number of deals that give every party at least `corner`. May be asked only where ending() is `done`. Cost for
  /// two parties: n log n in the sums of a half; a factor log n for each further party.
  [[nodiscard]] DealCount at_least(const std::vector<std::int64_t>& corner) const;

 private:
  struct Halves {
    PointSet first;
    PointSet second;
    std::vector<std::int64_t> least;  ///< by party, what every deal of the product gives at least
  };
  const AdditiveProblem& problem_;
  std::vector<Halves> halves_;
  Ending ending_ = Ending::done;
};

}  // namespace detente
