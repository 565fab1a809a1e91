#pragma once
/// How the conflict can move from now: 1.6 of the method, status quo analysis (Li, Kilgour & Hipel 2005), with joint
/// moves.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/base/control.hpp"
#include "detente/space/fiber_index.hpp"
#include "detente/space/moves.hpp"
#include "detente/space/payoffs.hpp"

namespace detente {

/// The fewest steps from one state to every other.
class Reach {
 public:
  static constexpr std::uint32_t unreached = ~std::uint32_t{0};

  [[nodiscard]] bool reached(StateId s) const { return states_.test(s.index()); }
  /// Fewest steps, or `unreached`. Cost: a search among the states of each number of steps.
  [[nodiscard]] std::uint32_t steps(StateId s) const;
  [[nodiscard]] std::size_t count() const { return order_.size(); }
  /// The states reached, nearest first, among equals the lowest number first; the start is the first of them.
  [[nodiscard]] const std::vector<StateId>& order() const { return order_; }
  /// Those that take this many steps.
  [[nodiscard]] std::span<const StateId> at(std::uint32_t steps) const;
  [[nodiscard]] const BitVector& states() const { return states_; }
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  friend class Evolution;
  BitVector states_;
  std::vector<StateId> order_;
  std::vector<std::size_t> begin_;  ///< in order_, by steps
  bool complete_ = true;
};

/// In how many variables two assignments differ.
[[nodiscard]] std::size_t differences(const std::vector<Value>& a, const std::vector<Value>& b);

/// Paths from now. Refers to what it is built from.
class Evolution {
 public:
  Evolution(const StateSpace& space, const Moves& moves, const Payoffs& payoffs);
  /// The same space with other payoffs, or with moves that are restricted otherwise: what depends on neither is shared
  /// with `like`. Precondition: the movers have the same variables. Cost: constant.
  Evolution(const Evolution& like, const Moves& moves, const Payoffs& payoffs);

  /// From `start`, in moves (`improving` false) or in improvements only, by the movers of which every party is in
  /// `allowed` (one flag for each party; empty means all), at most `most_steps`. The same mover may move twice running.
  /// Breadth-first; cost: the moves that leave the states reached, less those that lead only to where their mover has
  /// led before, or into fibers where all is reached already that they could reach. Memory: a bit for each state, 4
  /// bytes for each one reached, some for each fiber.
  [[nodiscard]] Reach reach(StateId start, bool improving, const std::vector<bool>& allowed = {},
                            const Control& control = {}, std::uint32_t most_steps = Reach::unreached) const;

  /// The same by improvements of single parties, without joint moves.
  [[nodiscard]] Reach reach_alone(StateId start, const Control& control = {}) const;

  /// Whether such a sequence, of any mover's and of none or more steps, leads to a state that `goal` accepts; false too
  /// if stopped. Cost: as reach(), but no further than to the first such state.
  [[nodiscard]] bool leads_to(StateId start, bool improving, const std::function<bool(StateId)>& goal,
                              const Control& control = {}) const;

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
  /// Ends as soon as a state is reached that `goal` accepts, if it is given, and has that state reached.
  [[nodiscard]] Reach reach_by(const std::vector<std::size_t>& movers, StateId start, bool improving,
                               const Control& control, std::uint32_t most_steps,
                               const std::function<bool(StateId)>& goal = {}) const;
  /// Indices into moves().all().
  [[nodiscard]] std::vector<std::size_t> movers(const std::vector<bool>& allowed) const;

  const StateSpace* space_;
  const Moves* moves_;
  const Payoffs* payoffs_;
  std::shared_ptr<const std::vector<FiberMap>> fibers_;  ///< by mover
};

}  // namespace detente
