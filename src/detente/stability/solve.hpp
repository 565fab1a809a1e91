#pragma once
/// Which states are stable, for whom, under which concept.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/base/control.hpp"
#include "detente/space/moves.hpp"
#include "detente/space/payoffs.hpp"
#include "detente/stability/concepts.hpp"

namespace detente {

/// How to solve; the answers are the same.
enum class Engine {
  automatic,  ///< dense where it can be used
  dense,      ///< for spaces in which many assignments are feasible; a vector unit works on many fibers at once
  sparse,     ///< for any space
};

[[nodiscard]] std::string_view id_of(Engine engine);
[[nodiscard]] std::optional<Engine> engine_of(std::string_view id);

struct SolveOptions {
  Switches switches{};
  std::vector<Concept> concepts{all_concepts.begin(), all_concepts.end()};
  Engine engine = Engine::automatic;
  unsigned threads = 2;
};

/// The answer of `solve`.
class Stability {
 public:
  /// Empty sets of states for the concepts named, of no states at all for others.
  Stability(std::size_t parties, std::size_t states, std::span<const Concept> concepts = all_concepts)
      : parties_(parties), stable_(all_concepts.size() * parties) {
    fill(concepts, states);
  }
  /// Gives the concepts named an empty set of states for each party that has none.
  void fill(std::span<const Concept> concepts, std::size_t states) {
    for (const Concept c : concepts) {
      for (std::size_t p = 0; p < parties_; ++p) {
        if (stable(c, PartyId(p)).size() != states) stable(c, PartyId(p)) = BitVector(states);
      }
    }
  }

  /// The states that are stable for a party.
  [[nodiscard]] const BitVector& stable(Concept c, PartyId p) const {
    return stable_[static_cast<std::size_t>(c) * parties_ + p.index()];
  }
  [[nodiscard]] BitVector& stable(Concept c, PartyId p) {
    return stable_[static_cast<std::size_t>(c) * parties_ + p.index()];
  }
  /// The states that are stable for every party.
  [[nodiscard]] BitVector equilibria(Concept c) const;

  Switches switches{};
  /// The engine that solved: dense or sparse.
  Engine engine = Engine::sparse;
  /// False if the control stopped the work; then the sets mean nothing.
  bool complete = true;

 private:
  std::size_t parties_;
  std::vector<BitVector> stable_;
};

/// Which engine solves, and what it needs.
struct EngineChoice {
  Engine engine = Engine::sparse;  ///< dense or sparse
  std::string why;                 ///< "half of all assignments are feasible"
  std::uint64_t bytes = 0;         ///< at the peak of solve(), its arguments left out, its result included
};

/// Whether the dense engine can solve this: few infeasible and no merged states, no graph, and at most 256 combinations
/// of conditions for each mover.
[[nodiscard]] bool dense_engine_applies(const StateSpace& space, const Moves& moves);

/// Chooses as `solve` does: the dense engine where it applies, unless another is asked for; but the sparse one where
/// only that stays within `most_bytes`. Ranks are taken to have `rank_bytes` (2, or 4 where a party has more than
/// 65,535).
[[nodiscard]] EngineChoice choose_engine(const StateSpace& space, const Moves& moves, const SolveOptions& options,
                                         std::size_t rank_bytes = 2, std::uint64_t most_bytes = ~std::uint64_t{0});

/// Solves the concepts for all parties, exactly as their definitions say (solve.cpp gives them); the sets of other
/// concepts have size 0. Deterministic: the same for any engine and any number of threads. Asked for the dense engine
/// where it does not apply, it uses the sparse one. Cost: states x parties^2 for each of a handful of sweeps; memory as
/// choose_engine says. With Responses::once the time and memory also grow with 2^(parties - 1).
[[nodiscard]] Stability solve(const StateSpace& space, const Moves& moves, const Payoffs& payoffs,
                              const SolveOptions& options = {}, const Control& control = {});

}  // namespace detente
