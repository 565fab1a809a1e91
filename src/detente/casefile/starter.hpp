#pragma once
/// The case that a new user starts from.

#include <string>
#include <string_view>

namespace detente {

/// A commented case with the title `title`, in quotes where YAML needs them. Characters that a case cannot hold are
/// replaced, and an empty title becomes "A new case", so the result always reads without errors or warnings.
[[nodiscard]] std::string starter_case(std::string_view title);

}  // namespace detente
