// Nash's product, the sum and fallback's depth are better at a deal than at any that it beats, so their optima lie on
// the frontier, and all of them do: it is enough to look at the frontier's points. The smallest gain and the smallest
// ratio are only no worse: their optimal value is found on the frontier, but other deals may attain it too.
//
// A product of gains outgrows any machine word, so GMP multiplies.

#include "detente/deals/picks.hpp"

#include <algorithm>

#include <gmpxx.h>

#include "detente/base/decimal.hpp"

namespace detente {

namespace {

__extension__ typedef __int128 Wide;  // a product of two gains fits

/// A fraction of gains, neither negative.
struct Ratio {
  std::int64_t over = 0;
  std::int64_t under = 1;
  friend bool operator<(const Ratio& a, const Ratio& b) { return Wide{a.over} * b.under < Wide{b.over} * a.under; }
};

/// An integer that counts units of 10^-places, as a decimal number.
std::string decimal_text(const mpz_class& number, std::size_t places) {
  std::string digits = number.get_str();
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, ".");
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  return digits;
}

std::vector<StateId> states_of(const BitVector& set) {
  std::vector<StateId> states;
  set.for_each([&](std::size_t s) { states.emplace_back(s); });
  return states;
}

/// The deals at the marked points of the frontier.
std::vector<StateId> at_points(const Payoffs& payoffs, std::span<const Stake> members, const Frontier& frontier,
                               const std::vector<std::size_t>& points) {
  BitVector found(frontier.efficient.size());
  std::size_t wanted = 0;
  for (const std::size_t p : points) {
    found.set(frontier.first[p]);
    wanted += frontier.count[p];
  }
  if (wanted > points.size()) {
    std::vector<std::vector<Rank>> sought;
    for (const std::size_t p : points) sought.emplace_back(frontier.point(p).begin(), frontier.point(p).end());
    std::ranges::sort(sought);
    std::vector<Rank> ranks(members.size());
    frontier.efficient.for_each([&](std::size_t s) {
      for (std::size_t i = 0; i < members.size(); ++i) ranks[i] = payoffs.rank(members[i].party, StateId(s));
      if (std::ranges::binary_search(sought, ranks)) found.set(s);
    });
  }
  return states_of(found);
}

/// Keeps the points with the best merit.
template <class Merit>
class Best {
 public:
  void take(std::size_t point, Merit merit) {
    if (points_.empty() || merit_ < merit) {
      merit_ = std::move(merit);
      points_.clear();
    } else if (merit < merit_) {
      return;
    }
    points_.push_back(point);
  }
  [[nodiscard]] const Merit& merit() const { return merit_; }
  [[nodiscard]] const std::vector<std::size_t>& points() const { return points_; }

 private:
  Merit merit_{};
  std::vector<std::size_t> points_;
};

CardinalPicks cardinal_picks(const Model& model, const StateSpace& space, const Payoffs& payoffs,
                             std::span<const Stake> members, const BitVector& acceptable, const Frontier& frontier) {
  const std::size_t k = members.size();
  std::vector<std::int64_t> gains(frontier.size() * k);
  CardinalPicks picks;
  const auto gains_of = [&](const Stake& member) {
    std::vector<std::int64_t> sums = weighted_sums(space, model.preferences[member.party.index()]);
    const std::int64_t walk_away = sums[member.walk_away.index()];
    for (std::int64_t& sum : sums) sum -= walk_away;  // fits: every weight counts at most once in a difference
    return sums;
  };
  for (std::size_t i = 0; i < k; ++i) {
    const std::vector<std::int64_t> all = gains_of(members[i]);
    std::int64_t best = 0;
    for (std::size_t p = 0; p < frontier.size(); ++p) {
      gains[p * k + i] = all[frontier.first[p]];
      best = std::max(best, gains[p * k + i]);
    }
    picks.best_gains.push_back(best);
  }

  Best<mpz_class> product;
  Best<mpz_class> sum;
  Ratio fairest;
  for (std::size_t p = 0; p < frontier.size(); ++p) {
    const std::span<const std::int64_t> gain = std::span(gains).subspan(p * k, k);
    mpz_class multiplied = 1;
    mpz_class added = 0;
    Ratio least_ratio{1, 1};
    for (std::size_t i = 0; i < k; ++i) {
      multiplied *= static_cast<long>(gain[i]);
      added += static_cast<long>(gain[i]);
      least_ratio = std::min(least_ratio, Ratio{gain[i], picks.best_gains[i]});
    }
    product.take(p, multiplied);
    sum.take(p, added);
    fairest = std::max(fairest, least_ratio);
    picks.least_gain = std::max(picks.least_gain, *std::ranges::min_element(gain));
  }
  picks.nash = at_points(payoffs, members, frontier, product.points());
  picks.utilitarian = at_points(payoffs, members, frontier, sum.points());
  picks.product = decimal_text(product.merit(), 6 * k);
  picks.sum = decimal_text(sum.merit(), 6);
  picks.ratio_over = fairest.over;
  picks.ratio_under = fairest.under;

  BitVector proportional = acceptable;
  BitVector equal = acceptable;
  for (std::size_t i = 0; i < k; ++i) {
    const std::vector<std::int64_t> all = gains_of(members[i]);
    acceptable.for_each([&](std::size_t s) {
      if (Ratio{all[s], picks.best_gains[i]} < fairest) proportional.reset(s);
      if (all[s] < picks.least_gain) equal.reset(s);
    });
  }
  picks.kalai_smorodinsky = states_of(proportional);
  picks.egalitarian = states_of(equal);
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
  Best<std::int64_t> shallowest;  // negative depth: more is better
  for (std::size_t p = 0; p < frontier.size(); ++p) {
    std::int64_t depth = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      depth = std::max(depth, std::int64_t{above[i][frontier.point(p)[i]]});
    }
    shallowest.take(p, -depth);
  }
  picks.fallback_depth = static_cast<std::uint64_t>(-shallowest.merit());
  picks.fallback = at_points(payoffs, members, frontier, shallowest.points());
  const bool weighted = std::ranges::all_of(members, [&](const Stake& member) {
    return model.preferences[member.party.index()].form == Preferences::Form::weights;
  });
  if (weighted) picks.cardinal = cardinal_picks(model, space, payoffs, members, acceptable, frontier);
  return picks;
}

}  // namespace detente
