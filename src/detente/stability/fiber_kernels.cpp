// Vector code with Highway: this file is compiled once for every kind of vector unit, and the best one that the machine
// has is chosen at run time.
//
// A block is folded in two steps: over the rows, into one row of scratch, then over the mover's variables inside the
// row, in place. A variable whose stride and radix are powers of two is folded by exchanging lanes, log2(radix) times;
// others entry by entry, which costs little since the rows are folded already.

#include "detente/stability/fiber_kernels.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "detente/stability/fiber_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace detente {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
using Lanes = hn::CappedTag<T, 64 / sizeof(T)>;

/// Lane k gets lane k xor `distance` (in bytes; a power of two less than the vector).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exchange(D d, V v, std::size_t distance) {
#if HWY_TARGET == HWY_SCALAR
  (void)d;
  (void)distance;
  return v;
#else
  const hn::Repartition<std::uint32_t, D> d32;
  switch (distance) {
    case 2: {
      const auto wide = hn::BitCast(d32, v);
      return hn::BitCast(d, hn::Or(hn::ShiftLeft<16>(wide), hn::ShiftRight<16>(wide)));
    }
    case 4: return hn::BitCast(d, hn::Shuffle2301(hn::BitCast(d32, v)));
    case 8: return hn::BitCast(d, hn::Shuffle1032(hn::BitCast(d32, v)));
    case 16: return hn::BitCast(d, hn::SwapAdjacentBlocks(hn::BitCast(d32, v)));
    default: return hn::ConcatLowerUpper(d, v, v);
  }
#endif
}

/// Every entry becomes the greatest of those that differ from it only in the digit.
template <class T>
void fold_by_lanes(const CodeDigit& digit, T* row, std::size_t length) {
  const Lanes<T> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto stride = static_cast<std::size_t>(digit.stride);
  const auto group = static_cast<std::size_t>(digit.radix * digit.stride);
  const auto inside = [&](auto v) HWY_ATTR {
    for (std::size_t distance = stride; distance < std::min(group, lanes); distance *= 2) {
      v = hn::Max(v, exchange(d, v, distance * sizeof(T)));
    }
    return v;
  };
  if (group <= lanes) {
    for (std::size_t c = 0; c < length; c += lanes) hn::StoreU(inside(hn::LoadU(d, row + c)), d, row + c);
    return;
  }
  // All lanes together: a loop of constant length, which the compiler unrolls.
  const auto throughout = [&](auto v) HWY_ATTR {
    for (std::size_t distance = 1; distance < hn::Lanes(d); distance *= 2) {
      v = hn::Max(v, exchange(d, v, distance * sizeof(T)));
    }
    return v;
  };
  const std::size_t step = std::max(stride, lanes);
  for (std::size_t begin = 0; begin < length; begin += group) {
    for (std::size_t x = begin; x < begin + step; x += lanes) {
      auto all = hn::LoadU(d, row + x);
      for (std::size_t c = x + step; c < begin + group; c += step) all = hn::Max(all, hn::LoadU(d, row + c));
      all = stride == 1 ? throughout(all) : inside(all);
      for (std::size_t c = x; c < begin + group; c += step) hn::StoreU(all, d, row + c);
    }
  }
}

template <class T>
void fold_by_entries(const CodeDigit& digit, T* row, std::size_t length) {
  const auto stride = static_cast<std::size_t>(digit.stride);
  const auto group = static_cast<std::size_t>(digit.radix * digit.stride);
  for (T* at = row; at < row + length; at += group) {
    if (stride == 1) {
      T all = 0;
      for (std::size_t k = 0; k < group; ++k) all = std::max(all, at[k]);
      for (std::size_t k = 0; k < group; ++k) at[k] = all;
      continue;
    }
    for (std::size_t y = stride; y < group; y += stride) {
      for (std::size_t x = 0; x < stride; ++x) at[x] = std::max(at[x], at[y + x]);
    }
    for (std::size_t y = stride; y < group; y += stride) {
      for (std::size_t x = 0; x < stride; ++x) at[y + x] = at[x];
    }
  }
}

/// min(own, W), or own where nothing deters. A strict sanction must leave the mover worse off: W counts one more.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V tempting(D d, V own, const hn::TFromD<D>* reached, V strict) {
  if (reached == nullptr) return own;
  const auto w = hn::LoadU(d, reached);
  const auto more = hn::Add(w, strict);
  return hn::Min(own, hn::IfThenElse(hn::Lt(more, w), w, more));  // the greatest W stays the greatest
}

template <class T>
T tempting_entry(T own, const T* reached, bool strict) {
  if (reached == nullptr) return own;
  const T w = *reached;
  const T more = strict && static_cast<T>(w + 1) > w ? static_cast<T>(w + 1) : w;
  return std::min(own, more);
}

/// A bit for every entry of a row: 1 where most[k] <= own[k].
template <class T>
void compare(const T* own, const T* most, std::size_t length, std::uint64_t* words) {
  const Lanes<T> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t c = 0;
  for (; c + 64 <= length; c += 64) {
    std::uint64_t word = 0;
    for (std::size_t k = 0; k < 64; k += lanes) {
      const auto unstable = hn::Gt(hn::LoadU(d, most + c + k), hn::LoadU(d, own + c + k));
      std::uint8_t bytes[8] = {};
      hn::StoreMaskBits(d, unstable, bytes);
      std::uint64_t bits = 0;
      std::memcpy(&bits, bytes, sizeof bits);
      word |= bits << k;
    }
    words[c / 64] = ~word;
  }
  if (c == length) return;
  std::uint64_t word = 0;
  for (std::size_t k = c; k < length; ++k) word |= std::uint64_t{most[k] <= own[k]} << (k - c);
  words[c / 64] = word;
}

/// Sets the bits from `position` on as in `words`, whose bits past `length` are 0.
void place_bits(const std::uint64_t* words, std::size_t length, std::uint64_t* bits, Code position) {
  std::uint64_t* to = bits + position / 64;
  const std::size_t shift = position % 64;
  for (std::size_t w = 0; w < (length + 63) / 64; ++w) {
    to[w] |= words[w] << shift;
    if (shift == 0) continue;
    const std::uint64_t above = words[w] >> (64 - shift);
    if (above != 0) to[w + 1] |= above;
  }
}

template <class T>
void answer(const FiberBlock& block, const FiberQuestion<T>& q, T* most) {
  const Lanes<T> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto strict = hn::Set(d, static_cast<T>(q.strict ? 1 : 0));
  const std::size_t vectors = block.length / lanes * lanes;
  std::fill_n(most + block.length, fiber_padding, T{0});
  for (std::size_t r = 0; r < block.rows.size(); ++r) {
    const Code begin = block.begin + block.rows[r];
    const T* own = q.own + begin;
    // What the processor fetches ahead by itself ends with the row; into the second cache, since the first is small.
    const T* soon = q.own + block.begin + block.rows[std::min(r + 2, block.rows.size() - 1)];
    const T* reached = q.reached == nullptr ? nullptr : q.reached + (q.reached_repeats ? r * block.row_length : begin);
    const auto reached_at = [&](std::size_t c) HWY_ATTR { return reached == nullptr ? nullptr : reached + c; };
    for (std::size_t c = 0; c < vectors; c += lanes) {
      __builtin_prefetch(soon + c, 0, 2);
      const auto here = tempting(d, hn::LoadU(d, own + c), reached_at(c), strict);
      hn::StoreU(r == 0 ? here : hn::Max(here, hn::LoadU(d, most + c)), d, most + c);
    }
    for (std::size_t c = vectors; c < block.length; ++c) {
      const T here = tempting_entry(own[c], reached_at(c), q.strict);
      most[c] = r == 0 ? here : std::max(here, most[c]);
    }
  }
  for (const CodeDigit& digit : block.inner) {
    if (std::has_single_bit(digit.stride) && std::has_single_bit(digit.radix)) fold_by_lanes(digit, most, block.length);
    else fold_by_entries(digit, most, block.length);
  }
  for (const Code row : block.rows) {
    const Code begin = block.begin + row;
    if (q.best != nullptr) std::copy_n(most, block.length, q.best + begin);
    if (q.stable == nullptr) continue;
    if (begin % 64 == 0 && block.length % 64 == 0) {
      compare(q.own + begin, most, block.length, q.stable + begin / 64);
      continue;
    }
    constexpr std::size_t step = 1024;
    for (std::size_t c = 0; c < block.length; c += step) {
      std::uint64_t words[step / 64];
      const std::size_t length = std::min(step, block.length - c);
      compare(q.own + begin + c, most + c, length, words);
      place_bits(words, length, q.stable, begin + c);
    }
  }
}

template <class T>
void lower(const FiberBlock& block, const T* f, T* least) {
  for (std::size_t r = 0; r < block.rows.size(); ++r) {
    const T* from = f + block.begin + block.rows[r];
    T* to = least + r * block.row_length;
    for (std::size_t c = 0; c < block.length; ++c) to[c] = std::min(to[c], from[c]);
  }
}

// Exported functions cannot be templates: one for each type.
void Answer16(const FiberBlock& b, const FiberQuestion<std::uint16_t>& q, std::uint16_t* most) { answer(b, q, most); }
void Answer32(const FiberBlock& b, const FiberQuestion<std::uint32_t>& q, std::uint32_t* most) { answer(b, q, most); }
void Lower16(const FiberBlock& b, const std::uint16_t* f, std::uint16_t* least) { lower(b, f, least); }
void Lower32(const FiberBlock& b, const std::uint32_t* f, std::uint32_t* least) { lower(b, f, least); }
void Compare16(const std::uint16_t* own, const std::uint16_t* most, std::size_t n, std::uint64_t* words) {
  compare(own, most, n, words);
}
void Compare32(const std::uint32_t* own, const std::uint32_t* most, std::size_t n, std::uint64_t* words) {
  compare(own, most, n, words);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace detente
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace detente {

HWY_EXPORT(Answer16);
HWY_EXPORT(Answer32);
HWY_EXPORT(Lower16);
HWY_EXPORT(Lower32);
HWY_EXPORT(Compare16);
HWY_EXPORT(Compare32);

template <>
void answer_block<std::uint16_t>(const FiberBlock& block, const FiberQuestion<std::uint16_t>& question,
                                 std::uint16_t* scratch) {
  HWY_DYNAMIC_DISPATCH(Answer16)(block, question, scratch);
}
template <>
void answer_block<std::uint32_t>(const FiberBlock& block, const FiberQuestion<std::uint32_t>& question,
                                 std::uint32_t* scratch) {
  HWY_DYNAMIC_DISPATCH(Answer32)(block, question, scratch);
}
template <>
void lower_block<std::uint16_t>(const FiberBlock& block, const std::uint16_t* f, std::uint16_t* least) {
  HWY_DYNAMIC_DISPATCH(Lower16)(block, f, least);
}
template <>
void lower_block<std::uint32_t>(const FiberBlock& block, const std::uint32_t* f, std::uint32_t* least) {
  HWY_DYNAMIC_DISPATCH(Lower32)(block, f, least);
}

template <>
void compare_all<std::uint16_t>(const std::uint16_t* own, const std::uint16_t* most, std::size_t n,
                                std::uint64_t* words) {
  HWY_DYNAMIC_DISPATCH(Compare16)(own, most, n, words);
}
template <>
void compare_all<std::uint32_t>(const std::uint32_t* own, const std::uint32_t* most, std::size_t n,
                                std::uint64_t* words) {
  HWY_DYNAMIC_DISPATCH(Compare32)(own, most, n, words);
}

}  // namespace detente
#endif
