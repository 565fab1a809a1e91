#pragma once
/// Coalitions, blocks and traps of the program against the brute-force reference, on one case.

#include "property/agreement.hpp"

namespace detente::tests {

/// The first difference in the coalition improvements of any set of parties at any state, in words.
[[nodiscard]] std::optional<std::string> coalition_difference(const reference::PlainCase& plain);

}  // namespace detente::tests
