#include "detente/base/decimal.hpp"

#include <fmt/format.h>

namespace detente {

std::optional<Decimal> parse_decimal(std::string_view text) {
  constexpr int places = 6;
  constexpr std::int64_t most = largest_decimal * 1'000'000;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::int64_t number = 0;
  int digits = 0;
  int after_point = -1;
  for (const char c : text) {
    if (c == '.' && after_point < 0 && digits > 0) {
      after_point = 0;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    if (after_point >= 0) ++after_point;
    if (after_point > places) return std::nullopt;
    ++digits;
    if (number > (most - (c - '0')) / 10) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  if (digits == 0 || after_point == 0) return std::nullopt;
  for (int i = std::max(after_point, 0); i < places; ++i) {
    if (number > most / 10) return std::nullopt;
    number *= 10;
  }
  return Decimal{negative ? -number : number};
}

std::string to_text(Decimal number) {
  const std::int64_t magnitude = number.millionths < 0 ? -number.millionths : number.millionths;
  std::string out = fmt::format("{}{}", number.millionths < 0 ? "-" : "", magnitude / 1'000'000);
  if (magnitude % 1'000'000 != 0) {
    std::string fraction = fmt::format("{:06}", magnitude % 1'000'000);
    while (fraction.back() == '0') fraction.pop_back();
    out += "." + fraction;
  }
  return out;
}

}  // namespace detente
