#include "detente/paths/evolution.hpp"

#include <algorithm>

namespace detente {

std::span<const StateId> Reach::at(std::uint32_t steps) const {
  if (steps >= begin_.size()) return {};
  const std::size_t end = steps + 1 < begin_.size() ? begin_[steps + 1] : order_.size();
  return std::span(order_).subspan(begin_[steps], end - begin_[steps]);
}

std::uint32_t Reach::steps(StateId s) const {
  if (!reached(s)) return unreached;
  std::uint32_t steps = 0;
  while (!std::ranges::binary_search(at(steps), s)) ++steps;
  return steps;
}

Evolution::Evolution(const StateSpace& space, const Moves& moves, const Payoffs& payoffs)
    : space_(&space), moves_(&moves), payoffs_(&payoffs) {
  auto fibers = std::make_shared<std::vector<FiberMap>>();
  for (const Mover& mover : moves.all()) fibers->emplace_back(space, mover);
  fibers_ = std::move(fibers);
}

Evolution::Evolution(const Evolution& like, const Moves& moves, const Payoffs& payoffs)
    : space_(like.space_), moves_(&moves), payoffs_(&payoffs), fibers_(like.fibers_) {}

namespace {

/// What a search keeps of one mover, to look into no fiber in vain.
class Explorer {
 public:
  Explorer(const StateSpace& space, const Mover& mover, const FiberMap& fibers, const Payoffs& payoffs, bool improving)
      : space_(&space), mover_(&mover), fibers_(&fibers), payoffs_(&payoffs), improving_(improving) {
    if (mover.transitive() && (!mover.free() || (improving && mover.parties().size() > 1))) {
      kind_ = Kind::onwards;
      done_ = BitVector(space.member_count());
    } else if (!mover.free()) {
      kind_ = Kind::limited;
      for (std::uint32_t f = 0; f < fibers.count(); ++f) left_.push_back(fibers.size(f));
    } else if (!improving) {
      kind_ = Kind::anywhere;
      done_ = BitVector(fibers.count());
    } else if (mover.parties().size() == 1) {
      kind_ = Kind::upwards;
      least_.assign(fibers.count(), ~Rank{0});
    } else {
      kind_ = Kind::jointly;
    }
  }

  /// A member has been reached.
  void arrive(Member m) {
    if (kind_ == Kind::limited) --left_[fibers_->fiber_of(m)];
  }

  /// Calls `consider(t)` for the states that the mover can lead to from a member of s, less some that are reached.
  template <class Consider>
  void leave(StateId s, Member m, Consider&& consider) {
    const auto better = [&](StateId t) { return !improving_ || is_improvement(*mover_, *payoffs_, s, t); };
    if (kind_ == Kind::onwards) {
      if (done_.test(m)) return;
      mover_->for_each_target(m, [&](Code code) {
        const std::optional<Member> target = space_->find(code);
        if (!target || !better(space_->state_of(*target))) return;
        done_.set(*target);
        consider(space_->state_of(*target));
      });
      return;
    }
    const std::uint32_t fiber = fibers_->fiber_of(m);
    const auto all = [&] {
      fibers_->for_each(fiber, [&](Member target) {
        const StateId t = space_->state_of(target);
        if (better(t)) consider(t);
      });
    };
    switch (kind_) {
      case Kind::limited:
        if (left_[fiber] == 0) return;
        mover_->for_each_target(m, [&](Code code) {
          const std::optional<Member> target = space_->find(code);
          if (target && better(space_->state_of(*target))) consider(space_->state_of(*target));
        });
        return;
      case Kind::onwards: return;
      case Kind::anywhere:
        if (done_.test(fiber)) return;
        done_.set(fiber);
        return all();
      case Kind::upwards: {
        const Rank rank = payoffs_->rank(mover_->parties()[0], s);
        if (rank >= least_[fiber]) return;
        least_[fiber] = rank;
        return all();
      }
      case Kind::jointly: return all();
    }
  }

 private:
  enum class Kind {
    limited,   ///< targets are looked up; none are new once the whole fiber has been reached
    onwards,   ///< from where it can lead itself, a transitive mover leads nowhere else
    anywhere,  ///< once the fiber has been left, all of it has been reached
    upwards,   ///< once it has been left, all above the rank there has been
    jointly,   ///< improvements of several parties at once
  };
  const StateSpace* space_;
  const Mover* mover_;
  const FiberMap* fibers_;
  const Payoffs* payoffs_;
  bool improving_;
  Kind kind_;
  std::vector<std::uint32_t> left_;  ///< by fiber: the members not yet reached
  BitVector done_;                   ///< by fiber, or for `onwards` by member: there is nothing new from there
  std::vector<Rank> least_;          ///< by fiber: the lowest rank from which it has been left
};

}  // namespace

std::vector<std::size_t> Evolution::movers(const std::vector<bool>& allowed) const {
  std::vector<std::size_t> movers;
  const std::span<const Mover> all = moves_->all();
  for (std::size_t j = 0; j < all.size(); ++j) {
    const bool may =
        allowed.empty() || std::ranges::all_of(all[j].parties(), [&](PartyId p) { return bool{allowed[p.index()]}; });
    if (may && !all[j].variables().empty()) movers.push_back(j);
  }
  return movers;
}

Reach Evolution::reach(StateId start, bool improving, const std::vector<bool>& allowed, const Control& control,
                       std::uint32_t most_steps) const {
  return reach_by(movers(allowed), start, improving, control, most_steps);
}

Reach Evolution::reach_alone(StateId start, const Control& control) const {
  std::vector<std::size_t> alone = movers({});
  std::erase_if(alone, [&](std::size_t j) { return j >= moves_->party_count(); });
  return reach_by(alone, start, true, control, Reach::unreached);
}

bool Evolution::leads_to(StateId start, bool improving, const std::function<bool(StateId)>& goal,
                         const Control& control) const {
  bool found = false;
  (void)reach_by(movers({}), start, improving, control, Reach::unreached,
                 [&](StateId s) { return found = found || goal(s); });
  return found;
}

Reach Evolution::reach_by(const std::vector<std::size_t>& movers, StateId start, bool improving, const Control& control,
                          std::uint32_t most_steps, const std::function<bool(StateId)>& goal) const {
  Reach reach;
  reach.states_ = BitVector(space_->size());
  std::vector<Explorer> explorers;
  for (const std::size_t j : movers) {
    explorers.emplace_back(*space_, moves_->all()[j], (*fibers_)[j], *payoffs_, improving);
  }
  std::vector<StateId> next;
  bool found = false;
  const auto arrive = [&](StateId s) {
    if (found || reach.reached(s)) return;
    reach.states_.set(s.index());
    next.push_back(s);
    if (goal && goal(s)) found = true;
    for (Explorer& explorer : explorers) {
      for (std::size_t k = 0; k < space_->members_in(s); ++k) explorer.arrive(space_->member_of(s, k));
    }
  };
  arrive(start);
  std::size_t done = 0;
  for (std::uint32_t steps = 1; !next.empty(); ++steps) {
    std::vector<StateId> here;
    here.swap(next);
    std::ranges::sort(here);
    reach.begin_.push_back(reach.order_.size());
    reach.order_.insert(reach.order_.end(), here.begin(), here.end());
    if (steps > most_steps || found) break;
    for (const StateId s : here) {
      if (found) break;
      if (++done % 1024 == 0 && control.stopped()) {
        reach.complete_ = false;
        return reach;
      }
      for (Explorer& explorer : explorers) {
        for (std::size_t k = 0; k < space_->members_in(s); ++k) explorer.leave(s, space_->member_of(s, k), arrive);
      }
    }
  }
  return reach;
}

std::vector<Step> Evolution::steps_into(StateId s, const Reach& reach, bool improving,
                                        const std::vector<bool>& allowed) const {
  std::vector<Step> into;
  if (!reach.reached(s) || reach.steps(s) == 0) return into;
  for (const StateId t : reach.at(reach.steps(s) - 1)) {
    for (const std::size_t j : movers(allowed)) {
      const Mover& mover = moves_->all()[j];
      if (improving && !is_improvement(mover, *payoffs_, t, s)) continue;
      // A move to s stays in a fiber of the mover; most states are told apart by that alone.
      bool leads = false;
      for (std::size_t k = 0; !leads && k < space_->members_in(t); ++k) {
        const Member m = space_->member_of(t, k);
        bool near = false;
        for (std::size_t l = 0; l < space_->members_in(s); ++l) {
          near |= (*fibers_)[j].fiber_of(m) == (*fibers_)[j].fiber_of(space_->member_of(s, l));
        }
        if (!near) continue;
        mover.for_each_target(m, [&](Code code) {
          const std::optional<Member> target = space_->find(code);
          leads |= target && space_->state_of(*target) == s;
        });
      }
      if (leads) into.push_back({mover.parties(), t, s});
    }
  }
  return into;
}

std::size_t differences(const std::vector<Value>& a, const std::vector<Value>& b) {
  std::size_t count = 0;
  for (std::size_t v = 0; v < a.size(); ++v) {
    if (a[v] != b[v]) ++count;
  }
  return count;
}

std::vector<Step> Evolution::path(StateId to, const Reach& reach, bool improving,
                                  const std::vector<bool>& allowed) const {
  const std::vector<Value> start = space_->values(reach.order().front());
  std::vector<Step> path;
  while (reach.steps(to) > 0) {
    const std::vector<Value> here = space_->values(to);
    const std::vector<Step> into = steps_into(to, reach, improving, allowed);
    path.push_back(*std::ranges::min_element(into, {}, [&](const Step& step) {
      const std::vector<Value> before = space_->values(step.from);
      return differences(start, before) + differences(before, here);
    }));
    to = path.back().from;
  }
  std::ranges::reverse(path);
  return path;
}

}  // namespace detente
