#pragma once
/// A model as sets of assignments in decision diagrams: for questions about spaces far too large to list. Sets hold
/// *members* (feasible assignments); a set of states holds all members of each of them. Everything follows the same
/// definitions as StateSpace, Moves and Payoffs, and shares no code with them.

#include <optional>
#include <string>
#include <vector>

#include "detente/model/model.hpp"
#include "detente/space/bdd.hpp"

namespace detente {

class SymbolicModel {
 public:
  /// Why a model cannot be treated this way, or nothing: rankings that name states by number need the list of all
  /// states.
  [[nodiscard]] static std::optional<std::string> obstacle(const Model& model);

  /// Throws OutOfBudget. The model must outlive this.
  SymbolicModel(const Model& model, const DiagramBudget& budget, const Control& control);
  SymbolicModel(const SymbolicModel&) = delete;
  SymbolicModel& operator=(const SymbolicModel&) = delete;

  [[nodiscard]] const Model& model() const { return *model_; }
  [[nodiscard]] Diagrams& diagrams() { return diagrams_; }
  [[nodiscard]] bool merged() const { return !merges_.empty(); }

  [[nodiscard]] const Bdd& feasible() const { return feasible_; }
  /// A mistake in the case that the list of states would have shown: merges that overlap, a ranking that leaves states
  /// out or names them twice.
  [[nodiscard]] std::optional<std::string> flaw();
  /// The members where the formula holds.
  [[nodiscard]] Bdd members_where(const Formula& formula);
  /// The states where it holds: for merged states, at every member.
  [[nodiscard]] Bdd states_where(const Formula& formula);
  /// The set with all other members of the states that it touches.
  [[nodiscard]] Bdd whole_states(const Bdd& set);
  /// The state that holds this feasible assignment.
  [[nodiscard]] Bdd state(const std::vector<Value>& values);

  /// The states from which the party alone can move into the set (of whole states), and those it can move to. With
  /// `improving`, only by moves to what it strictly prefers.
  [[nodiscard]] Bdd before(PartyId party, bool improving, const Bdd& targets);
  [[nodiscard]] Bdd after(PartyId party, bool improving, const Bdd& starts);
  /// The states that the party strictly prefers to the state of these values, or to which it strictly prefers that.
  [[nodiscard]] Bdd better_than(PartyId party, const std::vector<Value>& values);
  [[nodiscard]] Bdd worse_than(PartyId party, const std::vector<Value>& values);

  /// For every value of the variables marked: all that agrees with some member of the set on the others.
  [[nodiscard]] Bdd forget(const Bdd& set, const std::vector<bool>& variables);
  /// How many members the set has, if they are fewer than 2^64.
  [[nodiscard]] std::optional<std::uint64_t> count(const Bdd& set) const;
  /// The member of a set that is not empty which changes least (in bits of values) against `from`.
  [[nodiscard]] std::vector<Value> nearest(const Bdd& set, const std::vector<Value>& from) const;

 private:
  /// What a party's moves do to the bits: its variables, before and (primed) after.
  struct Relation {
    LevelSet own;
    LevelSet primed;
    Bdd moves;
    std::optional<Bdd> improvements;
  };
  struct Merging {
    Bdd when;
    LevelSet lost;  ///< the bits of the variables that are not kept
    std::vector<bool> kept;
  };
  /// A statement at two states: where it holds in the one and in the other, and what it weighs.
  struct Compared {
    Bdd in_new;
    Bdd in_old;
    std::int64_t weight = 1;
  };
  struct Comparison {
    Bdd better;
    Bdd equal;
  };

  [[nodiscard]] Bdd is(VariableId v, Value value, bool primed = false);
  [[nodiscard]] Bdd same(VariableId v);
  [[nodiscard]] LevelSet bits_of(const std::vector<bool>& variables, bool primed);
  [[nodiscard]] Bdd truth(const Formula& formula);
  [[nodiscard]] Bdd counted(const std::vector<Bdd>& parts, Formula::Op op);
  [[nodiscard]] Relation& relation(PartyId party);
  [[nodiscard]] Bdd improvements(PartyId party);
  [[nodiscard]] Comparison compared(std::vector<Compared> statements);
  /// Where the new state is strictly better; `pair` gives a formula's truth in the new and the old state.
  template <class Pair>
  [[nodiscard]] Bdd better(PartyId party, Pair&& pair);
  template <class Swap>
  [[nodiscard]] Bdd against(PartyId party, const std::vector<Value>& values, Swap&& swap);

  const Model* model_;
  std::vector<std::size_t> first_bit_;  ///< by variable: its lowest bit; bit k is at level 2k, primed 2k + 1
  std::vector<std::size_t> width_;
  std::size_t bits_ = 0;
  Diagrams diagrams_;
  Bdd feasible_;
  std::vector<Merging> merges_;
  std::vector<std::optional<Relation>> relations_;
};

/// How many feasible assignments the model has. Nothing from 2^64 on, or where the budget ends first.
[[nodiscard]] std::optional<std::uint64_t> count_feasible(const Model& model, const DiagramBudget& budget,
                                                          const Control& control = {});

}  // namespace detente
