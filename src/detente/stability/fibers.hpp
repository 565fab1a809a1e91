#pragma once
/// The space cut along one party's moves, as the sparse engine reads it.

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

/// The fibers of one party, each in the order of the party's payoff, best first: the k-th member of a fiber is its
/// place k. Keeps 8 bytes for a member, 4 more where states are merged, and 8 more with the lists of moves by pattern
/// for a party that is not free. Refers to what it is built from. Safe to read from several threads.
class Fibers {
 public:
  Fibers(const StateSpace& space, const Mover& mover, const Payoffs& payoffs);

  [[nodiscard]] const Mover& mover() const { return *mover_; }
  [[nodiscard]] std::size_t count() const { return begin_.size() - 1; }
  [[nodiscard]] std::uint32_t fiber_of(Member m) const { return fiber_of_[m]; }
  /// The state at each place of a fiber.
  [[nodiscard]] std::span<const std::uint32_t> states(std::size_t fiber) const {
    return std::span(states_.empty() ? members_ : states_).subspan(begin_[fiber], begin_[fiber + 1] - begin_[fiber]);
  }
  /// From every place the party may go to every other one.
  [[nodiscard]] bool open() const { return local_.empty(); }
  /// Whether the party likes the member at a place less than the one before it, or it is the first.
  [[nodiscard]] bool starts_run(std::size_t fiber, std::size_t place) const {
    return starts_.test(begin_[fiber] + place);
  }

  /// Room for one fiber at a time, for one thread.
  class Places {
   private:
    friend class Fibers;
    struct Place {
      std::uint32_t stamp = 0;
      std::uint32_t place = 0;
    };
    std::vector<Place> by_local_;
    std::vector<Rank> rank_;  ///< by place
    std::uint32_t stamp_ = 0;
  };
  /// Calls `visit(place, target)` for every move of a kind between members of different states of a fiber, both as
  /// places, place after place. Cost: the moves in the fiber.
  template <class Visit>
  void for_each_move(std::size_t fiber, Kind kind, Places& places, Visit&& visit) const;

 private:
  void order_by_payoff();
  /// Rows of allowed targets, as indices into locals_; a row for every pattern of conditions and local number that
  /// occurs.
  void build_rows();
  [[nodiscard]] std::optional<std::uint32_t> find_local(Code local) const;
  template <class Visit>
  void for_each_target_of(std::size_t position, Visit&& visit) const;

  const StateSpace* space_;
  const Mover* mover_;
  const Payoffs* payoffs_;
  PartyId party_;
  std::vector<std::uint32_t> begin_;     ///< by fiber, and the end
  std::vector<Member> members_;          ///< by fiber, best first
  std::vector<std::uint32_t> states_;    ///< their states; empty without merges
  BitVector starts_;                     ///< by position in members_
  std::vector<std::uint32_t> fiber_of_;  ///< by member
  std::vector<Code> locals_;             ///< the local numbers that occur, ascending
  std::vector<std::uint32_t> local_;     ///< by position, index into locals_; empty if open
  std::vector<std::uint32_t> row_of_;    ///< by position; empty if moves are looked up each time
  std::vector<std::uint32_t> row_begin_;
  std::vector<std::uint32_t> row_targets_;
};

template <class Visit>
void Fibers::for_each_target_of(std::size_t position, Visit&& visit) const {
  if (!row_of_.empty()) {
    const std::uint32_t row = row_of_[position];
    for (std::uint32_t t = row_begin_[row]; t < row_begin_[row + 1]; ++t) visit(row_targets_[t]);
    return;
  }
  mover_->for_each_target(members_[position], [&](Code code) {
    if (const auto local = find_local(mover_->local(code))) visit(*local);
  });
}

template <class Visit>
void Fibers::for_each_move(std::size_t fiber, Kind kind, Places& places, Visit&& visit) const {
  const std::span<const std::uint32_t> states = this->states(fiber);
  places.rank_.resize(states.size());
  for (std::size_t k = 0; k < states.size(); ++k) places.rank_[k] = payoffs_->rank(party_, StateId(states[k]));
  if (open()) {
    for (std::size_t k = 0; k < states.size(); ++k) {
      for (std::size_t t = 0; t < states.size(); ++t) {
        if (t != k && (kind == Kind::moves || places.rank_[t] > places.rank_[k])) visit(k, t);
      }
    }
    return;
  }
  // A stamp tells the holes of a fiber from its members.
  if (places.by_local_.size() < locals_.size()) places.by_local_.resize(locals_.size());
  const std::uint32_t stamp = ++places.stamp_;
  for (std::size_t k = 0; k < states.size(); ++k) {
    places.by_local_[local_[begin_[fiber] + k]] = {stamp, static_cast<std::uint32_t>(k)};
  }
  for (std::size_t k = 0; k < states.size(); ++k) {
    for_each_target_of(begin_[fiber] + k, [&](std::uint32_t local) {
      const Places::Place& target = places.by_local_[local];
      if (target.stamp != stamp || states[target.place] == states[k]) return;
      if (kind == Kind::improvements && places.rank_[target.place] <= places.rank_[k]) return;
      visit(k, std::size_t{target.place});
    });
  }
}

}  // namespace detente
