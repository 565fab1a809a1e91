#include "detente/report/additive_answer.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/space/named.hpp"

namespace detente {

namespace {

/// The values of a state by name; an error where it is not feasible.
std::optional<std::vector<Value>> state_named(const Model& model, const std::string& name, const std::string& what,
                                              std::optional<Span> span, Diagnostics& diagnostics) {
  if (name == "now") return model.now();
  const NamedState* state = model.find_state(name);
  if (state == nullptr) {
    std::vector<std::string> names{"now"};
    for (const NamedState& named : model.states) names.push_back(named.id);
    const auto nearest = nearest_name(name, names);
    diagnostics.push_back(
        {.code = "no-such-state",
         .message = fmt::format("without a list of states, '{}' is not known", name),
         .span = span,
         .hint = nearest ? fmt::format("did you mean '{}'?", *nearest) : "name now or one of the case's `states`"});
    return std::nullopt;
  }
  const std::vector<Value> values = values_of(model, *state);
  if (std::ranges::all_of(model.rules, [&](const Rule& rule) { return holds(rule.formula, values); })) return values;
  diagnostics.push_back({.code = "infeasible-state",
                         .message = fmt::format("{} '{}' is not feasible", what, name),
                         .span = span,
                         .hint = broken_rule(model, *state)});
  return std::nullopt;
}

/// Makes the answer about one table.
class TableAnswerer {
 public:
  TableAnswerer(const AdditiveAnswer& answer, std::size_t limit) : answer_(answer), limit_(limit) {}

  AdditiveTableAnswer run(std::unique_ptr<AdditiveSettlement> settlement, std::vector<std::string> walk_away) {
    AdditiveTableAnswer table{.settlement = std::move(settlement), .walk_away = std::move(walk_away)};
    s_ = table.settlement.get();
    if (s_->picks) add_picks(table);
    if (s_->frontier) {
      const PointSet& points = s_->frontier->points();
      const std::size_t shown = limit_ > 0 ? std::min(limit_, points.size()) : points.size();
      for (std::size_t k = 0; k < shown; ++k) {
        // From the first point to the last in even steps.
        const std::size_t i = shown < 2 ? 0 : k * (points.size() - 1) / (shown - 1);
        table.frontier.push_back(shown_deal(s_->frontier->deals(i).front(), points.count(i), true));
      }
    }
    if (s_->bounds) add_bounds(table, *s_->bounds);
    if (s_->picks && !s_->fallback.pick) {
      table.bounds.push_back(depth_bound(s_->fallback.depth, s_->fallback.depth_at_most, s_->fallback.best_known));
    }
    return table;
  }

 private:
  ShownDeal shown_deal(const DealChoice& choice, DealCount alike, bool efficient) const {
    ShownDeal deal{.values = s_->table.values(choice),
                   .utilities = utilities_of(s_->table.problem, choice),
                   .alike = alike,
                   .efficient = efficient};
    deal.departures = departures_from(answer_.model, deal.values);
    if (!s_->picks) return deal;
    const auto belongs = [&](const AdditivePick& pick, std::string_view id) {
      const auto [begin, end] = pick.points.range_of(deal.utilities, s_->table.problem.members);
      if (begin < end) deal.picked_by.push_back(id);
    };
    if (s_->fallback.pick) belongs(*s_->fallback.pick, "fallback");
    belongs(s_->picks->nash, "nash");
    belongs(s_->picks->kalai_smorodinsky, "kalai_smorodinsky");
    belongs(s_->picks->egalitarian, "egalitarian");
    belongs(s_->picks->utilitarian, "utilitarian");
    return deal;
  }

  void add_pick(AdditiveTableAnswer& table, ShownPick pick, const AdditivePick& found) const {
    if (found.ending == Ending::done) pick.count = found.points.total();
    const std::size_t members = s_->table.problem.members;
    for (const DealChoice& choice : found.deals) {
      if (limit_ > 0 && pick.deals.size() == limit_) break;
      const std::vector<std::int64_t> utilities = utilities_of(s_->table.problem, choice);
      const std::size_t i = found.points.range_of(utilities, members).first;
      pick.deals.push_back(shown_deal(choice, found.points.count(i), found.efficient[i]));
    }
    table.picks.push_back(std::move(pick));
  }

  void add_picks(AdditiveTableAnswer& table) const {
    const Optima& optima = s_->picks->optima;
    ShownPick fallback{.id = "fallback", .name = "fallback bargaining", .source = "Brams & Kilgour 2001"};
    if (s_->fallback.pick) {
      fallback.why = fmt::format("nobody prefers more than {} acceptable deal{} to it", count_text(s_->fallback.depth),
                                 s_->fallback.depth == 1 ? "" : "s");
      add_pick(table, std::move(fallback), *s_->fallback.pick);
    } else {
      table.picks.push_back(std::move(fallback));
    }
    add_pick(table, {"nash", "Nash", "Nash 1950", "largest product of gains, " + optima.product, {}, {}},
             s_->picks->nash);
    const std::string share =
        optima.ratio.over == optima.ratio.under
            ? "everybody has its best acceptable gain"
            : fmt::format("everybody has at least {:.4g}% of its best acceptable gain",
                          100.0 * static_cast<double>(optima.ratio.over) / static_cast<double>(optima.ratio.under));
    add_pick(table, {"kalai_smorodinsky", "Kalai-Smorodinsky", "Kalai & Smorodinsky 1975", share, {}, {}},
             s_->picks->kalai_smorodinsky);
    add_pick(table,
             {"egalitarian",
              "egalitarian",
              "Kalai 1977",
              "largest smallest gain, " + to_text(Decimal{optima.least_gain}),
              {},
              {}},
             s_->picks->egalitarian);
    add_pick(table, {"utilitarian", "utilitarian", "Harsanyi 1955", "largest sum of gains, " + optima.sum, {}, {}},
             s_->picks->utilitarian);
  }

  /// A deal of which it is not known how many are alike.
  std::optional<ShownDeal> known_deal(const std::optional<DealChoice>& choice, bool efficient) const {
    if (!choice) return std::nullopt;
    return shown_deal(*choice, 1, efficient);
  }

  ShownBound depth_bound(DealCount least, const std::optional<DealCount>& most,
                         const std::optional<DealChoice>& deal) const {
    return {.id = "fallback",
            .name = "fallback bargaining",
            .source = "Brams & Kilgour 2001",
            .what = "number of acceptable deals that somebody prefers to it",
            .at_least = to_text(least),
            .at_most = most ? to_text(*most) : "",
            .proved = most == least,
            .deal = known_deal(deal, s_->frontier.has_value())};
  }

  void add_bounds(AdditiveTableAnswer& table, const AdditiveBounds& bounds) const {
    const std::size_t known = bounds.efficient.size();
    const std::size_t shown = limit_ > 0 ? std::min(limit_, known) : known;
    for (std::size_t k = 0; k < shown; ++k) {
      const std::size_t i = shown < 2 ? 0 : k * (known - 1) / (shown - 1);
      table.efficient.push_back(shown_deal(bounds.efficient[i], 1, true));
    }
    if (bounds.zone == AdditiveBounds::Zone::empty) return;
    table.bounds.push_back(depth_bound(bounds.depth_at_least, bounds.depth_at_most, bounds.shallow));
    const auto add = [&](std::string_view id, std::string_view name, std::string_view source, std::string_view what,
                         const BoundedOptimum& bound) {
      table.bounds.push_back({.id = id,
                              .name = name,
                              .source = source,
                              .what = what,
                              .at_least = bound.at_least,
                              .at_most = bound.at_most,
                              .proved = bound.proved,
                              .deal = known_deal(bound.deal, false)});
    };
    add("nash", "Nash", "Nash 1950", "largest product of gains", bounds.nash);
    add("kalai_smorodinsky", "Kalai-Smorodinsky", "Kalai & Smorodinsky 1975",
        "largest smallest share of the best acceptable gain", bounds.kalai_smorodinsky);
    add("egalitarian", "egalitarian", "Kalai 1977", "largest smallest gain", bounds.egalitarian);
    add("utilitarian", "utilitarian", "Harsanyi 1955", "largest sum of gains", bounds.utilitarian);
  }

  const AdditiveAnswer& answer_;
  const AdditiveSettlement* s_ = nullptr;
  std::size_t limit_;
};

}  // namespace

std::string count_text(DealCount count) {
  std::string digits = to_text(count);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

AdditiveAnswerBuild answer_additively(Model model, const std::vector<std::string>& tables, const std::string& from,
                                      std::size_t limit, const DealLimits& limits, const Control& control) {
  AdditiveAnswerBuild build;
  auto answer = std::make_unique<AdditiveAnswer>();
  answer->model = std::move(model);
  const Model& m = answer->model;
  build.diagnostics = now_mistakes(m);
  if (!build.diagnostics.empty()) return build;
  const auto start = state_named(m, from, "the state", std::nullopt, build.diagnostics);
  if (!start) return build;
  answer->from = *start;
  answer->from_name = from;

  for (const Table& table : m.tables) {
    if (!tables.empty() && std::ranges::count(tables, table.id) == 0) continue;
    std::vector<std::vector<Value>> walk_aways;
    std::vector<std::string> names;
    std::vector<PartyId> stakes = table.parties;
    stakes.insert(stakes.end(), table.ratify.begin(), table.ratify.end());
    for (const PartyId party : stakes) {
      const auto entry = table.walk_away.find(party);
      std::string name = answer->from_name;
      std::vector<Value> values = answer->from;
      if (entry != table.walk_away.end() && entry->second.kind == WalkAway::Kind::state) {
        name = entry->second.state;
        const std::string what = fmt::format("the walk-away of {} at the table '{}',", m.party_id(party), table.id);
        const auto found = state_named(m, name, what, entry->second.span, build.diagnostics);
        if (found) values = *found;
      } else if (entry != table.walk_away.end() && entry->second.kind == WalkAway::Kind::drift) {
        // Where nobody can move alone, nothing drifts.
        for (std::size_t p = 0; p < m.parties.size() && build.obstacle.empty(); ++p) {
          if (m.movable_by(PartyId(p)).empty()) continue;
          build.obstacle = fmt::format("the table '{}' needs a list of all states, because the walk-away of {} drifts",
                                       table.id, m.party_id(party));
        }
      }
      walk_aways.push_back(std::move(values));
      names.push_back(std::move(name));
    }
    if (!build.diagnostics.empty() || !build.obstacle.empty()) return build;
    AdditiveTableBuild decomposed = decompose(m, table, answer->from, walk_aways);
    if (!decomposed.table) {
      build.obstacle =
          fmt::format("the table '{}' needs a list of all states, because {}", table.id, decomposed.obstacle);
      return build;
    }
    // Every pick names a few deals, so that ties can be shown.
    const std::size_t named = limit > 0 ? limit : std::size_t{10'000};
    std::unique_ptr<AdditiveSettlement> settlement =
        settle_additive(std::move(*decomposed.table), named, limits, control);
    if (!settlement) {
      build.obstacle = fmt::format("the table '{}' has more than 2^126 deals", table.id);
      return build;
    }
    if (control.stopped()) {
      build.stopped = true;
      return build;
    }
    answer->tables.push_back(TableAnswerer(*answer, limit).run(std::move(settlement), std::move(names)));
  }
  build.answer = std::move(answer);
  return build;
}

bool complete(const AdditiveAnswer& answer, std::string& reason) {
  std::vector<std::string> missing;
  for (const AdditiveTableAnswer& table : answer.tables) {
    const AdditiveSettlement& s = *table.settlement;
    const std::string& id = s.table.table->id;
    if (s.ending != Ending::done) missing.push_back(fmt::format("the efficient deals of '{}'", id));
    if (s.picks && !s.fallback.pick) missing.push_back(fmt::format("fallback bargaining at '{}'", id));
    for (const ShownPick& pick : table.picks) {
      if (!pick.why.empty() && !pick.count) missing.push_back(fmt::format("all ties of '{}' at '{}'", pick.id, id));
    }
    if (std::ranges::any_of(s.shifts, [](const AdditiveShift& shift) { return shift.ending != Ending::done; })) {
      missing.push_back(fmt::format("the zone at '{}'", id));
    }
    if (s.impasse && (!s.impasse->all_blocked || s.impasse->ending != Ending::done)) {
      missing.push_back(fmt::format("why '{}' has no deal", id));
    }
  }
  if (missing.empty()) return true;
  reason = fmt::format("not found within the limits, which --memory and --steps raise: {}", join_words(missing));
  return false;
}

}  // namespace detente
