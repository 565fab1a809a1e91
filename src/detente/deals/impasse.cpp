// What a deal asks of a party is turned into a rank, its ease: the less it asks, the higher. The Pareto-minimal
// concessions are then the frontier of the deals by the eases of all parties.

#include "detente/deals/impasse.hpp"

#include <algorithm>
#include <bit>
#include <map>

#include "detente/deals/deal_space.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

namespace {

/// By state, for deals: the highest ease for a satisfied party, one less for a member that is only as well off (and,
/// for one that ratifies, the highest too). Below: for an order the number of levels above the first that is worse,
/// counted from 0; otherwise the rank.
struct Eases {
  std::vector<Rank> by_state;
  Rank satisfied = 0;  ///< the ease from which on nothing is conceded
  Rank even = 0;       ///< the ease of a deal as good as the walk-away
};

Eases eases_by_order(const StateSpace& space, const std::vector<Level>& order, const Stake& stake,
                     const BitVector& deals) {
  const auto levels = static_cast<Rank>(order.size());
  Eases eases{std::vector<Rank>(space.size(), levels), stake.member ? levels + 1 : levels, levels};
  BitVector tied = deals;  // as good as the walk-away on all levels so far
  for (Rank k = 0; k < levels && tied.any(); ++k) {
    std::vector<const Formula*> formulas;
    for (const Statement& statement : order[k]) formulas.push_back(&statement.formula);
    const std::vector<BitVector> held = evaluate(space, formulas);
    const auto holding = [&](std::size_t s) {
      return std::ranges::count_if(held, [&](const BitVector& bits) { return bits.test(s); });
    };
    const auto wanted = holding(stake.walk_away.index());
    BitVector settled(space.size());
    tied.for_each([&](std::size_t s) {
      const auto here = holding(s);
      if (here == wanted) return;
      settled.set(s);
      eases.by_state[s] = here > wanted ? eases.satisfied : k;
    });
    tied -= settled;
  }
  return eases;
}

Eases eases_by_rank(const Payoffs& payoffs, const Stake& stake) {
  const Rank even = payoffs.rank(stake.party, stake.walk_away);
  const Rank satisfied = stake.member ? even + 1 : even;
  Eases eases{payoffs.ranks(stake.party), satisfied, even};
  for (Rank& rank : eases.by_state) rank = std::min(rank, satisfied);
  return eases;
}

/// For every point of the frontier, of the deals there the one with the fewest changes, the lowest number among equals.
std::vector<StateId> plainest_deals(const StateSpace& space, const std::vector<Eases>& eases, const Frontier& frontier,
                                    StateId from) {
  std::vector<Rank> key(eases.size());
  const auto key_of = [&](std::size_t deal) -> const std::vector<Rank>& {
    for (std::size_t i = 0; i < eases.size(); ++i) key[i] = eases[i].by_state[deal];
    return key;
  };
  std::map<std::vector<Rank>, std::size_t> points;
  std::vector<StateId> plainest;
  std::vector<std::uint32_t> changes;
  for (const std::uint32_t deal : frontier.first) {
    points.emplace(key_of(deal), plainest.size());
    plainest.emplace_back(deal);
    changes.push_back(changes_between(space, from, StateId(deal)));
  }
  frontier.efficient.for_each([&](std::size_t deal) {
    const std::size_t p = points.find(key_of(deal))->second;
    const std::uint32_t here = changes_between(space, from, StateId(deal));
    if (here >= changes[p]) return;
    changes[p] = here;
    plainest[p] = StateId(deal);
  });
  return plainest;
}

}  // namespace

Satisfied satisfied(const Payoffs& payoffs, std::span<const Stake> stakes, StateId deal) {
  Satisfied mask = 0;
  for (std::size_t i = 0; i < stakes.size(); ++i) {
    const Rank here = payoffs.rank(stakes[i].party, deal);
    const Rank without = payoffs.rank(stakes[i].party, stakes[i].walk_away);
    if (stakes[i].member ? here > without : here >= without) mask |= Satisfied{1} << i;
  }
  return mask;
}

std::vector<std::vector<std::size_t>> minimal_not_within(std::vector<Satisfied> sets, std::size_t parties,
                                                         std::size_t most, bool& all) {
  const Satisfied everybody = parties == 64 ? ~Satisfied{0} : (Satisfied{1} << parties) - 1;
  if (sets.empty()) sets.push_back(0);
  const auto drop_supersets = [](std::vector<Satisfied>& family) {
    std::ranges::sort(family, {}, [](Satisfied m) { return std::pair(std::popcount(m), m); });
    std::vector<Satisfied> kept;
    for (const Satisfied m : family) {
      if (std::ranges::none_of(kept, [&](Satisfied smaller) { return (smaller & ~m) == 0; })) kept.push_back(m);
    }
    family = std::move(kept);
  };
  // A set lies within none of the sets if it meets the complement of each.
  for (Satisfied& set : sets) set = everybody & ~set;
  drop_supersets(sets);
  std::vector<Satisfied> found{0};
  all = true;
  for (const Satisfied edge : sets) {
    std::vector<Satisfied> next;
    for (const Satisfied m : found) {
      if ((m & edge) != 0) {
        next.push_back(m);
        continue;
      }
      for (Satisfied rest = edge; rest != 0; rest &= rest - 1) next.push_back(m | (rest & ~(rest - 1)));
    }
    drop_supersets(next);
    if (next.size() > most) {  // the smallest first: enough to go on with
      next.resize(most);
      all = false;
    }
    found = std::move(next);
  }
  if (!all) {
    // What was dropped on the way may have been part of what is left.
    std::erase_if(found, [&](Satisfied m) {
      for (Satisfied rest = m; rest != 0; rest &= rest - 1) {
        const Satisfied without = m & ~(rest & ~(rest - 1));
        if (std::ranges::all_of(sets, [&](Satisfied edge) { return (without & edge) != 0; })) return true;
      }
      return false;
    });
  }
  std::vector<std::vector<std::size_t>> result;
  for (const Satisfied m : found) {
    std::vector<std::size_t>& set = result.emplace_back();
    for (std::size_t i = 0; i < parties; ++i) {
      if ((m >> i & 1) != 0) set.push_back(i);
    }
  }
  std::ranges::sort(result,
                    [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  return result;
}

Impasse explain_impasse(const Model& model, const StateSpace& space, const Payoffs& payoffs,
                        std::span<const Stake> stakes, StateId from, const BitVector& deals, const Control& control) {
  Impasse impasse;
  std::vector<Satisfied> masks;  // sorted, each once
  deals.for_each([&](std::size_t s) {
    const Satisfied mask = satisfied(payoffs, stakes, StateId(s));
    const auto at = std::ranges::lower_bound(masks, mask);
    if (at == masks.end() || *at != mask) masks.insert(at, mask);
  });
  impasse.blocked = minimal_not_within(masks, stakes.size(), Impasse::most_blocked, impasse.all_blocked);

  impasse.alone.resize(stakes.size());
  if (!deals.any()) return impasse;
  std::vector<Eases> eases;
  for (const Stake& stake : stakes) {
    const Preferences& preferences = model.preferences[stake.party.index()];
    eases.push_back(preferences.form == Preferences::Form::order
                        ? eases_by_order(space, preferences.order, stake, deals)
                        : eases_by_rank(payoffs, stake));
  }
  std::vector<RankColumn> columns;
  for (const Eases& e : eases) columns.emplace_back(std::span<const Rank>(e.by_state));
  const Frontier least = frontier(columns, deals, control);
  if (!least.complete) return impasse;
  const std::vector<StateId> plainest = plainest_deals(space, eases, least, from);
  for (std::size_t p = 0; p < least.size(); ++p) {
    JointConcession joint{.deals = least.count[p], .deal = plainest[p]};
    for (std::size_t i = 0; i < stakes.size(); ++i) {
      const Rank ease = eases[i].by_state[least.first[p]];
      if (ease >= eases[i].satisfied) continue;
      Concession concession{.stake = i};
      const Preferences& preferences = model.preferences[stakes[i].party.index()];
      if (preferences.form == Preferences::Form::weights) {
        concession.amount =
            weighted_sum(space, preferences, stakes[i].walk_away) - weighted_sum(space, preferences, joint.deal);
      } else {
        concession.steps = eases[i].even - ease;
      }
      joint.concessions.push_back(concession);
    }
    impasse.joint.push_back(std::move(joint));
  }
  std::ranges::stable_sort(impasse.joint, {}, [](const JointConcession& j) { return j.concessions.size(); });
  for (std::size_t k = 0; k < impasse.joint.size(); ++k) {
    const std::vector<Concession>& concessions = impasse.joint[k].concessions;
    if (concessions.size() == 1) impasse.alone[concessions[0].stake] = k;
  }
  return impasse;
}

}  // namespace detente
