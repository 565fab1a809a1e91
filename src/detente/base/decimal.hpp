#pragma once
/// Exact decimals for weights: never binary fractions, so that 0.1 + 0.2 ties with 0.3.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace detente {

/// A number as a count of millionths.
struct Decimal {
  std::int64_t millionths = 0;
  friend auto operator<=>(const Decimal&, const Decimal&) = default;
};

/// The largest magnitude that parse_decimal accepts: one million million.
inline constexpr std::int64_t largest_decimal = 1'000'000'000'000;

/// Reads an optional sign, digits, and at most 6 decimal places; nothing for anything else or above largest_decimal.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

/// The shortest text that parse_decimal reads as the same number: "3", "5.5", "-0.1".
[[nodiscard]] std::string to_text(Decimal number);

}  // namespace detente
