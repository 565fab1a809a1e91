#pragma once
/// The space cut along one mover's moves, and the elementary step of every stability concept: for every state at once,
/// the least or the greatest value among the states that the mover can lead to.

#include <cstdint>
#include <span>
#include <vector>

#include "detente/space/moves.hpp"
#include "detente/space/payoffs.hpp"

namespace detente {

/// Which moves of the mover count.
enum class Kind {
  moves,         ///< R_j
  improvements,  ///< R_j+, strictly better for the mover
};

/// The fibers of one mover, each in the order of the mover's payoff, best first. Keeps 12 bytes for a member, and for a
/// mover that is not free the lists of its moves by pattern. Refers to what it is built from. Safe to read from several
/// threads.
class Fibers {
 public:
  Fibers(const StateSpace& space, const Mover& mover, std::span<const Rank> payoff);

  [[nodiscard]] const Mover& mover() const { return *mover_; }
  [[nodiscard]] std::size_t count() const { return begin_.size() - 1; }
  [[nodiscard]] std::uint32_t fiber_of(Member m) const { return fiber_of_[m]; }
  /// The members of a fiber, best for the mover first.
  [[nodiscard]] std::span<const Member> members(std::size_t fiber) const {
    return std::span(members_).subspan(begin_[fiber], begin_[fiber + 1] - begin_[fiber]);
  }

  /// Folds one fiber: for the k-th member m of the fiber, out[k] = `combine` over `in[state_of(r)]` for all moves (of
  /// the kind) from m to members r of other states, starting from `identity`. Cost: free movers: the size of the fiber;
  /// others: the number of moves in it.
  template <class Fold>
  void fold(std::size_t fiber, Kind kind, std::span<const Rank> in, Rank identity, std::vector<Rank>& out,
            Fold combine) const;

 private:
  /// Rows of allowed targets, as indices into locals_; a row for every pattern of conditions and local number that
  /// occurs.
  void build_rows();
  [[nodiscard]] std::optional<std::uint32_t> find_local(Code local) const;
  template <class Visit>
  void for_each_target_of(std::size_t position, Visit&& visit) const;

  const StateSpace* space_;
  const Mover* mover_;
  std::span<const Rank> payoff_;         ///< by state
  std::vector<std::uint32_t> begin_;     ///< by fiber, and the end
  std::vector<Member> members_;          ///< by fiber, best first
  std::vector<std::uint32_t> fiber_of_;  ///< by member
  std::vector<Code> locals_;             ///< the local numbers that occur, ascending
  std::vector<std::uint32_t>
      local_;  ///< by place in members_, index into locals_; empty for free movers without merges
  std::vector<std::uint32_t> row_of_;  ///< by place in members_; empty if moves are looked up each time
  std::vector<std::uint32_t> row_begin_;
  std::vector<std::uint32_t> row_targets_;
};

}  // namespace detente

#include "detente/stability/fibers_fold.hpp"
