#pragma once
/// The texts of a case's sources, as far as they are at hand.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "detente/evidence/corpus.hpp"
#include "detente/model/case.hpp"

namespace detente {

struct SourceTexts {
  std::vector<Document> reports{};  ///< those that are at hand, in the order of the sources, with their ids and dates
  std::vector<std::optional<std::uint32_t>> report_of{};  ///< by index in Case::sources: index in `reports`
  Diagnostics diagnostics{};  ///< files that cannot be read (errors), texts that were cut short (warnings)
  bool complete = true;       ///< false if it was stopped, or a limit was reached
  bool refused = false;       ///< by the limit of memory

  /// The report of a source, or null.
  [[nodiscard]] const Document* of(std::size_t source) const {
    return report_of[source] ? &reports[*report_of[source]] : nullptr;
  }
};

/// Reads the text of every source that has one: in `folder` (where given) a file that is called like the source, with
/// an ending that list_reports knows; else the path that the case names, relative to the folder of `case_file`. A path
/// that does not exist is no mistake: a case may be passed on without its texts. A `folder` that is none is an error.
[[nodiscard]] SourceTexts read_source_texts(const Case& document, const std::filesystem::path& case_file,
                                            const std::string& folder, const CorpusOptions& options);

/// No texts at all.
[[nodiscard]] SourceTexts no_texts(const Case& document);

}  // namespace detente
