#include "detente/stability/witness.hpp"

#include <algorithm>

namespace detente {

bool sanctions(const Mover& mover, const Payoffs& payoffs, Sanction sanction, StateId response, StateId start) {
  if (sanction == Sanction::weak) return !is_improvement(mover, payoffs, start, response);
  return std::ranges::any_of(mover.parties(), [&](PartyId p) { return payoffs.prefers(p, start, response); });
}

std::vector<Deterrence> Explainer::explain(StateId s, PartyId party, Concept c) const {
  std::vector<Deterrence> all;
  const Mover& mover = moves_->party(party);
  for (const StateId to : moves_->from(mover, s)) {
    if (is_improvement(mover, *payoffs_, s, to)) all.push_back(deterrence(s, to, party, c));
  }
  return all;
}

std::optional<StateId> Explainer::best_undeterred(StateId s, PartyId party, Concept c) const {
  std::vector<StateId> improvements = moves_->from(moves_->party(party), s);
  std::erase_if(improvements, [&](StateId to) { return !payoffs_->prefers(party, to, s); });
  std::ranges::stable_sort(improvements, std::ranges::greater{}, [&](StateId to) { return payoffs_->rank(party, to); });
  for (const StateId to : improvements) {
    if (!deterrence(s, to, party, c).deterred) return to;
  }
  return std::nullopt;
}

bool Explainer::hurts(StateId response, StateId start, PartyId party, Concept c,
                      std::optional<StateId>& way_out) const {
  const Mover& mover = moves_->party(party);
  if (!sanctions(mover, *payoffs_, switches_.sanction, response, start)) return false;
  if (!counters_escape(c)) return true;
  way_out.reset();
  for (const StateId s : moves_->from(mover, response)) {
    if (!sanctions(mover, *payoffs_, switches_.sanction, s, start)) return false;
    if (!way_out || is_improvement(mover, *payoffs_, *way_out, s)) way_out = s;
  }
  return true;
}

Deterrence Explainer::deterrence(StateId start, StateId improvement, PartyId party, Concept c) const {
  Deterrence result{.to = improvement, .deterred = false, .sanction = {}, .best_way_out = {}};
  if (c == Concept::nash) return result;
  ResponseWalk walk(*moves_, *payoffs_, switches_.responses);
  result.deterred = walk.until(improvement, party, responses_improve(c),
                               [&](StateId to) { return hurts(to, start, party, c, result.best_way_out); });
  if (result.deterred) result.sanction = walk.path();
  else result.best_way_out.reset();
  return result;
}

}  // namespace detente
