#include "detente/stability/coalition_labels.hpp"

#include <algorithm>

#include "detente/stability/legal_reach.hpp"

namespace detente {

bool SmallestSets::add(std::size_t place, PartySet set) {
  PartySet& first = first_[place];
  if (first == none) {
    first = set;
    touched_.push_back(place);
    return true;
  }
  if (within(first & ~more_follow, set)) return false;
  std::vector<PartySet>& more = more_[place];
  if (std::ranges::any_of(more, [&](PartySet known) { return within(known, set); })) return false;
  more.push_back(set);
  first |= more_follow;
  return true;
}

bool SmallestSets::has_smaller(std::size_t place, PartySet set) const {
  const PartySet first = first_[place];
  if (first == none) return false;
  const auto smaller = [&](PartySet known) { return known != set && within(known, set); };
  if (smaller(first & ~more_follow)) return true;
  return (first & more_follow) != 0 && std::ranges::any_of(more_.find(place)->second, smaller);
}

void SmallestSets::clear() {
  for (const std::size_t place : touched_) first_[place] = none;
  touched_.clear();
  more_.clear();
}

CoalitionLabels::CoalitionLabels(const StateSpace& space, const Moves& moves, const Payoffs& payoffs)
    : space_(&space), payoffs_(&payoffs), remembers_last_(last_mover_matters(moves)), known_(0), told_(0) {
  for (const Mover& mover : moves.all()) {
    if (!mover.variables().empty()) movers_.emplace_back(&mover, set_of(mover.parties()));
  }
  known_ = SmallestSets(remembers_last_ ? space.size() * movers_.size() : space.size());
  if (remembers_last_) {
    told_ = SmallestSets(space.size());
    arrivals_.resize(space.size());
  }
  if (!remembers_last_) covered_.assign(space.size() * movers_.size(), ~PartySet{0});
  gainers_.resize(space.size());
  wanted_.resize(std::size_t{1} << moves.party_count());
  waiting_.resize(moves.party_count() + 1);
}

void CoalitionLabels::find_gainers(StateId s, PartySet who) {
  std::ranges::fill(gainers_, 0);
  for (const PartyId p : members_of(who)) {
    const Rank own = payoffs_->rank(p, s);
    const auto mark = [&](auto payoff) {
      for (std::size_t t = 0; t < gainers_.size(); ++t) gainers_[t] |= payoff[t] > own ? only(p) : 0;
    };
    if (!payoffs_->narrow(p).empty()) mark(payoffs_->narrow(p));
    else mark(payoffs_->wide(p));
  }
  // A set of parties is worth following if some state is preferred by all of it.
  wanted_.assign(wanted_.size(), false);
  for (const PartySet gainers : gainers_) wanted_[gainers] = true;
  for (const PartyId p : members_of(who)) {
    for (PartySet set = 0; set < wanted_.size(); ++set) {
      if (!contains(set, p) && wanted_[set | only(p)]) wanted_[set] = true;
    }
  }
}

void CoalitionLabels::arrive(std::size_t state, PartySet set, std::size_t last) {
  MoverSet may_move = 0;
  if (!remembers_last_) {
    if (known_.add(state, set)) may_move = ~MoverSet{0};
  } else {
    Arrivals& before = arrivals_[state];
    if (within(before.all_move, set) || (before.first_last == last && within(before.first_set, set))) return;
    for (std::size_t g = 0; g < movers_.size(); ++g) {
      if (g != last && known_.add(state * movers_.size() + g, set)) may_move |= MoverSet{1} << g;
    }
    if (before.first_set == ~PartySet{0}) {
      before.first_set = set;
      before.first_last = static_cast<std::uint32_t>(last);
    } else if (within(before.first_set, set) && before.all_move == ~PartySet{0}) {
      before.all_move = set;
    }
  }
  // A single mover cannot move on, but where it has come to counts.
  if (may_move != 0 || movers_.size() == 1)
    waiting_[size_of(set)].push_back({static_cast<std::uint32_t>(state), set, may_move});
}

bool CoalitionLabels::expand(const Label& label, StateId start, PartySet who, Work& work) {
  const StateId state(label.state);
  std::uint64_t seen = 0;
  for (std::size_t g = 0; g < movers_.size(); ++g) {
    const auto& [mover, parties] = movers_[g];
    const PartySet set = label.set | parties;
    if ((label.may_move >> g & 1) == 0 || !within(parties, who) || !wanted_[set]) continue;
    const std::size_t place = label.state * movers_.size() + g;
    if (remembers_last_ ? known_.has_smaller(place, label.set) : within(covered_[place], set)) continue;
    for (std::size_t k = 0; k < space_->members_in(state); ++k) {
      mover->for_each_target(space_->member_of(state, k), [&](Code code) {
        ++seen;
        const std::optional<Member> member = space_->find(code);
        if (!member) return;
        const StateId to = space_->state_of(*member);
        // What leads back to the start leads on with fewer from there.
        if (to == state || to == start) return;
        if (!remembers_last_) {
          PartySet& covered = covered_[to.index() * movers_.size() + g];
          if (!within(covered, set)) covered = set;
        }
        arrive(to.index(), set, g);
      });
    }
  }
  return work.spend(seen + 1);
}

bool CoalitionLabels::for_each(StateId s, PartySet who, const Coalitions::Visit& visit, Work& work,
                               const Control& control) {
  if (!work.spend(space_->size() * size_of(who))) return false;
  find_gainers(s, who);
  const auto run = [&] {
    const Label start{static_cast<std::uint32_t>(s.index()), 0, ~MoverSet{0}};
    if (!expand(start, s, who, work)) return false;
    std::size_t done = 0;
    for (std::size_t size = 1; size < waiting_.size(); ++size) {
      for (std::size_t k = 0; k < waiting_[size].size(); ++k) {
        const Label label = waiting_[size][k];  // by value: the list grows
        if (!remembers_last_ && known_.has_smaller(label.state, label.set)) continue;
        if (++done % 1024 == 0 && control.stopped()) return false;
        const PartySet gainers = gainers_[label.state];
        const bool is_new = !remembers_last_ || told_.add(label.state, label.set);
        if (is_new && within(label.set, gainers) && !visit({StateId(label.state), label.set, gainers})) return true;
        if (!expand(label, s, who, work)) return false;
      }
    }
    return true;
  };
  const bool finished = run();
  known_.clear();
  told_.clear();
  for (const std::vector<Label>& labels : waiting_) {
    for (const Label& label : labels) {
      if (remembers_last_) arrivals_[label.state] = {};
      else
        std::fill_n(covered_.begin() + static_cast<std::ptrdiff_t>(label.state * movers_.size()), movers_.size(),
                    ~PartySet{0});
    }
  }
  for (std::vector<Label>& labels : waiting_) labels.clear();
  return finished;
}

}  // namespace detente
