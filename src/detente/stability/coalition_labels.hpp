#pragma once
/// The coalition improvements of any case, by one search forward in which sets of parties are the distances.

#include <unordered_map>
#include <utility>
#include <vector>

#include "detente/stability/coalitions.hpp"

namespace detente {

/// For each place the smallest sets of parties known to lead there: none is within another one once the search is over.
class SmallestSets {
 public:
  explicit SmallestSets(std::size_t places) : first_(places, none) {}

  /// Adds the set unless one that is within it (or itself) is there already.
  bool add(std::size_t place, PartySet set);
  /// Whether a set that is within this one, and is not the same, is there.
  [[nodiscard]] bool has_smaller(std::size_t place, PartySet set) const;
  void clear();

 private:
  static constexpr PartySet none = ~PartySet{0};
  static constexpr PartySet more_follow = PartySet{1} << 31;

  std::vector<PartySet> first_;
  std::unordered_map<std::size_t, std::vector<PartySet>> more_;
  std::vector<std::size_t> touched_;
};

/// The search visits sets of parties by their size, and for each set the states that it leads to. Places are states;
/// or, where the last mover matters (legal_reach.hpp), pairs of a state and one who may move there: all but the last
/// mover when the state is first come to, and that one too once it is come to by somebody else.
class CoalitionLabels {
 public:
  CoalitionLabels(const StateSpace& space, const Moves& moves, const Payoffs& payoffs);

  /// As Coalitions::for_each, few movers first.
  bool for_each(StateId s, PartySet who, const Coalitions::Visit& visit, Work& work, const Control& control);

 private:
  /// Movers as bits, by index into movers_.
  using MoverSet = std::uint64_t;
  struct Label {
    std::uint32_t state;
    PartySet set;
    MoverSet may_move;
  };
  /// How a state was first come to, and the least set known with which everybody may move there.
  struct Arrivals {
    PartySet first_set = ~PartySet{0};
    std::uint32_t first_last = 0;
    PartySet all_move = ~PartySet{0};
  };

  void find_gainers(StateId s, PartySet who);
  void arrive(std::size_t state, PartySet set, std::size_t last);
  bool expand(const Label& label, StateId start, PartySet who, Work& work);

  const StateSpace* space_;
  const Payoffs* payoffs_;
  std::vector<std::pair<const Mover*, PartySet>> movers_;  ///< those who can change something
  bool remembers_last_;
  SmallestSets known_;              ///< by place
  SmallestSets told_;               ///< by state, where places are pairs
  std::vector<Arrivals> arrivals_;  ///< by state, where places are pairs
  /// By state and mover, where places are states: a set, the mover in it, with which one move of the mover has led to
  /// the state. It leads nowhere else from there.
  std::vector<PartySet> covered_;
  std::vector<PartySet> gainers_;            ///< by state
  std::vector<bool> wanted_;                 ///< by set of parties: some state is preferred by all of them
  std::vector<std::vector<Label>> waiting_;  ///< by size of the set
};

}  // namespace detente
