#pragma once
/// Everything about one table: what it could agree on, what it should, and why not.
///
/// The zone of possible agreement, the frontier and the picks are those of negotiation analysis (Raiffa 1982); that a
/// deal must also last among those who were not at the table is what the graph model adds.

#include <functional>
#include <optional>
#include <vector>

#include "detente/deals/deal_space.hpp"
#include "detente/deals/impasse.hpp"
#include "detente/deals/picks.hpp"
#include "detente/deals/zone.hpp"
#include "detente/stability/witness.hpp"

namespace detente {

struct Settlement {
  const Table* table = nullptr;
  StateId from{};                      ///< where the deals start
  std::vector<VariableId> settable{};  ///< what the table can set
  std::vector<Stake> stakes{};         ///< the members, then those who ratify
  Diagnostics diagnostics{};           ///< of the walk-aways; with an error in it, what follows is empty

  BitVector deals{};                 ///< all of them, acceptable or not
  BitVector acceptable{};            ///< every member prefers it to its walk-away, and nobody who ratifies minds it
  Frontier frontier{};               ///< of the acceptable deals, for the members
  std::optional<Picks> picks{};      ///< if there is an acceptable deal
  std::vector<ZoneShift> shifts{};   ///< by stake
  std::optional<Impasse> impasse{};  ///< if there is none
  bool complete = true;              ///< false if the control stopped the work

  [[nodiscard]] std::span<const Stake> members() const { return std::span(stakes).first(table->parties.size()); }
};

/// At most this many parties may have a say at a table.
inline constexpr std::size_t most_stakes = 64;

/// Works out a table. `drift` as in stakes_at(). Cost: a few passes over the states for each party with a say, and the
/// frontier.
[[nodiscard]] Settlement settle(const Model& model, const StateSpace& space, const Payoffs& payoffs, const Table& table,
                                StateId from, const std::function<BitVector()>& drift, const Control& control = {});

/// A party that would break a deal, and its best way to: an improvement that nothing deters.
struct Breach {
  PartyId party;
  StateId to;
};

/// For every party, at the table or not, for which the deal is unstable under the concept: the improvement it likes
/// best of those that nothing deters; the lowest number among equals. Empty for an equilibrium.
[[nodiscard]] std::vector<Breach> breaches(const Explainer& explainer, const Stability& stability, std::size_t parties,
                                           StateId deal, Concept c);

/// The acceptable deals in the order in which people want them, at most `most` of them (0: all): the efficient ones
/// first; among these those that last under a stronger concept; then the smaller greatest depth (as in fallback
/// bargaining); then the fewer changes; then the lower number. `lasting` has the equilibria of the concepts to look at,
/// strongest first. Cost: a pass over the acceptable deals, or over the efficient ones if they are enough, and the
/// order; 16 bytes for each deal in it.
[[nodiscard]] std::vector<StateId> in_order_of_merit(const StateSpace& space, const Settlement& settlement,
                                                     const Payoffs& payoffs, std::span<const BitVector> lasting,
                                                     std::size_t most = 0);

/// How many bytes settle() and the order of all deals need at most beyond the space and the payoffs.
[[nodiscard]] std::uint64_t settle_bytes(const Model& model, const StateSpace& space, const Table& table);

}  // namespace detente
