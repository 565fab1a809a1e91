#include "detente/space/fiber_index.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace detente {

namespace {

/// Numbers equal keys alike, in the order of their first occurrence, through a table of all possible keys.
FiberIndex number_by_table(std::vector<Code>& keys, Code range) {
  constexpr std::uint32_t unseen = ~std::uint32_t{0};
  std::vector<std::uint32_t> number(range, unseen);
  FiberIndex index;
  index.fiber_of.reserve(keys.size());
  for (const Code key : keys) {
    if (number[key] == unseen) number[key] = index.count++;
    index.fiber_of.push_back(number[key]);
  }
  return index;
}

/// The same through a table of the keys in use, by hash; which order that is in does not show in the numbers.
FiberIndex number_by_hashing(const std::vector<Code>& keys) {
  const auto bits = static_cast<unsigned>(std::bit_width(2 * keys.size()));
  std::vector<Member> first(std::size_t{1} << bits);  // 1 + the first member with a key; 0 where there is none
  FiberIndex index;
  index.fiber_of.resize(keys.size());
  for (Member m = 0; m < keys.size(); ++m) {
    std::size_t at = keys[m] * 0x9E37'79B9'7F4A'7C15U >> (64 - bits);
    while (first[at] != 0 && keys[first[at] - 1] != keys[m]) at = (at + 1) & (first.size() - 1);
    index.fiber_of[m] = first[at] == 0 ? index.count++ : index.fiber_of[first[at] - 1];
    if (first[at] == 0) first[at] = m + 1;
  }
  return index;
}

/// The pieces that remain connected by the mover's arcs, whichever way these lead.
FiberIndex number_by_arcs(const StateSpace& space, const Mover& mover) {
  std::vector<Member> towards(space.member_count());  // a smaller member of the same piece, or itself
  std::iota(towards.begin(), towards.end(), Member{0});
  const auto least = [&](Member m) {
    while (towards[m] != m) m = towards[m] = towards[towards[m]];
    return m;
  };
  for (Member m = 0; m < towards.size(); ++m) {
    mover.for_each_target(m, [&](Code code) {
      if (const auto target = space.find(code)) {
        const Member a = least(m);
        const Member b = least(*target);
        towards[std::max(a, b)] = std::min(a, b);
      }
    });
  }
  FiberIndex index;
  index.fiber_of.resize(towards.size());
  for (Member m = 0; m < towards.size(); ++m) {
    index.fiber_of[m] = least(m) == m ? index.count++ : index.fiber_of[least(m)];
  }
  return index;
}

}  // namespace

FiberIndex::Listing FiberIndex::listing() const {
  Listing listing;
  listing.begin.assign(count + 1, 0);
  for (const std::uint32_t f : fiber_of) ++listing.begin[f + 1];
  std::partial_sum(listing.begin.begin(), listing.begin.end(), listing.begin.begin());
  std::vector<std::uint32_t> next(listing.begin.begin(), listing.begin.end() - 1);
  listing.members.resize(fiber_of.size());
  for (Member m = 0; m < fiber_of.size(); ++m) listing.members[next[fiber_of[m]]++] = m;
  return listing;
}

FiberIndex index_fibers(const StateSpace& space, const Mover& mover) {
  if (mover.on_graph()) return number_by_arcs(space, mover);
  // The mixed-radix number of all variables that are not the mover's.
  const std::vector<CodeDigit> others = other_digits(space.layout(), mover);
  Code range = 1;
  for (const CodeDigit& digit : others) range *= digit.radix;
  std::vector<Code> keys(space.member_count());
  for (Member m = 0; m < keys.size(); ++m) {
    const Code code = space.code(m);
    Code stride = 1;
    for (const CodeDigit& digit : others) {
      keys[m] += stride * (code / digit.stride % digit.radix);
      stride *= digit.radix;
    }
  }
  return range <= 8 * keys.size() + 1024 ? number_by_table(keys, range) : number_by_hashing(keys);
}

FiberMap::FiberMap(const StateSpace& space, const Mover& mover) {
  if (!space.full() || mover.on_graph() || mover.fiber_size() > space.member_count()) {
    FiberIndex index = index_fibers(space, mover);
    listing_ = index.listing();
    count_ = index.count;
    fiber_of_ = std::move(index.fiber_of);
    return;
  }
  others_ = other_digits(space.layout(), mover);
  for (Code local = 0; local < mover.fiber_size(); ++local) offset_.push_back(mover.code_of_local(local));
  std::ranges::sort(offset_);
  count_ = static_cast<std::uint32_t>(space.member_count() / mover.fiber_size());
}

}  // namespace detente
