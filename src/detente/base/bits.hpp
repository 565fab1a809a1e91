#pragma once
/// A fixed-length vector of bits that can be counted and walked quickly: a set of states.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "detente/base/large_vector.hpp"

namespace detente {

/// How many bits are set. std::popcount is a call and some table look-ups where the compiler may not count on the
/// machine's instruction for it.
[[nodiscard]] constexpr std::uint32_t count_ones(std::uint64_t word) {
  word -= word >> 1 & 0x5555555555555555U;
  word = (word & 0x3333333333333333U) + (word >> 2 & 0x3333333333333333U);
  word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<std::uint32_t>((word * 0x0101010101010101U) >> 56);
}

/// How many bits are set in all words together, by vector instructions.
[[nodiscard]] std::size_t count_bits(std::span<const std::uint64_t> words);

/// Bits past size() in the last word are always 0.
class BitVector {
 public:
  BitVector() = default;
  explicit BitVector(std::size_t size, bool value = false)
      : size_(size), words_((size + 63) / 64, value ? ~std::uint64_t{0} : 0) {
    trim();
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool test(std::size_t i) const { return (words_[i / 64] >> (i % 64) & 1) != 0; }
  void set(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  /// Sets the bits from `begin` to `end` - 1.
  void set(std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    const std::uint64_t from = ~std::uint64_t{0} << (begin % 64);
    const std::uint64_t upto = ~std::uint64_t{0} >> (63 - (end - 1) % 64);
    const std::size_t last = (end - 1) / 64;
    if (begin / 64 == last) {
      words_[last] |= from & upto;
      return;
    }
    words_[begin / 64] |= from;
    for (std::size_t w = begin / 64 + 1; w < last; ++w) words_[w] = ~std::uint64_t{0};
    words_[last] |= upto;
  }
  void reset(std::size_t i) { words_[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }

  [[nodiscard]] std::span<std::uint64_t> words() { return words_; }
  [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }
  /// Clears what lies past the end, for callers that wrote whole words.
  void trim() {
    if (size_ % 64 != 0) words_.back() &= (std::uint64_t{1} << (size_ % 64)) - 1;
  }

  [[nodiscard]] std::size_t count() const { return count_bits(words_); }
  [[nodiscard]] bool any() const {
    for (const std::uint64_t w : words_) {
      if (w != 0) return true;
    }
    return false;
  }
  [[nodiscard]] bool all() const { return count() == size_; }

  BitVector& operator&=(const BitVector& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  BitVector& operator|=(const BitVector& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  /// Removes the bits of `other`.
  BitVector& operator-=(const BitVector& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }
  void flip() {
    for (std::uint64_t& w : words_) w = ~w;
    trim();
  }
  friend BitVector operator&(BitVector a, const BitVector& b) { return a &= b; }
  friend BitVector operator|(BitVector a, const BitVector& b) { return a |= b; }
  friend bool operator==(const BitVector&, const BitVector&) = default;

  /// Calls `visit(i)` for every set bit, ascending; a visitor that returns false ends the walk.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (std::size_t w = 0; w < words_.size(); ++w) {
      for (std::uint64_t rest = words_[w]; rest != 0; rest &= rest - 1) {
        const std::size_t i = w * 64 + static_cast<std::size_t>(std::countr_zero(rest));
        if constexpr (std::is_same_v<decltype(visit(i)), bool>) {
          if (!visit(i)) return;
        } else {
          visit(i);
        }
      }
    }
  }

 private:
  std::size_t size_ = 0;
  LargeVector<std::uint64_t> words_;
};

}  // namespace detente
