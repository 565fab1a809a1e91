// Reads a case and prints how many equilibria it has under each concept.

#include <cstdio>
#include <string>

#include "detente/casefile/read.hpp"
#include "detente/report/analysis.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const detente::ReadResult read = detente::read_case_file(argv[1]);
  std::fputs(detente::render(read.diagnostics, read.source).c_str(), stderr);
  if (!read.document) return 1;
  const detente::AnalysisBuild build = detente::Analysis::build(*read.document, {});
  std::fputs(detente::render(build.diagnostics, read.source).c_str(), stderr);
  if (!build.analysis) return 1;
  for (const detente::Concept c : detente::all_concepts) {
    const auto count = build.analysis->stability().equilibria(c).count();
    std::printf("%s %zu\n", std::string(detente::id_of(c)).c_str(), static_cast<std::size_t>(count));
  }
}
