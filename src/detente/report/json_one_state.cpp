#include <algorithm>

#include "detente/report/json_parts.hpp"
#include "detente/report/one_state.hpp"

namespace detente {

namespace {

using namespace json_parts;

Json values_json(const Model& model, const std::vector<Value>& values, const std::vector<Value>* only_changes_from) {
  Json json = Json::object();
  for (std::size_t v = 0; v < values.size(); ++v) {
    if (only_changes_from && (*only_changes_from)[v] == values[v]) continue;
    json[model.variables[v].id] = model.value_name(VariableId(v), values[v]);
  }
  return json;
}

Json answer_json(OneState& one, const std::vector<Value>& state, const OneStateAnswer& answer) {
  const Model& model = one.model();
  const OneStateVerdict& v = answer.verdict;
  Json json{{"party", model.party_id(answer.party)}, {"concept", id_of(answer.c)}};
  json["stable"] = v.stable ? Json(*v.stable) : Json(nullptr);
  if (!v.stable) json["reason"] = v.open_because;
  json["improvement_count"] = v.improvements ? count(*v.improvements) : Json(nullptr);
  json["not_deterred_count"] = v.not_deterred ? count(*v.not_deterred) : Json(nullptr);
  Json improvements = Json::array();
  for (const ValuedDeterrence& d : v.shown) {
    Json entry{{"changes", values_json(model, d.to, &state)},
               {"better_because", statement_ids(one.deciding(answer.party, d.to, state))},
               {"deterred", d.deterred}};
    Json sanction = Json::array();
    const std::vector<Value>* at = &d.to;
    for (const ValuedResponse& r : d.sanction) {
      sanction.push_back({{"party", model.party_id(r.party)}, {"changes", values_json(model, r.to, at)}});
      at = &r.to;
    }
    entry["sanction"] = std::move(sanction);
    entry["because"] = d.deterred ? statement_ids(one.deciding(answer.party, state, *at)) : Json::array();
    improvements.push_back(std::move(entry));
  }
  json["improvements"] = std::move(improvements);
  return json;
}

}  // namespace

std::string one_state_json(const JsonContext& context, const AnalysisOptions& options, OneState& one,
                           const std::vector<Value>& state, const std::vector<OneStateAnswer>& answers) {
  const bool settled =
      std::ranges::all_of(answers, [](const OneStateAnswer& a) { return a.verdict.stable.has_value(); });
  JsonContext framed = context;
  framed.complete = settled;
  framed.reason = "some verdicts are not settled";
  Json json = frame(framed, &one.model(), one.model().day, options, nullptr);
  json["engine"] = "one-state";
  json["state"] = nullptr;
  json["label"] = values_json(one.model(), state, nullptr);
  Json all = Json::array();
  for (const OneStateAnswer& a : answers) all.push_back(answer_json(one, state, a));
  if (all.size() == 1) {
    for (const auto& [key, value] : all[0].items()) json[key] = value;
  } else {
    json["explanations"] = std::move(all);
  }
  return dump(json);
}

}  // namespace detente
