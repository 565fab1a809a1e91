// libFuzzer target: a table of statements coded by hand.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "detente/evidence/coded_statements.hpp"
#include "targets.hpp"

namespace detente::fuzzing {

void check_coded(std::string_view text) {
  static const std::vector<Document> documents = [] {
    std::vector<Document> out;
    out.push_back(
        read_document("a", "\"We wait,\" said Jane Roe. \u00D6l \U0001F309 flows. The board denied that it was late."));
    return out;
  }();
  const SourceText source("table.csv", std::string(text));
  Diagnostics diagnostics;
  const auto coded = read_coded_statements(source, documents, diagnostics);
  check_diagnostics(diagnostics, source);
  for (const CodedStatement& s : coded) {
    require(s.span.begin < s.span.end && s.span.end <= documents[s.document].text.size(),
            "a statement outside of the text");
    require(s.sentence < documents[s.document].sentences.size(), "a statement in no sentence");
    require(!s.person.empty() || !s.organization.empty(), "a statement of nobody");
  }
  require(match_coded(coded, documents).size() == coded.size(), "a statement without a match");
}

}  // namespace detente::fuzzing

#ifdef DETENTE_FUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  detente::fuzzing::check_coded({reinterpret_cast<const char*>(data), size});
  return 0;
}
#endif
