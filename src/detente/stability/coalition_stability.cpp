#include "detente/stability/coalition_stability.hpp"

#include <algorithm>
#include <map>

namespace detente {

namespace {

/// In spaces up to this size improvements are kept for the next time, as long as they are not too many. In larger ones
/// a search for one coalition's opponents, which often ends early, is cheaper than one for everybody.
constexpr std::size_t small_space = 50'000;
constexpr std::size_t most_kept = std::size_t{1} << 23;

/// The first two groups K with least ⊆ K ⊆ greatest, other than `banned`; 0 where there is none.
std::pair<PartySet, PartySet> two_between(PartySet least, PartySet greatest, PartySet banned) {
  std::pair<PartySet, PartySet> two{0, 0};
  const PartySet free = greatest & ~least;
  PartySet more = 0;
  do {
    const PartySet group = least | more;
    if (group != banned && two.first != 0) two.second = group;
    else if (group != banned) two.first = group;
    more = (more - free) & free;
  } while (more != 0 && two.second == 0);
  return two;
}

}  // namespace

CoalitionStability::CoalitionStability(Coalitions& coalitions, Sanction sanction)
    : coalitions_(&coalitions),
      sanction_(sanction),
      last_matters_(last_mover_matters(coalitions.moves())),
      others_(coalitions.space(), coalitions.moves()),
      back_(coalitions.space(), coalitions.moves()) {}

CoalitionStability::Threat CoalitionStability::threat(StateId s, PartySet coalition, Concept c) {
  Threat threat{.s = s, .coalition = coalition, .c = c};
  for (const PartyId p : members_of(coalition)) threat.own.emplace_back(p, coalitions_->payoffs().rank(p, s));
  others_.forget();
  return threat;
}

bool CoalitionStability::in_phi(const Threat& threat, StateId u) const {
  return std::ranges::any_of(threat.own, [&](const auto& member) {
    const Rank rank = coalitions_->payoffs().rank(member.first, u);
    return sanction_ == Sanction::weak ? rank <= member.second : rank < member.second;
  });
}

bool CoalitionStability::hurts(Threat& threat, StateId u, Work& work) {
  if (!in_phi(threat, u)) return false;
  if (!counters_escape(threat.c)) return true;
  const auto [entry, is_new] = threat.confined.try_emplace(static_cast<std::uint32_t>(u.index()));
  if (is_new) {
    const auto out = back_.first(u, threat.coalition, LegalReach::Joint::left_out, work,
                                 [&](StateId v) { return !in_phi(threat, v); });
    entry->second = !out;
  }
  return entry->second;
}

bool CoalitionStability::deterred(Threat& threat, StateId t, Work& work, const Control& control) {
  switch (threat.c) {
    case Concept::nash: return false;
    case Concept::seq: return deterred_by_groups(threat, t, work, control);
    case Concept::gmr:
    case Concept::smr:
    case Concept::sseq: break;
  }
  const PartySet others = coalitions_->everybody() & ~threat.coalition;
  return others_
      .first_again(t, others, LegalReach::Joint::left_out, work, [&](StateId u) { return hurts(threat, u, work); })
      .has_value();
}

bool CoalitionStability::for_each_group_move(StateId s, PartySet who, const Coalitions::Visit& visit, Work& work,
                                             const Control& control) {
  const auto key = static_cast<std::uint32_t>(s.index());
  auto kept = kept_.find(key);
  if (kept == kept_.end() && kept_moves_ < most_kept && coalitions_->space().size() <= small_space) {
    Coalitions::Found found = coalitions_->improvements(s, work, control);
    if (!found.complete) return false;
    kept_moves_ += found.moves.size() + 4;
    kept = kept_.emplace(key, std::move(found.moves)).first;
  }
  if (kept == kept_.end()) return coalitions_->for_each(s, who, visit, work, control);
  for (const CoalitionMove& move : kept->second) {
    if (!within(move.movers, who)) continue;
    if (!visit({move.to, move.movers, move.gainers & who})) return true;
  }
  return work.spend(kept->second.size());
}

bool CoalitionStability::deterred_by_groups(const Threat& threat, StateId t, Work& work, const Control& control) {
  // Places are pairs of a state and the group that moved last. Two different last groups leave no group out between
  // them, so two places of a state are all that can matter, and one where two moves of a group running are one move.
  const PartySet others = coalitions_->everybody() & ~threat.coalition;
  std::unordered_map<std::uint32_t, std::pair<PartySet, PartySet>> last_groups;
  arrivals_.assign(1, {t, 0, 0});
  bool hit = false;
  for (std::size_t at = 0; at < arrivals_.size() && !hit; ++at) {
    const Arrival here = arrivals_[at];
    const auto visit = [&](const CoalitionMove& move) {
      const PartySet banned = last_matters_ ? here.who : 0;
      const auto [first, second] = two_between(move.movers, move.gainers, banned);
      for (const PartySet group : {first, second}) {
        auto& [one, another] = last_groups[static_cast<std::uint32_t>(move.to.index())];
        if (group == 0 || one == group || another != 0 || (one != 0 && !last_matters_)) continue;
        (one == 0 ? one : another) = group;
        arrivals_.push_back({move.to, group, at});
        hit = in_phi(threat, move.to);
        if (hit) return false;
      }
      return true;
    };
    if (!for_each_group_move(here.state, others, visit, work, control)) return hit;
  }
  return hit;
}

CoalitionStability::Verdict CoalitionStability::judge(StateId s, std::span<const CoalitionMove> found, Concept c,
                                                      Work& work, const Control& control) {
  Verdict verdict;
  // What the same coalitions gain by stands together.
  std::map<std::pair<PartySet, PartySet>, std::vector<StateId>> targets;
  PartySet gainers = 0;
  for (const CoalitionMove& move : found) {
    targets[{move.movers, move.gainers}].push_back(move.to);
    gainers |= move.gainers;
  }
  std::vector<PartySet> coalitions;
  for_each_set_between(0, gainers, [&](PartySet h) {
    if (h != 0) coalitions.push_back(h);
  });
  std::ranges::sort(coalitions, listed_before);
  for (const PartySet h : coalitions) {
    std::vector<StateId> gains;
    for (const auto& [sets, states] : targets) {
      if (within(sets.first, h) && within(h, sets.second)) gains.insert(gains.end(), states.begin(), states.end());
    }
    if (gains.empty()) continue;
    std::ranges::sort(gains);
    Threat threat = this->threat(s, h, c);
    for (const StateId t : gains) {
      const bool is_deterred = deterred(threat, t, work, control);
      if (work.used_up() || control.stopped()) {
        verdict.known = false;
        return verdict;
      }
      if (is_deterred) continue;
      verdict.left_by = {h, t};
      return verdict;
    }
  }
  return verdict;
}

std::optional<std::vector<CoalitionResponse>> CoalitionStability::sanction(StateId s, CoalitionGain gain, Concept c,
                                                                           Work& work, const Control& control) {
  Threat threat = this->threat(s, gain.coalition, c);
  std::vector<CoalitionResponse> responses;
  const bool is_deterred = deterred(threat, gain.to, work, control);
  if (work.used_up() || control.stopped()) return std::nullopt;
  if (!is_deterred) return responses;
  if (c == Concept::seq) {
    for (std::size_t n = arrivals_.size() - 1; n != 0; n = arrivals_[n].parent)
      responses.push_back({arrivals_[n].who, arrivals_[n].state});
    std::ranges::reverse(responses);
  } else {
    for (const Step& step : others_.path()) responses.push_back({set_of(step.parties), step.to});
  }
  return responses;
}

}  // namespace detente
