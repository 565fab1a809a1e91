#include "detente/exchange/exact_number.hpp"

#include <cmath>
#include <string>

namespace detente {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

mpz_class power_of_ten(unsigned long exponent) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, exponent);
  return power;
}

}  // namespace

std::optional<mpq_class> exact_number(std::string_view text) {
  if (text.size() > 100) return std::nullopt;
  std::size_t at = 0;
  const bool negative = at < text.size() && text[at] == '-';
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  std::string digits;
  long places = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) digits += text[at];
  if (at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && is_digit(text[at]); ++at, ++places) digits += text[at];
  }
  if (digits.empty()) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    const bool down = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t begin = at;
    long exponent = 0;
    for (; at < text.size() && is_digit(text[at]) && exponent <= 100; ++at) exponent = 10 * exponent + (text[at] - '0');
    if (at == begin || exponent > 100) return std::nullopt;
    places += down ? exponent : -exponent;
  }
  if (at != text.size()) return std::nullopt;
  mpz_class over(digits, 10);
  mpz_class under = 1;
  if (places < 0) over *= power_of_ten(static_cast<unsigned long>(-places));
  else under = power_of_ten(static_cast<unsigned long>(places));
  mpq_class number(negative ? mpz_class(-over) : over, under);
  number.canonicalize();
  return number;
}

std::optional<Decimal> rounded(const mpq_class& number) {
  const mpq_class scaled = abs(number) * 1'000'000 + mpq_class(1, 2);
  mpz_class whole;
  mpz_fdiv_q(whole.get_mpz_t(), scaled.get_num_mpz_t(), scaled.get_den_mpz_t());
  if (whole > mpz_class("1000000000000000000")) return std::nullopt;  // largest_decimal in millionths
  const long millionths = whole.get_si();
  return Decimal{sgn(number) < 0 ? -millionths : millionths};
}

double nearest_double(const mpq_class& number) {
  const double cut = number.get_d();
  const double next = std::nextafter(cut, sgn(number) < 0 ? -HUGE_VAL : HUGE_VAL);
  return abs(number - mpq_class(next)) < abs(number - mpq_class(cut)) ? next : cut;
}

mpq_class exact(Decimal number) {
  mpq_class fraction(mpz_class(static_cast<long>(number.millionths)), 1'000'000);
  fraction.canonicalize();
  return fraction;
}

}  // namespace detente
