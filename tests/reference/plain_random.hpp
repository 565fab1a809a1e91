// Random numbers that are the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>

namespace detente::reference {

// The splitmix64 generator (Steele, Lea & Flood 2014) with distributions of its own.
class PlainRandom {
 public:
  explicit PlainRandom(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();
  std::size_t below(std::size_t count);                    // 0 .. count - 1, all equally likely; count > 0
  std::size_t between(std::size_t low, std::size_t high);  // low .. high, both included
  bool chance(double probability);

 private:
  std::uint64_t state_;
};

}  // namespace detente::reference
