#pragma once
/// Formulas over all states at once, 64 states to a machine word.

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "detente/base/bits.hpp"
#include "detente/model/formula.hpp"
#include "detente/space/state_space.hpp"

namespace detente {

inline constexpr std::size_t block_words = 16;
inline constexpr std::size_t block_states = block_words * 64;
/// A set of the states (or members) of a block: bit k of word w is number 64 * w + k of the block.
using Plane = std::array<std::uint64_t, block_words>;

/// Formulas over all states, a block of block_states at a time, where nobody needs the whole sets. Refers to the space
/// and the formulas. Not for several threads at once.
class BlockEvaluator {
 public:
  BlockEvaluator(const StateSpace& space, std::span<const Formula* const> formulas);
  ~BlockEvaluator();

  /// The states from `begin` (a multiple of block_states) on at which each formula holds; in a merged state it must
  /// hold at every member. Bits past the last state mean nothing. Valid until the next call.
  [[nodiscard]] std::span<const Plane> evaluate(std::size_t begin);

 private:
  struct Planes;
  std::unique_ptr<Planes> planes_;  ///< null where states are merged
  std::span<const Formula* const> formulas_;
  std::vector<BitVector> whole_;  ///< only then
  std::vector<Plane> out_;
};

/// For each formula the set of members at which it holds. Cost: members / 64 words for every operator of the formulas,
/// and once for every variable that they name.
[[nodiscard]] std::vector<BitVector> evaluate_members(const StateSpace& space,
                                                      std::span<const Formula* const> formulas);

/// For each formula the set of states in which it holds: in a merged state it must hold at every member.
[[nodiscard]] std::vector<BitVector> evaluate(const StateSpace& space, std::span<const Formula* const> formulas);

/// The same for one formula.
[[nodiscard]] BitVector evaluate(const StateSpace& space, const Formula& formula);

/// Whether the formula holds in one state: at every member. Cost: the size of the formula, times the members.
[[nodiscard]] bool holds_in(const StateSpace& space, const Formula& formula, StateId s);

/// The merged states whose members do not agree on the formula. Empty set without merges.
[[nodiscard]] BitVector disagreeing(const StateSpace& space, const Formula& formula);

}  // namespace detente
