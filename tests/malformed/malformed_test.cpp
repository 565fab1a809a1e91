// Every case file in this folder has one defect. What people are told about it is compared whole.
// After a change of words: DETENTE_APPROVE=1 ctest -R malformed, then read the difference.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "detente/casefile/read.hpp"
#include "detente/exchange/formats.hpp"

namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::filesystem::path> malformed_cases() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(DETENTE_TEST_DATA) / "malformed")) {
    if (entry.path().string().ends_with(".case.yaml")) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace

TEST_CASE("malformed cases: the whole message") {
  const bool approve = std::getenv("DETENTE_APPROVE") != nullptr;
  const auto paths = malformed_cases();
  CHECK(paths.size() >= 50);
  for (const auto& path : paths) {
    const std::string name = path.filename().string();
    CAPTURE(name);
    const detente::ReadResult read = detente::read_case(detente::SourceText(name, content(path)));
    const std::string told = detente::render(read.diagnostics, read.source);
    CHECK_FALSE(read.document.has_value());
    CHECK(read.diagnostics.size() == 1);

    std::filesystem::path expected =
        path.parent_path() / name.substr(0, name.size() - std::string(".case.yaml").size());
    expected += ".expected";
    if (approve) std::ofstream(expected, std::ios::binary) << told;
    CHECK(told == content(expected));
  }
}

// Likewise files of other programs, in the folder exchange: *.gmcr, and pairs *.arcs.csv and *.ranks.csv.
TEST_CASE("malformed files of other programs: the whole message") {
  const bool approve = std::getenv("DETENTE_APPROVE") != nullptr;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(DETENTE_TEST_DATA) / "malformed" / "exchange")) {
    const std::string name = entry.path().string();
    if (name.ends_with(".gmcr") || name.ends_with(".arcs.csv")) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  CHECK(paths.size() >= 25);
  for (const std::filesystem::path& path : paths) {
    const std::string name = path.filename().string();
    CAPTURE(name);
    const detente::Format* format = detente::format_by_ending(name);
    REQUIRE(format != nullptr);
    std::vector<detente::SourceText> files;
    files.emplace_back(name, content(path));
    if (format->companions) {
      for (const std::string& other : format->companions(path.string()))
        files.emplace_back(std::filesystem::path(other).filename().string(), content(other));
    }
    const detente::ImportResult result = detente::import_case(*format, files);
    CHECK_FALSE(result.document.has_value());
    std::string told;
    for (const detente::FileFindings& file : result.files) told += detente::render(file.diagnostics, file.source);
    const std::filesystem::path expected = path.parent_path() / (name.substr(0, name.find('.')) + ".expected");
    if (approve) std::ofstream(expected, std::ios::binary) << told;
    CHECK(told == content(expected));
  }
}
