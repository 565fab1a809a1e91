// Runs the seeds of the fuzzers and every input that once failed through the same checks, in ordinary test builds.

#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "targets.hpp"

namespace {

void replay(const std::string& target, void (*check)(std::string_view)) {
  std::size_t files = 0;
  for (const char* kind : {"corpus", "crashes"}) {
    const auto directory = std::filesystem::path(DETENTE_TEST_DATA).parent_path() / "fuzz" / kind / target;
    if (!std::filesystem::is_directory(directory)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text((std::istreambuf_iterator<char>(file)), {});
      CAPTURE(entry.path().string());
      CHECK_NOTHROW(check(text));
      ++files;
    }
  }
  CHECK(files > 0);
}

}  // namespace

TEST_CASE("inputs of the case fuzzer") { replay("case", detente::fuzzing::check_case); }
TEST_CASE("inputs of the GENIUS fuzzer") { replay("genius", detente::fuzzing::check_genius); }
TEST_CASE("inputs of the formula fuzzer") { replay("formula", detente::fuzzing::check_formula); }
TEST_CASE("inputs of the report fuzzer") { replay("report", detente::fuzzing::check_report); }
TEST_CASE("inputs of the alias file fuzzer") { replay("aliases", detente::fuzzing::check_aliases); }
TEST_CASE("inputs of the coded statements fuzzer") { replay("coded", detente::fuzzing::check_coded); }
TEST_CASE("inputs of the .gmcr fuzzer") { replay("gmcr", detente::fuzzing::check_gmcr); }
TEST_CASE("inputs of the graph tables fuzzer") { replay("graph_csv", detente::fuzzing::check_graph_csv); }
