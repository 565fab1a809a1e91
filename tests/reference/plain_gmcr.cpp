#include "plain_gmcr.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "plain_random.hpp"

namespace detente::reference {

namespace {

using Json = nlohmann::json;
using Kind = PlainFormula::Kind;

// A conjunction [[option, "Y"], ...] or {"members": [conjunctions]}, options by their new places.
PlainFormula condition(const Json& json, const std::vector<std::size_t>& new_place) {
  if (json.is_object()) {
    std::vector<PlainFormula> members;
    for (const Json& member : json.at("members")) members.push_back(condition(member, new_place));
    return members.empty() ? constant(false) : make(Kind::disjunction, members);
  }
  std::vector<PlainFormula> parts;
  for (const Json& pair : json) {
    const std::size_t option = new_place.at(pair.at(0).get<std::size_t>());
    parts.push_back(pair.at(1) == "Y" ? yes(option) : negation(yes(option)));
  }
  return parts.empty() ? constant(true) : make(Kind::conjunction, parts);
}

bool feasible(const PlainCase& plain, const Assignment& values) {
  return std::ranges::all_of(plain.rules, [&](const PlainFormula& rule) { return evaluate(rule, values); });
}

// Every assignment of n yes/no options in the order of their numbers, the first option changing fastest.
std::vector<Assignment> assignments(std::size_t options) {
  std::vector<Assignment> all;
  for (std::size_t code = 0; code < (std::size_t{1} << options); ++code) {
    Assignment values;
    for (std::size_t k = 0; k < options; ++k) values.push_back(code >> k & 1U);
    all.push_back(values);
  }
  return all;
}

}  // namespace

PlainCase plain_gmcr(const std::string& text) {
  const Json json = Json::parse(text);
  const bool newer = json.contains("useManualPreferenceRanking");
  const bool manual = json.at(newer ? "useManualPreferenceRanking" : "useManualPreferenceVectors").get<bool>();
  PlainCase plain;
  std::vector<std::size_t> new_place(json.at("options").size(), 0);
  for (std::size_t p = 0; p < json.at("decisionMakers").size(); ++p) {
    const Json& maker = json.at("decisionMakers").at(p);
    plain.parties.push_back({.name = maker.at("name").get<std::string>()});
    for (const Json& place : maker.at("options")) {
      const Json& option = json.at("options").at(place.get<std::size_t>());
      PlainVariable variable;
      variable.name = option.at("name").get<std::string>();
      variable.owner = p;
      const std::string direction = option.at("permittedDirection").get<std::string>();
      if (direction == "fwd") variable.moves = {{0, 1, {}}};
      if (direction == "back") variable.moves = {{1, 0, {}}};
      new_place.at(place.get<std::size_t>()) = plain.variables.size();
      plain.variables.push_back(variable);
    }
  }
  for (const Json& excluded : json.at("infeasibles")) plain.rules.push_back(negation(condition(excluded, new_place)));
  for (std::size_t p = 0; p < plain.parties.size(); ++p) {
    const Json& maker = json.at("decisionMakers").at(p);
    PlainPreferences& wanted = plain.parties[p].preferences;
    if (!manual) {
      for (const Json& statement : maker.at("preferences")) {
        wanted.form = PlainPreferences::Form::order;
        wanted.order.push_back({condition(statement, new_place)});
      }
      continue;
    }
    wanted.form = PlainPreferences::Form::ranking;
    for (const Json& group : maker.at(maker.contains("preferenceRanking") ? "preferenceRanking" : "preferenceVector")) {
      if (group.is_array()) wanted.ranking.push_back({{}, group.get<std::vector<std::size_t>>()});
      else wanted.ranking.push_back({{}, {group.get<std::size_t>()}});
    }
  }
  for (const Assignment& values : assignments(plain.variables.size())) {
    if (!feasible(plain, values)) continue;
    for (std::size_t v = 0; v < values.size(); ++v) plain.variables[v].now = values[v];
    break;
  }
  return plain;
}

std::string random_gmcr(std::uint64_t seed) {
  PlainRandom random(seed);
  Json json;
  const std::size_t parties = random.between(1, 4);
  const std::size_t options = random.between(1, 7);
  json["options"] = Json::array();
  for (std::size_t k = 0; k < options; ++k) {
    const std::string direction = random.chance(0.6) ? "both" : random.chance(0.5) ? "fwd" : "back";
    json["options"].push_back({{"name", "Option no. " + std::to_string(k)}, {"permittedDirection", direction}});
  }
  json["decisionMakers"] = Json::array();
  for (std::size_t p = 0; p < parties; ++p) {
    json["decisionMakers"].push_back({{"name", "Party " + std::to_string(p)}, {"options", Json::array()}});
  }
  std::vector<std::size_t> places(options);
  for (std::size_t k = 0; k < options; ++k) places[k] = k;
  for (std::size_t k = options; k > 1; --k) std::swap(places[k - 1], places[random.below(k)]);
  for (const std::size_t place : places) json["decisionMakers"][random.below(parties)]["options"].push_back(place);

  const auto conjunction = [&] {
    Json list = Json::array();
    for (std::size_t k = 0; k < options; ++k) {
      if (random.chance(2.0 / static_cast<double>(options + 1))) list.push_back({k, random.chance(0.5) ? "Y" : "N"});
    }
    if (list.empty()) list.push_back({random.below(options), random.chance(0.5) ? "Y" : "N"});
    return list;
  };
  const auto condition = [&]() -> Json {
    if (random.chance(0.7)) return conjunction();
    Json members = Json::array();
    for (std::size_t k = random.between(1, 3); k > 0; --k) members.push_back(conjunction());
    return {{"compound", true}, {"members", members}};
  };
  for (Json& maker : json["decisionMakers"]) {
    maker["preferences"] = Json::array();
    for (std::size_t k = random.below(5); k > 0; --k) maker["preferences"].push_back(condition());
  }
  // Conditions that leave some state: the ones that would exclude the last of them are dropped.
  json["infeasibles"] = Json::array();
  json["useManualPreferenceRanking"] = false;
  for (std::size_t k = random.below(5); k > 0; --k) {
    json["infeasibles"].push_back(conjunction());
    const PlainCase so_far = plain_gmcr(json.dump());
    if (std::ranges::none_of(assignments(options), [&](const Assignment& a) { return feasible(so_far, a); })) {
      json["infeasibles"].erase(json["infeasibles"].size() - 1);
    }
  }
  const bool newer = random.chance(0.5);
  const bool manual = random.chance(0.5);
  const PlainCase plain = plain_gmcr(json.dump());
  json.erase("useManualPreferenceRanking");
  json[newer ? "useManualPreferenceRanking" : "useManualPreferenceVectors"] = manual;
  std::size_t states = 0;
  for (const Assignment& values : assignments(options)) states += feasible(plain, values) ? 1U : 0U;
  for (Json& maker : json["decisionMakers"]) {
    if (!manual) continue;
    std::vector<std::size_t> numbers(states);
    for (std::size_t s = 0; s < states; ++s) numbers[s] = s + 1;
    for (std::size_t s = states; s > 1; --s) std::swap(numbers[s - 1], numbers[random.below(s)]);
    Json ranking = Json::array();
    for (std::size_t s = 0; s < states;) {
      std::size_t size = random.chance(0.3) ? std::min(random.between(1, 4), states - s) : 1;
      if (size == 1) ranking.push_back(numbers[s]);
      else
        ranking.push_back(std::vector<std::size_t>(numbers.begin() + static_cast<std::ptrdiff_t>(s),
                                                   numbers.begin() + static_cast<std::ptrdiff_t>(s + size)));
      s += size;
    }
    maker[newer ? "preferenceRanking" : "preferenceVector"] = ranking;
  }
  return json.dump(random.chance(0.5) ? 2 : -1);
}

}  // namespace detente::reference
