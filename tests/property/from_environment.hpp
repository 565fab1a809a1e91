#pragma once
/// Numbers that whoever runs the tests may set.

#include <cstdint>
#include <cstdlib>

namespace detente::tests {

inline std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// How many random cases a test draws: DETENTE_CASES, or `usual`, and a tenth of that where checks of all kinds are on.
inline std::uint64_t cases_to_run(std::uint64_t usual) {
#ifndef NDEBUG
  usual /= 10;
#endif
  return from_environment("DETENTE_CASES", usual);
}

}  // namespace detente::tests
