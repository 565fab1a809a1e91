#include "detente/paths/evolution.hpp"

#include <algorithm>
#include <ranges>

namespace detente {

bool is_improvement(const Mover& mover, const Payoffs& payoffs, StateId from, StateId to) {
  return std::ranges::all_of(mover.parties(), [&](PartyId p) { return payoffs.prefers(p, to, from); });
}

BitVector Reach::states() const {
  BitVector reached(steps_.size());
  for (const StateId s : order_) reached.set(s.index());
  return reached;
}

Evolution::Evolution(const StateSpace& space, const Moves& moves, const Payoffs& payoffs)
    : space_(&space), moves_(&moves), payoffs_(&payoffs) {
  auto index = std::make_shared<Index>();
  for (const Mover& mover : moves.all()) {
    index->fibers.push_back(index_fibers(space, mover));
    index->listings.push_back(index->fibers.back().listing());
  }
  index_ = std::move(index);
}

Evolution::Evolution(const Evolution& like, const Moves& moves, const Payoffs& payoffs)
    : space_(like.space_), moves_(&moves), payoffs_(&payoffs), index_(like.index_) {}

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
  Reach reach;
  reach.steps_.assign(space_->size(), Reach::unreached);
  const std::vector<std::size_t> movers = this->movers(allowed);

  // How many members of each fiber are still unreached: where none are, no move of the mover can reach anything new.
  std::vector<std::vector<std::uint32_t>> left;
  for (const std::size_t j : movers) {
    const std::vector<std::uint32_t>& begin = index_->listings[j].begin;
    std::vector<std::uint32_t>& sizes = left.emplace_back(index_->fibers[j].count);
    for (std::size_t f = 0; f < sizes.size(); ++f) sizes[f] = begin[f + 1] - begin[f];
  }

  std::vector<StateId> next;
  const auto arrive = [&](StateId s, std::uint32_t steps) {
    reach.steps_[s.index()] = steps;
    next.push_back(s);
    for (std::size_t k = 0; k < space_->members_in(s); ++k) {
      const Member m = space_->member_of(s, k);
      for (std::size_t i = 0; i < movers.size(); ++i) --left[i][index_->fibers[movers[i]].fiber_of[m]];
    }
  };
  arrive(start, 0);
  std::size_t done = 0;
  for (std::uint32_t steps = 1; !next.empty(); ++steps) {
    std::vector<StateId> here;
    here.swap(next);
    std::ranges::sort(here);
    reach.order_.insert(reach.order_.end(), here.begin(), here.end());
    if (steps > most_steps) break;
    for (const StateId s : here) {
      if (++done % 1024 == 0 && control.stopped()) {
        reach.complete_ = false;
        return reach;
      }
      for (std::size_t i = 0; i < movers.size(); ++i) {
        const Mover& mover = moves_->all()[movers[i]];
        for (std::size_t k = 0; k < space_->members_in(s); ++k) {
          const Member m = space_->member_of(s, k);
          const std::uint32_t fiber = index_->fibers[movers[i]].fiber_of[m];
          if (left[i][fiber] == 0) continue;
          const auto consider = [&](Member target) {
            const StateId t = space_->state_of(target);
            if (reach.reached(t) || (improving && !is_improvement(mover, *payoffs_, s, t))) return;
            arrive(t, steps);
          };
          if (mover.free()) {
            // Everything in the fiber, without asking for each assignment whether it is feasible.
            const FiberIndex::Listing& listing = index_->listings[movers[i]];
            for (std::uint32_t n = listing.begin[fiber]; n < listing.begin[fiber + 1]; ++n)
              consider(listing.members[n]);
            continue;
          }
          mover.for_each_target(m, [&](Code code) {
            if (const std::optional<Member> target = space_->find(code)) consider(*target);
          });
        }
      }
    }
  }
  return reach;
}

std::vector<Step> Evolution::steps_into(StateId s, const Reach& reach, bool improving,
                                        const std::vector<bool>& allowed) const {
  std::vector<Step> into;
  if (!reach.reached(s) || reach.steps(s) == 0) return into;
  const std::uint32_t before = reach.steps(s) - 1;
  const std::vector<StateId>& order = reach.order();
  const auto first = std::ranges::lower_bound(order, before, {}, [&](StateId t) { return reach.steps(t); });
  for (auto t = first; t != order.end() && reach.steps(*t) == before; ++t) {
    for (const std::size_t j : movers(allowed)) {
      const Mover& mover = moves_->all()[j];
      if (improving && !is_improvement(mover, *payoffs_, *t, s)) continue;
      // A move to s stays in a fiber of the mover; most states are told apart by that alone.
      bool leads = false;
      for (std::size_t k = 0; !leads && k < space_->members_in(*t); ++k) {
        const Member m = space_->member_of(*t, k);
        bool near = false;
        for (std::size_t l = 0; l < space_->members_in(s); ++l) {
          near |= index_->fibers[j].fiber_of[m] == index_->fibers[j].fiber_of[space_->member_of(s, l)];
        }
        if (!near) continue;
        mover.for_each_target(m, [&](Code code) {
          const std::optional<Member> target = space_->find(code);
          leads |= target && space_->state_of(*target) == s;
        });
      }
      if (leads) into.push_back({mover.parties(), *t, s});
    }
  }
  return into;
}

std::vector<Step> Evolution::path(StateId to, const Reach& reach, bool improving,
                                  const std::vector<bool>& allowed) const {
  const std::vector<Value> start = space_->values(reach.order().front());
  const auto differences = [](const std::vector<Value>& a, const std::vector<Value>& b) {
    return std::ranges::count_if(std::views::iota(std::size_t{0}, a.size()),
                                 [&](std::size_t v) { return a[v] != b[v]; });
  };
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
