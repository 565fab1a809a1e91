#pragma once
/// What `coalitions` answers: who could gain together from some states, what no coalition upsets, and blocks.

#include <optional>
#include <vector>

#include "detente/report/analysis.hpp"
#include "detente/stability/coalition_stability.hpp"
#include "detente/stability/coalition_survey.hpp"

namespace detente {

struct CoalitionQuestion {
  std::vector<StateId> states{};  ///< asked about; empty means the Nash equilibria
  std::vector<Concept> concepts{coalitional_concepts.begin(), coalitional_concepts.end()};  ///< of these four
  std::optional<PartySet> coalition{};             ///< list the improvements of this coalition only
  std::vector<std::vector<PartyId>> coalitions{};  ///< who acts as one; empty: no blocks
  std::vector<Concept> block_concepts{all_concepts.begin(), all_concepts.end()};
  std::size_t list_at_most = 10'000;  ///< improvements to list; 0: all
  std::uint64_t work = default_work;  ///< elementary steps to spend

  static constexpr std::uint64_t default_work = std::uint64_t{20'000} * 1'000'000;
};

/// One improvement of one coalition.
struct ListedImprovement {
  StateId state;
  PartySet coalition;
  StateId to;
};

/// A way with how it goes: a shortest legal sequence of the movers.
struct ShownWay {
  CoalitionWay way;
  std::vector<Step> path{};
};

/// One state that was asked about.
struct AskedState {
  StateId state;
  bool known = true;  ///< false: the work was used up, and the counts are not certain
  CoalitionSurvey survey{};
  std::vector<ShownWay> ways{};  ///< the first of survey.ways, with paths
  /// By concept of the question: whether the state is stable for all coalitions, or who leaves it.
  std::vector<CoalitionStability::Verdict> verdicts{};
};

/// The states that are stable for all coalitions (or for all blocks) under a concept.
struct ConceptStates {
  Concept concept_id{};
  bool over_all = true;     ///< all states of the case were judged; else those asked about only
  std::size_t unknown = 0;  ///< states that were to be judged and were not
  BitVector states;
};

struct BlockAnswer {
  std::vector<std::vector<PartyId>> blocks;
  bool over_all = true;                  ///< all states of the case were judged; else those asked about only
  std::optional<Stability> stability{};  ///< blocks in the place of parties; bits of states not judged mean nothing
  BitVector judged{};
};

struct CoalitionAnswer {
  bool nash_asked = false;  ///< the states asked about are the Nash equilibria
  std::vector<AskedState> asked;
  std::uint64_t improvements = 0;  ///< pairs of a coalition and a state, from all states asked about
  std::vector<ListedImprovement> listed;
  /// The coalitionally Nash stable states of the whole case; of the states asked about, if the case is large and states
  /// were named.
  ConceptStates stable_for_all;
  std::vector<ConceptStates> concepts;  ///< the others
  std::optional<BlockAnswer> blocks;
  bool complete = true;  ///< nothing was left out
  std::string reason{};  ///< what was
};

/// Why coalitions cannot be looked at: too many parties, or too much memory. Nothing if they can.
[[nodiscard]] std::optional<Diagnostic> coalitions_refused(const Analysis& analysis);

/// Precondition: not refused. In cases of at most `small_case` states all states are judged under every concept, as
/// far as half the work goes; in larger ones the states asked about. The Nash equilibria, and with them coalitional
/// Nash stability, are looked at in any case, unless states were named and the case is large.
[[nodiscard]] CoalitionAnswer answer_coalitions(Analysis& analysis, const CoalitionQuestion& question);

inline constexpr std::size_t small_case = 2'000;

/// For `analyze`: what coalitions make of the Nash equilibria, with the work counted: all of a small case, of a larger
/// one that nearest to now on the way of improvements. Its states are empty in a larger case without one, and then
/// there is nothing to ask.
[[nodiscard]] CoalitionQuestion quick_coalitions(Analysis& analysis);

/// "MoE + Uniroyal", "MoE and Uniroyal".
[[nodiscard]] std::string coalition_text(const Model& model, PartySet coalition, std::string_view join = " + ");

}  // namespace detente
