#pragma once
/// The inner loops of ranking, for the vector unit of the machine at hand (chosen when first called).

#include <array>
#include <cstdint>
#include <span>

#include "detente/base/large_vector.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

/// Reads the planes (16 at most) as the binary digits of a number for each state, the first the most significant.
void digits_of(std::span<const Plane> planes, std::array<std::uint16_t, block_states>& numbers);

/// key = how many members of a set are less than it. `before` has the count up to each word of the set.
void place_in_sets(std::span<const std::uint64_t> set, std::span<const std::uint32_t> before,
                   std::span<std::uint32_t> keys);

}  // namespace detente
