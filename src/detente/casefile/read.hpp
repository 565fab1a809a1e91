#pragma once
/// Reads a case file: YAML text in, a Case with all names resolved out, or everything that is wrong with it.

#include <optional>
#include <string>

#include "detente/base/diagnostic.hpp"
#include "detente/model/case.hpp"

namespace detente {

/// `document` is present exactly if `diagnostics` holds no errors; it may hold warnings. Spans in both point into
/// `source`. Diagnostics are in order of their places.
struct ReadResult {
  SourceText source{};
  std::optional<Case> document{};
  Diagnostics diagnostics{};
};

/// Reads a case from its text. Once the text can be read as YAML all mistakes are reported, each once.
/// Cost: linear in the text, plus a search for near names for each unknown one.
[[nodiscard]] ReadResult read_case(SourceText source);

/// The text of a file, or the one error `unreadable-file`. Reads little more than `largest_file` bytes of a larger one.
struct FileText {
  SourceText source{};
  Diagnostics diagnostics{};
};
[[nodiscard]] FileText read_text_file(const std::string& path);

/// Reads a case from a file. A file that cannot be opened or read gives the one error `unreadable-file`, one beyond
/// the limit of the language `file-too-large`.
[[nodiscard]] ReadResult read_case_file(const std::string& path);

}  // namespace detente
