#pragma once
/// The levers for a goal, of all kinds and for all that is still open, as the reports show them.

#include <string>
#include <vector>

#include "detente/levers/levers.hpp"
#include "detente/report/analysis.hpp"

namespace detente {

/// A goal that levers are looked for, under one concept: a question, a formula typed, or a state.
struct LeverQuestion {
  std::string id;    ///< of the question, "goal" or "state"
  std::string text;  ///< the question, or empty
  Formula goal;
  std::vector<VariableId> about;  ///< the variables that the goal is about: whoever sets none of them is a third party
  Concept concept_id = Concept::seq;
};

struct LeverAnswer {
  /// The levers for one aim.
  struct ForAim {
    Aim aim = Aim::lasting;
    Findings restrictions;
    Findings commitments;
    Findings preferences;
  };
  LeverQuestion question;
  Standing standing;
  std::vector<ForAim> aims;

  [[nodiscard]] bool complete() const;
};

/// The goal of a question or of a formula typed.
[[nodiscard]] LeverQuestion lever_question(std::string id, std::string text, Formula goal, Concept c);
/// The goal of one state: it is about what differs from now in it.
[[nodiscard]] LeverQuestion lever_question(const Analysis& analysis, StateId s, Concept c);

/// Whether a party has no part in what the goal is about: it sets none of these variables, alone or with others.
[[nodiscard]] bool is_third_party(const Model& model, const LeverQuestion& question, PartyId party);

/// Answers some questions within `seconds` and `work` in all, each search taking at most an equal share of what is
/// left. For `aims`, or if there are none for those that are open. Cost: solving the case for the concepts comes on
/// top.
[[nodiscard]] std::vector<LeverAnswer> find_levers(Analysis& analysis, const std::vector<LeverQuestion>& questions,
                                                   const std::vector<Aim>& aims, LeverOptions options, double seconds,
                                                   std::uint64_t work = Budget::any_work);

/// For all questions of the case under SEQ, as far as a little work goes; the work is counted, so that the answer is
/// the same in every run. With more than `quick_states` states only where the questions stand.
inline constexpr std::size_t quick_states = 2'000;
[[nodiscard]] std::vector<LeverAnswer> quick_levers(Analysis& analysis);

}  // namespace detente
