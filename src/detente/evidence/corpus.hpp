#pragma once
/// Many reports at once: which files there are, and reading them on several threads.

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/evidence/document.hpp"

namespace detente {

/// How the names of files end that are taken for reports, in lower case.
inline constexpr std::array<std::string_view, 5> report_endings{".txt", ".text", ".html", ".htm", ".xhtml"};

/// A file that holds a report. Its id is the file's name without its ending.
struct ReportFile {
  std::filesystem::path path;
  std::string id;
  std::optional<Date> date{};  ///< its day, where that is known better than for all of them
};

/// The files named, and for a directory every file below it whose name has one of `report_endings` and
/// does not begin with a period; sorted by path within a directory. What does not exist, and two files with the same
/// id, are errors.
struct FileList {
  std::vector<ReportFile> files;
  Diagnostics diagnostics;
};
[[nodiscard]] FileList list_reports(const std::vector<std::string>& paths);

struct Corpus {
  std::vector<Document> documents;  ///< in the order of the files; without those that could not be read
  Diagnostics diagnostics;
  bool complete = true;  ///< false if it was stopped, or a limit was reached
  bool refused = false;  ///< by the limit of memory
};

struct CorpusOptions {
  ReadingOptions reading{};
  unsigned threads = 1;
  std::uint64_t memory_bytes = std::uint64_t{4} << 30;
  Control control{};
};

/// Reads all of them. The result does not depend on the number of threads. Files that cannot be read become errors.
[[nodiscard]] Corpus read_corpus(const std::vector<ReportFile>& files, const CorpusOptions& options);

}  // namespace detente
