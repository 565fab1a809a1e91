#pragma once
/// Can it come about, would it last, and who holds it up.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/paths/evolution.hpp"
#include "detente/paths/holdouts.hpp"
#include "detente/stability/solve.hpp"

namespace detente {

/// How a goal can be reached from now.
enum class Open {
  already,       ///< now is a goal state
  improvements,  ///< by steps that each mover wants when it makes them
  moves,         ///< only by steps that somebody does not want
  no,            ///< not at all
};

[[nodiscard]] std::string_view id_of(Open open);

/// A mover that is needed for the goal and does not strictly prefer it to now.
struct Holdout {
  PartyId party;
  std::vector<VariableId> variables;         ///< its variables that change on the way; empty in graph form
  std::vector<const Statement*> statements;  ///< what makes it prefer now; empty if it is indifferent
};

/// A party that would leave a goal state, and for where.
struct Leaving {
  PartyId party;
  StateId to;
};

struct Answer {
  Open open = Open::no;
  std::vector<Step> path;  ///< a shortest one, of the kind that `open` says; empty for already and no
  std::size_t goal_states = 0;

  /// For each concept the goal states that are equilibria, and how many of them improvements reach from now.
  std::array<std::size_t, 5> lasting{};
  std::array<std::size_t, 5> lasting_reached{};
  /// Where no goal state is an equilibrium under any concept: the one that is stable for most parties under SEQ (then
  /// the lowest number), and the undeterred improvements of the parties that would leave it.
  std::optional<StateId> most_stable;
  std::vector<Leaving> leaves;

  /// The goal state that is least held up, with those who would bring it about and those of them who hold it up.
  /// Nothing if no moves lead to the goal.
  std::optional<StateId> goal_state;
  std::vector<Step> way;  ///< a shortest path to it by the movers alone
  std::vector<PartyId> movers;
  std::vector<Holdout> holdouts;  ///< empty: everybody needed wants it, and what is missing is coordination

  bool complete = true;          ///< false if the control stopped the work
  bool too_many_movers = false;  ///< more than most_movers parties can move: the holdouts were not searched
};

/// Answers questions about one model. Keeps what they share, the reach by improvements and by moves from now, from when
/// it is first asked for. Not for several threads at once.
class Questioner {
 public:
  Questioner(const Model& model, const Evolution& evolution, const Stability& stability, const Control& control = {});

  [[nodiscard]] const Reach& by_improvements() const { return reach(by_improvements_, true); }
  [[nodiscard]] const Reach& by_moves() const { return reach(by_moves_, false); }

  /// Cost: that of find_least_held_up, which says how the goal state and its movers are chosen.
  [[nodiscard]] Answer answer(const Formula& goal) const;
  /// For each of them; cheaper than one after the other, since they share searches.
  [[nodiscard]] std::vector<Answer> answers(std::span<const Formula* const> goals) const;

 private:
  const Reach& reach(std::optional<Reach>& kept, bool improving) const;
  void find_path(const BitVector& goal, Answer& answer) const;
  void find_lasting(const BitVector& goal, Answer& answer) const;
  void find_holdouts(const std::vector<BitVector>& goals, std::vector<Answer>& answers) const;
  void tell_holdouts(LeastHeldUp&& found, Answer& answer) const;

  const Model* model_;
  const Evolution* evolution_;
  const Stability* stability_;
  Control control_;
  mutable std::optional<Reach> by_improvements_;
  mutable std::optional<Reach> by_moves_;
};

/// The statements for which `party` prefers state `a` to state `b`, as in model/deciding.hpp.
[[nodiscard]] std::vector<const Statement*> deciding_statements(const Model& model, const StateSpace& space,
                                                                PartyId party, StateId a, StateId b);

}  // namespace detente
