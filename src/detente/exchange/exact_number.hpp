#pragma once
/// Decimal numbers of any length as fractions, so that products and quotients are exact.

#include <optional>
#include <string_view>

#include <gmpxx.h>

#include "detente/base/decimal.hpp"

namespace detente {

/// Reads a sign, digits, a point, digits and an exponent: "0.25", "-3", "1.0E-4". Nothing for anything else, for more
/// than 100 characters or for an exponent beyond 100.
[[nodiscard]] std::optional<mpq_class> exact_number(std::string_view text);

/// The nearest count of millionths, away from zero between two; nothing beyond largest_decimal.
[[nodiscard]] std::optional<Decimal> rounded(const mpq_class& number);

/// The nearest binary fraction; mpq_class::get_d() cuts off.
[[nodiscard]] double nearest_double(const mpq_class& number);

/// A decimal as a fraction.
[[nodiscard]] mpq_class exact(Decimal number);

}  // namespace detente
