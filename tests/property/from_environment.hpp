#pragma once
/// Numbers that whoever runs the tests may set.

#include <cstdint>
#include <cstdlib>

namespace detente::tests {

inline std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace detente::tests
