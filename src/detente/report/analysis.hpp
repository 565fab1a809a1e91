#pragma once
/// One case on one day, with everything that is computed from it, each thing at most once and only when asked for.

#include <memory>
#include <optional>

#include "detente/base/control.hpp"
#include "detente/deals/settlement.hpp"
#include "detente/paths/questions.hpp"
#include "detente/stability/witness.hpp"

namespace detente {

struct AnalysisOptions {
  std::optional<Date> as_of{};
  Switches switches{};
  SpaceLimits limits{};
  /// What stability() solves; other answers need all of them.
  std::vector<Concept> concepts{all_concepts.begin(), all_concepts.end()};
  Engine engine = Engine::automatic;
  unsigned threads = 2;
  Control control{};

  [[nodiscard]] SolveOptions solve_options() const {
    return {.switches = switches, .concepts = concepts, .engine = engine, .threads = threads};
  }
};

struct AnalysisBuild;

/// Not copyable or movable: its parts refer to each other. Not for several threads at once.
class Analysis {
 public:
  /// Fails as StateSpace::build and Payoffs::build do, and (as refused) where solving would pass the memory limit.
  [[nodiscard]] static AnalysisBuild build(const Case& document, const AnalysisOptions& options);

  Analysis(const Analysis&) = delete;
  Analysis& operator=(const Analysis&) = delete;

  const Model model;
  const StateSpace space;
  const Payoffs payoffs;
  const Moves moves;

  [[nodiscard]] const AnalysisOptions& options() const { return options_; }
  /// The engine that solves, or has solved, and why.
  [[nodiscard]] const EngineChoice& engine_choice() const { return engine_; }
  [[nodiscard]] Engine engine() const { return engine_.engine; }
  /// What all of it needs at the peak of solving, in bytes.
  [[nodiscard]] std::uint64_t bytes() const;
  /// What of that stays: the states, their ranks and what is stable.
  [[nodiscard]] std::uint64_t kept_bytes() const;
  [[nodiscard]] const Stability& stability();
  /// The same if it was asked for already, else null.
  [[nodiscard]] const Stability* known_stability() const { return stability_ ? &*stability_ : nullptr; }
  [[nodiscard]] const Evolution& evolution();
  [[nodiscard]] const Questioner& questioner();
  /// The answers to the questions of the model, in its order; they share searches.
  [[nodiscard]] const std::vector<Answer>& answers();
  /// That to one of them.
  [[nodiscard]] const Answer& answer(const Question& of_the_model) {
    return answers()[static_cast<std::size_t>(&of_the_model - model.questions.data())];
  }
  [[nodiscard]] Explainer explainer() const { return {moves, payoffs, options_.switches}; }
  /// What a table of the model could agree on, with deals from a state.
  [[nodiscard]] Settlement settlement(const Table& table, StateId from);
  /// False once the control has stopped some of the work.
  [[nodiscard]] bool complete() const { return !options_.control.stopped(); }

 private:
  Analysis(Model&& model, StateSpace&& space, Payoffs&& payoffs, AnalysisOptions options);

  AnalysisOptions options_;
  EngineChoice engine_;
  std::optional<Stability> stability_;
  std::optional<Evolution> evolution_;
  std::optional<Questioner> questioner_;
  std::optional<std::vector<Answer>> answers_;
};

struct AnalysisBuild {
  std::unique_ptr<Analysis> analysis;  ///< null if it failed
  Diagnostics diagnostics;
  bool refused = false;
  bool stopped = false;
};

/// The state that a text on the command line names: a number, the name of one of the case's `states`, or a formula that
/// exactly one feasible state satisfies. Gives nothing and an error otherwise.
[[nodiscard]] std::optional<StateId> find_state(const Analysis& analysis, std::string_view text,
                                                Diagnostics& diagnostics);

}  // namespace detente
