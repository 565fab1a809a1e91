#pragma once
/// The body of Fibers::fold.

#include "detente/stability/fibers.hpp"

namespace detente {

template <class Visit>
void Fibers::for_each_target_of(std::size_t position, Visit&& visit) const {
  if (!row_of_.empty()) {
    const std::uint32_t row = row_of_[position];
    for (std::uint32_t t = row_begin_[row]; t < row_begin_[row + 1]; ++t) visit(row_targets_[t]);
    return;
  }
  mover_->for_each_target(members_[position], [&](Code code) {
    if (const auto local = find_local(mover_->local(code))) visit(*local);
  });
}

template <class Fold>
void Fibers::fold(std::size_t fiber, Kind kind, std::span<const Rank> in, Rank identity, std::vector<Rank>& out,
                  Fold combine) const {
  const std::span<const Member> members = this->members(fiber);
  const std::size_t size = members.size();
  out.assign(size, identity);

  if (local_.empty()) {
    if (kind == Kind::moves) {
      // All members but oneself: what lies before, and what lies behind.
      Rank before = identity;
      for (std::size_t k = 0; k < size; ++k) {
        out[k] = before;
        before = combine(before, in[members[k]]);
      }
      Rank behind = identity;
      for (std::size_t k = size; k-- > 0;) {
        out[k] = combine(out[k], behind);
        behind = combine(behind, in[members[k]]);
      }
      return;
    }
    // Best first: what lies above the current run of equal payoffs is folded into `above`.
    Rank above = identity;
    for (std::size_t k = 0; k < size;) {
      const Rank payoff = payoff_[members[k]];
      Rank with_run = above;
      std::size_t end = k;
      for (; end < size && payoff_[members[end]] == payoff; ++end) {
        out[end] = above;
        with_run = combine(with_run, in[members[end]]);
      }
      above = with_run;
      k = end;
    }
    return;
  }

  // What lies at each place of the fiber, by local number; a stamp tells the holes.
  struct Place {
    std::uint32_t stamp = 0;
    std::uint32_t state = 0;
    Rank payoff = 0;
    Rank in = 0;
  };
  thread_local std::vector<Place> places;
  thread_local std::uint32_t stamp = 0;
  if (places.size() < locals_.size()) places.resize(locals_.size());
  if (++stamp == 0) {
    for (Place& place : places) place.stamp = 0;
    stamp = 1;
  }
  for (std::size_t k = 0; k < size; ++k) {
    const StateId s = space_->state_of(members[k]);
    places[local_[begin_[fiber] + k]] = {stamp, static_cast<std::uint32_t>(s.index()), payoff_[s.index()],
                                         in[s.index()]};
  }
  for (std::size_t k = 0; k < size; ++k) {
    const Place own = places[local_[begin_[fiber] + k]];
    Rank folded = identity;
    for_each_target_of(begin_[fiber] + k, [&](std::uint32_t local) {
      const Place& target = places[local];
      if (target.stamp != stamp || target.state == own.state) return;
      if (kind == Kind::improvements && target.payoff <= own.payoff) return;
      folded = combine(folded, target.in);
    });
    out[k] = folded;
  }
}

}  // namespace detente
