// The answer of `deals` for machines.

#include <algorithm>
#include <cstdlib>

#include "detente/report/deals_answer.hpp"
#include "detente/report/json_parts.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

using namespace json_parts;

namespace {

Json number(Decimal decimal) { return std::strtod(to_text(decimal).c_str(), nullptr); }

/// Ranks count from 1, the worst.
Json rank(const Analysis& a, PartyId party, StateId s) { return a.payoffs.rank(party, s) + 1; }

/// The parts of the answer about one table.
class TableJson {
 public:
  TableJson(Analysis& a, const DealsAnswer& answer, const TableAnswer& table, std::size_t limit)
      : a_(a), answer_(answer), table_(table), s_(table.settlement), limit_(limit) {}

  Json run() {
    Json json;
    const Table& table = *s_.table;
    json["table"] = table.id;
    if (!table.text.empty()) json["text"] = table.text;
    json["parties"] = party_ids(a_.model, table.parties);
    json["ratify"] = party_ids(a_.model, table.ratify);
    json["from"] = s_.from.number();
    Json settable = Json::array();
    for (const VariableId v : s_.settable) settable.push_back(a_.model.variable(v).id);
    json["sets"] = std::move(settable);
    Json walk_away = Json::object();
    Json kinds = Json::object();
    for (const Stake& stake : s_.stakes) {
      walk_away[a_.model.party_id(stake.party)] = stake.walk_away.number();
      kinds[a_.model.party_id(stake.party)] = walk_away_name(s_, stake);
    }
    json["walk_away"] = std::move(walk_away);
    json["walk_away_kind"] = std::move(kinds);
    json["feasible"] = count(s_.deals.count());
    json["acceptable"] = count(s_.acceptable.count());
    json["efficient"] = count(s_.frontier.efficient.count());
    Json lasting = Json::object();
    for (std::size_t k = 0; k < answer_.concepts.size(); ++k) {
      lasting[std::string(id_of(answer_.concepts[k]))] = count(table_.lasting[k]);
    }
    json["lasting"] = std::move(lasting);
    Json deals = Json::array();
    for (const StateId deal : first(table_.order)) deals.push_back(this->deal(deal));
    json["deals"] = std::move(deals);
    json["picks"] = picks();
    json["zone"] = zone();
    if (s_.impasse) add_impasse(json);
    return json;
  }

 private:
  template <class T>
  [[nodiscard]] std::span<const T> first(std::span<const T> all) const {
    return limit_ > 0 && all.size() > limit_ ? all.first(limit_) : all;
  }
  [[nodiscard]] std::span<const StateId> first(const std::vector<StateId>& all) const {
    return first(std::span<const StateId>(all));
  }

  Json deal(StateId deal) {
    Json json{{"state", deal.number()}, {"values", label(a_, deal)}, {"changes", changes(a_, s_.from, deal)}};
    Json ranks = Json::object();
    Json utilities = Json::object();
    for (std::size_t p = 0; p < a_.model.parties.size(); ++p) {
      ranks[a_.model.parties[p].id] = rank(a_, PartyId(p), deal);
      if (const auto utility = utility_of(a_, PartyId(p), deal)) utilities[a_.model.parties[p].id] = number(*utility);
    }
    json["ranks"] = std::move(ranks);
    if (!utilities.empty()) json["utilities"] = std::move(utilities);
    Json gains = Json::object();
    for (const Stake& stake : s_.stakes) {
      Json gain{{"ranks", std::int64_t{a_.payoffs.rank(stake.party, deal)} -
                              std::int64_t{a_.payoffs.rank(stake.party, stake.walk_away)}}};
      if (const auto utility = utility_of(a_, stake.party, deal)) {
        gain["utility"] = number({utility->millionths - utility_of(a_, stake.party, stake.walk_away)->millionths});
      }
      gains[a_.model.party_id(stake.party)] = std::move(gain);
    }
    json["gains"] = std::move(gains);
    json["efficient"] = s_.frontier.efficient.test(deal.index());
    Json lasting = Json::array();
    Json breaches = Json::array();
    for (std::size_t k = 0; k < answer_.concepts.size(); ++k) {
      const Concept c = answer_.concepts[k];
      if (answer_.equilibria[k].test(deal.index())) {
        lasting.push_back(id_of(c));
        continue;
      }
      for (const Breach& breach : detente::breaches(a_.explainer(), a_.stability(), a_.model.parties.size(), deal, c)) {
        breaches.push_back({{"concept", id_of(c)},
                            {"party", a_.model.party_id(breach.party)},
                            {"to", breach.to.number()},
                            {"changes", changes(a_, deal, breach.to)}});
      }
    }
    json["lasting"] = std::move(lasting);
    json["breaches"] = std::move(breaches);
    if (const auto found = answer_.against_groups.find(deal); found != answer_.against_groups.end()) {
      json["against_groups"] = against_groups(deal, found->second);
    }
    Json picked = Json::array();
    for (const std::string_view id : picked_by(s_, deal)) picked.push_back(id);
    json["picked_by"] = std::move(picked);
    return json;
  }

  [[nodiscard]] Json group_gain(StateId deal, PartySet group, StateId to) const {
    return {
        {"coalition", party_ids(a_.model, members_of(group))}, {"to", to.number()}, {"changes", changes(a_, deal, to)}};
  }

  [[nodiscard]] Json against_groups(StateId deal, const DealAgainstGroups& against) const {
    Json lasting = Json::array();
    Json unknown = Json::array();
    Json breaches = Json::array();
    for (const auto& [c, verdict] : against.verdicts) {
      if (verdict.stable()) lasting.push_back(id_of(c));
      if (!verdict.known) unknown.push_back(id_of(c));
      if (!verdict.left_by) continue;
      Json breach = group_gain(deal, verdict.left_by->coalition, verdict.left_by->to);
      breach["concept"] = id_of(c);
      breaches.push_back(std::move(breach));
    }
    return {{"lasting", std::move(lasting)},
            {"breaches", std::move(breaches)},
            {"unknown", std::move(unknown)},
            {"could_gain", against.way ? group_gain(deal, against.way->movers, against.way->to) : Json(nullptr)}};
  }

  Json picks() {
    Json json = Json::object();
    for (const NamedPick& pick : named_picks(s_)) {
      Json deals = Json::array();
      for (const StateId deal : first(pick.deals)) deals.push_back(this->deal(deal));
      json[std::string(pick.id)] = std::move(deals);
    }
    return json;
  }

  Json zone() {
    Json json = Json::object();
    const bool open = s_.acceptable.any();
    for (std::size_t i = 0; i < s_.shifts.size(); ++i) {
      const ZoneShift& shift = s_.shifts[i];
      const Stake& stake = s_.stakes[i];
      Json entry{{"others_accept", count(shift.others_accept)}, {"change", open ? "closes" : "opens"}};
      entry["possible"] = shift.rank.has_value();
      if (shift.rank) {
        entry["steps"] = std::int64_t{*shift.rank} - std::int64_t{a_.payoffs.rank(stake.party, stake.walk_away)};
        entry["rank"] = *shift.rank + 1;
      }
      if (shift.best) {
        entry["best"] = shift.best->number();
        if (const auto best = utility_of(a_, stake.party, *shift.best)) {
          entry["utility"] = number({best->millionths - utility_of(a_, stake.party, stake.walk_away)->millionths});
          // A member's zone is closed with its walk-away at the best deal, that of one who ratifies is open there.
          entry["at_least"] = open == stake.member;
        }
      }
      Json curve = Json::array();
      const std::vector<ZoneStep> steps = zone_curve(a_.payoffs, s_.stakes, s_.deals, i);
      for (const ZoneStep& step : first(std::span<const ZoneStep>(steps))) {
        curve.push_back({{"rank", step.rank + 1}, {"acceptable", count(step.acceptable)}});
      }
      entry["curve"] = std::move(curve);
      json[a_.model.party_id(stake.party)] = std::move(entry);
    }
    return json;
  }

  Json concession(const Concession& c) const {
    const PartyId party = s_.stakes[c.stake].party;
    Json json{{"party", a_.model.party_id(party)}};
    switch (a_.model.preferences[party.index()].form) {
      case Preferences::Form::weights: json["utility"] = number({c.amount}); break;
      case Preferences::Form::ranking: json["groups"] = c.steps; break;
      case Preferences::Form::order:
      case Preferences::Form::none:
        json["statements"] = c.steps;
        json["ids"] = conceded_statements(a_.model, party, c.steps);
    }
    return json;
  }

  Json joint(const JointConcession& j) const {
    Json concessions = Json::array();
    for (const Concession& c : j.concessions) concessions.push_back(concession(c));
    return {{"concessions", std::move(concessions)},
            {"deals", count(j.deals)},
            {"deal", {{"state", j.deal.number()}, {"values", label(a_, j.deal)}}}};
  }

  void add_impasse(Json& json) const {
    const Impasse& impasse = *s_.impasse;
    Json blocked = Json::array();
    for (const std::vector<std::size_t>& set : impasse.blocked) {
      Json ids = Json::array();
      for (const std::size_t i : set) ids.push_back(a_.model.party_id(s_.stakes[i].party));
      blocked.push_back(std::move(ids));
    }
    json["blocked"] = std::move(blocked);
    if (!impasse.all_blocked) json["blocked_complete"] = false;
    Json alone = Json::object();
    for (std::size_t i = 0; i < s_.stakes.size(); ++i) {
      const auto& k = impasse.alone[i];
      alone[a_.model.party_id(s_.stakes[i].party)] = k ? joint(impasse.joint[*k]) : Json(nullptr);
    }
    Json together = Json::array();
    for (const JointConcession& j : first(std::span<const JointConcession>(impasse.joint))) {
      together.push_back(joint(j));
    }
    json["concessions"] = {
        {"alone", std::move(alone)}, {"joint_count", count(impasse.joint.size())}, {"joint", std::move(together)}};
  }

  Analysis& a_;
  const DealsAnswer& answer_;
  const TableAnswer& table_;
  const Settlement& s_;
  std::size_t limit_;
};

}  // namespace

Json json_parts::table_deals(Analysis& a, const DealsAnswer& answer, const TableAnswer& table, std::size_t limit) {
  return TableJson(a, answer, table, limit).run();
}

std::string deals_json(const JsonContext& context, Analysis& a, const DealsAnswer& answer, std::size_t limit) {
  Json json = frame(context, a);
  json["now"] = a.space.now().number();
  if (answer.tables.size() == 1) {
    json.update(table_deals(a, answer, answer.tables.front(), limit));
  } else {
    Json tables = Json::object();
    for (const TableAnswer& table : answer.tables) {
      tables[table.settlement.table->id] = table_deals(a, answer, table, limit);
    }
    json["tables"] = std::move(tables);
    Json shared = Json::array();
    for (std::size_t i = 0; i < answer.tables.size(); ++i) {
      for (std::size_t j = i + 1; j < answer.tables.size(); ++j) {
        const Settlement& one = answer.tables[i].settlement;
        const Settlement& other = answer.tables[j].settlement;
        shared.push_back({{"tables", {one.table->id, other.table->id}},
                          {"acceptable", count((one.acceptable & other.acceptable).count())},
                          {"feasible", count((one.deals & other.deals).count())}});
      }
    }
    json["shared"] = std::move(shared);
  }
  const std::string open = left_open(answer);
  json["complete"] = a.complete() && open.empty();
  if (!open.empty()) json["reason"] = open;
  return dump(json);
}

}  // namespace detente
