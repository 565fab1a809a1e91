#pragma once
/// Random cases of a given size, the same for the same seed.

#include <cstdint>

#include "detente/model/model.hpp"

namespace detente::bench {

struct Shape {
  std::size_t parties = 4;
  std::size_t options_each = 5;      ///< yes/no options of each party
  std::size_t options_more = 0;      ///< so many parties, the first, have one more
  std::size_t statements_each = 12;  ///< random statements of two literals, joined by and, or, if, iff
  bool limited = false;  ///< every third option one-way, every third with a `needs` on another party's option
  bool grouped = false;  ///< at most one of every four options that follow each other
  bool merged = false;   ///< where the first option is chosen, only those of the second half of the parties matter
};

[[nodiscard]] Case random_case(std::uint64_t seed, const Shape& shape);
[[nodiscard]] Model random_model(std::uint64_t seed, const Shape& shape);

}  // namespace detente::bench
