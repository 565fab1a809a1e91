#pragma once
/// What must hold for every file of another program.

#include <string>
#include <vector>

#include "detente/casefile/read.hpp"
#include "detente/casefile/write.hpp"
#include "detente/exchange/formats.hpp"
#include "targets.hpp"

namespace detente::fuzzing {

/// Parts the text at lines of three dashes into at most `names.size()` files with these names, reads them in the format
/// and requires: findings for each file that can be shown; a case exactly if there is no error; that the case can be
/// written and read again; and that each format in `back` writes it whole or says why not.
inline void check_exchange(std::string_view text, const std::string& format, const std::vector<std::string>& names,
                           const std::vector<std::string>& back) {
  constexpr std::string_view parting = "\n---\n";
  std::vector<SourceText> files;
  for (const std::string& name : names) {
    const std::size_t end = text.find(parting);
    files.emplace_back(name, std::string(text.substr(0, end)));
    if (end == text.npos) break;
    text.remove_prefix(end + parting.size());
  }
  const ImportResult result = import_case(*find_format(format), files);
  bool failed = false;
  require(result.files.size() == files.size(), "findings are missing for a file");
  for (const FileFindings& file : result.files) {
    check_diagnostics(file.diagnostics, file.source);
    failed |= has_errors(file.diagnostics);
  }
  require(result.document.has_value() != failed, "a case in spite of errors, or none without");
  if (!result.document) return;
  const ReadResult again = read_case(SourceText("case", write_case(*result.document)));
  require(again.document.has_value(), "what was imported cannot be read");
  for (const std::string& other : back) {
    ExportOptions options{.path = "out"};
    options.limits.memory_bytes = 64U << 20;
    const ExportResult out = find_format(other)->write(*result.document, options);
    require(out.files.empty() == has_errors(out.diagnostics), "files in spite of errors, or none without");
  }
}

}  // namespace detente::fuzzing
