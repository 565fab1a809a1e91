#pragma once
/// What groups of parties could gain together: the coalition improvements of every nonempty set of parties at a state
/// (Kilgour, Hipel, Fang & Peng 2001; Inohara & Hipel 2008), joint moves of terms included.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/base/work.hpp"
#include "detente/space/moves.hpp"
#include "detente/stability/party_set.hpp"

namespace detente {

/// A state that some coalitions would rather have, with one smallest set of parties that can bring it about. The
/// coalitions that improve to a state are all H with movers ⊆ H ⊆ gainers for one of the moves that lead to it.
struct CoalitionMove {
  StateId to;
  PartySet movers = 0;   ///< they lead there by a legal sequence of theirs, and no part of them does; all of them gain
  PartySet gainers = 0;  ///< all parties that strictly prefer `to` to where they are
  friend bool operator==(const CoalitionMove&, const CoalitionMove&) = default;
};

/// Whether the coalition improves by this move.
[[nodiscard]] constexpr bool improves(PartySet coalition, const CoalitionMove& move) {
  return within(move.movers, coalition) && within(coalition, move.gainers);
}

/// Searches for coalition improvements. A legal sequence of a coalition H is made of moves of its members and of joint
/// moves of terms between members; nobody, and no group that moves jointly, moves twice running.
///
/// Two ways to search, with the same answers. Where every change is allowed or forbidden for good and everything is
/// feasible, who must move to a state is read off the values in which it differs. Else one search forward from the
/// state, in which every state is labeled with the smallest sets of parties that lead to it; labels that nobody's
/// preferences can use are left out. Refers to what it is built from. Keeps memory for the next search, so it is not
/// for several threads at once.
class Coalitions {
 public:
  /// Precondition: at most most_parties_in_sets parties.
  Coalitions(const StateSpace& space, const Moves& moves, const Payoffs& payoffs);
  ~Coalitions();
  Coalitions(Coalitions&&) noexcept;

  /// How many bytes the searches need beyond the space and the payoffs.
  [[nodiscard]] static std::uint64_t bytes(const StateSpace& space, const Moves& moves);

  using Visit = std::function<bool(const CoalitionMove&)>;
  /// Calls `visit` for every way in which coalitions of parties in `who` improve on s, in no particular order; one that
  /// returns false ends the search. False if the work was used up or the control stopped, and something may be
  /// missing. Cost: a pass over the payoffs of `who`, and for the second way the moves that leave the states reached.
  bool for_each(StateId s, PartySet who, const Visit& visit, Work& work, const Control& control = {});

  /// All of them for all parties, by `to` and then in the order of listed_before(movers). `complete` says whether all
  /// were found; the part found is no particular one.
  struct Found {
    std::vector<CoalitionMove> moves;
    bool complete = true;
  };
  [[nodiscard]] Found improvements(StateId s, Work& work, const Control& control = {});

  /// Whether the first way to search applies.
  [[nodiscard]] bool product() const { return product_ != nullptr; }
  [[nodiscard]] PartySet everybody() const { return first_parties(moves_->party_count()); }
  [[nodiscard]] const StateSpace& space() const { return *space_; }
  [[nodiscard]] const Moves& moves() const { return *moves_; }
  [[nodiscard]] const Payoffs& payoffs() const { return *payoffs_; }

 private:
  const StateSpace* space_;
  const Moves* moves_;
  const Payoffs* payoffs_;
  std::unique_ptr<class CoalitionProduct> product_;
  std::unique_ptr<class CoalitionLabels> labels_;
};

/// How many coalitions gain by these moves, all to one state.
[[nodiscard]] std::uint64_t count_coalitions(std::span<const CoalitionMove> to_one_state);

}  // namespace detente
