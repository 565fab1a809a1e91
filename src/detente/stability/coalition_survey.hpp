#pragma once
/// What the coalition improvements from a state, which may be millions, come to: how many, and for each smallest group
/// that could gain the state that it would choose.

#include <vector>

#include "detente/base/bits.hpp"
#include "detente/stability/coalitions.hpp"

namespace detente {

/// A smallest group of parties that can bring about something that all of them prefer.
struct CoalitionWay {
  PartySet movers = 0;
  std::size_t targets = 0;  ///< how many states they could bring about and all prefer
  /// Of these, the one with the greatest gain in ranks for the mover that gains least; then the one that most parties
  /// prefer; then the lowest number.
  StateId to;
  PartySet gainers = 0;  ///< all who prefer it
};

struct CoalitionSurvey {
  std::size_t targets = 0;           ///< states that some coalition improves to
  std::uint64_t improvements = 0;    ///< pairs of a coalition and a state that it improves to
  std::uint64_t coalitions = 0;      ///< coalitions that improve to some state
  std::vector<CoalitionWay> ways{};  ///< in the order of listed_before(movers)
};

/// `found` as Coalitions::improvements gives them for s. Cost: their number, and 2 to the number of the parties.
[[nodiscard]] CoalitionSurvey survey(const Payoffs& payoffs, StateId s, std::span<const CoalitionMove> found);

/// Calls `visit(coalition, to)` for the improvements, coalitions in the order of listed_before, states ascending, until
/// it returns false.
void for_each_improvement(std::span<const CoalitionMove> found,
                          const std::function<bool(PartySet coalition, StateId to)>& visit);

/// Which of the Nash equilibria no coalition upsets: the coalitionally Nash stable states, all of them, since a party
/// alone is a coalition too.
struct NashAgainstCoalitions {
  BitVector stable;
  std::size_t upset = 0;
  std::size_t unknown = 0;  ///< not looked at, since the work was used up or the control stopped
};
[[nodiscard]] NashAgainstCoalitions nash_against_coalitions(Coalitions& coalitions, const BitVector& nash, Work& work,
                                                            const Control& control = {});

}  // namespace detente
