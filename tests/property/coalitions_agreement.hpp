#pragma once
/// Coalitions, blocks and traps of the program against the brute-force reference, on one case.

#include "property/agreement.hpp"

namespace detente::tests {

/// The first difference in the coalition improvements of any set of parties at any state, in words.
[[nodiscard]] std::optional<std::string> coalition_difference(const reference::PlainCase& plain);

/// The first difference in coalitional Nash, GMR, SMR and SEQ: verdicts, who moves away, and sanctions step by step.
[[nodiscard]] std::optional<std::string> coalition_stability_difference(const reference::PlainCase& plain);

/// The first difference in the stability of blocks, for a few partitions and all concepts.
[[nodiscard]] std::optional<std::string> block_difference(const reference::PlainCase& plain);

}  // namespace detente::tests
