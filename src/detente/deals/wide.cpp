#include "detente/deals/wide.hpp"

#include <cstdint>

namespace detente {

mpz_class to_integer(Wide number) {
  const Wide size = number < 0 ? -number : number;
  mpz_class result = static_cast<unsigned long>(static_cast<std::uint64_t>(size >> 64));
  result <<= 64;
  result += static_cast<unsigned long>(static_cast<std::uint64_t>(size));
  return number < 0 ? mpz_class(-result) : result;
}

std::string decimal_text(const mpz_class& number, std::size_t places) {
  std::string digits = number.get_str();
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, ".");
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  return digits;
}

}  // namespace detente
