#include <algorithm>

#include "detente/report/json_parts.hpp"

namespace detente {

using namespace json_parts;

namespace {

Json sets(const std::optional<std::vector<States>>& form) {
  if (!form) return nullptr;
  Json list = Json::array();
  for (const States& set : *form) {
    Json numbers = Json::array();
    for (const StateId s : set) numbers.push_back(s.number());
    list.push_back(std::move(numbers));
  }
  return list;
}

}  // namespace

std::string inverse_json(const JsonContext& context, Analysis& a, StateId state, PartyId party,
                         const std::vector<InverseAnswer>& answers, bool count) {
  Json json = frame(context, a);
  json["state"] = state.number();
  json["party"] = a.model.party_id(party);
  Json rankings = Json::object();
  Json shares = Json::object();
  Json conditions = Json::object();
  BitVector named(a.space.size());
  named.set(state.index());
  for (const InverseAnswer& answer : answers) {
    const std::string id(id_of(answer.concept_id));
    if (!answer.condition) {
      conditions[id] = nullptr;
      continue;
    }
    const std::vector<Deterrence> now = a.explainer().explain(state, party, answer.concept_id);
    Json improvements = Json::array();
    for (const Condition::Clause& clause : answer.condition->clauses) {
      improvements.push_back({{"to", clause.improvement.number()}, {"answers", clause.blocks.size() - 1}});
      named.set(clause.improvement.index());
    }
    conditions[id] = {{"stable", std::ranges::all_of(now, &Deterrence::deterred)},
                      {"all_of_any", sets(answer.forms.all_of_any)},
                      {"any_of_all", sets(answer.forms.any_of_all)},
                      {"improvements", std::move(improvements)}};
    if (!count) continue;
    rankings[id] = answer.rankings ? json_parts::Json(answer.rankings->number) : Json(nullptr);
    shares[id] = answer.rankings ? Json(answer.rankings->share) : Json(nullptr);
  }
  if (count) {
    json["rankings"] = std::move(rankings);
    json["shares"] = std::move(shares);
  }
  json["conditions"] = std::move(conditions);
  Json labels = Json::object();
  add_labels(labels, a, named);
  json["labels"] = std::move(labels);
  return dump(json);
}

}  // namespace detente
