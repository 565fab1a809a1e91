// The numbers that the literature gives for the cases in cases/, typed by hand into published.json with their
// citations.

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "detente/casefile/read.hpp"
#include "detente/levers/inverse.hpp"
#include "detente/report/analysis.hpp"

namespace detente::tests {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

std::vector<std::uint64_t> numbers_of(const BitVector& states) {
  std::vector<std::uint64_t> numbers;
  states.for_each([&](std::size_t s) { numbers.push_back(s + 1); });
  return numbers;
}

void expect_published(const fs::path& file) {
  const Json published = Json::parse(std::ifstream(file));
  const fs::path case_file = file.parent_path() / published.at("case").get<std::string>();
  CAPTURE(case_file);
  REQUIRE(published.contains("citation"));
  const ReadResult read = read_case_file(case_file.string());
  REQUIRE(read.document);
  AnalysisOptions options;
  if (published.contains("switches")) {
    options.switches = {sanction_of(published["switches"]["sanction"].get<std::string>()).value(),
                        responses_of(published["switches"]["responses"].get<std::string>()).value()};
  }
  const AnalysisBuild build = Analysis::build(*read.document, options);
  REQUIRE(build.analysis);
  Analysis& a = *build.analysis;

  if (published.contains("states")) CHECK(a.space.size() == published["states"].get<std::size_t>());
  if (published.contains("now")) CHECK(a.space.now().number() == published["now"].get<std::uint64_t>());
  const auto part = [&](const char* key) { return published.value(key, Json::object()); };
  const Json equilibria = part("equilibria");
  for (const auto& [key, states] : equilibria.items()) {
    const std::string id = key;
    CAPTURE(id);
    const auto c = concept_of(id);
    REQUIRE(c);
    CHECK(numbers_of(a.stability().equilibria(*c)) == states.get<std::vector<std::uint64_t>>());
  }
  const Json stable = part("stable");
  for (const auto& [key, concepts] : stable.items()) {
    const std::string party = key;
    for (const auto& [concept_key, states] : concepts.items()) {
      const std::string id = concept_key;
      CAPTURE(party);
      CAPTURE(id);
      CHECK(numbers_of(a.stability().stable(concept_of(id).value(), a.model.find_party(party).value())) ==
            states.get<std::vector<std::uint64_t>>());
    }
  }
  const Json rankings = part("rankings");
  for (const auto& [key, groups] : rankings.items()) {
    const std::string party = key;
    // Best first; a group of several numbers is a tie.
    CAPTURE(party);
    const PartyId p = a.model.find_party(party).value();
    REQUIRE(a.payoffs.classes(p) == groups.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
      std::vector<std::uint64_t> group;
      if (groups[g].is_array()) group = groups[g].get<std::vector<std::uint64_t>>();
      else group.push_back(groups[g].get<std::uint64_t>());
      for (const std::uint64_t number : group) CHECK(a.payoffs.rank(p, StateId(number - 1)) == groups.size() - 1 - g);
    }
  }
  if (published.contains("levers")) {
    const Json& levers = published["levers"];
    Budget budget(60);
    const ChangedCase the_case(a.space, a.moves, a.payoffs, options.switches, budget);
    const PartyId p = a.model.find_party(levers.at("party").get<std::string>()).value();
    const StateId s(levers.at("state").get<std::size_t>() - 1);
    for (const auto& [key, number] : levers.at("rankings").items()) {
      const std::string id = key;
      CAPTURE(id);
      const InverseAnswer answer = invert(the_case, s, p, concept_of(id).value(), true);
      REQUIRE(answer.rankings);
      CHECK(answer.rankings->number == number.get<std::string>());
    }
  }
}

}  // namespace

TEST_CASE("every published number reproduces") {
  std::vector<fs::path> files;
  for (const auto& folder : fs::directory_iterator(fs::path(DETENTE_SOURCE_DIR) / "cases")) {
    if (fs::exists(folder.path() / "published.json")) files.push_back(folder.path() / "published.json");
  }
  std::ranges::sort(files);
  REQUIRE(files.size() >= 9);
  for (const fs::path& file : files) expect_published(file);
}

}  // namespace detente::tests
