#include "detente/stability/witness.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace detente {

namespace {

/// A state in the search for a sanction, with what the kind of responses must remember: who moved last, or who has
/// moved.
struct Node {
  StateId state;
  std::uint64_t memory = 0;
  std::size_t parent = 0;
  PartyId mover{};
};

}  // namespace

std::vector<Deterrence> Explainer::explain(StateId s, PartyId party, Concept c) const {
  std::vector<Deterrence> all;
  for (const StateId improvement : moves_->from(moves_->party(party), s)) {
    if (payoffs_->prefers(party, improvement, s)) all.push_back(deterrence(s, improvement, party, c));
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
  const Rank own = payoffs_->rank(party, start);
  const auto no_better = [&](StateId s) {
    const Rank rank = payoffs_->rank(party, s);
    return switches_.sanction == Sanction::weak ? rank <= own : rank < own;
  };
  if (!no_better(response)) return false;
  if (!counters_escape(c)) return true;
  way_out.reset();
  for (const StateId s : moves_->from(moves_->party(party), response)) {
    if (!no_better(s)) return false;
    if (!way_out || payoffs_->prefers(party, s, *way_out)) way_out = s;
  }
  return true;
}

Deterrence Explainer::deterrence(StateId start, StateId improvement, PartyId party, Concept c) const {
  Deterrence result{.to = improvement, .deterred = false, .sanction = {}, .best_way_out = {}};
  if (c == Concept::nash) return result;
  const std::size_t parties = moves_->all().size() - moves_->joint().size();
  const bool once = switches_.responses == Responses::once;
  const std::uint64_t nobody = once ? 0 : parties;

  // Breadth-first over (state, memory), so that the sanction found is a shortest one.
  std::vector<Node> nodes{{improvement, nobody, 0, {}}};
  std::set<std::pair<StateId, std::uint64_t>> seen{{improvement, nobody}};
  std::vector<bool> tested(space_->size(), false);
  for (std::size_t at = 0; at < nodes.size(); ++at) {
    for (std::size_t j = 0; j < parties; ++j) {
      const std::uint64_t bit = once ? std::uint64_t{1} << j : 0;
      if (PartyId(j) == party || (once ? (nodes[at].memory & bit) != 0 : nodes[at].memory == j)) continue;
      for (const StateId to : moves_->from(moves_->party(PartyId(j)), nodes[at].state)) {
        if (responses_improve(c) && !payoffs_->prefers(PartyId(j), to, nodes[at].state)) continue;
        const std::uint64_t memory = once ? nodes[at].memory | bit : j;
        if (!seen.emplace(to, memory).second) continue;
        nodes.push_back({to, memory, at, PartyId(j)});
        if (tested[to.index()]) continue;
        tested[to.index()] = true;
        if (!hurts(to, start, party, c, result.best_way_out)) continue;
        result.deterred = true;
        for (std::size_t n = nodes.size() - 1; n != 0; n = nodes[n].parent) {
          result.sanction.push_back({nodes[n].mover, nodes[n].state});
        }
        std::ranges::reverse(result.sanction);
        return result;
      }
    }
    if (switches_.responses == Responses::single) break;
  }
  result.best_way_out.reset();
  return result;
}

}  // namespace detente
