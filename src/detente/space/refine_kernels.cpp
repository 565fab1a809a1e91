// Vector code with Highway: this file is compiled once for every kind of vector unit, and the best one that the machine
// has is chosen at run time.

#include "detente/space/refine_kernels.hpp"

#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detente/space/refine_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace detente {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

void Digits(std::span<const Plane> planes, std::array<std::uint16_t, block_states>& numbers) {
#if HWY_TARGET == HWY_SCALAR
  for (std::size_t s = 0; s < block_states; ++s) {
    unsigned number = 0;
    for (const Plane& plane : planes) number = 2 * number + (plane[s / 64] >> (s % 64) & 1);
    numbers[s] = static_cast<std::uint16_t>(number);
  }
#else
  const hn::CappedTag<std::uint16_t, 32> d;  // no fewer than 8 lanes: masks are read in bytes
  const auto one = hn::Set(d, 1);
  for (std::size_t s = 0; s < block_states; s += hn::Lanes(d)) {
    auto number = hn::Zero(d);
    for (const Plane& plane : planes) {
      const auto holds = hn::LoadMaskBits(d, reinterpret_cast<const std::uint8_t*>(plane.data()) + s / 8);
      number = hn::Add(hn::Add(number, number), hn::IfThenElseZero(holds, one));
    }
    hn::StoreU(number, d, numbers.data() + s);
  }
#endif
}

// No vectors, but an instruction that counts bits where there is one.
void Place(std::span<const std::uint64_t> set, std::span<const std::uint32_t> before, std::span<std::uint32_t> keys) {
  for (std::uint32_t& key : keys) {
    const std::uint64_t below = set[key / 64] & ((std::uint64_t{1} << (key % 64)) - 1);
    key = before[key / 64] + static_cast<std::uint32_t>(std::popcount(below));
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace detente
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace detente {

HWY_EXPORT(Digits);
HWY_EXPORT(Place);

void digits_of(std::span<const Plane> planes, std::array<std::uint16_t, block_states>& numbers) {
  HWY_DYNAMIC_DISPATCH(Digits)(planes, numbers);
}

void place_in_sets(std::span<const std::uint64_t> set, std::span<const std::uint32_t> before,
                   std::span<std::uint32_t> keys) {
  HWY_DYNAMIC_DISPATCH(Place)(set, before, keys);
}

}  // namespace detente
#endif
