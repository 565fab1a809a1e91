#pragma once
/// Whole numbers beyond 64 bits: weighted sums of utilities, and products of gains.

#include <string>

#include <gmpxx.h>

namespace detente {

/// Holds a product of two utilities in millionths, and sums of as many as there are parties.
__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using): __extension__ takes no `using`

[[nodiscard]] mpz_class to_integer(Wide number);

/// An integer that counts units of 10^-places, not negative, as a decimal number without zeros at its end.
[[nodiscard]] std::string decimal_text(const mpz_class& number, std::size_t places);

}  // namespace detente
