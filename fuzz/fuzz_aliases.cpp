// libFuzzer target: an alias file.

#include <cstddef>
#include <cstdint>
#include <string>

#include "detente/evidence/aliases.hpp"
#include "detente/evidence/document.hpp"
#include "targets.hpp"

namespace detente::fuzzing {

void check_aliases(std::string_view text) {
  const SourceText source("names.aliases", std::string(text));
  Diagnostics diagnostics;
  const Aliases aliases = Aliases::read(source, diagnostics);
  check_diagnostics(diagnostics, source);
  // Whatever the file says, a report can be read with it.
  ReadingOptions options;
  options.aliases = &aliases;
  const Document d =
      read_document("report", "Mr. Putin said he was ready. \"We wait,\" the minister, Jane Roe, said.", options);
  require(!d.sentences.empty(), "a report without sentences");
}

}  // namespace detente::fuzzing

#ifdef DETENTE_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  detente::fuzzing::check_aliases({reinterpret_cast<const char*>(data), size});
  return 0;
}
#endif
