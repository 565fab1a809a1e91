// Staying where one is is a choice in the problem of a table, but no deal. Leaving it out makes many products of one,
// so the frontier is sought without it only where it would matter, and the counts leave out one.

#include "detente/deals/additive_settlement.hpp"

#include <algorithm>

namespace detente {

namespace {

using Utilities = std::vector<std::int64_t>;
using Parties = std::vector<std::size_t>;

Parties everybody_but(std::size_t parties, std::size_t one) {
  Parties others;
  for (std::size_t p = 0; p < parties; ++p) {
    if (p != one) others.push_back(p);
  }
  return others;
}

struct Best {
  Ending ending = Ending::done;
  std::optional<std::int64_t> utility{};
  std::optional<DealChoice> deal{};
};

class Settler {
 public:
  Settler(AdditiveSettlement& s, std::size_t most, const DealLimits& limits, const Control& control)
      : s_(s),
        problem_(s.table.problem),
        staying_(utilities_of(problem_, s.table.staying)),
        most_(most),
        limits_(limits),
        control_(control),
        counter_(problem_, limits, control, staying_) {
    for (std::size_t p = 0; p < problem_.parties(); ++p) corner_.push_back(problem_.least(p));
  }

  void run() {
    AdditiveFrontierBuild build = find_frontier(asking(corner_), limits_, control_);
    s_.ending = build.ending;
    s_.needed_bytes = build.needed_bytes;
    s_.frontier = std::move(build.frontier);
    s_.acceptable = count(corner_);
    find_shifts();
    if (!s_.frontier) {
      s_.bounds = bound_picks(asking(corner_), counter_, limits_, control_);
      settle_zone();
      if (s_.open() == false) explain();
      return;
    }
    s_.efficient = s_.frontier->points().total();
    if (s_.frontier->points().size() > 0) {
      const AdditiveProblem& asked = asking(corner_);
      s_.picks = pick_cardinal(asked, *s_.frontier, most_, limits_, control_);
      s_.fallback = pick_fallback(asked, *s_.frontier, counter_, most_, limits_, control_);
    } else {
      explain();
    }
  }

 private:
  /// The problem for a question about deals that give this much.
  [[nodiscard]] const AdditiveProblem& asking(const Utilities& least) const {
    return std::ranges::equal(staying_, least, std::ranges::greater_equal()) ? s_.proper : problem_;
  }

  /// The number of deals that give this much, if it can be had with a small part of the limit.
  [[nodiscard]] std::optional<DealCount> count(const Utilities& least) const {
    if (counter_.ending() != Ending::done || counter_.steps() > limits_.steps / 16) return std::nullopt;
    return counter_.at_least(least);
  }

  /// The most that a deal gives to `party`, but at least `least`, if all `others` accept it. These only have to be
  /// content, which keeps few points, and there is one best.
  [[nodiscard]] Best best_for(std::size_t party, std::int64_t least, const Parties& others) const {
    Utilities asked;
    for (std::size_t p = 0; p < problem_.parties(); ++p) asked.push_back(utility_range(problem_, p).least);
    asked[party] = std::max(asked[party], least);
    std::vector<Role> content;
    for (const std::size_t other : others) content.push_back({other, asked[other] = problem_.least(other)});
    const AdditiveProblem seen = recast(asking(asked), {{party, asked[party]}}, content);
    const AdditiveFrontierBuild build = find_frontier(seen, limits_, control_);
    Best best;
    best.ending = build.ending;
    if (!build.frontier || build.frontier->points().size() == 0) return best;
    best.utility = build.frontier->points().value(0, 0);
    best.deal = build.frontier->deals(0).front();
    return best;
  }

  void find_shifts() {
    for (std::size_t p = 0; p < problem_.parties(); ++p) {
      Utilities least = corner_;
      least[p] = utility_range(problem_, p).least;
      const Best best = best_for(p, least[p], everybody_but(problem_.parties(), p));
      s_.shifts.push_back({count(least), best.utility, best.deal, best.ending});
    }
  }

  /// What the others accept at best for one party tells whether there is a zone: one question with few points, which
  /// may be settled where the frontier was not.
  void settle_zone() {
    using Zone = AdditiveBounds::Zone;
    for (std::size_t p = 0; p < problem_.parties() && s_.bounds->zone == Zone::unknown; ++p) {
      const AdditiveShift& shift = s_.shifts[p];
      if (shift.ending != Ending::done) continue;
      s_.bounds->zone = shift.best && *shift.best >= problem_.least(p) ? Zone::open : Zone::empty;
    }
  }

  void explain() {
    s_.acceptable = 0;
    s_.impasse.emplace();
    find_blocked();
    find_concessions();
  }

  /// Sets of parties by size, each unless a smaller blocked set lies in it.
  void find_blocked() {
    for (std::size_t size = 1; size <= problem_.parties(); ++size) {
      Parties set;
      find_blocked_from(0, size, set);
    }
  }

  void find_blocked_from(std::size_t next, std::size_t size, Parties& set) {
    if (set.size() == size) return look_at(set);
    for (std::size_t p = next; p < problem_.parties(); ++p) {
      set.push_back(p);
      find_blocked_from(p + 1, size, set);
      set.pop_back();
    }
  }

  void look_at(const Parties& set) {
    AdditiveImpasse& impasse = *s_.impasse;
    const auto lies_within = [&](const Parties& blocked) { return std::ranges::includes(set, blocked); };
    if (std::ranges::any_of(impasse.blocked, lies_within)) return;
    if (++looked_at_ > most_looked_at || control_.stopped()) {
      impasse.all_blocked = false;
      return;
    }
    const Best best = best_for(set[0], problem_.least(set[0]), Parties(set.begin() + 1, set.end()));
    if (best.ending != Ending::done) impasse.all_blocked = false;
    else if (!best.utility) impasse.blocked.push_back(set);
  }

  /// Everybody as a member who accepts anything: what a deal asks of a party is what it falls short of the walk-away.
  /// The least concessions are asked for on the frontier, once gains beyond the walk-away are cut off.
  void find_concessions() {
    AdditiveImpasse& impasse = *s_.impasse;
    const std::size_t n = problem_.parties();
    impasse.alone.resize(n);
    std::vector<Role> all;
    for (std::size_t p = 0; p < n; ++p) all.push_back({p, utility_range(problem_, p).least});
    const AdditiveProblem open = recast(s_.proper, all, {});
    const AdditiveFrontierBuild build = find_frontier(open, limits_, control_);
    impasse.ending = build.ending;
    if (!build.frontier) return;
    const PointSet& points = build.frontier->points();
    const auto cut_off = [&](std::size_t i) {
      Utilities point(n);
      for (std::size_t p = 0; p < n; ++p) point[p] = std::min(points.value(i, p), problem_.least(p));
      return point;
    };
    PointSet asked(n);
    for (std::size_t i = 0; i < points.size(); ++i) asked.add(cut_off(i), 1);
    keep_nondominated(asked, n);
    impasse.concessions_found = asked.size();
    for (std::size_t k = 0; k < asked.size(); ++k) {
      AdditiveConcession concession;
      for (std::size_t p = 0; p < n; ++p) {
        const bool concedes = asked.value(k, p) < problem_.least(p);
        concession.amounts.push_back(concedes ? std::optional(problem_.walk_away[p] - asked.value(k, p))
                                              : std::nullopt);
      }
      impasse.concessions.push_back(std::move(concession));
      impasse.concessions.back().point.assign(asked.point(k).begin(), asked.point(k).end());
    }
    std::ranges::stable_sort(impasse.concessions, {}, &AdditiveConcession::conceding);
    // Those of one party alone are always kept.
    const auto more = std::ranges::find_if(impasse.concessions, [](const auto& c) { return c.conceding() > 1; });
    const auto kept = std::max<std::ptrdiff_t>(more - impasse.concessions.begin(), static_cast<std::ptrdiff_t>(most_));
    if (kept < std::ssize(impasse.concessions)) {
      impasse.concessions.erase(impasse.concessions.begin() + kept, impasse.concessions.end());
    }
    for (std::size_t k = 0; k < impasse.concessions.size(); ++k) {
      AdditiveConcession& concession = impasse.concessions[k];
      concession.deals = count(concession.point);
      std::size_t i = 0;
      while (cut_off(i) != concession.point) ++i;
      concession.deal = build.frontier->deals(i).front();
      if (concession.conceding() > 1) continue;
      for (std::size_t p = 0; p < n; ++p) {
        if (concession.amounts[p]) impasse.alone[p] = k;
      }
    }
  }

  static constexpr std::size_t most_looked_at = 4096;

  AdditiveSettlement& s_;
  const AdditiveProblem& problem_;
  Utilities staying_;
  std::size_t most_;
  const DealLimits& limits_;
  const Control& control_;
  DealCounter counter_;
  Utilities corner_{};
  std::size_t looked_at_ = 0;
};

}  // namespace

std::optional<bool> AdditiveSettlement::open() const {
  if (frontier) return frontier->points().size() > 0;
  if (!bounds || bounds->zone == AdditiveBounds::Zone::unknown) return std::nullopt;
  return bounds->zone == AdditiveBounds::Zone::open;
}

std::size_t AdditiveConcession::conceding() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(amounts, [](const auto& amount) { return amount.has_value(); }));
}

std::unique_ptr<AdditiveSettlement> settle_additive(AdditiveTable table, std::size_t most_deals,
                                                    const DealLimits& limits, const Control& control) {
  auto s = std::make_unique<AdditiveSettlement>();
  s->table = std::move(table);
  const std::optional<DealCount> all = count_deals(s->table.problem);
  if (!all) return nullptr;
  s->deals = *all - 1;
  s->proper = without(s->table.problem, s->table.staying);
  Settler(*s, most_deals, limits, control).run();
  return s;
}

}  // namespace detente
