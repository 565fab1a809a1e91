#include "detente/stability/coalition_product.hpp"

#include <algorithm>

namespace detente {

namespace {

constexpr Code largest_block = 1 << 13;

/// bits |= bit wherever the payoff is above `own`.
template <class T>
void mark_above(std::span<const T> payoff, T own, PartySet bit, std::span<PartySet> bits) {
  for (std::size_t k = 0; k < bits.size(); ++k) bits[k] |= payoff[k] > own ? bit : 0;
}

}  // namespace

bool CoalitionProduct::applies(const StateSpace& space, const Moves& moves) {
  if (!space.full() || space.merged()) return false;
  std::vector<bool> moved(space.layout().variables());
  for (const Mover& mover : moves.all()) {
    if (mover.conditions() > 0 || !mover.transitive()) return false;
    for (const VariableId v : mover.variables()) {
      if (moved[v.index()]) return false;  // a term that somebody can break
      moved[v.index()] = true;
    }
  }
  return true;
}

CoalitionProduct::CoalitionProduct(const StateSpace& space, const Moves& moves, const Payoffs& payoffs)
    : payoffs_(&payoffs) {
  for (std::size_t k = 0; k < space.layout().variables(); ++k) {
    const VariableId v(k);
    Digit digit{.radix = space.layout().radix(v), .stride = space.layout().stride(v), .movers = 0, .from_to = {}};
    digit.from_to.assign(digit.radix * digit.radix, barred);
    for (Code value = 0; value < digit.radix; ++value) digit.from_to[value * digit.radix + value] = 0;
    for (const Mover& mover : moves.all()) {
      if (std::ranges::find(mover.variables(), v) == mover.variables().end()) continue;
      digit.movers = set_of(mover.parties());
      // Without conditions what is allowed from a value is the same everywhere: look where everything else is first.
      for (Code from = 0; from < digit.radix; ++from) {
        const Code start = from * digit.stride;
        mover.for_each_target(static_cast<Member>(start), [&](Code target) {
          const Code to = target / digit.stride % digit.radix;
          if (target == to * digit.stride) digit.from_to[from * digit.radix + to] = digit.movers;
        });
      }
    }
    if (high_.empty() && block_ * digit.radix <= largest_block) {
      block_ *= digit.radix;
      low_.push_back(std::move(digit));
    } else {
      high_.push_back(std::move(digit));
    }
  }
  low_movers_.resize(block_);
  gainers_.resize(block_);
}

bool CoalitionProduct::for_each(StateId s, PartySet who, const Coalitions::Visit& visit, Work& work,
                                const Control& control) {
  const Code start = s.index();
  const auto movers = [&](const Digit& digit, Code to) {
    return digit.from_to[start / digit.stride % digit.radix * digit.radix + to];
  };
  // Who must move for each assignment of the low variables, one variable after the other.
  low_movers_[0] = 0;
  for (const Digit& digit : low_) {
    for (Code to = digit.radix; to-- > 0;) {
      for (Code k = 0; k < digit.stride; ++k) low_movers_[to * digit.stride + k] = low_movers_[k] | movers(digit, to);
    }
  }
  const std::vector<PartyId> parties = members_of(who);
  std::vector<Code> high(high_.size(), 0);
  for (Code base = 0;; base += block_) {
    PartySet high_movers = 0;
    for (std::size_t k = 0; k < high.size(); ++k) high_movers |= movers(high_[k], high[k]);
    if (within(high_movers, who)) {
      if (!work.spend(block_ * parties.size()) || control.stopped()) return false;
      std::ranges::fill(gainers_, 0);
      for (const PartyId p : parties) {
        const Rank own = payoffs_->rank(p, s);
        if (const auto narrow = payoffs_->narrow(p); !narrow.empty()) {
          mark_above(narrow.subspan(base, block_), static_cast<std::uint16_t>(own), only(p), std::span(gainers_));
        } else {
          mark_above(payoffs_->wide(p).subspan(base, block_), own, only(p), std::span(gainers_));
        }
      }
      for (Code k = 0; k < block_; ++k) {
        const PartySet needed = low_movers_[k] | high_movers;
        // The state itself has no gainers.
        if (gainers_[k] == 0 || !within(needed, gainers_[k])) continue;
        if (!visit({StateId(base + k), needed, gainers_[k]})) return true;
      }
    }
    std::size_t k = 0;
    while (k < high.size() && ++high[k] == high_[k].radix) high[k++] = 0;
    if (k == high.size()) return true;
  }
}

}  // namespace detente
