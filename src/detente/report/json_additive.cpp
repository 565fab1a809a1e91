// Tables with too many deals to list, for machines. Field by field as in json_deals.cpp, but for what needs numbers of
// states or ranks.

#include <algorithm>
#include <cstdlib>

#include "detente/report/additive_answer.hpp"
#include "detente/report/json_parts.hpp"

namespace detente {

using namespace json_parts;

namespace {

Json number(std::int64_t millionths) { return std::strtod(to_text(Decimal{millionths}).c_str(), nullptr); }

Json count_json(DealCount n) {
  constexpr DealCount exact = DealCount{1} << 53;
  return n > exact ? Json(to_text(n)) : Json(static_cast<std::uint64_t>(n));
}

Json count_or_null(const std::optional<DealCount>& n) { return n ? count_json(*n) : Json(nullptr); }

class AdditiveJson {
 public:
  AdditiveJson(const AdditiveAnswer& answer, const AdditiveTableAnswer& table, std::size_t limit)
      : answer_(answer), model_(answer.model), table_(table), s_(*table.settlement), limit_(limit) {}

  Json run() const {
    Json json;
    const Table& table = *s_.table.table;
    json["table"] = table.id;
    if (!table.text.empty()) json["text"] = table.text;
    json["parties"] = party_ids(model_, table.parties);
    json["ratify"] = party_ids(model_, table.ratify);
    json["from"] = answer_.from_name;
    Json settable = Json::array();
    for (const VariableId v : s_.table.settable) settable.push_back(model_.variable(v).id);
    json["sets"] = std::move(settable);
    json["components"] = components();
    Json names = Json::object();
    for (std::size_t i = 0; i < s_.table.parties.size(); ++i) names[id(i)] = table_.walk_away[i];
    json["walk_away"] = std::move(names);
    json["walk_away_utility"] = by_party(s_.table.problem.walk_away);
    json["feasible"] = count_json(s_.deals);
    json["acceptable"] = count_or_null(s_.acceptable);
    json["efficient"] = s_.frontier ? count_json(s_.efficient) : Json(nullptr);
    json["points"] = s_.frontier ? Json(s_.frontier->points().size()) : Json(nullptr);
    Json deals = Json::array();
    for (const ShownDeal& shown : table_.frontier) deals.push_back(deal(shown));
    json["deals"] = std::move(deals);
    add_picks(json);
    if (s_.bounds || !table_.bounds.empty()) json["bounds"] = bounds();
    json["zone"] = zone();
    if (s_.impasse) add_impasse(json);
    return json;
  }

 private:
  [[nodiscard]] const std::string& id(std::size_t stake) const { return model_.party_id(s_.table.parties[stake]); }

  [[nodiscard]] Json by_party(const std::vector<std::int64_t>& millionths) const {
    Json json = Json::object();
    for (std::size_t i = 0; i < millionths.size(); ++i) json[id(i)] = number(millionths[i]);
    return json;
  }

  [[nodiscard]] Json components() const {
    Json products = Json::array();
    for (const Product& product : s_.table.problem.products) {
      const auto& parts = s_.table.products[product.name];
      Json list = Json::array();
      for (std::size_t c = 0; c < parts.size(); ++c) {
        if (parts[c].variables.empty()) continue;
        Json variables = Json::array();
        for (const VariableId v : parts[c].variables) variables.push_back(model_.variable(v).id);
        list.push_back(
            {{"variables", std::move(variables)}, {"ways", s_.table.problem.alternatives(product.components[c])}});
      }
      products.push_back(std::move(list));
      if (limit_ > 0 && products.size() == limit_) break;
    }
    return {{"products", s_.table.problem.products.size()}, {"list", std::move(products)}};
  }

  [[nodiscard]] Json changes(const std::vector<Value>& before, const std::vector<Value>& after) const {
    Json json = Json::object();
    for (std::size_t v = 0; v < after.size(); ++v) {
      if (before[v] != after[v]) json[model_.variables[v].id] = model_.value_name(VariableId(v), after[v]);
    }
    return json;
  }

  [[nodiscard]] Json values(const std::vector<Value>& all) const {
    Json json = Json::object();
    for (std::size_t v = 0; v < all.size(); ++v) {
      json[model_.variables[v].id] = model_.value_name(VariableId(v), all[v]);
    }
    return json;
  }

  [[nodiscard]] Json deal(const ShownDeal& shown) const {
    Json json{{"values", values(shown.values)}, {"changes", changes(answer_.from, shown.values)}};
    json["utilities"] = by_party(shown.utilities);
    std::vector<std::int64_t> gains = shown.utilities;
    for (std::size_t i = 0; i < gains.size(); ++i) gains[i] -= s_.table.problem.walk_away[i];
    json["gains"] = by_party(gains);
    json["alike"] = count_json(shown.alike);
    json["efficient"] = shown.efficient;
    const Departures& found = shown.departures;
    Json lasting = Json::array();
    Json unexamined = Json::array();
    for (const Concept c : strongest_first) {
      if (!found.departures.empty() && c == Concept::nash) continue;
      (found.departures.empty() && found.complete ? lasting : unexamined).push_back(id_of(c));
    }
    json["lasting"] = std::move(lasting);
    json["unexamined"] = std::move(unexamined);
    Json breaches = Json::array();
    for (const Departure& departure : found.departures) {
      breaches.push_back({{"concept", id_of(Concept::nash)},
                          {"party", model_.party_id(departure.party)},
                          {"changes", changes(shown.values, departure.to)}});
    }
    json["breaches"] = std::move(breaches);
    Json picked = Json::array();
    for (const std::string_view pick : shown.picked_by) picked.push_back(pick);
    json["picked_by"] = std::move(picked);
    return json;
  }

  void add_picks(Json& json) const {
    Json picks = Json::object();
    if (!s_.picks) {
      for (const std::string_view id : {"fallback", "nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}) {
        picks[std::string(id)] = Json::array();
      }
      json["picks"] = std::move(picks);
      return;
    }
    Json optima = Json::object();
    for (const ShownPick& pick : table_.picks) {
      Json deals = Json::array();
      for (const ShownDeal& shown : pick.deals) deals.push_back(deal(shown));
      picks[std::string(pick.id)] = std::move(deals);
      optima[std::string(pick.id)] = {{"found", !pick.why.empty()}, {"deals", count_or_null(pick.count)}};
      if (!pick.count) optima[std::string(pick.id)]["deals_at_least"] = pick.deals.size();
    }
    const Optima& best = s_.picks->optima;
    optima["fallback"]["depth"] = s_.fallback.pick ? count_json(s_.fallback.depth) : Json(nullptr);
    optima["nash"]["product"] = best.product;
    optima["kalai_smorodinsky"]["ratio"] = {number(best.ratio.over), number(best.ratio.under)};
    optima["egalitarian"]["least_gain"] = number(best.least_gain);
    optima["utilitarian"]["sum"] = best.sum;
    std::vector<std::int64_t> best_gains = best.best_gains;
    json["picks"] = std::move(picks);
    json["optima"] = std::move(optima);
    json["best_gains"] = by_party(best_gains);
  }

  [[nodiscard]] Json bounds() const {
    Json json = Json::object();
    if (s_.bounds) {
      using Zone = AdditiveBounds::Zone;
      const Zone zone = s_.bounds->zone;
      json["zone"] = zone == Zone::open ? "open" : zone == Zone::empty ? "empty" : "unknown";
      json["points"] = {{"at_least", s_.bounds->efficient.size()},
                        {"at_most", count_or_null(s_.bounds->points_at_most)}};
      Json efficient = Json::array();
      for (const ShownDeal& shown : table_.efficient) efficient.push_back(deal(shown));
      json["efficient"] = std::move(efficient);
    }
    const auto number_or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
    for (const ShownBound& bound : table_.bounds) {
      json[std::string(bound.id)] = {{"at_least", number_or_null(bound.at_least)},
                                     {"at_most", number_or_null(bound.at_most)},
                                     {"proved", bound.proved},
                                     {"deal", bound.deal ? deal(*bound.deal) : Json(nullptr)}};
    }
    return json;
  }

  [[nodiscard]] Json zone() const {
    Json json = Json::object();
    for (std::size_t i = 0; i < s_.shifts.size(); ++i) {
      const AdditiveShift& shift = s_.shifts[i];
      if (shift.ending != Ending::done) {
        json[id(i)] = {
            {"others_accept", count_or_null(shift.others_accept)}, {"settled", false}, {"possible", nullptr}};
        continue;
      }
      const bool open = s_.open().value();  // where a shift was found, that is known
      Json entry{{"others_accept", count_or_null(shift.others_accept)},
                 {"settled", true},
                 {"change", open ? "closes" : "opens"}};
      entry["possible"] = shift.best.has_value();
      if (shift.best) {
        entry["utility"] = number(*shift.best - s_.table.problem.walk_away[i]);
        entry["at_least"] = open == (i < s_.table.problem.members);
        entry["best"] = values(s_.table.values(*shift.deal));
      }
      json[id(i)] = std::move(entry);
    }
    return json;
  }

  [[nodiscard]] Json concession(const AdditiveConcession& c) const {
    Json list = Json::array();
    for (std::size_t i = 0; i < c.amounts.size(); ++i) {
      if (c.amounts[i]) list.push_back({{"party", id(i)}, {"utility", number(*c.amounts[i])}});
    }
    return {{"concessions", std::move(list)},
            {"deals", count_or_null(c.deals)},
            {"deal", {{"values", values(s_.table.values(c.deal))}}}};
  }

  void add_impasse(Json& json) const {
    const AdditiveImpasse& impasse = *s_.impasse;
    Json blocked = Json::array();
    for (const std::vector<std::size_t>& set : impasse.blocked) {
      Json ids = Json::array();
      for (const std::size_t i : set) ids.push_back(id(i));
      blocked.push_back(std::move(ids));
    }
    json["blocked"] = std::move(blocked);
    if (!impasse.all_blocked) json["blocked_complete"] = false;
    Json alone = Json::object();
    for (std::size_t i = 0; i < s_.table.parties.size(); ++i) {
      const bool found = i < impasse.alone.size() && impasse.alone[i];
      alone[id(i)] = found ? concession(impasse.concessions[*impasse.alone[i]]) : Json(nullptr);
    }
    Json joint = Json::array();
    for (const AdditiveConcession& c : impasse.concessions) {
      if (limit_ > 0 && joint.size() == limit_) break;
      joint.push_back(concession(c));
    }
    if (impasse.ending == Ending::done) {
      json["concessions"] = {{"settled", true},
                             {"alone", std::move(alone)},
                             {"joint_count", impasse.concessions_found},
                             {"joint", std::move(joint)}};
    } else {
      json["concessions"] = {{"settled", false}};
    }
  }

  const AdditiveAnswer& answer_;
  const Model& model_;
  const AdditiveTableAnswer& table_;
  const AdditiveSettlement& s_;
  std::size_t limit_;
};

}  // namespace

std::string additive_json(const JsonContext& context, const AnalysisOptions& options, const AdditiveAnswer& answer,
                          std::size_t limit) {
  JsonContext with_reason = context;
  with_reason.complete = complete(answer, with_reason.reason);
  Json json = frame(with_reason, &answer.model, answer.model.day, options, nullptr);
  json["method"] = "additive";
  if (answer.tables.size() == 1) {
    json.update(AdditiveJson(answer, answer.tables.front(), limit).run());
  } else {
    Json tables = Json::object();
    for (const AdditiveTableAnswer& table : answer.tables) {
      tables[table.settlement->table.table->id] = AdditiveJson(answer, table, limit).run();
    }
    json["tables"] = std::move(tables);
  }
  return dump(json);
}

}  // namespace detente
