#pragma once
/// Why a state is stable or not for a party: every improvement of the party, and what deters it.

#include <optional>
#include <vector>

#include "detente/stability/responses.hpp"

namespace detente {

/// An improvement of the party, and the shortest sequence of responses that deters it.
struct Deterrence {
  StateId to;
  bool deterred = false;
  /// The opponents' moves, the last of which ends in a state that is no better for the party than where it started
  /// (worse, for strict sanctions). Empty if not deterred.
  std::vector<Response> sanction;
  /// For SMR and SSEQ: the best state the party can still move to after the sanction (it is no better than the start
  /// either); nothing if it cannot move.
  std::optional<StateId> best_way_out;
};

/// Explains single states by searching forward from them, without the sweeps of `solve`; the two are checked against
/// each other. Works for blocks of parties too, where `moves` are those of blocks: a block prefers what all of its
/// members prefer. Refers to what it is built from.
class Explainer {
 public:
  Explainer(const Moves& moves, const Payoffs& payoffs, Switches switches)
      : moves_(&moves), payoffs_(&payoffs), switches_(switches) {}

  /// Every improvement of the party from the state, ascending, with what deters it under the concept. The state is
  /// stable iff all are deterred. Cost: for each improvement a search of what the opponents can reach from it; with
  /// Responses::once up to 2^opponents times that.
  [[nodiscard]] std::vector<Deterrence> explain(StateId s, PartyId party, Concept c) const;

  /// Of the party's improvements that nothing deters, the one it likes best, the lowest number among equals; nothing if
  /// the state is stable. Cost: as explain(), but no further than to the first one found, from the best on.
  [[nodiscard]] std::optional<StateId> best_undeterred(StateId s, PartyId party, Concept c) const;

 private:
  [[nodiscard]] Deterrence deterrence(StateId start, StateId improvement, PartyId party, Concept c) const;
  [[nodiscard]] bool hurts(StateId response, StateId start, PartyId party, Concept c,
                           std::optional<StateId>& way_out) const;

  const Moves* moves_;
  const Payoffs* payoffs_;
  Switches switches_;
};

/// Whether a response that ends in `response` sanctions the mover's move away from `start`: for one party, if that is
/// no better for it (strict: worse); for a block, if not all members prefer it (strict: if one likes it less).
[[nodiscard]] bool sanctions(const Mover& mover, const Payoffs& payoffs, Sanction sanction, StateId response,
                             StateId start);

}  // namespace detente
