#pragma once

#include <cstddef>
#include <string>

namespace detente::bench {

/// Times the deals of the first table of a case file, whose weights add up, inside one process: reading the file,
/// the frontier and Nash's pick from components, everything about the table from components, and (up to 10^7 states)
/// from a list of states. Prints one JSON object with the median of `repeats` runs of each, in milliseconds
/// of processor time. False,
/// with a message, if the case cannot be used.
bool deal_times(const std::string& path, std::size_t repeats);

}  // namespace detente::bench
