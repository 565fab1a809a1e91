// From preferences to ranks. Statements are ranked by refinement.cpp; the groups of a ranking are counted from the
// last.

#include "detente/space/payoffs.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "detente/base/parallel.hpp"
#include "detente/base/text.hpp"
#include "detente/space/describe.hpp"
#include "detente/space/evaluate.hpp"
#include "detente/space/refinement.hpp"

namespace detente {

namespace {

/// Calls `visit(state)` for every state that the group names; an error for every number that is no state.
template <class Visit>
void for_each_state(const StateSpace& space, const RankingGroup& group, Diagnostics& diagnostics, Visit&& visit) {
  if (const auto* formula = std::get_if<Formula>(&group.members)) return evaluate(space, *formula).for_each(visit);
  for (const std::uint64_t number : std::get<std::vector<std::uint64_t>>(group.members)) {
    if (number >= 1 && number <= space.size()) {
      visit(static_cast<std::size_t>(number - 1));
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

void rank_by_groups(const Model& model, const StateSpace& space, PartyId party, Refinement& classes,
                    Diagnostics& diagnostics) {
  const Preferences& preferences = model.preferences[party.index()];
  const std::vector<RankingGroup>& groups = preferences.ranking;
  BitVector missing(space.size(), true);
  BitVector twice(space.size());
  std::vector<std::uint32_t> group_of(space.size(), 0);
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    for_each_state(space, groups[g], diagnostics, [&](std::size_t s) {
      if (!missing.test(s) && group_of[s] != g) twice.set(s);
      missing.reset(s);
      group_of[s] = g;
    });
  }
  const auto complain = [&](std::string code, const std::string& what, const BitVector& states, std::string hint) {
    diagnostics.push_back({.severity = Severity::error,
                           .code = std::move(code),
                           .message = fmt::format("the ranking of {} {}: {}", model.party_id(party), what,
                                                  some_states(model, space, states)),
                           .span = preferences.span,
                           .hint = std::move(hint)});
  };
  if (missing.any()) {
    complain("ranking-misses-states", "leaves out states", missing,
             "every feasible state belongs in exactly one group");
  }
  if (twice.any()) {
    complain("ranking-repeats-states", "has states in more than one group", twice,
             "every feasible state belongs in exactly one group; add `and not ...` to the later formula");
  }
  classes.by_groups(group_of, groups.size());
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

std::int64_t weighted_sum(const StateSpace& space, const Preferences& preferences, StateId s) {
  std::int64_t sum = 0;
  for (const Statement& statement : preferences.weights) {
    if (holds_in(space, statement.formula, s)) sum += statement.weight.millionths;
  }
  return sum;
}

std::vector<Rank> Payoffs::ranks(PartyId party) const {
  const Ranks& stored = ranks_[party.index()];
  if (stored.narrow.empty()) return {stored.wide.begin(), stored.wide.end()};
  return {stored.narrow.begin(), stored.narrow.end()};
}

void Payoffs::rank_anew(const Model& model, const StateSpace& space, PartyId party, Diagnostics& diagnostics,
                        const Control& control, Progress::Part* part) {
  const Preferences& preferences = model.preferences[party.index()];
  Refinement classes(space);
  switch (preferences.form) {
    case Preferences::Form::none: break;
    case Preferences::Form::order: classes.by_order(preferences.order, control, part); break;
    case Preferences::Form::weights: classes.by_sums(preferences.weights, control, part); break;
    case Preferences::Form::ranking: rank_by_groups(model, space, party, classes, diagnostics); break;
  }
  classes_[party.index()] = classes.classes();
  ranks_[party.index()] = {std::move(classes.narrow()), std::move(classes.wide())};
}

Payoffs Payoffs::with(const Model& model, const StateSpace& space, PartyId party) const {
  Payoffs changed = *this;
  Diagnostics none;  // only a ranking can have mistakes
  changed.rank_anew(model, space, party, none, {});
  return changed;
}

PayoffsBuild Payoffs::build(const Model& model, const StateSpace& space, const Control& control, unsigned threads) {
  PayoffsBuild result;
  Payoffs payoffs;
  const std::size_t parties = model.parties.size();
  payoffs.ranks_.resize(parties);
  payoffs.classes_.resize(parties);
  std::vector<Diagnostics> diagnostics(parties);
  for_each_party(parties, threads, control, "ranking states", [&](std::size_t p, Progress::Part& part) {
    payoffs.rank_anew(model, space, PartyId(p), diagnostics[p], control, &part);
  });
  result.stopped = control.stopped();
  for (Diagnostics& d : diagnostics) result.diagnostics.insert(result.diagnostics.end(), d.begin(), d.end());
  if (!has_errors(result.diagnostics) && !result.stopped) result.payoffs = std::move(payoffs);
  return result;
}

}  // namespace detente
