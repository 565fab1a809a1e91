// Vector code with Highway: this file is compiled once for every kind of vector unit, and the best one that the machine
// has is chosen at run time.

#include "detente/base/bits.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detente/base/bits.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace detente {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

std::size_t CountBits(std::span<const std::uint64_t> words) {
  const hn::CappedTag<std::uint64_t, 8> d;
  auto sum = hn::Zero(d);
  std::size_t w = 0;
  for (; w + hn::Lanes(d) <= words.size(); w += hn::Lanes(d)) {
    sum = hn::Add(sum, hn::PopulationCount(hn::LoadU(d, words.data() + w)));
  }
  std::size_t count = hn::GetLane(hn::SumOfLanes(d, sum));
  for (; w < words.size(); ++w) count += static_cast<std::size_t>(std::popcount(words[w]));
  return count;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace detente
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace detente {

HWY_EXPORT(CountBits);

std::size_t count_bits(std::span<const std::uint64_t> words) { return HWY_DYNAMIC_DISPATCH(CountBits)(words); }

}  // namespace detente
#endif
