// The numbers that the literature gives for the cases in cases/, typed by hand into published.json with their
// citations.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "detente/casefile/read.hpp"
#include "detente/levers/inverse.hpp"
#include "detente/report/analysis.hpp"
#include "detente/report/deals_answer.hpp"
#include "detente/stability/coalition_stability.hpp"
#include "detente/stability/coalition_survey.hpp"

namespace detente::tests {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

std::vector<std::uint64_t> numbers_of(const BitVector& states) {
  std::vector<std::uint64_t> numbers;
  states.for_each([&](std::size_t s) { numbers.push_back(s + 1); });
  return numbers;
}

/// A state given by number, by name or by a formula that one state satisfies.
std::uint64_t state_number(const Analysis& a, const Json& state) {
  if (state.is_number()) return state.get<std::uint64_t>();
  Diagnostics mistakes;
  const auto found = find_state(a, state.get<std::string>(), mistakes);
  REQUIRE_MESSAGE(found, state.get<std::string>());
  return found->number();
}

std::vector<std::uint64_t> state_numbers(const Analysis& a, const Json& states) {
  std::vector<std::uint64_t> numbers;
  for (const Json& state : states) numbers.push_back(state_number(a, state));
  std::ranges::sort(numbers);
  return numbers;
}

/// What is published about one table.
void expect_deals(Analysis& a, const Json& published) {
  const std::string id = published.at("table").get<std::string>();
  CAPTURE(id);
  const auto table = std::ranges::find(a.model.tables, id, &Table::id);
  REQUIRE(table != a.model.tables.end());
  const StateId from(published.contains("from") ? state_number(a, published["from"]) - 1 : a.space.now().index());
  const Settlement s = a.settlement(*table, from);
  REQUIRE(!has_errors(s.diagnostics));
  if (published.contains("feasible")) CHECK(s.deals.count() == published["feasible"].get<std::size_t>());
  if (published.contains("acceptable")) CHECK(s.acceptable.count() == published["acceptable"].get<std::size_t>());
  if (published.contains("efficient")) CHECK(s.frontier.efficient.count() == published["efficient"].get<std::size_t>());
  if (published.contains("efficient_deals"))
    CHECK(numbers_of(s.frontier.efficient) == state_numbers(a, published["efficient_deals"]));
  const Json walk_aways = published.value("walk_away", Json::object());
  for (const Stake& stake : s.stakes) {
    const std::string party = a.model.party_id(stake.party);
    if (walk_aways.contains(party)) CHECK(stake.walk_away.number() == state_number(a, walk_aways[party]));
  }
  const Json picks = published.value("picks", Json::object());
  for (const NamedPick& pick : named_picks(s)) {
    const std::string name(pick.id);
    if (!picks.contains(name)) continue;
    CAPTURE(name);
    std::vector<std::uint64_t> found;
    for (const StateId deal : pick.deals) found.push_back(deal.number());
    CHECK(found == state_numbers(a, picks[name]));
  }
  // [{"deal": state, "gains": {party: utility over the walk-away}}]
  for (const Json& deal : published.value("gains", Json::array())) {
    const StateId state(state_number(a, deal.at("deal")) - 1);
    CAPTURE(state.number());
    CHECK(s.deals.test(state.index()));
    for (const Stake& stake : s.stakes) {
      const std::int64_t gain =
          utility_of(a, stake.party, state)->millionths - utility_of(a, stake.party, stake.walk_away)->millionths;
      CHECK(gain == parse_decimal(deal.at("gains").at(a.model.party_id(stake.party)).dump())->millionths);
    }
  }
  if (published.contains("blocked")) {
    REQUIRE(s.impasse);
    std::vector<std::vector<std::string>> blocked;
    for (const std::vector<std::size_t>& set : s.impasse->blocked) {
      std::vector<std::string>& ids = blocked.emplace_back();
      for (const std::size_t i : set) ids.push_back(a.model.party_id(s.stakes[i].party));
    }
    CHECK(blocked == published["blocked"].get<std::vector<std::vector<std::string>>>());
  }
}

/// From each state of `improvements` the coalitions listed gain by the states listed and nobody else does; from those
/// in `none_from` nobody does. `nash` and so on: the states that are stable for all coalitions.
void expect_coalitions(const Analysis& a, const Json& published) {
  Coalitions coalitions(a.space, a.moves, a.payoffs);
  CoalitionStability stability(coalitions, a.options().switches.sanction);
  Work work;
  const auto gains_from = [&](std::uint64_t state) {
    std::vector<std::pair<PartySet, std::uint64_t>> gains;
    for_each_improvement(coalitions.improvements(StateId(state - 1), work).moves, [&](PartySet h, StateId to) {
      gains.emplace_back(h, to.number());
      return true;
    });
    std::ranges::sort(gains);
    return gains;
  };
  std::map<std::uint64_t, std::vector<std::pair<PartySet, std::uint64_t>>> expected;
  for (const Json& entry : published.value("improvements", Json::array())) {
    PartySet coalition = 0;
    for (const Json& party : entry["coalition"])
      coalition |= only(a.model.find_party(party.get<std::string>()).value());
    expected[entry["state"].get<std::uint64_t>()].emplace_back(coalition, entry["to"].get<std::uint64_t>());
  }
  for (const Json& state : published.value("none_from", Json::array())) expected[state.get<std::uint64_t>()];
  for (auto& [state, gains] : expected) {
    CAPTURE(state);
    std::ranges::sort(gains);
    CHECK(gains_from(state) == gains);
  }
  for (const Concept c : coalitional_concepts) {
    const std::string id(id_of(c));
    if (!published.contains(id)) continue;
    CAPTURE(id);
    std::vector<std::uint64_t> stable;
    for (std::size_t s = 0; s < a.space.size(); ++s) {
      const Coalitions::Found found = coalitions.improvements(StateId(s), work);
      if (stability.judge(StateId(s), found.moves, c, work).stable()) stable.push_back(s + 1);
    }
    CHECK(stable == published[id].get<std::vector<std::uint64_t>>());
  }
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
  for (const Json& table : published.value("deals", Json::array())) expect_deals(a, table);
  expect_coalitions(a, part("coalitions"));
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
    if (!folder.is_directory()) continue;
    for (const auto& file : fs::directory_iterator(folder)) {
      const std::string name = file.path().filename().string();
      if (name.starts_with("published") && name.ends_with(".json")) files.push_back(file.path());
    }
  }
  std::ranges::sort(files);
  REQUIRE(files.size() >= 9);
  for (const fs::path& file : files) expect_published(file);
}

}  // namespace detente::tests
