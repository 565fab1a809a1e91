#pragma once
/// The alias file: which names mean the same, where no rule can know.
///
/// A text of lines. `#` begins a comment. Every other line is a name, `=`, and the other forms, separated by commas:
///
///     Volodymyr Zelenskyy = Zelensky, Zelenskiy, the Ukrainian leader
///     Russia = Moscow, the Kremlin
///
/// Case, accents and "the" in front do not matter. A form stands for one name only; a name may have several lines.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "detente/base/diagnostic.hpp"

namespace detente {

/// A name as names are compared: without case, accents, "the" in front, and with single spaces. Cost: linear.
[[nodiscard]] std::string folded_phrase(std::string_view text);

class Aliases {
 public:
  /// Reads an alias file. Mistakes (a line without `=`, without a name or a form, a form that stands for two names,
  /// text that is not UTF-8) are errors; the lines without mistakes count nevertheless. Cost: linear, but for a
  /// logarithm.
  [[nodiscard]] static Aliases read(const SourceText& source, Diagnostics& diagnostics);

  /// The name that a form stands for, as written in the file; nothing if the file does not say.
  [[nodiscard]] std::optional<std::string_view> name_of(std::string_view form) const;
  [[nodiscard]] bool empty() const { return names_.empty(); }

 private:
  std::map<std::string, std::string, std::less<>> names_;  ///< folded form -> name
};

}  // namespace detente
