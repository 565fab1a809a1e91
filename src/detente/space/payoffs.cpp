// From preferences to ranks.
//
// An `order` compares states lexicographically by which statements hold. Reading the statements from the most
// important on, every state carries the number of its class among those read so far; a statement splits each class in
// two: key = 2 * class + holds. When the keys would outgrow a table of about twice the states, the classes in use are
// renumbered without gaps, in order, by marking and counting. So any number of statements costs a few passes, and
// nothing is sorted. A group of equally important statements is compared by how many of them hold: its count is read as
// binary digits, most significant first, one split for each.

#include "detente/space/payoffs.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/space/describe.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

namespace {

/// Classes of states that only get finer; the class numbers are in order of preference.
class Refinement {
 public:
  explicit Refinement(std::size_t states)
      : keys_(states, 0), largest_range_(std::max<std::uint64_t>(std::uint64_t{1} << 16, 2 * states)) {}

  /// Within every class, the states for which `better(s)` holds come above the others.
  template <class Better>
  void split(Better&& better) {
    if (2 * range_ > largest_range_) renumber();
    for (std::size_t s = 0; s < keys_.size(); ++s) keys_[s] = 2 * keys_[s] + (better(s) ? 1U : 0U);
    range_ *= 2;
  }

  /// The classes without gaps, and how many there are.
  std::pair<std::vector<Rank>, std::size_t> finish() && {
    renumber();
    return {std::move(keys_), range_};
  }

 private:
  void renumber() {
    BitVector used(range_);
    for (const Rank key : keys_) used.set(key);
    std::vector<Rank> before;
    Rank count = 0;
    for (const std::uint64_t word : used.words()) {
      before.push_back(count);
      count += static_cast<Rank>(std::popcount(word));
    }
    for (Rank& key : keys_) {
      const std::uint64_t below = used.words()[key / 64] & ((std::uint64_t{1} << (key % 64)) - 1);
      key = before[key / 64] + static_cast<Rank>(std::popcount(below));
    }
    range_ = count;
  }

  std::vector<Rank> keys_;
  std::uint64_t range_ = 1;
  std::uint64_t largest_range_;
};

void split_by_level(Refinement& classes, const StateSpace& space, const Level& level) {
  std::vector<const Formula*> formulas;
  for (const Statement& statement : level) formulas.push_back(&statement.formula);
  const std::vector<BitVector> held = evaluate(space, formulas);
  if (held.size() == 1) return classes.split([&](std::size_t s) { return held[0].test(s); });

  std::vector<std::uint16_t> count(space.size(), 0);
  for (const BitVector& bits : held) bits.for_each([&](std::size_t s) { ++count[s]; });
  for (auto digit = static_cast<int>(std::bit_width(held.size())) - 1; digit >= 0; --digit) {
    classes.split([&](std::size_t s) { return (count[s] >> digit & 1) != 0; });
  }
}

std::pair<std::vector<Rank>, std::size_t> rank_by_order(const StateSpace& space, const std::vector<Level>& order) {
  Refinement classes(space.size());
  // Runs of single statements are evaluated together, so that the planes of the variables are made once.
  constexpr std::size_t most_at_once = 32;
  for (std::size_t k = 0; k < order.size();) {
    if (order[k].size() > 1) {
      split_by_level(classes, space, order[k++]);
      continue;
    }
    std::vector<const Formula*> run;
    for (; k < order.size() && order[k].size() == 1 && run.size() < most_at_once; ++k) {
      run.push_back(&order[k][0].formula);
    }
    for (const BitVector& held : evaluate(space, run)) {
      classes.split([&](std::size_t s) { return held.test(s); });
    }
  }
  return std::move(classes).finish();
}

std::pair<std::vector<Rank>, std::size_t> rank_by_sums(const std::vector<std::int64_t>& sums) {
  std::vector<std::int64_t> distinct = sums;
  std::ranges::sort(distinct);
  const auto repeated = std::ranges::unique(distinct);
  distinct.erase(repeated.begin(), repeated.end());
  std::vector<Rank> ranks;
  ranks.reserve(sums.size());
  for (const std::int64_t sum : sums) {
    ranks.push_back(static_cast<Rank>(std::ranges::lower_bound(distinct, sum) - distinct.begin()));
  }
  return {std::move(ranks), distinct.size()};
}

/// The sets of states that the groups name; an error for every number that is no state.
std::vector<BitVector> group_sets(const StateSpace& space, const Preferences& preferences, Diagnostics& diagnostics) {
  std::vector<BitVector> sets;
  for (const RankingGroup& group : preferences.ranking) {
    if (const auto* formula = std::get_if<Formula>(&group.members)) {
      sets.push_back(evaluate(space, *formula));
      continue;
    }
    BitVector& set = sets.emplace_back(space.size());
    for (const std::uint64_t number : std::get<std::vector<std::uint64_t>>(group.members)) {
      if (number >= 1 && number <= space.size()) {
        set.set(number - 1);
        continue;
      }
      diagnostics.push_back(
          {.severity = Severity::error,
           .code = "no-such-state",
           .message = fmt::format("there is no state {}", number),
           .span = group.span,
           .hint = fmt::format("the case has states 1 to {}; `detente states` lists them", space.size())});
    }
  }
  return sets;
}

/// "state 3 (...), state 4 (...) and 12 more".
std::string some_states(const Model& model, const StateSpace& space, const BitVector& states) {
  std::vector<std::string> named;
  constexpr std::size_t most = 4;
  states.for_each([&](std::size_t s) {
    named.push_back(describe_numbered(model, space, StateId(s)));
    return named.size() < most;
  });
  const std::size_t more = states.count() - named.size();
  if (more > 0) named.push_back(with_commas(more) + " more");
  return join_words(named);
}

std::pair<std::vector<Rank>, std::size_t> rank_by_groups(const Model& model, const StateSpace& space, PartyId party,
                                                         Diagnostics& diagnostics) {
  const Preferences& preferences = model.preferences[party.index()];
  const std::vector<BitVector> sets = group_sets(space, preferences, diagnostics);
  BitVector once(space.size());
  BitVector twice(space.size());
  std::vector<std::int64_t> score(space.size(), 0);
  for (std::size_t g = 0; g < sets.size(); ++g) {
    twice |= once & sets[g];
    once |= sets[g];
    sets[g].for_each([&](std::size_t s) { score[s] = static_cast<std::int64_t>(sets.size() - g); });
  }
  once.flip();
  const auto complain = [&](std::string code, const std::string& what, const BitVector& states, std::string hint) {
    diagnostics.push_back({.severity = Severity::error,
                           .code = std::move(code),
                           .message = fmt::format("the ranking of {} {}: {}", model.party_id(party), what,
                                                  some_states(model, space, states)),
                           .span = preferences.span,
                           .hint = std::move(hint)});
  };
  if (once.any()) {
    complain("ranking-misses-states", "leaves out states", once, "every feasible state belongs in exactly one group");
  }
  if (twice.any()) {
    complain("ranking-repeats-states", "has states in more than one group", twice,
             "every feasible state belongs in exactly one group; add `and not ...` to the later formula");
  }
  return rank_by_sums(score);
}

}  // namespace

std::vector<std::int64_t> weighted_sums(const StateSpace& space, const Preferences& preferences) {
  std::vector<std::int64_t> sums(space.size(), 0);
  constexpr std::size_t most_at_once = 32;
  for (std::size_t k = 0; k < preferences.weights.size(); k += most_at_once) {
    std::vector<const Formula*> formulas;
    const std::size_t end = std::min(k + most_at_once, preferences.weights.size());
    for (std::size_t j = k; j < end; ++j) formulas.push_back(&preferences.weights[j].formula);
    const std::vector<BitVector> held = evaluate(space, formulas);
    for (std::size_t j = k; j < end; ++j) {
      const std::int64_t weight = preferences.weights[j].weight.millionths;
      held[j - k].for_each([&](std::size_t s) { sums[s] += weight; });
    }
  }
  return sums;
}

namespace {

std::pair<std::vector<Rank>, std::size_t> ranked(const Model& model, const StateSpace& space, PartyId party,
                                                 Diagnostics& diagnostics) {
  const Preferences& preferences = model.preferences[party.index()];
  switch (preferences.form) {
    case Preferences::Form::none: break;
    case Preferences::Form::order: return rank_by_order(space, preferences.order);
    case Preferences::Form::weights: return rank_by_sums(weighted_sums(space, preferences));
    case Preferences::Form::ranking: return rank_by_groups(model, space, party, diagnostics);
  }
  return {std::vector<Rank>(space.size(), 0), 1};
}

}  // namespace

std::vector<Rank> Payoffs::ranks(PartyId party) const {
  const Ranks& stored = ranks_[party.index()];
  return stored.narrow.empty() ? stored.wide : std::vector<Rank>(stored.narrow.begin(), stored.narrow.end());
}

Payoffs::Ranks Payoffs::stored(std::vector<Rank>&& ranks, std::size_t classes) {
  Ranks stored;
  if (classes <= most_narrow) {
    stored.narrow.assign(ranks.begin(), ranks.end());
  } else {
    stored.wide = std::move(ranks);
  }
  return stored;
}

PayoffsBuild Payoffs::build(const Model& model, const StateSpace& space) {
  PayoffsBuild result;
  Payoffs payoffs;
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    auto [ranks, classes] = ranked(model, space, PartyId(p), result.diagnostics);
    payoffs.ranks_.push_back(stored(std::move(ranks), classes));
    payoffs.classes_.push_back(classes);
  }
  if (!has_errors(result.diagnostics)) result.payoffs = std::move(payoffs);
  return result;
}

Payoffs Payoffs::with(const Model& model, const StateSpace& space, PartyId party) const {
  Payoffs changed = *this;
  Diagnostics none;  // only a ranking can have mistakes
  auto [ranks, classes] = ranked(model, space, party, none);
  changed.ranks_[party.index()] = stored(std::move(ranks), classes);
  changed.classes_[party.index()] = classes;
  return changed;
}

}  // namespace detente
