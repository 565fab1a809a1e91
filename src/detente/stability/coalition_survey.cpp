#include "detente/stability/coalition_survey.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace detente {

namespace {

/// The gain in ranks of the mover that gains least.
Rank least_gain(const Payoffs& payoffs, StateId s, const CoalitionMove& move) {
  Rank least = ~Rank{0};
  for (const PartyId p : members_of(move.movers)) {
    least = std::min(least, payoffs.rank(p, move.to) - payoffs.rank(p, s));
  }
  return least;
}

/// The coalitions that improve to anything, in the order of listed_before.
std::vector<PartySet> coalitions_of(std::span<const CoalitionMove> found) {
  std::set<std::pair<PartySet, PartySet>> pairs;
  PartySet all = 0;
  for (const CoalitionMove& move : found) {
    pairs.emplace(move.movers, move.gainers);
    all |= move.gainers;
  }
  std::vector<bool> seen(std::size_t{all} + 1);
  std::vector<PartySet> coalitions;
  for (const auto& [movers, gainers] : pairs) {
    for_each_set_between(movers, gainers, [&](PartySet h) {
      if (seen[h]) return;
      seen[h] = true;
      coalitions.push_back(h);
    });
  }
  std::ranges::sort(coalitions, listed_before);
  return coalitions;
}

}  // namespace

CoalitionSurvey survey(const Payoffs& payoffs, StateId s, std::span<const CoalitionMove> found) {
  CoalitionSurvey result;
  struct Choice {
    CoalitionWay way;
    Rank gain = 0;
  };
  std::map<PartySet, Choice> choices;
  for (std::size_t k = 0; k < found.size();) {
    std::size_t end = k;
    while (end < found.size() && found[end].to == found[k].to) ++end;
    ++result.targets;
    result.improvements += count_coalitions(found.subspan(k, end - k));
    k = end;
  }
  for (const CoalitionMove& move : found) {
    Choice& choice = choices[move.movers];
    const Rank gain = least_gain(payoffs, s, move);
    const auto better = std::tuple(gain, size_of(move.gainers), choice.way.to.index());
    if (choice.way.targets++ == 0 ||
        better > std::tuple(choice.gain, size_of(choice.way.gainers), std::size_t{move.to.index()})) {
      choice.way = {move.movers, choice.way.targets, move.to, move.gainers};
      choice.gain = gain;
    }
  }
  for (const auto& [movers, choice] : choices) result.ways.push_back(choice.way);
  std::ranges::sort(result.ways, listed_before, &CoalitionWay::movers);
  result.coalitions = coalitions_of(found).size();
  return result;
}

void for_each_improvement(std::span<const CoalitionMove> found,
                          const std::function<bool(PartySet coalition, StateId to)>& visit) {
  for (const PartySet h : coalitions_of(found)) {
    std::optional<StateId> last;  // several smallest groups may lead to one state
    for (const CoalitionMove& move : found) {
      if (!improves(h, move) || move.to == last) continue;
      last = move.to;
      if (!visit(h, move.to)) return;
    }
  }
}

NashAgainstCoalitions nash_against_coalitions(Coalitions& coalitions, const BitVector& nash, Work& work,
                                              const Control& control) {
  NashAgainstCoalitions result{.stable = BitVector(nash.size())};
  const std::size_t all = nash.count();
  std::size_t done = 0;
  nash.for_each([&](std::size_t s) {
    bool upset = false;
    const auto stop = [&](const CoalitionMove&) {
      upset = true;
      return false;
    };
    const bool searched = coalitions.for_each(StateId(s), coalitions.everybody(), stop, work, control);
    if (upset) ++result.upset;
    else if (searched) result.stable.set(s);
    else return false;
    ++done;
    if (done % 64 == 0) control.report("coalitions", static_cast<double>(done) / static_cast<double>(all));
    return true;
  });
  result.unknown = all - done;
  return result;
}

}  // namespace detente
