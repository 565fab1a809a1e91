// Whether a deal that lasts among single parties holds against groups of them too.

#include <algorithm>

#include <fmt/format.h>

#include "detente/report/coalition_answer.hpp"
#include "detente/report/deals_answer.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

/// The deals that are shown, each once.
std::vector<StateId> shown_deals(const DealsAnswer& answer, std::size_t limit, bool picks) {
  std::vector<StateId> shown;
  const auto add = [&](std::span<const StateId> deals) {
    if (limit > 0 && deals.size() > limit) deals = deals.first(limit);
    shown.insert(shown.end(), deals.begin(), deals.end());
  };
  for (const TableAnswer& table : answer.tables) {
    add(table.order);
    if (!picks) continue;
    for (const NamedPick& pick : named_picks(table.settlement)) add(pick.deals);
  }
  std::ranges::sort(shown);
  const auto repeated = std::ranges::unique(shown);
  shown.erase(repeated.begin(), repeated.end());
  return shown;
}

}  // namespace

void hold_against_groups(Analysis& a, DealsAnswer& answer, std::size_t limit, bool picks, std::uint64_t steps) {
  if (answer.equilibria.empty()) return;
  if (auto refused = coalitions_refused(a)) {
    answer.groups_refused = std::move(refused->message);
    return;
  }
  Coalitions coalitions(a.space, a.moves, a.payoffs);
  CoalitionStability stability(coalitions, a.options().switches.sanction);
  const Control& control = a.options().control;
  for (const StateId deal : shown_deals(answer, limit, picks)) {
    std::vector<Concept> concepts = answer.lasting(deal);
    std::erase_if(concepts, [](Concept c) { return std::ranges::count(coalitional_concepts, c) == 0; });
    if (concepts.empty()) continue;
    Work work(steps);
    DealAgainstGroups against;
    const Coalitions::Found found = coalitions.improvements(deal, work, control);
    against.known = found.complete;
    const CoalitionSurvey groups = survey(a.payoffs, deal, found.moves);
    for (const CoalitionWay& way : groups.ways) {
      if (members_of(way.movers).size() < 2) continue;
      against.way = way;
      break;
    }
    for (const Concept c : concepts) {
      if (!found.complete) {
        against.verdicts.push_back({c, {.known = false, .left_by = {}}});
        continue;
      }
      against.verdicts.push_back({c, stability.judge(deal, found.moves, c, work, control)});
      against.known = against.known && against.verdicts.back().verdict.known;
    }
    answer.against_groups.emplace(deal, std::move(against));
  }
}

std::string left_open(const DealsAnswer& answer) {
  const auto open = static_cast<std::size_t>(
      std::ranges::count_if(answer.against_groups, [](const auto& entry) { return !entry.second.known; }));
  if (open == 0) return {};
  return fmt::format("whether groups would break {} was not settled within --group-steps", counted(open, "deal"));
}

}  // namespace detente
