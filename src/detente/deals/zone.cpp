#include "detente/deals/zone.hpp"

#include "detente/deals/impasse.hpp"

namespace detente {

namespace {

Satisfied everybody_but(std::size_t stakes, std::size_t stake) {
  const Satisfied everybody = stakes == 64 ? ~Satisfied{0} : (Satisfied{1} << stakes) - 1;
  return everybody & ~(Satisfied{1} << stake);
}

}  // namespace

std::vector<ZoneShift> zone_shifts(const Payoffs& payoffs, std::span<const Stake> stakes, const BitVector& deals) {
  std::vector<ZoneShift> shifts(stakes.size());
  bool open = false;
  deals.for_each([&](std::size_t s) {
    const Satisfied mask = satisfied(payoffs, stakes, StateId(s));
    for (std::size_t i = 0; i < stakes.size(); ++i) {
      const Satisfied others = everybody_but(stakes.size(), i);
      if ((mask & others) != others) continue;
      open |= mask != others;
      ZoneShift& shift = shifts[i];
      ++shift.others_accept;
      if (!shift.best || payoffs.prefers(stakes[i].party, StateId(s), *shift.best)) shift.best = StateId(s);
    }
  });
  for (std::size_t i = 0; i < stakes.size(); ++i) {
    if (!shifts[i].best) continue;
    const Rank best = payoffs.rank(stakes[i].party, *shifts[i].best);
    if (open && stakes[i].member) shifts[i].rank = best;
    else if (open && best + 1 < payoffs.classes(stakes[i].party)) shifts[i].rank = best + 1;
    else if (!open && !stakes[i].member) shifts[i].rank = best;
    else if (!open && best > 0) shifts[i].rank = best - 1;
  }
  return shifts;
}

std::vector<ZoneStep> zone_curve(const Payoffs& payoffs, std::span<const Stake> stakes, const BitVector& deals,
                                 std::size_t stake) {
  std::vector<std::uint64_t> at(payoffs.classes(stakes[stake].party), 0);
  const Satisfied others = everybody_but(stakes.size(), stake);
  std::uint64_t left = 0;
  deals.for_each([&](std::size_t s) {
    if ((satisfied(payoffs, stakes, StateId(s)) & others) != others) return;
    ++at[payoffs.rank(stakes[stake].party, StateId(s))];
    ++left;
  });
  std::vector<ZoneStep> steps;
  for (Rank walk_away = 0; walk_away < at.size(); ++walk_away) {
    // With the walk-away here, a member needs more than this rank, one that ratifies at least this rank.
    if (stakes[stake].member) left -= at[walk_away];
    if (steps.empty() || steps.back().acceptable != left) steps.push_back({walk_away, left});
    if (!stakes[stake].member) left -= at[walk_away];
  }
  return steps;
}

}  // namespace detente
