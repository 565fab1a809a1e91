#include "detente/stability/fibers.hpp"

#include <algorithm>
#include <map>

#include "detente/space/fiber_index.hpp"

namespace detente {

Fibers::Fibers(const StateSpace& space, const Mover& mover, const Payoffs& payoffs)
    : space_(&space), mover_(&mover), payoffs_(&payoffs), party_(mover.parties()[0]) {
  FiberIndex index = index_fibers(space, mover);
  FiberIndex::Listing listing = index.listing();
  fiber_of_ = std::move(index.fiber_of);
  begin_ = std::move(listing.begin);
  members_ = std::move(listing.members);
  order_by_payoff();
  if (space.merged()) {
    for (const Member m : members_) states_.push_back(static_cast<std::uint32_t>(space.state_of(m).index()));
  }
  if (!mover.free() || space.merged()) build_rows();
}

void Fibers::order_by_payoff() {
  starts_ = BitVector(members_.size());
  std::vector<std::uint64_t> best_first;  // in the upper half how bad a member is, in the lower half the member
  for (std::size_t f = 0; f < count(); ++f) {
    best_first.clear();
    for (std::size_t at = begin_[f]; at < begin_[f + 1]; ++at) {
      const Rank rank = payoffs_->rank(party_, space_->state_of(members_[at]));
      best_first.push_back(std::uint64_t{~rank} << 32 | members_[at]);
    }
    std::ranges::sort(best_first);
    for (std::size_t k = 0; k < best_first.size(); ++k) {
      members_[begin_[f] + k] = static_cast<Member>(best_first[k]);
      if (k == 0 || best_first[k] >> 32 != best_first[k - 1] >> 32) starts_.set(begin_[f] + k);
    }
  }
}

std::optional<std::uint32_t> Fibers::find_local(Code local) const {
  if (locals_.size() == mover_->fiber_size()) return static_cast<std::uint32_t>(local);
  const auto found = std::ranges::lower_bound(locals_, local);
  if (found == locals_.end() || *found != local) return std::nullopt;
  return static_cast<std::uint32_t>(found - locals_.begin());
}

void Fibers::build_rows() {
  // Members with the same pattern of conditions and the same local number share one row. Where a row could be long
  // and rows many, the moves are looked up afresh each time instead.
  constexpr std::uint64_t most_targets = std::uint64_t{1} << 25;
  for (const Member m : members_) locals_.push_back(mover_->local(space_->code(m)));
  std::ranges::sort(locals_);
  const auto repeated = std::ranges::unique(locals_);
  locals_.erase(repeated.begin(), repeated.end());
  locals_.shrink_to_fit();
  local_.resize(members_.size());
  for (std::size_t k = 0; k < members_.size(); ++k) local_[k] = *find_local(mover_->local(space_->code(members_[k])));
  if (!members_.empty() && !mover_->pattern(members_[0])) return;

  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> rows;
  row_of_.resize(members_.size());
  for (std::size_t k = 0; k < members_.size(); ++k) {
    const auto [row, is_new] = rows.try_emplace({*mover_->pattern(members_[k]), local_[k]}, rows.size());
    row_of_[k] = row->second;
    if (!is_new) continue;
    row_begin_.push_back(static_cast<std::uint32_t>(row_targets_.size()));
    mover_->for_each_target(members_[k], [&](Code code) {
      if (const auto local = find_local(mover_->local(code))) row_targets_.push_back(*local);
    });
    if (row_targets_.size() > most_targets) {
      row_of_ = std::vector<std::uint32_t>();  // not {}, which keeps the memory
      row_begin_ = std::vector<std::uint32_t>();
      row_targets_ = std::vector<std::uint32_t>();
      return;
    }
  }
  row_begin_.push_back(static_cast<std::uint32_t>(row_targets_.size()));
}

}  // namespace detente
