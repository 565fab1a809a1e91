#include "detente/stability/blocks.hpp"

#include <algorithm>

#include "detente/stability/witness.hpp"

namespace detente {

namespace {

/// One block's improvements, and what the others can answer to each.
class BlockSolver {
 public:
  BlockSolver(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, Switches switches, PartyId block,
              Work& work, const Control& control)
      : space_(space),
        moves_(moves),
        payoffs_(payoffs),
        switches_(switches),
        block_(block),
        mover_(moves.party(block)),
        work_(work),
        control_(control),
        targets_(space.size()),
        movers_to_(space.size()) {
    for (std::size_t s = 0; s < space.size(); ++s) {
      targets_[s] = moves.from(mover_, StateId(s));
      for (const StateId t : targets_[s]) {
        if (is_improvement(mover_, payoffs, StateId(s), t)) movers_to_[t.index()].emplace_back(s);
      }
    }
  }

  /// False if it was stopped.
  bool solve(const std::vector<Concept>& concepts, Stability& out) {
    for (const Concept c : concepts) {
      BitVector& stable = out.stable(c, block_);
      stable = BitVector(space_.size(), true);
      for (std::size_t t = 0; t < space_.size(); ++t) {
        if (movers_to_[t].empty()) continue;
        if (!remove_undeterred(StateId(t), c, stable)) return false;
      }
    }
    return true;
  }

 private:
  /// Takes the states out of `stable` from which the block improves to t undeterred.
  bool remove_undeterred(StateId t, Concept c, BitVector& stable) {
    std::vector<StateId> undeterred = movers_to_[t.index()];
    std::uint64_t steps = 1;
    if (c != Concept::nash) {
      std::erase_if(undeterred, [&](StateId s) { return !stable.test(s.index()); });
      ResponseWalk walk(moves_, payoffs_, switches_.responses);
      (void)walk.until(t, block_, responses_improve(c), [&](StateId u) {
        steps += 1 + undeterred.size();
        std::erase_if(undeterred, [&](StateId s) { return hurts(u, s, c); });
        return undeterred.empty() || !work_.spend(0);
      });
    }
    for (const StateId s : undeterred) stable.reset(s.index());
    return work_.spend(16 * steps) && !control_.stopped();
  }

  [[nodiscard]] bool hurts(StateId u, StateId s, Concept c) const {
    const auto bad = [&](StateId v) { return sanctions(mover_, payoffs_, switches_.sanction, v, s); };
    return bad(u) && (!counters_escape(c) || std::ranges::all_of(targets_[u.index()], bad));
  }

  const StateSpace& space_;
  const Moves& moves_;
  const Payoffs& payoffs_;
  Switches switches_;
  PartyId block_;
  const Mover& mover_;
  Work& work_;
  const Control& control_;
  std::vector<std::vector<StateId>> targets_;    ///< by state, where the block can move
  std::vector<std::vector<StateId>> movers_to_;  ///< by state, from where the block improves to it
};

}  // namespace

std::vector<std::vector<PartyId>> blocks_of(const std::vector<std::vector<PartyId>>& lists, std::size_t parties) {
  std::vector<std::vector<PartyId>> blocks = lists;
  std::vector<bool> named(parties);
  for (std::vector<PartyId>& block : blocks) {
    std::ranges::sort(block);
    for (const PartyId p : block) named[p.index()] = true;
  }
  for (std::size_t p = 0; p < parties; ++p) {
    if (!named[p]) blocks.push_back({PartyId(p)});
  }
  std::ranges::sort(blocks, {}, [](const std::vector<PartyId>& block) { return block.front(); });
  return blocks;
}

Stability solve_blocks(const StateSpace& space, const Moves& block_moves, const Payoffs& payoffs, Switches switches,
                       const std::vector<Concept>& concepts, Work& work, const Control& control) {
  Stability result(block_moves.party_count(), space.size());
  result.switches = switches;
  for (std::size_t b = 0; b < block_moves.party_count() && result.complete; ++b) {
    BlockSolver solver(space, block_moves, payoffs, switches, PartyId(b), work, control);
    result.complete = solver.solve(concepts, result);
  }
  return result;
}

}  // namespace detente
