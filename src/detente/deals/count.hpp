#pragma once
/// Numbers of deals, which outgrow 64 bits.

#include <cstdint>
#include <string>

namespace detente {

/// Holds every count of deals that is ever computed: problems with more than 2^126 deals are refused.
__extension__ typedef unsigned __int128 DealCount;  // NOLINT(modernize-use-using): __extension__ takes no `using`

/// The digits of a count.
[[nodiscard]] inline std::string to_text(DealCount count) {
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(count % 10)));
    count /= 10;
  } while (count != 0);
  return digits;
}

}  // namespace detente
