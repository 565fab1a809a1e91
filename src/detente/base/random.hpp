#pragma once
/// Random numbers that are the same on every machine for the same seed (the standard distributions are not).

#include <cstdint>

namespace detente {

/// SplitMix64 (Steele, Lea & Flood 2014). Small, fast, good enough for tests, fuzzing and random cases.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  [[nodiscard]] std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }

  /// Uniform in [0, bound), without bias. Precondition: bound > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
    const std::uint64_t threshold = (0 - bound) % bound;
    for (;;) {
      const std::uint64_t value = next();
      if (value >= threshold) return value % bound;
    }
  }

  /// True with probability `percent` of 100.
  [[nodiscard]] bool chance(unsigned percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

}  // namespace detente
