// A product of gains outgrows any machine word, so GMP multiplies.

#include "detente/deals/optima.hpp"

#include <algorithm>

#include <gmpxx.h>

namespace detente {

namespace {

__extension__ typedef __int128 Wide;  // a product of two gains fits

/// An integer that counts units of 10^-places, as a decimal number.
std::string decimal_text(const mpz_class& number, std::size_t places) {
  std::string digits = number.get_str();
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, ".");
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  return digits;
}

/// Keeps the points with the best merit.
template <class Merit>
class Best {
 public:
  void take(std::size_t point, Merit merit) {
    if (points_.empty() || merit_ < merit) {
      merit_ = std::move(merit);
      points_.clear();
    } else if (merit < merit_) {
      return;
    }
    points_.push_back(point);
  }
  [[nodiscard]] const Merit& merit() const { return merit_; }
  [[nodiscard]] const std::vector<std::size_t>& points() const { return points_; }

 private:
  Merit merit_{};
  std::vector<std::size_t> points_;
};

}  // namespace

bool operator<(const Ratio& a, const Ratio& b) { return Wide{a.over} * b.under < Wide{b.over} * a.under; }

std::int64_t least_gain_for(const Ratio& ratio, std::int64_t best) {
  return static_cast<std::int64_t>((Wide{ratio.over} * best + ratio.under - 1) / ratio.under);
}

Optima find_optima(std::span<const std::int64_t> gains, std::size_t members) {
  Optima optima;
  const std::size_t points = gains.size() / members;
  optima.best_gains.assign(members, 0);
  for (std::size_t k = 0; k < gains.size(); ++k) {
    std::int64_t& best = optima.best_gains[k % members];
    best = std::max(best, gains[k]);
  }
  Best<mpz_class> product;
  Best<mpz_class> sum;
  Best<Ratio> ratio;
  Best<std::int64_t> least;
  for (std::size_t p = 0; p < points; ++p) {
    const std::span<const std::int64_t> gain = gains.subspan(p * members, members);
    mpz_class multiplied = 1;
    mpz_class added = 0;
    Ratio smallest{gain[0], optima.best_gains[0]};
    for (std::size_t i = 0; i < members; ++i) {
      multiplied *= static_cast<long>(gain[i]);
      added += static_cast<long>(gain[i]);
      smallest = std::min(smallest, Ratio{gain[i], optima.best_gains[i]});
    }
    product.take(p, std::move(multiplied));
    sum.take(p, std::move(added));
    ratio.take(p, smallest);
    least.take(p, *std::ranges::min_element(gain));
  }
  optima.nash = product.points();
  optima.kalai_smorodinsky = ratio.points();
  optima.egalitarian = least.points();
  optima.utilitarian = sum.points();
  optima.product = decimal_text(product.merit(), 6 * members);
  optima.ratio = ratio.merit();
  optima.least_gain = least.merit();
  optima.sum = decimal_text(sum.merit(), 6);
  return optima;
}

}  // namespace detente
