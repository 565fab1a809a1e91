#pragma once
/// What would have to change for a goal: the things that can be changed, and what is known about a change.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/model/model.hpp"

namespace detente {

/// What a change is to bring about.
enum class Aim {
  lasting,  ///< some goal state is an equilibrium
  reached,  ///< some goal state is now, or improvements lead to it from now
  settled,  ///< both, for one and the same goal state
};

/// "lasting", "reached", "settled".
[[nodiscard]] std::string_view id_of(Aim aim);
[[nodiscard]] std::optional<Aim> aim_of(std::string_view id);

/// One change of a party's list of statements. A group of equally important statements keeps together.
struct ListEdit {
  enum class Kind {
    move,   ///< a statement of the list to another place in it
    drop,   ///< a statement of the list
    adopt,  ///< a statement of another party, put in at some place
  };
  Kind kind = Kind::move;
  PartyId party;                             ///< whose list changes
  std::vector<const Statement*> statements;  ///< the statement, or the group
  std::size_t from = 0;                      ///< move and drop: its place before this change, from 1
  std::size_t to = 0;                        ///< move and adopt: its place after it, from 1
};

/// A variable that those who set it set to a value (or leave at it) and that nobody can change from then on.
struct Setting {
  VariableId variable;
  Value value = 0;
  friend bool operator==(const Setting&, const Setting&) = default;
};

/// Something that holds the parties back.
struct Restriction {
  enum class Kind {
    rule,       ///< a rule of the case
    moves,      ///< the list of allowed changes of a variable
    condition,  ///< the condition of one allowed change
    needs,      ///< what a variable needs for leaving its first value
  };
  Kind kind = Kind::rule;
  std::size_t rule = 0;        ///< index of the rule
  VariableId variable{};       ///< of the others
  std::size_t transition = 0;  ///< condition: index into its moves
};

/// A state told by its values, since a change may number the states anew. Without the variables on which the members of
/// a merged state differ.
struct ToldState {
  std::uint64_t number = 0;  ///< in the changed case
  std::vector<Setting> values;
};

/// One step of a path in the changed case.
struct ToldStep {
  struct Change {
    VariableId variable;
    Value from = 0;
    Value to = 0;
  };
  std::vector<PartyId> parties;
  std::vector<Change> changes;
  std::uint64_t from = 0;  ///< numbers of states, in the changed case
  std::uint64_t to = 0;
};

/// How a party, by its preferences of today, compares what a change leads to with now.
struct Opinion {
  PartyId party;
  std::size_t better = 0;  ///< how many of the resulting states it strictly prefers to now
  std::size_t of = 0;      ///< resulting states
  /// "yes" if it prefers all of them, "no" if none, else "partly".
  [[nodiscard]] std::string_view wants() const { return better == of ? "yes" : better == 0 ? "no" : "partly"; }
};

/// A change that was found to work by solving the changed case again. Exactly one of the first three is given.
struct Lever {
  std::vector<ListEdit> edits;
  std::vector<Setting> settings;
  std::optional<Restriction> restriction;

  /// Who can make the change: the parties whose lists change, those who set the variables, those who set the variable
  /// that is held back. Empty for a rule.
  std::vector<PartyId> holders;
  /// For each party of the case; what it is about: the goal states that the aim asks for, in the changed case.
  std::vector<Opinion> opinions;
  std::size_t results = 0;     ///< such states
  ToldState example;           ///< the nearest of them, for `lasting` the one most like now
  std::vector<ToldStep> path;  ///< for the other aims: a shortest way to it by improvements
};

/// The levers of one kind.
struct Findings {
  std::vector<Lever> levers;          ///< the first ones, as many as were asked for
  std::size_t found = 0;              ///< how many there are in all
  std::size_t size = 0;               ///< how many single changes each consists of; 0 if none was found
  std::uint64_t tried = 0;            ///< changes tried
  std::size_t exhausted = 0;          ///< all changes up to this size were tried
  bool complete = true;               ///< false if the budget ended the search
  std::vector<std::string> left_out;  ///< what could not be tried, and why
};

}  // namespace detente
