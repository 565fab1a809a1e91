#pragma once
/// How the conflict can move from now: 1.6 of the method, status quo analysis (Li, Kilgour & Hipel 2005), with joint
/// moves.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/base/control.hpp"
#include "detente/space/fiber_index.hpp"
#include "detente/space/moves.hpp"
#include "detente/space/payoffs.hpp"

namespace detente {

/// One step of a path: who moved (several parties for a joint move), and to which state.
struct Step {
  std::vector<PartyId> parties;
  StateId from;
  StateId to;
  friend bool operator==(const Step&, const Step&) = default;
};

/// Every step of this mover leads somewhere it strictly prefers: for a joint move all of its parties do.
[[nodiscard]] bool is_improvement(const Mover& mover, const Payoffs& payoffs, StateId from, StateId to);

/// The fewest steps from one state to every other.
class Reach {
 public:
  static constexpr std::uint32_t unreached = ~std::uint32_t{0};

  [[nodiscard]] bool reached(StateId s) const { return steps_[s.index()] != unreached; }
  /// Fewest steps, or `unreached`.
  [[nodiscard]] std::uint32_t steps(StateId s) const { return steps_[s.index()]; }
  [[nodiscard]] std::size_t count() const { return order_.size(); }
  /// The states reached, nearest first, among equals the lowest number first; the start is the first of them.
  [[nodiscard]] const std::vector<StateId>& order() const { return order_; }
  [[nodiscard]] BitVector states() const;
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  friend class Evolution;
  std::vector<std::uint32_t> steps_;
  std::vector<StateId> order_;
  bool complete_ = true;
};

/// Paths from now. Refers to what it is built from.
class Evolution {
 public:
  Evolution(const StateSpace& space, const Moves& moves, const Payoffs& payoffs);
  /// The same space with other payoffs, or with moves that are restricted otherwise: what depends on neither is shared
  /// with `like`. Precondition: the movers have the same variables. Cost: constant.
  Evolution(const Evolution& like, const Moves& moves, const Payoffs& payoffs);

  /// From `start`, in moves (`improving` false) or in improvements only, by the movers of which every party is in
  /// `allowed` (one flag for each party; empty means all), at most `most_steps`. The same mover may move twice running.
  /// Breadth-first; cost: the moves that leave the states reached, less those into fibers that are all reached already.
  [[nodiscard]] Reach reach(StateId start, bool improving, const std::vector<bool>& allowed = {},
                            const Control& control = {}, std::uint32_t most_steps = Reach::unreached) const;

  /// The states one step before `s` on the shortest paths of a reach of the same kind, with who makes the step. Cost: a
  /// search through the moves of the states one step nearer.
  [[nodiscard]] std::vector<Step> steps_into(StateId s, const Reach& reach, bool improving,
                                             const std::vector<bool>& allowed = {}) const;

  /// One shortest path: among several, going back from its end, each step is chosen to leave as little as possible
  /// changed from the start and by the step itself; then the lowest-numbered state and the first mover. Empty for the
  /// start. Precondition: reached.
  [[nodiscard]] std::vector<Step> path(StateId to, const Reach& reach, bool improving,
                                       const std::vector<bool>& allowed = {}) const;

  [[nodiscard]] const StateSpace& space() const { return *space_; }
  [[nodiscard]] const Moves& moves() const { return *moves_; }
  [[nodiscard]] const Payoffs& payoffs() const { return *payoffs_; }

 private:
  /// Indices into moves().all().
  [[nodiscard]] std::vector<std::size_t> movers(const std::vector<bool>& allowed) const;

  const StateSpace* space_;
  const Moves* moves_;
  const Payoffs* payoffs_;
  struct Index {
    std::vector<FiberIndex> fibers;             ///< by mover
    std::vector<FiberIndex::Listing> listings;  ///< by mover
  };
  std::shared_ptr<const Index> index_;
};

}  // namespace detente
