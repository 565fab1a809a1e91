// A product of gains outgrows any machine word, so GMP multiplies.

#include "detente/deals/optima.hpp"

#include <algorithm>

#include "detente/deals/wide.hpp"

namespace detente {

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
  Largest<mpz_class> product;
  Largest<Wide> sum;
  Largest<Ratio> ratio;
  Largest<std::int64_t> least;
  long double rough_largest = 0;
  for (std::size_t p = 0; p < points; ++p) {
    const std::span<const std::int64_t> gain = gains.subspan(p * members, members);
    long double rough = 1;
    Wide added = 0;
    Ratio smallest{gain[0], optima.best_gains[0]};
    for (std::size_t i = 0; i < members; ++i) {
      rough *= static_cast<long double>(gain[i]);
      added += gain[i];
      smallest = std::min(smallest, Ratio{gain[i], optima.best_gains[i]});
    }
    sum.take(p, added);
    ratio.take(p, smallest);
    least.take(p, *std::ranges::min_element(gain));
    // Each multiplication is off by less than 2^-63 of the product, and there are at most 64 members.
    if (rough < rough_largest * (1 - 1e-15L)) continue;
    rough_largest = std::max(rough_largest, rough);
    mpz_class multiplied = 1;
    for (const std::int64_t factor : gain) multiplied *= static_cast<long>(factor);
    product.take(p, std::move(multiplied));
  }
  optima.nash = product.positions();
  optima.kalai_smorodinsky = ratio.positions();
  optima.egalitarian = least.positions();
  optima.utilitarian = sum.positions();
  optima.product = decimal_text(product.merit(), 6 * members);
  optima.ratio = ratio.merit();
  optima.least_gain = least.merit();
  optima.sum = decimal_text(to_integer(sum.merit()), 6);
  return optima;
}

}  // namespace detente
