#include "detente/report/json_parts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/phrases.hpp"
#include "detente/report/summary.hpp"

namespace detente::json_parts {

Json count(std::uint64_t n) {
  constexpr std::uint64_t exact = std::uint64_t{1} << 53;
  return n > exact ? Json(std::to_string(n)) : Json(n);
}

Json diagnostics(const Diagnostics& all, const SourceText* source) {
  Json list = Json::array();
  for (const Diagnostic& d : all) {
    Json entry{
        {"severity", d.severity == Severity::error ? "error" : "warning"}, {"code", d.code}, {"message", d.message}};
    entry["file"] = source ? Json(source->name()) : Json(nullptr);
    if (d.span && source) {
      const Position at = source->position(d.span->begin);
      entry["line"] = at.line;
      entry["column"] = at.column;
    } else {
      entry["line"] = nullptr;
      entry["column"] = nullptr;
    }
    if (!d.hint.empty()) entry["hint"] = d.hint;
    list.push_back(std::move(entry));
  }
  return list;
}

Json frame(const JsonContext& context, const Case* document, const std::optional<Date>& day,
           const AnalysisOptions& options, const Analysis* analysis) {
  Json json;
  json["case"] = {{"title", document ? Json(document->title) : Json(nullptr)},
                  {"file", context.file},
                  {"as_of", day ? Json(to_text(*day)) : Json(nullptr)}};
  if (!context.without.empty()) {
    json["case"]["without"] = context.without;
    json["case"]["left_out"] = context.left_out;
  }
  json["switches"] = {{"sanction", id_of(options.switches.sanction)}, {"responses", id_of(options.switches.responses)}};
  json["engine"] = id_of(analysis ? analysis->engine() : options.engine);
  const bool complete = context.complete && (!analysis || analysis->complete());
  json["complete"] = complete;
  if (!complete) json["reason"] = context.reason.empty() ? "interrupted" : context.reason;
  json["diagnostics"] = diagnostics(context.diagnostics, context.source);
  return json;
}

Json frame(const JsonContext& context, const Analysis& a) {
  return frame(context, &a.model, a.model.day, a.options(), &a);
}

Json answer_changes(const std::vector<AnswerChange>& changes) {
  Json list = Json::array();
  for (const AnswerChange& change : changes)
    list.push_back({{"what", change.what}, {"before", change.before}, {"after", change.after}});
  return list;
}

Json statements_by_sources(const EvidenceSurvey& survey) {
  const StatementCounts counts = statement_counts(survey);
  return {{"all", counts.statements},
          {"on_several", counts.on_several},
          {"on_one", counts.on_one},
          {"assumed", counts.assumed},
          {"on_nothing", counts.on_nothing}};
}

Json label(const Analysis& a, StateId s) {
  Json json = Json::object();
  const std::vector<Value> values = a.space.values(s);
  const std::vector<VariableId> open = a.space.open_variables(s);
  for (std::size_t v = 0; v < values.size(); ++v) {
    if (std::ranges::binary_search(open, VariableId(v))) continue;
    json[a.model.variables[v].id] = a.model.value_name(VariableId(v), values[v]);
  }
  return json;
}

Json changes(const Analysis& a, StateId from, StateId to) {
  Json json = Json::object();
  const std::vector<Value> after = a.space.values(to);
  for (const VariableId v : differing(a.space, from, to))
    json[a.model.variable(v).id] = a.model.value_name(v, after[v.index()]);
  return json;
}

Json party_ids(const Model& model, const std::vector<PartyId>& parties) {
  Json list = Json::array();
  for (const PartyId p : parties) list.push_back(model.party_id(p));
  return list;
}

Json steps(const Analysis& a, const std::vector<Step>& path) {
  Json list = Json::array();
  for (const Step& step : path) {
    std::vector<std::string> movers;
    for (const PartyId p : step.parties) movers.push_back(a.model.party_id(p));
    Json entry{{"party", join_words(movers, "+")}};
    if (movers.size() > 1) entry["parties"] = movers;
    entry["from"] = step.from.number();
    entry["to"] = step.to.number();
    entry["changes"] = changes(a, step.from, step.to);
    list.push_back(std::move(entry));
  }
  return list;
}

Json numbers(const BitVector& states) {
  Json list = Json::array();
  states.for_each([&](std::size_t s) { list.push_back(StateId(s).number()); });
  return list;
}

Json summary(Analysis& a, const BitVector& set) {
  const auto literals = [&](const std::vector<Literal>& all) {
    Json json = Json::object();
    for (const auto& [v, value] : all) json[a.model.variable(v).id] = a.model.value_name(v, value);
    return json;
  };
  const Summary s = summarize(a.model, a.space, set);
  Json json{{"common", literals(s.common)}};
  json["reached_by_improvements"] = (set & a.questioner().by_improvements().states()).count();
  Json patterns = Json::array();
  for (const Pattern& pattern : s.patterns)
    patterns.push_back({{"values", literals(pattern.literals)}, {"count", pattern.count}});
  json["patterns"] = std::move(patterns);
  json["covered"] = s.covered;
  return json;
}

Json answer(Analysis& a, const Question& question, const Answer& answer) {
  Json json{{"text", question.text}, {"goal", to_text(question.goal, a.model)}};
  json["goal_states"] = answer.goal_states;
  json["open"] = id_of(answer.open);
  json["path"] = steps(a, answer.path);
  Json lasting;
  Json reached;
  for (const Concept c : all_concepts) {
    lasting[std::string(id_of(c))] = answer.lasting[static_cast<std::size_t>(c)];
    reached[std::string(id_of(c))] = answer.lasting_reached[static_cast<std::size_t>(c)];
  }
  json["lasting"] = std::move(lasting);
  json["lasting_reached"] = std::move(reached);
  json["most_stable"] = answer.most_stable ? Json(answer.most_stable->number()) : Json(nullptr);
  Json leaves = Json::array();
  for (const Leaving& leaving : answer.leaves) {
    leaves.push_back({{"party", a.model.party_id(leaving.party)},
                      {"to", leaving.to.number()},
                      {"changes", changes(a, *answer.most_stable, leaving.to)}});
  }
  json["leaves"] = std::move(leaves);
  json["goal_state"] = answer.goal_state ? Json(answer.goal_state->number()) : Json(nullptr);
  json["way"] = steps(a, answer.way);
  json["movers"] = party_ids(a.model, answer.movers);
  Json holdouts = Json::array();
  for (const Holdout& holdout : answer.holdouts) {
    Json options = Json::array();
    for (const VariableId v : holdout.variables) options.push_back(a.model.variable(v).id);
    Json statements = Json::array();
    for (const Statement* statement : holdout.statements) statements.push_back(statement->id);
    holdouts.push_back({{"party", a.model.party_id(holdout.party)}, {"options", options}, {"statements", statements}});
  }
  json["holdouts"] = std::move(holdouts);
  json["complete"] = answer.complete;
  if (answer.too_many_movers) json["reason"] = "more than 20 parties can move: holdouts were not searched";
  return json;
}

Json statement_ids(const std::vector<const Statement*>& statements) {
  Json ids = Json::array();
  for (const Statement* s : statements) ids.push_back(s->id);
  return ids;
}

void add_labels(Json& labels, const Analysis& a, const BitVector& states) {
  states.for_each([&](std::size_t s) { labels[std::to_string(StateId(s).number())] = label(a, StateId(s)); });
}

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace detente::json_parts
