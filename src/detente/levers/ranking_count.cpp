// Counting by chances. Give every state a number between 0 and 1, independently and uniformly; sorting by them makes
// every strict ranking equally likely. Given the number u of S, each other state is below S with the chance u. So the
// share of the rankings that satisfy a condition is the integral over u of the chance F(u) that the condition holds if
// each state is below with the chance u. F is a polynomial with whole coefficients a_j; the share is the sum of
// a_j / (j + 1), and the number is that times m!. States that the condition does not name do not matter to F.
//
// All coefficients come at once from one evaluation of F in whole numbers, at u = 2^b with b so large that they do not
// run into each other (Kronecker 1882).

#include "detente/levers/ranking_count.hpp"

#include <cmath>

#include <fmt/format.h>
#include <gmpxx.h>

#include "detente/levers/diagram.hpp"

namespace detente {

namespace {

constexpr std::uint64_t most_steps = 10'000'000;
constexpr std::uint64_t most_bytes = std::uint64_t{2} << 30;
/// Up to this degree the share of a condition over very many states is given as a fraction.
constexpr std::uint64_t most_fraction_degree = 300;

/// F(2^bits).
mpz_class evaluated(const Diagram& diagram, std::uint64_t bits) {
  using Kind = Diagram::Node::Kind;
  std::vector<mpz_class> at(diagram.nodes.size());
  for (std::size_t n = 0; n < diagram.nodes.size(); ++n) {
    const Diagram::Node& node = diagram.nodes[n];
    mpz_class& value = at[n];
    value = 1;
    switch (node.kind) {
      case Kind::truth: break;
      case Kind::never: value = 0; break;
      case Kind::some_of:
        for (const auto& [size, count] : node.groups) {
          mpz_class none = 1;
          none <<= bits * size;
          none = 1 - none;
          mpz_pow_ui(none.get_mpz_t(), none.get_mpz_t(), count);
          value *= none;
        }
        value = 1 - value;
        break;
      case Kind::terms: {
        // Horner's rule; a product with v = 1 - u^size is a shift and a difference.
        value = 0;
        std::uint32_t at_exponent = node.terms.rbegin()->first;
        for (auto term = node.terms.rbegin(); term != node.terms.rend(); ++term) {
          for (; at_exponent > term->first; --at_exponent) value -= value << (bits * node.size);
          value += static_cast<long>(term->second);
        }
        for (; at_exponent > 0; --at_exponent) value -= value << (bits * node.size);
        break;
      }
      case Kind::all:
        for (const auto part : node.parts) value *= at[part];
        break;
      case Kind::any:
        for (const auto part : node.parts) value *= 1 - at[part];
        value = 1 - value;
        break;
      case Kind::choice: value = at[node.parts[2]] + at[node.parts[0]] * (at[node.parts[1]] - at[node.parts[2]]); break;
    }
  }
  return at.back();
}

/// The integral of F from 0 to 1, exactly.
mpq_class integral(const Diagram& diagram, std::uint64_t bits) {
  const std::uint64_t degree = diagram.nodes.back().degree;
  mpz_class rest = evaluated(diagram, bits);
  // The sum of a_j / (j + 1) over a common denominator, (degree + 1)!.
  mpz_class factorial;
  mpz_fac_ui(factorial.get_mpz_t(), degree + 1);
  mpz_class sum = 0;
  mpz_class digit;
  mpz_class half = 1;
  half <<= bits - 1;
  mpz_class part;
  for (std::uint64_t j = 0; j <= degree; ++j) {
    // The lowest digit with its sign; what is above it follows.
    mpz_fdiv_r_2exp(digit.get_mpz_t(), rest.get_mpz_t(), bits);
    mpz_fdiv_q_2exp(rest.get_mpz_t(), rest.get_mpz_t(), bits);
    if (digit >= half) {
      digit -= half;
      digit -= half;
      rest += 1;
    }
    if (digit == 0) continue;
    mpz_divexact_ui(part.get_mpz_t(), factorial.get_mpz_t(), j + 1);
    sum += digit * part;
  }
  mpq_class result(sum, factorial);
  result.canonicalize();
  return result;
}

/// The integral of F from 0 to 1 by Simpson's rule, each piece halved until it agrees with its halves.
double integral_by_halves(const Diagram& diagram, double a, double fa, double b, double fb, double fm, int depth) {
  const double m = (a + b) / 2;
  const double left = chance(diagram, (a + m) / 2);
  const double right = chance(diagram, (m + b) / 2);
  const double whole = (b - a) / 6 * (fa + 4 * fm + fb);
  const double halves = (b - a) / 12 * (fa + 4 * left + 2 * fm + 4 * right + fb);
  if (depth == 0 || std::abs(whole - halves) < 1e-12) return halves + (halves - whole) / 15;
  return integral_by_halves(diagram, a, fa, m, fm, left, depth - 1) +
         integral_by_halves(diagram, m, fm, b, fb, right, depth - 1);
}

double approximate_integral(const Diagram& diagram) {
  // In pieces, so that a steep rise between the first points is not overlooked.
  double sum = 0;
  constexpr int pieces = 64;
  for (int k = 0; k < pieces; ++k) {
    const double a = static_cast<double>(k) / pieces;
    const double b = static_cast<double>(k + 1) / pieces;
    sum += integral_by_halves(diagram, a, chance(diagram, a), b, chance(diagram, b), chance(diagram, (a + b) / 2), 40);
  }
  return sum;
}

/// About how many digits m! has.
double digits_of_factorial(std::size_t m) { return std::lgamma(static_cast<double>(m) + 1) / std::log(10.0) + 1; }

}  // namespace

std::optional<RankingCount> count_rankings(const Condition& condition, std::size_t states, Budget& budget) {
  const std::optional<Diagram> diagram = take_apart(condition, most_steps, budget);
  if (!diagram) return std::nullopt;
  const std::uint64_t degree = diagram->nodes.back().degree;
  // The share is at least 1 / (degree + 1): all that are named may be below.
  const bool long_number = digits_of_factorial(states) - std::log10(static_cast<double>(degree) + 1) > most_digits + 1;
  if (long_number && degree > most_fraction_degree) {
    return RankingCount{fmt::format("{}! * integral from u=0 to 1 of {} du", states, chance_text(*diagram)), false,
                        approximate_integral(*diagram)};
  }
  // Coefficients of up to so many bits, with a sign.
  const std::uint64_t bits = static_cast<std::uint64_t>(diagram->nodes.back().bits) + 3;
  std::uint64_t bytes = 0;
  for (const Diagram::Node& node : diagram->nodes) bytes += node.degree * bits / 8;
  if (bytes > most_bytes) return std::nullopt;

  const mpq_class share = integral(*diagram, bits);
  const mpz_class& above = share.get_num();
  const mpz_class& below = share.get_den();
  if (!long_number) {
    mpz_class number;
    mpz_fac_ui(number.get_mpz_t(), states);
    number = number / below * above;  // the denominator divides (degree + 1)!, and with it m!
    const std::string text = number.get_str();
    if (text.size() <= most_digits) return RankingCount{text, true, share.get_d()};
  }
  std::string text = fmt::format("{}!", states);
  if (above != 1) text += " * " + above.get_str();
  if (below != 1) text += " / " + below.get_str();
  return RankingCount{text, false, share.get_d()};
}

}  // namespace detente
