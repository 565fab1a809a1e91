#pragma once
/// The coalition improvements of cases without rules, merges and conditions, in closed form.

#include <vector>

#include "detente/stability/coalitions.hpp"

namespace detente {

/// Where every assignment is feasible and the moves are transitive and never conditional, and each variable has one
/// mover, a set of parties leads from s to t if and only if it holds the movers of all variables in which they differ,
/// and each of these changes is allowed.
class CoalitionProduct {
 public:
  [[nodiscard]] static bool applies(const StateSpace& space, const Moves& moves);

  /// Precondition: applies.
  CoalitionProduct(const StateSpace& space, const Moves& moves, const Payoffs& payoffs);

  /// As Coalitions::for_each, in the order of the states.
  bool for_each(StateId s, PartySet who, const Coalitions::Visit& visit, Work& work, const Control& control);

 private:
  /// A variable that somebody can change.
  struct Digit {
    Code radix;
    Code stride;
    PartySet movers;
    std::vector<PartySet> from_to;  ///< by from * radix + to: the movers, 0 for no change, or `barred`
  };
  static constexpr PartySet barred = PartySet{1} << 31;

  const Payoffs* payoffs_;
  std::vector<Digit> low_;   ///< the first variables: their assignments are a block that fits into the cache
  std::vector<Digit> high_;  ///< the others
  Code block_ = 1;
  std::vector<PartySet> low_movers_;
  std::vector<PartySet> gainers_;
};

}  // namespace detente
