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
  std::optional<StateId> first(StateId from, PartySet who, Joint joint, Work& work, Found&& found) {
    forget();
    return first_again(from, who, joint, work, found);
  }

  /// The same, for further starts with the same question and the same `who` and `joint`: what walks since forget() have
  /// visited without finding anything is not visited again.
  template <class Found>
  std::optional<StateId> first_again(StateId from, PartySet who, Joint joint, Work& work, Found&& found);
  void forget();

  /// The sequence by which the last walk came to the state that it gave.
  [[nodiscard]] std::vector<Step> path() const;

 private:
  struct Node {
    StateId state;
    std::uint32_t last;    ///< index into moves().all(), or their number for nobody and where it is forgotten
    std::uint32_t parent;  ///< index into nodes_
    std::uint32_t mover;   ///< index into moves().all()
  };

  [[nodiscard]] std::size_t place(StateId state, std::size_t mover) const {
    return remembers_last_ ? state.index() * moves_->all().size() + mover : state.index();
  }

  const StateSpace* space_;
  const Moves* moves_;
  bool remembers_last_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> seen_;  ///< by place: the number of the question for which a walk came there last
  std::uint32_t question_ = 0;
};

/// Whether legal sequences must remember who moved last: where all movers are transitive, two moves of one of them
/// running are one move or none, and nothing is lost by forgetting.
[[nodiscard]] bool last_mover_matters(const Moves& moves);

template <class Found>
std::optional<StateId> LegalReach::first_again(StateId from, PartySet who, Joint joint, Work& work, Found&& found) {
  const auto movers = moves_->all();
  const auto nobody = static_cast<std::uint32_t>(movers.size());
  const std::size_t count = joint == Joint::included ? movers.size() : moves_->party_count();
  nodes_.assign(1, {from, nobody, 0, nobody});
  std::optional<StateId> hit;
  bool enough = true;
  for (std::size_t at = 0; at < nodes_.size() && !hit && enough; ++at) {
    std::uint64_t targets = 1;
    for (std::uint32_t g = 0; g < count && !hit; ++g) {
      if (nodes_[at].last == g || movers[g].variables().empty() || !within(set_of(movers[g].parties()), who)) continue;
      const StateId here = nodes_[at].state;
      for (std::size_t k = 0; k < space_->members_in(here) && !hit; ++k) {
        movers[g].for_each_target(space_->member_of(here, k), [&](Code code) {
          ++targets;
          const std::optional<Member> member = space_->find(code);
          if (hit || !member || space_->state_of(*member) == here) return;
          const StateId to = space_->state_of(*member);
          std::uint32_t& seen = seen_[place(to, g)];
          if (seen == question_) return;
          seen = question_;
          nodes_.push_back({to, remembers_last_ ? g : nobody, static_cast<std::uint32_t>(at), g});
          if (found(to)) hit = to;
        });
      }
    }
    enough = work.spend(targets);
  }
  // What was visited on the way to a hit, or not to its end, may lead to another one.
  if (hit || !enough) {
    for (std::size_t n = 1; n < nodes_.size(); ++n) seen_[place(nodes_[n].state, nodes_[n].mover)] = 0;
  }
  return hit;
}

}  // namespace detente
