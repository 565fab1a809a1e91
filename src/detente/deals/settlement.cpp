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
                                       std::span<const BitVector> lasting, std::size_t most) {
  const auto above = preferred_above(payoffs, settlement.members(), settlement.acceptable);
  struct Entry {
    std::uint16_t weakness;  ///< of the strongest concept; those of inefficient deals come after all others
    std::uint16_t changes;
    std::uint32_t depth;
    StateId deal;
    [[nodiscard]] auto key() const { return std::tuple(weakness, depth, changes, deal); }
  };
  std::vector<Entry> entries;  // with a limit a heap, the last of them in front
  const auto take = [&](std::size_t s, bool efficient) {
    const auto strongest = std::ranges::find_if(lasting, [&](const BitVector& states) { return states.test(s); });
    Entry entry{.weakness = static_cast<std::uint16_t>((strongest - lasting.begin()) +
                                                       (efficient ? 0 : std::ssize(lasting) + 1)),
                .changes = 0,
                .depth = 0,
                .deal = StateId(s)};
    for (std::size_t i = 0; i < above.size(); ++i) {
      entry.depth = std::max(entry.depth, above[i][payoffs.rank(settlement.members()[i].party, StateId(s))]);
    }
    const bool full = most > 0 && entries.size() == most;
    if (full && std::tuple(entries.front().weakness, entries.front().depth) < std::tuple(entry.weakness, entry.depth)) {
      return;
    }
    entry.changes = static_cast<std::uint16_t>(changes_between(space, settlement.from, StateId(s)));
    if (full) {
      if (entries.front().key() < entry.key()) return;
      std::ranges::pop_heap(entries, {}, &Entry::key);
      entries.pop_back();
    }
    entries.push_back(entry);
    if (most > 0) std::ranges::push_heap(entries, {}, &Entry::key);
  };
  if (most == 0) entries.reserve(settlement.acceptable.count());
  settlement.frontier.efficient.for_each([&](std::size_t s) { take(s, true); });
  if (most == 0 || entries.size() < most) {
    BitVector others = settlement.acceptable;
    others -= settlement.frontier.efficient;
    others.for_each([&](std::size_t s) { take(s, false); });
  }
  std::ranges::sort(entries, {}, &Entry::key);
  std::vector<StateId> order;
  order.reserve(entries.size());
  for (const Entry& entry : entries) order.push_back(entry.deal);
  return order;
}

std::uint64_t settle_bytes(const Model& model, const StateSpace& space, const Table& table) {
  const std::uint64_t stakes = table.parties.size() + table.ratify.size();
  bool weighted = true;
  for (const PartyId p : table.parties) {
    weighted = weighted && model.preferences[p.index()].form == Preferences::Form::weights;
  }
  // Sets of states; rows of the frontier, which may be all, with their ranks; then either utilities of one member, or
  // what deals ask of everybody; the order of all deals.
  const std::uint64_t frontier = 3 * (12 + 4 * table.parties.size()) / 2;
  const std::uint64_t after = std::max<std::uint64_t>(weighted ? 8 : 0, 4 * stakes);
  return space.size() * (1 + frontier + after + 16);
}

}  // namespace detente
