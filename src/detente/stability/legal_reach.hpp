#pragma once
/// Legal sequences, walked forward from one state: what a set of parties can bring about together, and how.

#include <cstdint>
#include <optional>
#include <vector>

#include "detente/base/work.hpp"
#include "detente/space/moves.hpp"
#include "detente/stability/party_set.hpp"

namespace detente {

/// R_H(s), by legal sequences: nobody moves twice running. Refers to what it is built from. Keeps memory for the next
/// walk, so it is not for several threads at once.
class LegalReach {
 public:
  LegalReach(const StateSpace& space, const Moves& moves);

  /// With joint moves of terms between members of `who`, or without any.
  enum class Joint { included, left_out };

  /// Visits the states that the parties in `who` lead to from `from` by at least one move, nearest first, each one at
  /// least once, until `found` is true for one of them; gives that one. That `from` itself is visited means nothing.
  /// Nothing too if the work is used up. Cost: the moves that leave the states visited.
  template <class Found>
  std::optional<StateId> first(StateId from, PartySet who, Joint joint, Work& work, Found&& found);

  /// The sequence by which the last walk came to the state that it gave.
  [[nodiscard]] std::vector<Step> path() const;

 private:
  struct Node {
    StateId state;
    std::uint32_t last;    ///< index into moves().all(), or their number for nobody and where it is forgotten
    std::uint32_t parent;  ///< index into nodes_
    std::uint32_t mover;   ///< index into moves().all()
  };

  void begin(StateId from);

  const StateSpace* space_;
  const Moves* moves_;
  bool remembers_last_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> seen_;  ///< by place: the number of the walk that came there last
  std::uint32_t walk_ = 0;
};

/// Whether legal sequences must remember who moved last: where all movers are transitive, two moves of one of them
/// running are one move or none, and nothing is lost by forgetting.
[[nodiscard]] bool last_mover_matters(const Moves& moves);

template <class Found>
std::optional<StateId> LegalReach::first(StateId from, PartySet who, Joint joint, Work& work, Found&& found) {
  begin(from);
  const auto movers = moves_->all();
  const std::size_t count = joint == Joint::included ? movers.size() : moves_->party_count();
  std::optional<StateId> hit;
  for (std::size_t at = 0; at < nodes_.size() && !hit; ++at) {
    std::uint64_t targets = 1;
    for (std::size_t g = 0; g < count && !hit; ++g) {
      if (nodes_[at].last == g || movers[g].variables().empty() || !within(set_of(movers[g].parties()), who)) continue;
      const std::size_t last = remembers_last_ ? g : movers.size();
      const StateId here = nodes_[at].state;
      for (std::size_t k = 0; k < space_->members_in(here); ++k) {
        movers[g].for_each_target(space_->member_of(here, k), [&](Code code) {
          ++targets;
          const std::optional<Member> member = space_->find(code);
          if (hit || !member || space_->state_of(*member) == here) return;
          const StateId to = space_->state_of(*member);
          std::uint32_t& seen = seen_[remembers_last_ ? to.index() * movers.size() + g : to.index()];
          if (seen == walk_) return;
          seen = walk_;
          nodes_.push_back(
              {to, static_cast<std::uint32_t>(last), static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(g)});
          if (found(to)) hit = to;
        });
      }
    }
    if (!work.spend(targets) && !hit) return std::nullopt;
  }
  return hit;
}

}  // namespace detente
