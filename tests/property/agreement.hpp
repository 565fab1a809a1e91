#pragma once
/// Holds the program against the brute-force reference on one case. Everything goes through the case file: the
/// reference prints the case as text, and the program reads it.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "detente/model/case.hpp"
#include "property/from_environment.hpp"
#include "reference/plain_case.hpp"
#include "reference/random_case.hpp"
#include "reference/reference.hpp"

namespace detente::tests {

/// The first difference between the program and the reference on this case, in words; nothing if they agree: the states
/// and their numbers, moves, ranks, all five concepts under all switches, witnesses, paths and questions.
[[nodiscard]] std::optional<std::string> first_difference(const reference::PlainCase& plain);

/// What such a comparison says of a case that the program does not read begins so.
inline constexpr std::string_view unreadable = "the program does not read the case:\n";

/// A comparison of the program with the reference: the first difference, or nothing.
using Compare = std::function<std::optional<std::string>(const reference::PlainCase&)>;
/// The same for a document that should mean what the reference says in `expected`, however it came about. Where it does
/// not have the options and terms of the plain case, only the number of states is compared, not what they are.
[[nodiscard]] std::optional<std::string> first_difference(const reference::PlainCase& plain,
                                                          const reference::ReferenceModel& expected,
                                                          const Case& document, bool same_options);

/// A smaller case on which they still differ: statements, rules, merges, conditions and questions are taken away one by
/// one as long as a difference remains.
[[nodiscard]] reference::PlainCase shrunk(reference::PlainCase plain, const Compare& compare);

/// Fails the test, with the seed and a shrunken case, if the random case of this seed shows a difference.
void expect_agreement(std::uint64_t seed, const Compare& compare, const reference::RandomCaseOptions& options = {});

}  // namespace detente::tests
