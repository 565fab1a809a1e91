#include <algorithm>

#include "detente/report/coalition_answer.hpp"
#include "detente/report/json_parts.hpp"

namespace detente {

using namespace json_parts;

namespace {

Json set_json(const Analysis& a, PartySet set) { return party_ids(a.model, members_of(set)); }

Json way_json(Analysis& a, StateId s, const ShownWay& shown) {
  Json because = Json::object();
  for (const PartyId p : members_of(shown.way.movers)) {
    because[a.model.party_id(p)] = statement_ids(deciding_statements(a.model, a.space, p, shown.way.to, s));
  }
  return {{"coalition", set_json(a, shown.way.movers)},
          {"to", shown.way.to.number()},
          {"gainers", set_json(a, shown.way.gainers)},
          {"path", steps(a, shown.path)},
          {"because", std::move(because)},
          {"targets", shown.way.targets}};
}

Json asked_json(Analysis& a, const AskedState& asked, const std::vector<Concept>& concepts) {
  Json json{{"state", asked.state.number()},
            {"complete", asked.known},
            {"targets", asked.survey.targets},
            {"coalitions", count(asked.survey.coalitions)},
            {"improvements", count(asked.survey.improvements)}};
  Json ways = Json::array();
  for (const ShownWay& shown : asked.ways) ways.push_back(way_json(a, asked.state, shown));
  json["ways"] = std::move(ways);
  json["ways_count"] = asked.survey.ways.size();
  Json verdicts = Json::object();
  for (std::size_t k = 0; k < concepts.size(); ++k) {
    const CoalitionStability::Verdict& verdict = asked.verdicts[k];
    Json entry{{"stable", verdict.known ? Json(verdict.stable()) : Json(nullptr)}};
    if (verdict.left_by) {
      entry["left_by"] = {{"coalition", set_json(a, verdict.left_by->coalition)}, {"to", verdict.left_by->to.number()}};
    }
    verdicts[std::string(id_of(concepts[k]))] = std::move(entry);
  }
  json["concepts"] = std::move(verdicts);
  return json;
}

Json blocks_json(const Analysis& a, const BlockAnswer& answer, const std::vector<Concept>& concepts, bool list) {
  Json blocks = Json::array();
  for (const std::vector<PartyId>& block : answer.blocks) blocks.push_back(party_ids(a.model, block));
  Json json{{"blocks", std::move(blocks)}, {"over", answer.over_all ? "all" : "asked"}};
  Json all = Json::object();
  for (const Concept c : concepts) {
    BitVector equilibria = answer.judged;
    Json stable = Json::array();
    for (std::size_t b = 0; b < answer.blocks.size(); ++b) {
      const BitVector states = answer.judged & answer.stability->stable(c, PartyId(b));
      equilibria &= states;
      if (list) stable.push_back(numbers(states));
    }
    Json entry{{"count", equilibria.count()}, {"equilibria", numbers(equilibria)}};
    if (list) entry["stable"] = std::move(stable);
    all[std::string(id_of(c))] = std::move(entry);
  }
  json["concepts"] = std::move(all);
  return json;
}

}  // namespace

Json json_parts::asked_states(Analysis& a, const CoalitionAnswer& answer, const CoalitionQuestion& question) {
  Json asked = Json::array();
  for (const AskedState& state : answer.asked) asked.push_back(asked_json(a, state, question.concepts));
  return asked;
}

std::string coalitions_json(const JsonContext& context, Analysis& a, const CoalitionAnswer& answer,
                            const CoalitionQuestion& question, std::size_t list_limit) {
  JsonContext with_reason = context;
  const bool cut = answer.listed.size() < answer.improvements;
  with_reason.complete = answer.complete && !cut;
  with_reason.reason = answer.reason;
  if (cut) with_reason.reason += (answer.reason.empty() ? "" : "; ") + std::string("not all improvements are listed");
  Json json = frame(with_reason, a);
  json["states"] = count(a.space.size());
  json["parties"] = party_ids(a.model, members_of(first_parties(a.model.parties.size())));
  json["now"] = a.space.now().number();
  BitVector named(a.space.size());
  named.set(a.space.now().index());

  Json improvements = Json::array();
  for (const ListedImprovement& listed : answer.listed) {
    improvements.push_back(
        {{"state", listed.state.number()}, {"coalition", set_json(a, listed.coalition)}, {"to", listed.to.number()}});
  }
  json["improvements"] = std::move(improvements);
  json["improvement_count"] = count(answer.improvements);
  json["stable_for_all"] = numbers(answer.stable_for_all.states);
  json["stable_for_all_over"] = answer.stable_for_all.over_all ? "all" : "asked";
  Json concepts = Json::object();
  for (const ConceptStates& states : answer.concepts) {
    concepts[std::string(id_of(states.concept_id))] = {{"count", states.states.count()},
                                                       {"equilibria", numbers(states.states)},
                                                       {"over", states.over_all ? "all" : "asked"},
                                                       {"not_judged", states.unknown}};
  }
  json["concepts"] = std::move(concepts);
  for (const AskedState& state : answer.asked) {
    named.set(state.state.index());
    for (const ShownWay& shown : state.ways) named.set(shown.way.to.index());
  }
  json["asked"] = asked_states(a, answer, question);
  if (answer.blocks) {
    json["blocks"] = blocks_json(a, *answer.blocks, question.block_concepts, a.space.size() <= list_limit);
  }
  Json labels = Json::object();
  add_labels(labels, a, named);
  json["labels"] = std::move(labels);
  return dump(json);
}

}  // namespace detente
