#include "detente/levers/candidates.hpp"

#include <algorithm>

namespace detente {

Candidates find_candidates(LeverCase& the_case, const BitVector& goal, Concept at_most,
                           const std::vector<PartyId>& changed, bool others_keep) {
  Candidates candidates{.states = {}, .among = goal, .in_doubt = changed};
  const Stability& stability = the_case.stability(at_most);
  std::vector<const BitVector*> of_changed;
  for (std::size_t p = 0; p < the_case.model().parties.size(); ++p) {
    const BitVector& stable = stability.stable(at_most, PartyId(p));
    if (std::ranges::find(changed, PartyId(p)) != changed.end()) {
      of_changed.push_back(&stable);
      continue;
    }
    candidates.among &= stable;
    // Who cannot move at all is content everywhere.
    if (!others_keep && !the_case.moves().party(PartyId(p)).variables().empty()) {
      candidates.in_doubt.emplace_back(p);
    }
  }
  candidates.among.for_each([&](std::size_t s) { candidates.states.emplace_back(s); });
  const auto content = [&](StateId s) {
    return std::ranges::count_if(of_changed, [&](const BitVector* stable) { return stable->test(s.index()); });
  };
  std::ranges::stable_sort(candidates.states, std::greater<>(), content);
  return candidates;
}

namespace {

/// Whether some candidate lasts.
bool some_lasts(const Candidates& candidates, Budget& budget, const std::function<bool(StateId)>& lasts,
                const std::function<bool()>& solve) {
  constexpr std::size_t first_ones = 64;
  constexpr std::size_t too_many = 4'000;
  for (std::size_t k = 0; k < candidates.states.size() && !budget.over(); ++k) {
    if (k == first_ones && candidates.states.size() > too_many) return solve();
    if (lasts(candidates.states[k])) return true;
  }
  return false;
}

}  // namespace

std::optional<std::uint32_t> promises(const ChangedCase& changed, StateId now, const Wanted& wanted,
                                      const Candidates& candidates, const std::function<bool()>& solve) {
  Budget& budget = changed.budget();
  const auto lasts = [&](StateId s) {
    return std::ranges::all_of(candidates.in_doubt,
                               [&](PartyId p) { return changed.stable(s, p, wanted.concept_id) && !budget.over(); });
  };
  std::optional<std::uint32_t> nearest;
  switch (wanted.aim) {
    case Aim::lasting:
      if (some_lasts(candidates, budget, lasts, solve)) nearest = 0;
      break;
    case Aim::reached:
      (void)changed.any_reached(now, [&](StateId s, std::uint32_t steps) {
        if (wanted.states.test(s.index())) nearest = steps;
        return nearest.has_value();
      });
      break;
    case Aim::settled: {
      // Collected first, since both searches mark states.
      std::vector<std::pair<StateId, std::uint32_t>> reached;
      (void)changed.any_reached(now, [&](StateId s, std::uint32_t steps) {
        if (candidates.among.test(s.index())) reached.emplace_back(s, steps);
        return false;
      });
      const auto found = std::ranges::find_if(reached, lasts, &std::pair<StateId, std::uint32_t>::first);
      if (found != reached.end()) nearest = found->second;
      break;
    }
  }
  if (budget.over()) nearest.reset();
  return nearest;
}

}  // namespace detente
