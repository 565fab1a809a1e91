#pragma once
/// The bargaining solutions that need utilities, on the points of a frontier.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace detente {

/// A fraction of gains; neither is negative, `under` is positive.
struct Ratio {
  std::int64_t over = 0;
  std::int64_t under = 1;
  friend bool operator<(const Ratio& a, const Ratio& b);
  friend bool operator==(const Ratio& a, const Ratio& b) { return !(a < b) && !(b < a); }
};

/// The least gain that is at least `ratio` of `best`.
[[nodiscard]] std::int64_t least_gain_for(const Ratio& ratio, std::int64_t best);

/// The positions at which a merit is largest, all ties kept.
template <class Merit>
class Largest {
 public:
  void take(std::size_t position, Merit merit) {
    if (positions_.empty() || merit_ < merit) {
      merit_ = std::move(merit);
      positions_.clear();
    } else if (merit < merit_) {
      return;
    }
    positions_.push_back(position);
  }
  [[nodiscard]] const Merit& merit() const { return merit_; }
  [[nodiscard]] const std::vector<std::size_t>& positions() const { return positions_; }

 private:
  Merit merit_{};
  std::vector<std::size_t> positions_;
};

/// What is best on a frontier, exactly, and the points that attain it (by position). Gains are utilities over the
/// walk-away in millionths.
///
/// The product, for positive gains, and the sum are better at a deal than at any that it beats, so all their optima are
/// on the frontier. The smallest gain and the smallest ratio are only no worse: the optimal value is found on the
/// frontier, but deals beaten by others may attain it too.
struct Optima {
  std::vector<std::size_t> nash;               ///< largest product of gains (Nash 1950)
  std::vector<std::size_t> kalai_smorodinsky;  ///< largest minimum of gain over best gain (Kalai & Smorodinsky 1975)
  std::vector<std::size_t> egalitarian;        ///< largest minimum gain (Kalai 1977)
  std::vector<std::size_t> utilitarian;        ///< largest sum of gains (Harsanyi 1955)

  std::string product;                   ///< the largest product, as a decimal number
  Ratio ratio;                           ///< the largest minimum ratio
  std::int64_t least_gain = 0;           ///< the largest minimum gain
  std::string sum;                       ///< the largest sum, as a decimal number
  std::vector<std::int64_t> best_gains;  ///< by member, the best gain on the frontier
};

/// `gains` has `members` of them for each point, all positive. There is at least one point. Cost: a pass over the
/// gains; products are multiplied out only where floating point cannot tell them from the largest so far.
[[nodiscard]] Optima find_optima(std::span<const std::int64_t> gains, std::size_t members);

}  // namespace detente
