// Nash's product, the sum and fallback's depth are better at a deal than at any that it beats, so their optima lie on
// the frontier, and all of them do: it is enough to look at the frontier's points. The smallest gain and the smallest
// ratio are only no worse: their optimal value is found on the frontier, but other deals may attain it too.

#include "detente/deals/picks.hpp"

#include <algorithm>

namespace detente {

namespace {

/// The deals at the marked points of the frontier.
std::vector<StateId> at_points(const Payoffs& payoffs, std::span<const Stake> members, const Frontier& frontier,
                               const std::vector<std::size_t>& points) {
  const auto ranks_of = [&](std::size_t s) {
    std::vector<Rank> ranks;
    for (const Stake& member : members) ranks.push_back(payoffs.rank(member.party, StateId(s)));
    return ranks;
  };
  std::vector<std::vector<Rank>> sought;
  for (const std::size_t p : points) sought.push_back(ranks_of(frontier.first[p]));
  std::ranges::sort(sought);
  std::vector<StateId> found;
  frontier.efficient.for_each([&](std::size_t s) {
    if (std::ranges::binary_search(sought, ranks_of(s))) found.emplace_back(s);
  });
  return found;
}

/// The gain over its walk-away of a state of each rank, in millionths. Fits: every weight counts at most once in it.
std::vector<std::int64_t> gains_by_rank(const Model& model, const StateSpace& space, const Payoffs& payoffs,
                                        const Stake& member) {
  const std::vector<std::int64_t> sums = weighted_sums(space, model.preferences[member.party.index()]);
  const std::int64_t walk_away = sums[member.walk_away.index()];
  std::vector<std::int64_t> gains(payoffs.classes(member.party));
  for (std::size_t s = 0; s < sums.size(); ++s) gains[payoffs.rank(member.party, StateId(s))] = sums[s] - walk_away;
  return gains;
}

CardinalPicks cardinal_picks(const Model& model, const StateSpace& space, const Payoffs& payoffs,
                             std::span<const Stake> members, const BitVector& acceptable, const Frontier& frontier) {
  const std::size_t k = members.size();
  CardinalPicks picks;
  std::vector<std::vector<std::int64_t>> gains;  // by member and rank
  const auto rank = [&](std::size_t i, std::size_t s) { return payoffs.rank(members[i].party, StateId(s)); };
  for (const Stake& member : members) gains.push_back(gains_by_rank(model, space, payoffs, member));
  std::vector<std::int64_t> on_frontier;
  for (const std::uint32_t deal : frontier.first) {
    for (std::size_t i = 0; i < k; ++i) on_frontier.push_back(gains[i][rank(i, deal)]);
  }
  picks.optima = find_optima(on_frontier, k);
  picks.nash = at_points(payoffs, members, frontier, picks.optima.nash);
  picks.utilitarian = at_points(payoffs, members, frontier, picks.optima.utilitarian);

  // The deals that give everybody a rank at least as good as the optimal value asks for.
  const auto at_least = [&](auto&& enough) {
    std::vector<Rank> lowest;
    for (std::size_t i = 0; i < k; ++i) {
      const auto from = std::ranges::partition_point(gains[i], [&](std::int64_t gain) { return !enough(i, gain); });
      lowest.push_back(static_cast<Rank>(from - gains[i].begin()));
    }
    std::vector<StateId> found;
    acceptable.for_each([&](std::size_t s) {
      for (std::size_t i = 0; i < k; ++i) {
        if (rank(i, s) < lowest[i]) return;
      }
      found.emplace_back(s);
    });
    return found;
  };
  picks.kalai_smorodinsky = at_least([&](std::size_t i, std::int64_t gain) {
    return gain >= least_gain_for(picks.optima.ratio, picks.optima.best_gains[i]);
  });
  picks.egalitarian = at_least([&](std::size_t, std::int64_t gain) { return gain >= picks.optima.least_gain; });
  return picks;
}

}  // namespace

std::vector<std::vector<std::uint32_t>> preferred_above(const Payoffs& payoffs, std::span<const Stake> members,
                                                        const BitVector& acceptable) {
  std::vector<std::vector<std::uint32_t>> tables;
  for (const Stake& member : members) {
    std::vector<std::uint32_t>& table = tables.emplace_back(payoffs.classes(member.party), 0);
    acceptable.for_each([&](std::size_t s) { ++table[payoffs.rank(member.party, StateId(s))]; });
    std::uint32_t above = 0;
    for (std::size_t r = table.size(); r-- > 0;) {
      const std::uint32_t here = table[r];
      table[r] = above;
      above += here;
    }
  }
  return tables;
}

Picks pick(const Model& model, const StateSpace& space, const Payoffs& payoffs, std::span<const Stake> members,
           const BitVector& acceptable, const Frontier& frontier) {
  Picks picks;
  const std::vector<std::vector<std::uint32_t>> above = preferred_above(payoffs, members, acceptable);
  Largest<std::int64_t> shallowest;  // negative depth: more is better
  for (std::size_t p = 0; p < frontier.size(); ++p) {
    std::int64_t depth = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Rank rank = payoffs.rank(members[i].party, StateId(frontier.first[p]));
      depth = std::max(depth, std::int64_t{above[i][rank]});
    }
    shallowest.take(p, -depth);
  }
  picks.fallback_depth = static_cast<std::uint64_t>(-shallowest.merit());
  picks.fallback = at_points(payoffs, members, frontier, shallowest.positions());
  const bool weighted = std::ranges::all_of(members, [&](const Stake& member) {
    return model.preferences[member.party.index()].form == Preferences::Form::weights;
  });
  if (weighted) picks.cardinal = cardinal_picks(model, space, payoffs, members, acceptable, frontier);
  return picks;
}

}  // namespace detente
