// The least held-up goal state (1.7 of the method; the counting of holdouts is this project's own).
//
// For a set H of movers and a goal state g that they can bring about, the holdouts are the members of H that do not
// prefer g to now. Every set of parties is a candidate, and what it reaches is one search of the space. Most are not
// searched, since each has a bound: H has at least as many holdouts as it would have at some goal state g that it can
// possibly reach. It cannot reach g if a party outside H must move: where states are not merged, a variable whose value
// differs between now and g has been changed by somebody who can change it, so that a party in all movers of the
// variable has taken part. Candidates are searched by their bound, until it passes the best that was found.
//
// The goals of a case share a search where they want the same candidate at the same bound.

#include "detente/paths/holdouts.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <numeric>

#include "detente/space/evaluate.hpp"

namespace detente {

std::vector<PartyId> able_to_move(const Moves& moves, std::size_t parties) {
  std::vector<PartyId> able;
  for (std::size_t p = 0; p < parties; ++p) {
    const bool takes_part = std::ranges::any_of(moves.all(), [&](const Mover& mover) {
      return !mover.variables().empty() && std::ranges::count(mover.parties(), PartyId(p)) > 0;
    });
    if (takes_part) able.emplace_back(p);
  }
  return able;
}

namespace {

/// A set of the parties that can move: bit k is able[k].
using Movers = std::uint32_t;

class Search {
 public:
  Search(const Evolution& evolution, const Reach& by_moves, const std::vector<PartyId>& able, const Control& control)
      : evolution_(evolution),
        payoffs_(evolution.payoffs()),
        now_(evolution.space().now()),
        by_moves_(by_moves),
        able_(able),
        all_((Movers{1} << able.size()) - 1),
        control_(control) {
    find_needed();
  }

  std::vector<std::optional<LeastHeldUp>> run(const std::vector<BitVector>& goals) {
    for (const BitVector& goal : goals) add(goal);
    std::vector<Movers> small_first(all_);
    std::iota(small_first.begin(), small_first.end(), Movers{1});
    std::ranges::stable_sort(small_first, {}, [](Movers h) { return std::popcount(h); });
    for (int bound = 0; bound <= static_cast<int>(able_.size()); ++bound) {
      control_.report("looking for holdouts", static_cast<double>(bound) / static_cast<double>(able_.size() + 1));
      for (const Movers h : small_first) {
        if (control_.stopped()) return std::vector<std::optional<LeastHeldUp>>(goals.size());
        try_movers(h, bound);
      }
    }
    return results();
  }

 private:
  /// Less is better, the first that differs.
  struct Merit {
    int holdouts;
    std::uint32_t steps;
    std::int64_t loss;  ///< the gain in rank of the worst-off mover, negated
    std::size_t state;
    int size;  ///< of the movers
    Movers movers;
    friend auto operator<=>(const Merit&, const Merit&) = default;
  };

  struct Goal {
    const BitVector* states;
    std::vector<std::int8_t>
        bound{};  ///< by set of movers: the fewest holdouts it can have; none if it cannot get there
    std::optional<Merit> best{};

    [[nodiscard]] bool wants(Movers h, int at) const { return bound[h] == at && (!best || at <= best->holdouts); }
    /// More steps than these are of no use.
    [[nodiscard]] std::uint32_t most_steps(int at) const {
      return best && at == best->holdouts ? best->steps : Reach::unreached;
    }
  };
  static constexpr std::int8_t none = -1;

  /// By party, the states that nothing leads to from now without a move in which it takes part.
  void find_needed() {
    const StateSpace& space = evolution_.space();
    const std::span<const Mover> movers = evolution_.moves().all();
    const bool on_graph = std::ranges::any_of(movers, &Mover::on_graph);
    if (on_graph || space.size() != space.member_count()) return;
    const std::vector<Value> now = space.values(now_);
    needed_.assign(able_.size(), BitVector(space.size()));
    for (std::size_t v = 0; v < now.size(); ++v) {
      Movers common = all_;
      for (const Mover& mover : movers) {
        if (std::ranges::count(mover.variables(), VariableId(v)) > 0) common &= mask(mover.parties());
      }
      if (common == 0) continue;
      const BitVector differs = evaluate(space, Formula::literal(VariableId(v), now[v], false));
      for (std::size_t k = 0; k < able_.size(); ++k) {
        if ((common >> k & 1) != 0) needed_[k] |= differs;
      }
    }
  }

  [[nodiscard]] Movers mask(const std::vector<PartyId>& parties) const {
    Movers set = 0;
    for (std::size_t k = 0; k < able_.size(); ++k)
      set |= (std::ranges::count(parties, able_[k]) > 0 ? Movers{1} : Movers{0}) << k;
    return set;
  }

  [[nodiscard]] Movers needed(StateId g) const {
    Movers set = 0;
    for (std::size_t k = 0; k < needed_.size(); ++k) set |= (needed_[k].test(g.index()) ? Movers{1} : Movers{0}) << k;
    return set;
  }

  [[nodiscard]] Movers willing(StateId g) const {
    Movers set = 0;
    for (std::size_t k = 0; k < able_.size(); ++k)
      set |= (payoffs_.prefers(able_[k], g, now_) ? Movers{1} : Movers{0}) << k;
    return set;
  }

  /// The bounds of a goal, from what its states ask for and who wants them: few such patterns occur.
  void add(const BitVector& states) {
    std::vector<std::pair<Movers, Movers>> patterns;
    for (const StateId g : by_moves_.order()) {
      if (!states.test(g.index())) continue;
      const std::pair pattern(needed(g), willing(g));
      if (patterns.empty() || patterns.back() != pattern) patterns.push_back(pattern);
    }
    std::ranges::sort(patterns);
    const auto repeated = std::ranges::unique(patterns);
    patterns.erase(repeated.begin(), repeated.end());
    Goal goal{.states = &states};
    goal.bound.assign(std::size_t{all_} + 1, none);
    for (Movers h = 1; h <= all_ && !patterns.empty(); ++h) {
      int fewest = std::numeric_limits<std::int8_t>::max();
      for (const auto& [needed, willing] : patterns) {
        if ((needed & ~h) == 0) fewest = std::min(fewest, std::popcount(h & ~willing));
      }
      if (fewest <= static_cast<int>(able_.size())) goal.bound[h] = static_cast<std::int8_t>(fewest);
    }
    goals_.push_back(std::move(goal));
  }

  void try_movers(Movers h, int bound) {
    std::uint32_t most_steps = 0;
    bool wanted = false;
    for (const Goal& goal : goals_) {
      if (!goal.wants(h, bound)) continue;
      wanted = true;
      most_steps = std::max(most_steps, goal.most_steps(bound));
    }
    if (!wanted) return;
    const Reach reach = h == all_ ? Reach() : evolution_.reach(now_, false, flags(h), control_, most_steps);
    for (Goal& goal : goals_) {
      if (goal.wants(h, bound)) consider(goal, h, h == all_ ? by_moves_ : reach, goal.most_steps(bound));
    }
  }

  void consider(Goal& goal, Movers h, const Reach& reach, std::uint32_t most_steps) const {
    for (std::uint32_t steps = 0; steps <= most_steps && !reach.at(steps).empty(); ++steps) {
      for (const StateId g : reach.at(steps)) {
        if (!goal.states->test(g.index())) continue;
        const int holdouts = std::popcount(h & ~willing(g));
        if (goal.best && std::pair(holdouts, steps) > std::pair(goal.best->holdouts, goal.best->steps)) continue;
        std::int64_t worst_gain = std::numeric_limits<std::int64_t>::max();
        for (std::size_t k = 0; k < able_.size(); ++k) {
          if ((h >> k & 1) == 0) continue;
          const std::int64_t gain =
              std::int64_t{payoffs_.rank(able_[k], g)} - std::int64_t{payoffs_.rank(able_[k], now_)};
          worst_gain = std::min(worst_gain, gain);
        }
        const Merit merit{holdouts, steps, -worst_gain, g.index(), std::popcount(h), h};
        if (!goal.best || merit < *goal.best) goal.best = merit;
      }
    }
  }

  /// By party of the model.
  [[nodiscard]] std::vector<bool> flags(Movers h) const {
    std::vector<bool> allowed(evolution_.moves().party_count(), false);
    for (std::size_t k = 0; k < able_.size(); ++k) allowed[able_[k].index()] = (h >> k & 1) != 0;
    return allowed;
  }

  /// The paths, those of the same movers from one search.
  [[nodiscard]] std::vector<std::optional<LeastHeldUp>> results() const {
    std::map<Movers, std::uint32_t> most_steps;
    for (const Goal& goal : goals_) {
      if (!goal.best) continue;
      std::uint32_t& most = most_steps[goal.best->movers];
      most = std::max(most, goal.best->steps);
    }
    std::vector<std::optional<LeastHeldUp>> results(goals_.size());
    for (const auto& [h, most] : most_steps) {
      const std::vector<bool> allowed = flags(h);
      const Reach reach = h == all_ ? Reach() : evolution_.reach(now_, false, allowed, control_, most);
      for (std::size_t k = 0; k < goals_.size(); ++k) {
        if (!goals_[k].best || goals_[k].best->movers != h) continue;
        const StateId state(goals_[k].best->state);
        LeastHeldUp result{.state = state, .movers = {}, .way = {}};
        for (std::size_t p = 0; p < able_.size(); ++p) {
          if ((h >> p & 1) != 0) result.movers.push_back(able_[p]);
        }
        result.way = evolution_.path(state, h == all_ ? by_moves_ : reach, false, allowed);
        results[k] = std::move(result);
      }
    }
    return results;
  }

  const Evolution& evolution_;
  const Payoffs& payoffs_;
  StateId now_;
  const Reach& by_moves_;
  const std::vector<PartyId>& able_;
  Movers all_;
  Control control_;
  std::vector<BitVector> needed_;  ///< by able party; empty where it is not known
  std::vector<Goal> goals_;
};

}  // namespace

std::vector<std::optional<LeastHeldUp>> find_least_held_up(const Evolution& evolution, const Reach& by_moves,
                                                           const std::vector<PartyId>& able,
                                                           const std::vector<BitVector>& goals,
                                                           const Control& control) {
  return Search(evolution, by_moves, able, control).run(goals);
}

}  // namespace detente
