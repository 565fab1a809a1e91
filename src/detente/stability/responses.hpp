#pragma once
/// What the others can answer to a move, walked forward.

#include <algorithm>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include "detente/space/moves.hpp"
#include "detente/stability/concepts.hpp"

namespace detente {

/// One move in answer.
struct Response {
  PartyId party;  ///< who moves: a party, or a block where the moves are those of blocks
  StateId to;
  friend bool operator==(const Response&, const Response&) = default;
};

/// Walks of the kind that a switch of `responses` allows. Refers to what it is built from.
class ResponseWalk {
 public:
  ResponseWalk(const Moves& moves, const Payoffs& payoffs, Responses responses)
      : moves_(&moves), payoffs_(&payoffs), responses_(responses) {}

  /// Visits every state to which the opponents of `observer` lead from `from`, nearest first and each one once, until
  /// `found` is true for one; whether it was. With `improving` every step is an improvement for who makes it. Cost: the
  /// moves that leave the states visited; with Responses::once up to 2^opponents times that.
  template <class Found>
  bool until(StateId from, PartyId observer, bool improving, Found&& found);

  /// The moves by which the last walk came to what it found.
  [[nodiscard]] std::vector<Response> path() const;

 private:
  /// A state with what the kind of responses must remember: who moved last, or who has moved.
  struct Node {
    StateId state;
    std::uint64_t memory = 0;
    std::size_t parent = 0;
    PartyId mover{};
  };

  const Moves* moves_;
  const Payoffs* payoffs_;
  Responses responses_;
  std::vector<Node> nodes_;
};

template <class Found>
bool ResponseWalk::until(StateId from, PartyId observer, bool improving, Found&& found) {
  const std::size_t parties = moves_->party_count();
  const bool once = responses_ == Responses::once;
  const std::uint64_t nobody = once ? 0 : parties;
  std::unordered_set<std::uint64_t> seen;  // places: state and memory
  std::unordered_set<std::uint32_t> visited;
  const auto place = [&](StateId s, std::uint64_t memory) {
    return once ? memory << 32 | s.index() : s.index() * (parties + 1) + memory;
  };
  nodes_.assign(1, {from, nobody, 0, {}});
  seen.insert(place(from, nobody));
  for (std::size_t at = 0; at < nodes_.size(); ++at) {
    for (std::size_t j = 0; j < parties; ++j) {
      const Node here = nodes_[at];
      const std::uint64_t bit = once ? std::uint64_t{1} << j : 0;
      if (PartyId(j) == observer || (once ? (here.memory & bit) != 0 : here.memory == j)) continue;
      const Mover& mover = moves_->party(PartyId(j));
      for (const StateId to : moves_->from(mover, here.state)) {
        if (improving && !is_improvement(mover, *payoffs_, here.state, to)) continue;
        const std::uint64_t memory = once ? here.memory | bit : j;
        if (!seen.insert(place(to, memory)).second) continue;
        nodes_.push_back({to, memory, at, PartyId(j)});
        if (visited.insert(static_cast<std::uint32_t>(to.index())).second && found(to)) return true;
      }
    }
    if (responses_ == Responses::single) break;
  }
  return false;
}

}  // namespace detente
