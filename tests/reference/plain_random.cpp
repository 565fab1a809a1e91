#include "plain_random.hpp"

namespace detente::reference {

std::uint64_t PlainRandom::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

std::size_t PlainRandom::below(std::size_t count) {
  // Draws below `skipped` are dropped, so that the rest is a whole number of times `count` long.
  const std::uint64_t skipped = (0 - static_cast<std::uint64_t>(count)) % count;
  std::uint64_t draw = next();
  while (draw < skipped) draw = next();
  return static_cast<std::size_t>(draw % count);
}

std::size_t PlainRandom::between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }

bool PlainRandom::chance(double probability) { return static_cast<double>(next() >> 11) * 0x1.0p-53 < probability; }

}  // namespace detente::reference
