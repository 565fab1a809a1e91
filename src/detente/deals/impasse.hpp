#pragma once
/// Why a table has no acceptable deal, and what would have to be given up to have one.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "detente/deals/frontier.hpp"
#include "detente/deals/walk_away.hpp"

namespace detente {

/// What one party gives up. A party with an `order` that concedes its last k statements accepts every deal that is no
/// worse than its walk-away by the statements before; one with `weights` concedes an amount of utility; one with a
/// `ranking` a number of groups; one without preferences only its wish to be better off. Conceding 0 is what a member
/// at the table does that accepts being no better off than without a deal; a party that ratifies does that anyway.
struct Concession {
  std::size_t stake = 0;    ///< whose, an index into the stakes
  std::uint64_t steps = 0;  ///< statements of an order (a group of equal ones counts as one), groups of a ranking
  std::int64_t amount = 0;  ///< weights: utility in millionths
  friend bool operator==(const Concession&, const Concession&) = default;
};

/// Concessions of some parties that together open a deal, none of which can be made smaller without making another
/// larger or adding one.
struct JointConcession {
  std::vector<Concession> concessions{};  ///< by stake; those who concede nothing are left out
  std::uint64_t deals = 0;                ///< deals that ask for exactly this much
  StateId deal{};                         ///< the first of them
};

struct Impasse {
  /// Every minimal set of parties that no deal satisfies together, as indices into the stakes, ascending; smaller sets
  /// first. Where there is no deal at all, every party by itself.
  std::vector<std::vector<std::size_t>> blocked;
  bool all_blocked = true;  ///< false if there are more than most_blocked sets
  static constexpr std::size_t most_blocked = 10'000;

  /// All Pareto-minimal concessions, those of fewer parties first.
  std::vector<JointConcession> joint;
  /// By stake, the joint concession (an index) that it alone makes, if its conceding alone opens a deal.
  std::vector<std::optional<std::size_t>> alone;
};

/// Which parties a deal satisfies, as bits: bit i for stake i. At most 64 stakes.
using Satisfied = std::uint64_t;
[[nodiscard]] Satisfied satisfied(const Payoffs& payoffs, std::span<const Stake> stakes, StateId deal);

/// The minimal sets that are part of none of the given sets: the minimal transversals of their complements (Berge
/// 1989), among the sets with at least one of `parties` elements. Ascending by size, then by elements.
[[nodiscard]] std::vector<std::vector<std::size_t>> minimal_not_within(std::vector<Satisfied> sets, std::size_t parties,
                                                                       std::size_t most, bool& all);

/// Explains an impasse: `deals` are all deals of the table from a state, none of which satisfies all stakes. Cost: a
/// pass over the deals for each stake and each statement of an order; a frontier of the deals by what they ask each
/// party to concede.
[[nodiscard]] Impasse explain_impasse(const Model& model, const StateSpace& space, const Payoffs& payoffs,
                                      std::span<const Stake> stakes, StateId from, const BitVector& deals,
                                      const Control& control = {});

}  // namespace detente
