#pragma once
/// What a brief works out beyond the analysis, each thing once.

#include <optional>
#include <utility>
#include <vector>

#include "detente/levers/yielding.hpp"
#include "detente/paths/traps.hpp"
#include "detente/report/coalition_answer.hpp"
#include "detente/report/lever_answers.hpp"

namespace detente::brief {

/// One question of the case.
struct Asked {
  const Question* question = nullptr;
  Answer answer{};
  /// Where improvements lead to the goal: the parties without whose steps they do not.
  std::vector<PartyId> indispensable{};
  /// By holdout of the answer: what it would have to set aside to prefer the goal state to now.
  std::vector<Yielding> yielding{};
  LeverAnswer levers{};
  /// The aims for which no lever was looked for, because the case is large.
  std::vector<Aim> not_searched{};
};

/// The groups that would together leave a situation in which things can come to rest.
struct Together {
  StateId state;
  CoalitionSurvey survey{};
  std::vector<Step> way{};  ///< of the first of them
  bool complete = true;     ///< false: the work was used up before all was seen
};

struct Found {
  std::vector<Asked> questions{};  ///< in the order of the case
  /// The nearest equilibrium that improvements reach, of the strongest concept that has one. Now counts.
  std::optional<std::pair<StateId, Concept>> nearest{};
  /// Of `nearest`; nothing where coalitions cannot be looked at.
  std::optional<Together> together{};
  TrapAnswer traps{};  ///< from now, under SEQ, for all parties
};

/// The answers to the questions, without the rest. Cost: that of the analysis; for each question a search for holdouts;
/// for each party a search by improvements.
[[nodiscard]] std::vector<Asked> ask_all(Analysis& analysis);

/// All of it. Levers are looked for under SEQ: commitments, single changes of lists, and lifted restrictions; in a case
/// of more than `quick_states` states not the last, and not what would make a goal last, where each try would solve the
/// case again. Work is counted, so that what is found is the same in every run.
[[nodiscard]] Found find(Analysis& analysis);

}  // namespace detente::brief
