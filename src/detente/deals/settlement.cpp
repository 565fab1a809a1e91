#include "detente/deals/settlement.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace detente {

Settlement settle(const Model& model, const StateSpace& space, const Payoffs& payoffs, const Table& table, StateId from,
                  const std::function<BitVector()>& drift, const Control& control) {
  Settlement s{.table = &table, .from = from, .settable = settable_by(model, table)};
  StakesBuild stakes = stakes_at(model, space, payoffs, table, from, drift);
  s.stakes = std::move(stakes.stakes);
  s.diagnostics = std::move(stakes.diagnostics);
  if (s.stakes.size() > most_stakes) {
    s.diagnostics.push_back({.severity = Severity::error,
                             .code = "too-many-parties",
                             .message = fmt::format("{} parties have a say at the table '{}'; at most {} can",
                                                    s.stakes.size(), table.id, most_stakes),
                             .span = table.span,
                             .hint = "let those with the same aims act as one party"});
  }
  s.deals = s.acceptable = s.frontier.efficient = BitVector(space.size());
  if (has_errors(s.diagnostics)) return s;

  s.deals = deals_from(model, space, table, from, control);
  const Satisfied everybody = s.stakes.size() == 64 ? ~Satisfied{0} : (Satisfied{1} << s.stakes.size()) - 1;
  s.deals.for_each([&](std::size_t deal) {
    if (satisfied(payoffs, s.stakes, StateId(deal)) == everybody) s.acceptable.set(deal);
  });
  s.shifts = zone_shifts(payoffs, s.stakes, s.deals);
  if (s.acceptable.any()) {
    std::vector<RankColumn> columns;
    for (const Stake& member : s.members()) columns.emplace_back(payoffs, member.party);
    s.frontier = frontier(columns, s.acceptable, control);
    if (s.frontier.complete) s.picks = pick(model, space, payoffs, s.members(), s.acceptable, s.frontier);
  } else {
    s.impasse = explain_impasse(model, space, payoffs, s.stakes, from, s.deals, control);
  }
  s.complete = !control.stopped();
  return s;
}

std::vector<Breach> breaches(const Explainer& explainer, const Stability& stability, std::size_t parties, StateId deal,
                             Concept c) {
  std::vector<Breach> found;
  for (std::size_t p = 0; p < parties; ++p) {
    if (stability.stable(c, PartyId(p)).test(deal.index())) continue;
    if (const auto to = explainer.best_undeterred(deal, PartyId(p), c)) found.push_back({PartyId(p), *to});
  }
  return found;
}

std::vector<StateId> in_order_of_merit(const StateSpace& space, const Settlement& settlement, const Payoffs& payoffs,
                                       std::span<const BitVector> lasting) {
  const auto above = preferred_above(payoffs, settlement.members(), settlement.acceptable);
  struct Entry {
    bool inefficient;
    std::size_t weakness;
    std::uint32_t depth;
    std::uint32_t changes;
    StateId deal;
  };
  std::vector<Entry> entries;
  settlement.acceptable.for_each([&](std::size_t s) {
    const auto strongest = std::ranges::find_if(lasting, [&](const BitVector& states) { return states.test(s); });
    std::uint32_t depth = 0;
    for (std::size_t i = 0; i < above.size(); ++i) {
      depth = std::max(depth, above[i][payoffs.rank(settlement.members()[i].party, StateId(s))]);
    }
    entries.push_back({!settlement.frontier.efficient.test(s), static_cast<std::size_t>(strongest - lasting.begin()),
                       depth, changes_between(space, settlement.from, StateId(s)), StateId(s)});
  });
  std::ranges::sort(entries, {},
                    [](const Entry& e) { return std::tuple(e.inefficient, e.weakness, e.depth, e.changes, e.deal); });
  std::vector<StateId> order;
  for (const Entry& entry : entries) order.push_back(entry.deal);
  return order;
}

}  // namespace detente
