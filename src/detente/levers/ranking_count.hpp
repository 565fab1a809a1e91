#pragma once
/// How many strict rankings of a party satisfy a condition: exactly, and without listing them.

#include <cstdint>
#include <optional>
#include <string>

#include "detente/levers/condition.hpp"

namespace detente {

struct RankingCount {
  /// The number in decimal; above `most_digits` an expression that is equal to it: `m!` times a fraction, or times the
  /// integral over u from 0 to 1 of the chance that the condition holds if each state is below S with the chance u.
  std::string number;
  bool decimal = true;  ///< whether `number` has digits only
  double share = 1;     ///< of all rankings, as near as a double comes
};

/// Above this many digits a number is given as an expression.
inline constexpr std::size_t most_digits = 10'000;

/// How many of the `states`! strict rankings satisfy the condition. Nothing if the condition is too intricate (more
/// than about a million elementary steps or 2 GiB) or the budget is over. Cost: for a condition whose clauses share few
/// states about linear; exponential in how much they are entangled, since the question contains model counting.
[[nodiscard]] std::optional<RankingCount> count_rankings(const Condition& condition, std::size_t states,
                                                         Budget& budget);

}  // namespace detente
