#include "detente/report/json.hpp"

#include <algorithm>

#include "detente/report/json_parts.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

using namespace json_parts;

namespace {

std::optional<Date> day_of(const Case* document, const AnalysisOptions& options) {
  if (options.as_of) return options.as_of;
  return document ? document->as_of : std::nullopt;
}

/// The labels of states named in an answer, in the order of their numbers.
Json labels_of(const Analysis& a, const BitVector& named) {
  Json labels = Json::object();
  add_labels(labels, a, named);
  return labels;
}

/// The frame with the states, the parties and now, which it adds to `named`.
Json overview(const JsonContext& context, const Analysis& a, BitVector& named) {
  Json json = frame(context, a);
  json["states"] = count(a.space.size());
  Json parties = Json::array();
  for (const Party& party : a.model.parties) parties.push_back(party.id);
  json["parties"] = std::move(parties);
  json["now"] = a.space.now().number();
  named.set(a.space.now().index());
  return json;
}

/// `concepts` and what they share with `analyze`.
void add_concepts(Json& json, Analysis& a, const std::vector<Concept>& concepts, std::size_t list_limit, bool summaries,
                  BitVector& named) {
  const bool list = a.space.size() <= list_limit;
  Json all = Json::object();
  for (const Concept c : concepts) {
    const BitVector equilibria = a.stability().equilibria(c);
    Json entry{{"count", equilibria.count()}};
    if (list) {
      entry["equilibria"] = numbers(equilibria);
      named |= equilibria;
    }
    Json counts = Json::object();
    Json stable = Json::object();
    for (std::size_t p = 0; p < a.model.parties.size(); ++p) {
      const BitVector& states = a.stability().stable(c, PartyId(p));
      counts[a.model.parties[p].id] = states.count();
      if (!list) continue;
      stable[a.model.parties[p].id] = numbers(states);
      named |= states;
    }
    entry["stable_count"] = std::move(counts);
    if (list) entry["stable"] = std::move(stable);
    if (summaries && equilibria.any()) entry["summary"] = summary(a, equilibria);
    all[std::string(id_of(c))] = std::move(entry);
  }
  json["concepts"] = std::move(all);
}

void add_paths(Json& json, Analysis& a, std::size_t list_limit) {
  const Reach& moves = a.questioner().by_moves();
  const Reach& improvements = a.questioner().by_improvements();
  json["reachable_count"] = {{"moves", moves.count()}, {"improvements", improvements.count()}};
  if (a.space.size() <= list_limit) {
    Json reachable = Json::object();
    for (std::size_t s = 0; s < a.space.size(); ++s) {
      if (!moves.reached(StateId(s))) continue;
      Json entry{{"steps_moves", moves.steps(StateId(s))}, {"steps_improvements", nullptr}};
      if (improvements.reached(StateId(s))) entry["steps_improvements"] = improvements.steps(StateId(s));
      reachable[std::to_string(StateId(s).number())] = std::move(entry);
    }
    json["reachable"] = std::move(reachable);
  }
  Json reached = Json::object();
  for (const Concept c : all_concepts) {
    const BitVector states = a.stability().equilibria(c) & improvements.states();
    reached[std::string(id_of(c))] = numbers(states);
  }
  json["equilibria_reached"] = std::move(reached);
}

Json explanation(Analysis& a, StateId state, PartyId party, Concept c) {
  Json json{{"party", a.model.party_id(party)}, {"concept", id_of(c)}};
  const std::vector<Deterrence> all = a.explainer().explain(state, party, c);
  json["stable"] = std::ranges::all_of(all, &Deterrence::deterred);
  Json improvements = Json::array();
  for (const Deterrence& d : all) {
    Json entry{{"to", d.to.number()},
               {"changes", changes(a, state, d.to)},
               {"better_because", statement_ids(deciding_statements(a.model, a.space, party, d.to, state))},
               {"deterred", d.deterred}};
    Json sanction = Json::array();
    StateId at = d.to;
    for (const Response& r : d.sanction) {
      sanction.push_back(
          {{"party", a.model.party_id(r.party)}, {"to", r.to.number()}, {"changes", changes(a, at, r.to)}});
      at = r.to;
    }
    entry["sanction"] = std::move(sanction);
    entry["because"] =
        d.deterred ? statement_ids(deciding_statements(a.model, a.space, party, state, at)) : Json::array();
    if (counters_escape(c) && d.deterred)
      entry["best_way_out"] = d.best_way_out ? Json(d.best_way_out->number()) : Json(nullptr);
    improvements.push_back(std::move(entry));
  }
  json["improvements"] = std::move(improvements);
  return json;
}

/// Coalitions as far as a little work goes; null where they cannot be looked at.
Json short_coalitions(Analysis& a, BitVector& named) {
  if (coalitions_refused(a)) return nullptr;
  const CoalitionQuestion question = quick_coalitions(a);
  Json json{{"asked", Json::array()}, {"complete", true}};
  if (a.space.size() > small_case && question.states.empty()) return json;
  const CoalitionAnswer answer = answer_coalitions(a, question);
  json["asked"] = asked_states(a, answer, question);
  json["complete"] = answer.complete;
  for (const AskedState& asked : answer.asked) {
    named.set(asked.state.index());
    for (const ShownWay& shown : asked.ways) named.set(shown.way.to.index());
  }
  return json;
}

}  // namespace

std::string failure_json(const JsonContext& context, const Case* document, const AnalysisOptions& options) {
  return dump(frame(context, document, day_of(document, options), options, nullptr));
}

std::string check_json(const JsonContext& context, const Case* document, const AnalysisOptions& options,
                       Analysis* analysis) {
  Json json = frame(context, document, day_of(document, options), options, analysis);
  Diagnostics errors = context.diagnostics;
  std::erase_if(errors, [](const Diagnostic& d) { return d.severity != Severity::error; });
  Diagnostics warnings = context.diagnostics;
  std::erase_if(warnings, [](const Diagnostic& d) { return d.severity != Severity::warning; });
  json["errors"] = diagnostics(errors, context.source);
  json["warnings"] = diagnostics(warnings, context.source);
  if (analysis) {
    json["states"] = count(analysis->space.size());
    json["now"] = analysis->space.now().number();
  }
  return dump(json);
}

std::string states_json(const JsonContext& context, Analysis& a, const BitVector& chosen, std::size_t limit) {
  Json json = frame(context, a);
  json["states"] = count(a.space.size());
  json["now"] = a.space.now().number();
  json["chosen"] = count(chosen.count());
  BitVector named(a.space.size());
  std::size_t taken = 0;
  chosen.for_each([&](std::size_t s) {
    if (limit > 0 && taken == limit) return false;
    ++taken;
    named.set(s);
    return true;
  });
  json["labels"] = labels_of(a, named);
  return dump(json);
}

std::string stable_json(const JsonContext& context, Analysis& a, const std::vector<Concept>& concepts,
                        const StableJson& what) {
  BitVector named(a.space.size());
  Json json = overview(context, a, named);
  add_concepts(json, a, concepts, what.summaries ? what.list_limit : 0, what.summaries, named);
  if (what.written) {
    json["out"] = {{"file", what.written->path}, {"rows", count(what.written->rows)}, {"bytes", what.written->bytes}};
  }
  json["labels"] = labels_of(a, named);
  json["complete"] = a.complete();
  return dump(json);
}

std::string paths_json(const JsonContext& context, Analysis& a, std::optional<StateId> to, std::size_t list_limit) {
  Json json = frame(context, a);
  json["now"] = a.space.now().number();
  add_paths(json, a, list_limit);
  if (to) {
    const auto way = [&](const Reach& reach, bool improving) {
      return reach.reached(*to) ? steps(a, a.evolution().path(*to, reach, improving)) : Json(nullptr);
    };
    json["to"] = to->number();
    json["path_improvements"] = way(a.questioner().by_improvements(), true);
    json["path_moves"] = way(a.questioner().by_moves(), false);
  }
  return dump(json);
}

std::string ask_json(const JsonContext& context, Analysis& a, const std::vector<const Question*>& questions) {
  Json json = frame(context, a);
  json["now"] = a.space.now().number();
  Json answers = Json::object();
  for (const Answered& asked : answer_all(a, questions))
    answers[asked.question->id] = answer(a, *asked.question, asked.answer);
  // The answers stand under `questions`, and for short access under their own ids where those are free.
  for (const auto& [id, answer] : answers.items()) {
    if (!json.contains(id)) json[id] = answer;
  }
  json["questions"] = std::move(answers);
  return dump(json);
}

std::string explain_json(const JsonContext& context, Analysis& a, StateId state, const std::vector<PartyId>& parties,
                         const std::vector<Concept>& concepts) {
  Json json = frame(context, a);
  json["state"] = state.number();
  json["label"] = label(a, state);
  Json all = Json::array();
  for (const PartyId p : parties) {
    for (const Concept c : concepts) all.push_back(explanation(a, state, p, c));
  }
  if (all.size() == 1) {
    for (const auto& [key, value] : all[0].items()) json[key] = value;
  } else {
    json["explanations"] = std::move(all);
  }
  return dump(json);
}

std::string analyze_json(const JsonContext& context, Analysis& a, std::size_t list_limit) {
  BitVector named(a.space.size());
  Json json = overview(context, a, named);
  add_concepts(json, a, {all_concepts.begin(), all_concepts.end()}, list_limit, true, named);
  add_paths(json, a, list_limit);
  Json answers = Json::object();
  for (const Question& question : a.model.questions) answers[question.id] = answer(a, question, a.answer(question));
  json["questions"] = std::move(answers);
  json["levers"] = a.space.size() > quick_states ? Json(nullptr) : lever_answers(a.model, quick_levers(a));
  json["coalitions"] = short_coalitions(a, named);
  const TrapsQuestion question = quick_traps(a);
  json["traps"] = traps(a, question, answer_traps(a, question), named);
  std::vector<const Table*> tables;
  for (const Table& table : a.model.tables) tables.push_back(&table);
  const DealsAnswer deals = answer_deals(a, tables, a.space.now(), all_concepts, 5);
  Json settled = Json::object();
  for (const TableAnswer& table : deals.tables) settled[table.settlement.table->id] = table_deals(a, deals, table, 5);
  json["tables"] = std::move(settled);
  if (context.evidence) {
    Json statuses = Json::object();
    for (const auto status : {CitationStatus::exact, CitationStatus::normalised, CitationStatus::altered,
                              CitationStatus::missing, CitationStatus::not_supplied})
      statuses[std::string(to_text(status))] = context.evidence->count(status);
    json["evidence"] = {{"statements", statements_by_sources(*context.evidence)}, {"citations", std::move(statuses)}};
  }
  if (context.changes) json["changes"] = json_parts::answer_changes(*context.changes);
  json["labels"] = labels_of(a, named);
  json["complete"] = a.complete() && !deals.refused;
  if (deals.refused) json["reason"] = deals.diagnostics.front().message;
  return dump(json);
}

}  // namespace detente
