#include "detente/report/json_parts.hpp"
#include "detente/report/traps_answer.hpp"

namespace detente {

namespace {

using namespace json_parts;

Json trap_json(Analysis& a, const TrapsQuestion& question, PartyId party, const Trap& trap) {
  Json json{
      {"to", trap.equilibrium.number()},
      {"path", steps(a, trap.path)},
      {"cannot_be_undone", trap.fatal + 1},
      {"worse_because", statement_ids(deciding_statements(a.model, a.space, party, question.start, trap.equilibrium))},
      {"way_back", trap.moves_lead_back ? "moves" : "no"}};
  json["no_moves_back_from"] = trap.fatal_for_moves ? Json(*trap.fatal_for_moves + 1) : Json(nullptr);
  return json;
}

}  // namespace

Json json_parts::traps(Analysis& a, const TrapsQuestion& question, const TrapAnswer& answer, BitVector& named) {
  Json json{{"from", question.start.number()}, {"concept", id_of(question.concept_id)}, {"reached", answer.reached}};
  json["searched"] = answer.complete;
  named.set(question.start.index());
  Json parties = Json::object();
  for (const PartyTraps& found : answer.parties) {
    Json entry{{"improvements", found.improvements}, {"baits", found.baits}, {"found", found.found}};
    Json list = Json::array();
    for (const Trap& trap : found.traps) {
      list.push_back(trap_json(a, question, found.party, trap));
      for (const Step& step : trap.path) named.set(step.to.index());
    }
    entry["traps"] = std::move(list);
    parties[a.model.party_id(found.party)] = std::move(entry);
  }
  json["parties"] = std::move(parties);
  return json;
}

std::string traps_json(const JsonContext& context, Analysis& a, const TrapsQuestion& question,
                       const TrapAnswer& answer) {
  JsonContext framed = context;
  framed.complete = answer.complete;
  framed.reason = "improvements lead to more states than the work or the memory allowed for";
  Json json = frame(framed, a);
  json["now"] = a.space.now().number();
  BitVector named(a.space.size());
  const Json found = traps(a, question, answer, named);
  json.update(found);
  Json labels = Json::object();
  add_labels(labels, a, named);
  json["labels"] = std::move(labels);
  return dump(json);
}

}  // namespace detente
