#include "detente/stability/fibers.hpp"

#include <algorithm>
#include <map>

#include "detente/space/fiber_index.hpp"

namespace detente {

Fibers::Fibers(const StateSpace& space, const Mover& mover, std::span<const Rank> payoff)
    : space_(&space), mover_(&mover), payoff_(payoff) {
  FiberIndex index = index_fibers(space, mover);
  FiberIndex::Listing listing = index.listing();
  fiber_of_ = std::move(index.fiber_of);
  begin_ = std::move(listing.begin);
  members_ = std::move(listing.members);
  std::vector<std::pair<Rank, Member>> best_first;
  for (std::size_t f = 0; f < index.count; ++f) {
    best_first.clear();
    for (const Member m : members(f)) best_first.emplace_back(~payoff[space.state_of(m).index()], m);
    std::ranges::sort(best_first);
    for (std::size_t k = 0; k < best_first.size(); ++k) members_[begin_[f] + k] = best_first[k].second;
  }
  if (!mover.free() || space.merged()) build_rows();
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
      row_of_ = {};
      row_begin_ = {};
      row_targets_ = {};
      return;
    }
  }
  row_begin_.push_back(static_cast<std::uint32_t>(row_targets_.size()));
}

}  // namespace detente
