// What a table could agree on, by plain loops over all states.
//
// A deal of a table from a state: another state such that some member of the one and some member of the other differ
// only in options owned by parties at the table and in terms between parties at the table, where each change is in the
// variable's list of moves (if it has one), and each condition of a change, `if` and `needs`, holds before or after.

#include "reference_deals.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace detente::reference {

namespace {

bool can_set(const PlainTable& table, const PlainVariable& variable) {
  if (!variable.is_term) return is_in(variable.owner, table.parties);
  for (const std::size_t party : variable.between) {
    if (!is_in(party, table.parties)) return false;
  }
  return true;
}

bool before_or_after(const PlainFormula& condition, const Assignment& before, const Assignment& after) {
  return evaluate(condition, before) || evaluate(condition, after);
}

bool is_change_of_a_deal(const PlainVariable& variable, std::size_t v, const Assignment& before,
                         const Assignment& after) {
  if (variable.moves) {
    bool listed = false;
    for (const PlainTransition& transition : *variable.moves) {
      if (transition.from != before[v] || transition.to != after[v]) continue;
      if (!transition.condition || before_or_after(*transition.condition, before, after)) listed = true;
    }
    if (!listed) return false;
  }
  const bool leaves_the_first = before[v] == 0;
  return !variable.needs || !leaves_the_first || before_or_after(*variable.needs, before, after);
}

bool leads_to(const PlainCase& plain, const PlainTable& table, const Assignment& before, const Assignment& after) {
  for (std::size_t v = 0; v < before.size(); ++v) {
    if (before[v] == after[v]) continue;
    if (!can_set(table, plain.variables[v])) return false;
    if (!is_change_of_a_deal(plain.variables[v], v, before, after)) return false;
  }
  return true;
}

bool is_deal(const PlainCase& plain, const ReferenceModel& model, const PlainTable& table, std::size_t from,
             std::size_t to) {
  if (from == to) return false;
  for (const Assignment& before : model.states[from]) {
    for (const Assignment& after : model.states[to]) {
      if (leads_to(plain, table, before, after)) return true;
    }
  }
  return false;
}

std::size_t named_state(const PlainCase& plain, const ReferenceModel& model, const PlainState& named) {
  Assignment values;
  for (const PlainVariable& variable : plain.variables) values.push_back(variable.now);
  for (const auto& [v, value] : named.values) values[v] = value;
  for (std::size_t s = 0; s < model.states.size(); ++s) {
    for (const Assignment& member : model.states[s]) {
      if (member == values) return s;
    }
  }
  return model.states.size();  // a mistake in the random cases; the tests would notice
}

// The equilibria under SEQ that unilateral improvements reach from a state, the state itself included.
std::vector<std::size_t> drifts_to(const ReferenceModel& model, const StabilityTable& stable, std::size_t from) {
  std::set<std::size_t> reached{from};
  std::vector<std::size_t> to_do{from};
  while (!to_do.empty()) {
    const std::size_t s = to_do.back();
    to_do.pop_back();
    for (const auto& improvements : model.improvements) {
      for (const std::size_t t : improvements[s]) {
        if (reached.insert(t).second) to_do.push_back(t);
      }
    }
  }
  std::vector<std::size_t> found;
  for (const std::size_t s : equilibria(stable, Concept::seq)) {
    if (reached.count(s) > 0) found.push_back(s);
  }
  return found;
}

ReferenceStake make_stake(const PlainCase& plain, const ReferenceModel& model, const StabilityTable& stable,
                          const PlainTable& table, std::size_t from, std::size_t party, bool member) {
  ReferenceStake stake{party, member, from, false};
  for (const PlainWalkAway& walk_away : table.walk_away) {
    if (walk_away.party != party) continue;
    if (walk_away.kind == PlainWalkAway::Kind::state) {
      stake.walk_away = named_state(plain, model, plain.states[walk_away.state]);
    }
    if (walk_away.kind == PlainWalkAway::Kind::drift) {
      const std::vector<std::size_t> ends = drifts_to(model, stable, from);
      stake.drifted_nowhere = ends.empty();
      for (std::size_t k = 0; k < ends.size(); ++k) {
        if (k == 0 || model.better(party, stake.walk_away, ends[k])) stake.walk_away = ends[k];
      }
    }
  }
  return stake;
}

bool satisfies(const ReferenceModel& model, const ReferenceStake& stake, std::size_t deal) {
  return stake.member ? model.better(stake.party, deal, stake.walk_away)
                      : !model.better(stake.party, stake.walk_away, deal);
}

// a is at least as good as b for all at the table and better for one.
bool dominates(const ReferenceModel& model, const PlainTable& table, std::size_t a, std::size_t b) {
  bool better_for_one = false;
  for (const std::size_t party : table.parties) {
    if (model.better(party, b, a)) return false;
    if (model.better(party, a, b)) better_for_one = true;
  }
  return better_for_one;
}

std::vector<std::size_t> fallback_of(const ReferenceModel& model, const PlainTable& table,
                                     const ReferenceTable& found) {
  std::vector<std::size_t> greatest_depth;
  for (const std::size_t deal : found.acceptable) {
    std::size_t greatest = 0;
    for (const std::size_t party : table.parties) {
      std::size_t depth = 0;
      for (const std::size_t other : found.acceptable) {
        if (model.better(party, other, deal)) ++depth;
      }
      greatest = std::max(greatest, depth);
    }
    greatest_depth.push_back(greatest);
  }
  const std::size_t least = *std::min_element(greatest_depth.begin(), greatest_depth.end());
  std::vector<std::size_t> picked;
  for (std::size_t k = 0; k < found.acceptable.size(); ++k) {
    if (greatest_depth[k] == least && is_in(found.acceptable[k], found.efficient))
      picked.push_back(found.acceptable[k]);
  }
  return picked;
}

// ----- whole numbers of any length: digits to the base 10^9, least significant first, no zeros at the end

using Digits = std::vector<std::uint32_t>;

Digits digits_of(std::int64_t number) {
  Digits digits;
  for (; number > 0; number /= 1'000'000'000) digits.push_back(static_cast<std::uint32_t>(number % 1'000'000'000));
  return digits;
}

Digits times(const Digits& a, const Digits& b) {
  Digits product(a.size() + b.size(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.size() || carry > 0; ++j) {
      const std::uint64_t here = product[i + j] + carry + (j < b.size() ? std::uint64_t{a[i]} * b[j] : 0);
      product[i + j] = static_cast<std::uint32_t>(here % 1'000'000'000);
      carry = here / 1'000'000'000;
    }
  }
  while (!product.empty() && product.back() == 0) product.pop_back();
  return product;
}

bool less(const Digits& a, const Digits& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
}

// The deals whose merit no other deal's exceeds.
template <typename Merit, typename Less>
std::vector<std::size_t> best_by(const std::vector<std::size_t>& deals, const std::vector<Merit>& merits, Less below) {
  std::vector<std::size_t> best;
  for (std::size_t k = 0; k < deals.size(); ++k) {
    bool exceeded = false;
    for (const Merit& other : merits) exceeded = exceeded || below(merits[k], other);
    if (!exceeded) best.push_back(deals[k]);
  }
  return best;
}

void add_cardinal_picks(const ReferenceModel& model, const PlainTable& table, ReferenceTable& found) {
  // gains[k][i]: of the k-th acceptable deal for the i-th party at the table
  std::vector<std::vector<std::int64_t>> gains;
  std::vector<std::int64_t> best(table.parties.size(), 0);
  for (const std::size_t deal : found.acceptable) {
    gains.emplace_back();
    for (std::size_t i = 0; i < table.parties.size(); ++i) {
      const auto& scores = model.scores[table.parties[i]];
      const std::int64_t gain = scores[deal][0] - scores[found.stakes[i].walk_away][0];
      gains.back().push_back(gain);
      best[i] = std::max(best[i], gain);
    }
  }
  struct Ratio {
    std::int64_t gain;
    std::int64_t best;
  };
  const auto below = [](const Ratio& a, const Ratio& b) {
    return less(times(digits_of(a.gain), digits_of(b.best)), times(digits_of(b.gain), digits_of(a.best)));
  };
  std::vector<Digits> products;
  std::vector<Ratio> ratios;
  std::vector<std::int64_t> least;
  std::vector<std::int64_t> sums;
  for (const std::vector<std::int64_t>& gain : gains) {
    Digits product{1};
    Ratio ratio{gain[0], best[0]};
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < gain.size(); ++i) {
      product = times(product, digits_of(gain[i]));
      if (below({gain[i], best[i]}, ratio)) ratio = {gain[i], best[i]};
      sum += gain[i];
    }
    products.push_back(product);
    ratios.push_back(ratio);
    least.push_back(*std::min_element(gain.begin(), gain.end()));
    sums.push_back(sum);
  }
  const auto smaller = [](std::int64_t a, std::int64_t b) { return a < b; };
  found.nash = best_by(found.acceptable, products, less);
  found.kalai_smorodinsky = best_by(found.acceptable, ratios, below);
  found.egalitarian = best_by(found.acceptable, least, smaller);
  found.utilitarian = best_by(found.acceptable, sums, smaller);
}

// ----- no deal

std::vector<std::vector<std::size_t>> minimal_blocked_sets(const ReferenceModel& model, const ReferenceTable& found) {
  std::vector<PartySet> blocked;
  const std::size_t stakes = found.stakes.size();
  for (PartySet set = 1; set < only(stakes); ++set) {
    bool some_deal_satisfies = false;
    for (const std::size_t deal : found.deals) {
      bool all = true;
      for (std::size_t i = 0; i < stakes; ++i) {
        if (contains(set, i) && !satisfies(model, found.stakes[i], deal)) all = false;
      }
      some_deal_satisfies = some_deal_satisfies || all;
    }
    if (!some_deal_satisfies) blocked.push_back(set);
  }
  std::vector<std::vector<std::size_t>> minimal;
  for (const PartySet set : blocked) {
    bool is_minimal = true;
    for (const PartySet other : blocked) {
      if (other != set && within(other, set)) is_minimal = false;
    }
    if (!is_minimal) continue;
    minimal.emplace_back();
    for (std::size_t i = 0; i < stakes; ++i) {
      if (contains(set, i)) minimal.back().push_back(i);
    }
  }
  std::sort(minimal.begin(), minimal.end(),
            [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  return minimal;
}

// Whether a party that concedes its last k entries accepts the deal: it is no worse than the walk-away on the others.
bool accepts_without_last(const std::vector<std::int64_t>& deal, const std::vector<std::int64_t>& walk_away,
                          std::size_t k) {
  const std::vector<std::int64_t> deal_first(deal.begin(), deal.end() - static_cast<std::ptrdiff_t>(k));
  const std::vector<std::int64_t> walk_away_first(walk_away.begin(), walk_away.end() - static_cast<std::ptrdiff_t>(k));
  return deal_first >= walk_away_first;
}

ReferenceConcession least_concession(const PlainCase& plain, const ReferenceModel& model, const ReferenceStake& stake,
                                     std::size_t deal) {
  if (satisfies(model, stake, deal)) return {0, 0};
  const auto& scores = model.scores[stake.party];
  const std::vector<std::int64_t>& here = scores[deal];
  const std::vector<std::int64_t>& there = scores[stake.walk_away];
  switch (plain.parties[stake.party].preferences.form) {
    case PlainPreferences::Form::order:
      for (std::size_t k = 0; k <= here.size(); ++k) {
        if (accepts_without_last(here, there, k)) return {1 + k, static_cast<std::int64_t>(k)};
      }
      break;
    case PlainPreferences::Form::weights: {
      const std::int64_t amount = there[0] - here[0];
      return {1 + static_cast<std::size_t>(amount), amount};
    }
    case PlainPreferences::Form::ranking: {
      const std::size_t groups = model.ranks[stake.party][stake.walk_away] - model.ranks[stake.party][deal];
      return {1 + groups, static_cast<std::int64_t>(groups)};
    }
    case PlainPreferences::Form::none: break;
  }
  return {1, 0};
}

std::vector<Concessions> minimal_concessions(const PlainCase& plain, const ReferenceModel& model,
                                             const ReferenceTable& found) {
  std::set<Concessions> all;
  for (const std::size_t deal : found.deals) {
    Concessions concessions;
    for (const ReferenceStake& stake : found.stakes) {
      concessions.push_back(least_concession(plain, model, stake, deal));
    }
    all.insert(concessions);
  }
  std::vector<Concessions> minimal;
  for (const Concessions& one : all) {
    bool undercut = false;
    for (const Concessions& other : all) {
      if (other == one) continue;
      bool no_larger = true;
      for (std::size_t i = 0; i < one.size(); ++i) no_larger = no_larger && other[i].level <= one[i].level;
      undercut = undercut || no_larger;
    }
    if (!undercut) minimal.push_back(one);
  }
  return minimal;
}

// ----- the zone

bool zone_is_open(const ReferenceModel& model, const ReferenceTable& found, std::size_t stake, std::size_t rank) {
  for (const std::size_t deal : found.deals) {
    bool all = true;
    for (std::size_t i = 0; i < found.stakes.size(); ++i) {
      if (i == stake) {
        const std::size_t here = model.ranks[found.stakes[i].party][deal];
        all = all && (found.stakes[i].member ? here > rank : here >= rank);
      } else {
        all = all && satisfies(model, found.stakes[i], deal);
      }
    }
    if (all) return true;
  }
  return false;
}

ReferenceShift shift_of(const ReferenceModel& model, const ReferenceTable& found, std::size_t stake) {
  ReferenceShift shift;
  for (const std::size_t deal : found.deals) {
    bool others = true;
    for (std::size_t i = 0; i < found.stakes.size(); ++i) {
      if (i != stake && !satisfies(model, found.stakes[i], deal)) others = false;
    }
    if (others) ++shift.others_accept;
  }
  const std::vector<std::size_t>& ranks = model.ranks[found.stakes[stake].party];
  const std::size_t now = ranks[found.stakes[stake].walk_away];
  const bool open = zone_is_open(model, found, stake, now);
  const std::size_t classes = 1 + *std::max_element(ranks.begin(), ranks.end());
  std::size_t nearest = classes;
  for (std::size_t rank = 0; rank < classes; ++rank) {
    if (zone_is_open(model, found, stake, rank) == open) continue;
    const std::size_t distance = rank > now ? rank - now : now - rank;
    if (distance >= nearest) continue;
    nearest = distance;
    shift.rank = rank;
  }
  return shift;
}

}  // namespace

ReferenceTable evaluate_table(const PlainCase& plain, const ReferenceModel& model, const StabilityTable& stable,
                              const PlainTable& table, std::size_t from) {
  ReferenceTable found;
  for (const std::size_t party : table.parties) {
    found.stakes.push_back(make_stake(plain, model, stable, table, from, party, true));
  }
  for (const std::size_t party : table.ratify) {
    found.stakes.push_back(make_stake(plain, model, stable, table, from, party, false));
  }
  for (std::size_t s = 0; s < model.states.size(); ++s) {
    if (!is_deal(plain, model, table, from, s)) continue;
    found.deals.push_back(s);
    bool accepted_by_all = true;
    for (const ReferenceStake& stake : found.stakes) accepted_by_all = accepted_by_all && satisfies(model, stake, s);
    if (accepted_by_all) found.acceptable.push_back(s);
  }
  for (const std::size_t deal : found.acceptable) {
    bool dominated = false;
    for (const std::size_t other : found.acceptable) dominated = dominated || dominates(model, table, other, deal);
    if (!dominated) found.efficient.push_back(deal);
  }
  if (found.acceptable.empty()) {
    found.blocked = minimal_blocked_sets(model, found);
    found.concessions = minimal_concessions(plain, model, found);
  } else {
    found.fallback = fallback_of(model, table, found);
    found.cardinal = true;
    for (const std::size_t party : table.parties) {
      if (plain.parties[party].preferences.form != PlainPreferences::Form::weights) found.cardinal = false;
    }
    if (found.cardinal) add_cardinal_picks(model, table, found);
  }
  for (std::size_t i = 0; i < found.stakes.size(); ++i) found.shifts.push_back(shift_of(model, found, i));
  return found;
}

std::vector<std::size_t> undeterred(const ReferenceModel& model, Concept which, std::size_t party, std::size_t state,
                                    ReferenceSwitches switches) {
  const PartySet others = (only(model.party_count) - 1) & ~only(party);
  const auto no_better = [&](std::size_t s) {
    return switches.sanction == Sanction::weak ? !model.better(party, s, state) : model.better(party, state, s);
  };
  std::vector<std::size_t> found;
  for (const std::size_t improvement : model.improvements[party][state]) {
    bool deterred = false;
    if (which != Concept::nash) {
      const bool would = which == Concept::seq || which == Concept::sseq;
      for (const std::size_t s2 :
           reach(would ? model.improvements : model.moves, others, improvement, switches.responses)) {
        bool hurts = no_better(s2);
        if (which == Concept::smr || which == Concept::sseq) {
          for (const std::size_t s3 : model.moves[party][s2]) hurts = hurts && no_better(s3);
        }
        deterred = deterred || hurts;
      }
    }
    if (!deterred) found.push_back(improvement);
  }
  return found;
}

}  // namespace detente::reference
