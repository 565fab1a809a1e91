// libFuzzer target: a GENIUS domain and two profiles in one text, parted by lines of three dashes.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "detente/casefile/read.hpp"
#include "detente/casefile/write.hpp"
#include "detente/exchange/formats.hpp"
#include "targets.hpp"

namespace detente::fuzzing {

void check_genius(std::string_view text) {
  constexpr std::string_view parting = "\n---\n";
  std::vector<SourceText> files;
  for (std::size_t k = 0; k < 4; ++k) {
    const std::size_t end = text.find(parting);
    files.emplace_back("file" + std::to_string(k) + ".xml", std::string(text.substr(0, end)));
    if (end == text.npos) break;
    text.remove_prefix(end + parting.size());
  }
  const ImportResult result = import_case(*find_format("genius"), files);
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
  const ExportResult out = find_format("genius")->write(*result.document, {.path = "out.xml"});
  require(out.files.empty() == has_errors(out.diagnostics), "files in spite of errors, or none without");
}

}  // namespace detente::fuzzing

#ifdef DETENTE_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  detente::fuzzing::check_genius({reinterpret_cast<const char*>(data), size});
  return 0;
}
#endif
