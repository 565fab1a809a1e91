#pragma once
/// Brings the text of a case into the common layout and loses nothing.

#include <optional>
#include <string>

#include "detente/base/diagnostic.hpp"

namespace detente {

/// `text` is present exactly if the case has no errors and could be laid out anew.
struct FormatResult {
  std::optional<std::string> text{};
  Diagnostics diagnostics{};
};

/// Lays out a case anew: two spaces of indentation, lines of up to 100 columns, an empty line between sections, quotes
/// only where they are needed. Kept are all comments, the order of keys, single empty lines, and the author's choice
/// between {} and lines of their own, where what is in {} fits on a line. Formatting the result again changes nothing.
/// The result is checked before it is given: it reads as the same case and holds the same comments. Cost: linear in the
/// text.
[[nodiscard]] FormatResult format_case(const SourceText& source);

}  // namespace detente
