// `.gmcr` files for the reference: an independent reading of them, and random ones. Only the library that parses JSON
// is shared with the program under test.
#pragma once

#include <cstdint>
#include <string>

#include "plain_case.hpp"

namespace detente::reference {

// The case that a file states, its options in the order of their owners. Now is the first feasible assignment, since
// the file does not say. The file must be without mistakes.
PlainCase plain_gmcr(const std::string& text);

// A small random file of either generation of keys: options of different owners mixed up, one-way options, compound
// conditions, statements or manual rankings with ties.
std::string random_gmcr(std::uint64_t seed);

}  // namespace detente::reference
