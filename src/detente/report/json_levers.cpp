#include <algorithm>
#include <array>

#include "detente/base/text.hpp"
#include "detente/report/json_parts.hpp"
#include "detente/report/lever_text.hpp"

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

Json told(const Model& model, const std::vector<Setting>& settings) {
  Json json = Json::object();
  for (const Setting& s : settings) json[model.variable(s.variable).id] = model.value_name(s.variable, s.value);
  return json;
}

Json told(const Model& model, const std::vector<ToldStep>& path) {
  Json list = Json::array();
  for (const ToldStep& step : path) {
    std::vector<std::string> movers;
    for (const PartyId p : step.parties) movers.push_back(model.party_id(p));
    Json entry{{"party", join_words(movers, "+")}};
    if (movers.size() > 1) entry["parties"] = movers;
    entry["from"] = step.from;
    entry["to"] = step.to;
    Json changes = Json::object();
    for (const ToldStep::Change& c : step.changes)
      changes[model.variable(c.variable).id] = model.value_name(c.variable, c.to);
    entry["changes"] = std::move(changes);
    list.push_back(std::move(entry));
  }
  return list;
}

Json edits(const Model& model, const std::vector<ListEdit>& all) {
  constexpr std::array<std::string_view, 3> kinds{"move", "drop", "adopt"};
  Json list = Json::array();
  for (const ListEdit& edit : all) {
    Json entry{{"party", model.party_id(edit.party)},
               {"kind", kinds[static_cast<std::size_t>(edit.kind)]},
               {"statement", entry_id(edit.statements)}};
    if (edit.kind != ListEdit::Kind::adopt) entry["from"] = edit.from;
    if (edit.kind != ListEdit::Kind::drop) entry["to"] = edit.to;
    list.push_back(std::move(entry));
  }
  return list;
}

Json restriction(const Model& model, const Restriction& r) {
  constexpr std::array<std::string_view, 4> kinds{"rule", "moves", "condition", "needs"};
  Json json{{"kind", kinds[static_cast<std::size_t>(r.kind)]}};
  if (r.kind == Restriction::Kind::rule) {
    json["rule"] = model.rules[r.rule].id;
    json["formula"] = to_text(model.rules[r.rule].formula, model);
    return json;
  }
  const Variable& variable = model.variable(r.variable);
  json["variable"] = variable.id;
  if (r.kind == Restriction::Kind::needs) json["formula"] = to_text(*variable.needs, model);
  if (r.kind == Restriction::Kind::condition) {
    const Transition& t = variable.moves[r.transition];
    json["from"] = variable.values[t.from];
    json["to"] = variable.values[t.to];
    json["formula"] = to_text(*t.condition, model);
  }
  return json;
}

Json lever_json(const Model& model, const LeverQuestion& question, const Lever& lever) {
  Json json = Json::object();
  if (!lever.edits.empty()) json["edits"] = edits(model, lever.edits);
  if (!lever.settings.empty()) json["set"] = told(model, lever.settings);
  if (lever.restriction) json["lift"] = restriction(model, *lever.restriction);
  Json holders = Json::array();
  for (const PartyId p : lever.holders) {
    holders.push_back({{"party", model.party_id(p)},
                       {"wants", lever.opinions[p.index()].wants()},
                       {"third_party", is_third_party(model, question, p)}});
  }
  json["holders"] = std::move(holders);
  Json wants = Json::object();
  for (const Opinion& o : lever.opinions) wants[model.party_id(o.party)] = o.wants();
  json["wants"] = std::move(wants);
  json["results"] = count(lever.results);
  json["example"] = {{"state", lever.example.number}, {"label", told(model, lever.example.values)}};
  json["path"] = told(model, lever.path);
  return json;
}

Json findings_json(const Model& model, const LeverQuestion& question, const Findings& findings) {
  Json json{{"found", count(findings.found)},  {"size", findings.size},         {"tried", count(findings.tried)},
            {"exhausted", findings.exhausted}, {"complete", findings.complete}, {"left_out", findings.left_out}};
  Json levers = Json::array();
  for (const Lever& lever : findings.levers) levers.push_back(lever_json(model, question, lever));
  json["levers"] = std::move(levers);
  return json;
}

}  // namespace

namespace json_parts {

Json lever_answers(const Model& model, const std::vector<LeverAnswer>& answers) {
  Json goals = Json::object();
  for (const LeverAnswer& answer : answers) {
    const LeverQuestion& question = answer.question;
    const Standing& s = answer.standing;
    Json json{{"text", question.text},
              {"goal", to_text(question.goal, model)},
              {"concept", id_of(question.concept_id)},
              {"goal_states", count(s.goal_states)},
              {"lasting", count(s.lasting)},
              {"reached", count(s.reached)},
              {"settled", count(s.settled)},
              {"complete", answer.complete()}};
    Json aims = Json::object();
    for (const LeverAnswer::ForAim& found : answer.aims) {
      aims[std::string(id_of(found.aim))] = {{"commitments", findings_json(model, question, found.commitments)},
                                             {"preferences", findings_json(model, question, found.preferences)},
                                             {"restrictions", findings_json(model, question, found.restrictions)}};
    }
    json["aims"] = std::move(aims);
    goals[question.id] = std::move(json);
  }
  return goals;
}

}  // namespace json_parts

std::string levers_json(const JsonContext& context, Analysis& a, const std::vector<LeverAnswer>& answers) {
  Json json = frame(context, a);
  json["now"] = a.space.now().number();
  json["goals"] = lever_answers(a.model, answers);
  return dump(json);
}

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
    rankings[id] = answer.rankings ? Json(answer.rankings->number) : Json(nullptr);
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
