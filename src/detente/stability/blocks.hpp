#pragma once
/// Blocks: parties that act as one player, a partition of all parties (the coalition analysis of GMCR+).
///
/// A block moves from s to every feasible state that differs in its members' variables only, each change being allowed;
/// it improves if all members strictly prefer. With R of the other blocks by the switch `responses`, a block's
/// improvement t is deterred under the five concepts as a party's is, where "no better than s" means: not all members
/// prefer it to s (strict: some member likes it less). A block has no single payoff, so the sweeps of `solve` do not
/// apply; with blocks of one party each the answers are those of `solve`.

#include <vector>

#include "detente/base/control.hpp"
#include "detente/base/work.hpp"
#include "detente/stability/solve.hpp"

namespace detente {

/// The blocks that some lists of parties make: those lists in their order, each sorted, and every other party alone,
/// all in the order of their first members. Precondition: no party twice.
[[nodiscard]] std::vector<std::vector<PartyId>> blocks_of(const std::vector<std::vector<PartyId>>& lists,
                                                          std::size_t parties);

/// For every block (in the place of a party) the stable states, for the concepts asked for. `complete` is false if the
/// work was used up or the control stopped; then the sets mean nothing. Cost: for each block and each state that it
/// improves to, a walk through what the other blocks reach from there.
[[nodiscard]] Stability solve_blocks(const StateSpace& space, const Moves& block_moves, const Payoffs& payoffs,
                                     Switches switches, const std::vector<Concept>& concepts, Work& work,
                                     const Control& control = {});

}  // namespace detente
