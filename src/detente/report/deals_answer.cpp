#include "detente/report/deals_answer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"

namespace detente {

std::vector<Concept> DealsAnswer::lasting(StateId deal) const {
  std::vector<Concept> lasting;
  for (std::size_t k = 0; k < equilibria.size(); ++k) {
    if (equilibria[k].test(deal.index())) lasting.push_back(concepts[k]);
  }
  return lasting;
}

DealsAnswer answer_deals(Analysis& a, std::span<const Table* const> tables, StateId from,
                         std::span<const Concept> concepts, std::size_t most) {
  DealsAnswer answer;
  for (const Concept c : strongest_first) {
    if (std::ranges::count(concepts, c) > 0) answer.concepts.push_back(c);
  }
  for (const Table* table : tables) {
    const std::uint64_t bytes = a.kept_bytes() + settle_bytes(a.model, a.space, *table);
    const std::uint64_t limit = a.options().limits.memory_bytes;
    if (bytes > limit) {
      answer.refused = true;
      answer.diagnostics.push_back(
          {.severity = Severity::error,
           .code = "too-large",
           .message = fmt::format("working out the table '{}' in {} states may need {}; the limit is {}", table->id,
                                  with_commas(a.space.size()), memory_text(static_cast<double>(bytes)),
                                  memory_text(static_cast<double>(limit))),
           .span = table->span,
           .hint = "add rules for what cannot go together, raise --memory, or try --method additive if all at the "
                   "table have weights"});
      return answer;
    }
    TableAnswer& entry = answer.tables.emplace_back();
    entry.settlement = a.settlement(*table, from);
    const Diagnostics& found = entry.settlement.diagnostics;
    answer.diagnostics.insert(answer.diagnostics.end(), found.begin(), found.end());
    if (!entry.settlement.acceptable.any() || !entry.settlement.complete) continue;
    if (answer.equilibria.empty()) {
      for (const Concept c : answer.concepts) answer.equilibria.push_back(a.stability().equilibria(c));
    }
    entry.order = in_order_of_merit(a.space, entry.settlement, a.payoffs, answer.equilibria, most);
    for (const BitVector& states : answer.equilibria) {
      entry.lasting.push_back((states & entry.settlement.acceptable).count());
    }
  }
  for (TableAnswer& entry : answer.tables) entry.lasting.resize(answer.concepts.size(), 0);
  sort_diagnostics(answer.diagnostics);
  return answer;
}

std::vector<NamedPick> named_picks(const Settlement& settlement) {
  std::vector<NamedPick> picks{{"fallback", "fallback bargaining", "Brams & Kilgour 2001", {}},
                               {"nash", "Nash", "Nash 1950", {}},
                               {"kalai_smorodinsky", "Kalai-Smorodinsky", "Kalai & Smorodinsky 1975", {}},
                               {"egalitarian", "egalitarian", "Kalai 1977", {}},
                               {"utilitarian", "utilitarian", "Harsanyi 1955", {}}};
  if (!settlement.picks) return picks;
  picks[0].deals = settlement.picks->fallback;
  if (const auto& cardinal = settlement.picks->cardinal) {
    picks[1].deals = cardinal->nash;
    picks[2].deals = cardinal->kalai_smorodinsky;
    picks[3].deals = cardinal->egalitarian;
    picks[4].deals = cardinal->utilitarian;
  }
  return picks;
}

std::vector<std::string_view> picked_by(const Settlement& settlement, StateId deal) {
  std::vector<std::string_view> ids;
  for (const NamedPick& pick : named_picks(settlement)) {
    if (std::ranges::binary_search(pick.deals, deal)) ids.push_back(pick.id);
  }
  return ids;
}

std::vector<std::string> conceded_statements(const Model& model, PartyId party, std::uint64_t steps) {
  std::vector<std::string> ids;
  const std::vector<Level>& order = model.preferences[party.index()].order;
  for (std::size_t k = order.size() - std::min<std::size_t>(steps, order.size()); k < order.size(); ++k) {
    for (const Statement& statement : order[k]) ids.push_back(statement.id);
  }
  return ids;
}

std::optional<Decimal> utility_of(const Analysis& a, PartyId party, StateId s) {
  const Preferences& preferences = a.model.preferences[party.index()];
  if (preferences.form != Preferences::Form::weights) return std::nullopt;
  return Decimal{weighted_sum(a.space, preferences, s)};
}

std::string walk_away_name(const Settlement& settlement, const Stake& stake) {
  if (stake.kind == WalkAway::Kind::drift) return "drift";
  const auto entry = settlement.table->walk_away.find(stake.party);
  return stake.kind == WalkAway::Kind::state ? entry->second.state : "now";
}

}  // namespace detente
