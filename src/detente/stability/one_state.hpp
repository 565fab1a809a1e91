#pragma once
/// The stability of one state, in spaces far too large to list: by searching only what can follow from it, with sets of
/// states in decision diagrams. Within a budget the verdict is exact; past it there is none.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/model/deciding.hpp"
#include "detente/space/symbolic.hpp"
#include "detente/stability/concepts.hpp"

namespace detente {

struct OneStateOptions {
  Switches switches{};
  /// For each verdict.
  DiagramBudget budget{};
  /// How many improvements of each kind, deterred and not, the verdict shows.
  std::size_t shown = 3;
};

/// One move of a response, in values instead of state numbers.
struct ValuedResponse {
  PartyId party;
  std::vector<Value> to;
};

/// As Deterrence in witness.hpp.
struct ValuedDeterrence {
  std::vector<Value> to;
  bool deterred = false;
  std::vector<ValuedResponse> sanction{};
};

struct OneStateVerdict {
  /// Nothing: not settled within the budget, or not possible at all; `open_because` says why.
  std::optional<bool> stable{};
  std::string open_because{};
  /// Members the party can improve to, and those from which nothing deters it; absent from 2^64 on, and in verdicts
  /// that are not settled.
  std::optional<std::uint64_t> improvements{};
  std::optional<std::uint64_t> not_deterred{};
  /// Some of them, those not deterred first, nearest to the start first. A sanction is a shortest one (with
  /// Responses::once, some one).
  std::vector<ValuedDeterrence> shown{};
};

/// Answers about one model. Keeps what verdicts share, so many verdicts of one model belong to one object. Refers to
/// the model, which must outlive it. Not for several threads at once.
class OneState {
 public:
  OneState(const Model& model, const OneStateOptions& options, const Control& control = {});
  ~OneState();

  [[nodiscard]] const Model& model() const { return *model_; }
  [[nodiscard]] const OneStateOptions& options() const { return options_; }
  /// Why no verdict is possible at all, or nothing: a mistake in the case, or a ranking by state numbers.
  [[nodiscard]] const std::optional<std::string>& obstacle() const { return obstacle_; }

  /// Whether the state that holds this assignment is stable for the party, by the definitions in solve.cpp. The
  /// assignment must be feasible.
  [[nodiscard]] OneStateVerdict verdict(const std::vector<Value>& state, PartyId party, Concept c);

  /// How a formula chooses among the states.
  struct Choice {
    std::optional<std::vector<Value>> nearest_to_now{};  ///< nothing: no feasible state satisfies it
    bool only_one = false;
  };
  /// Throws OutOfBudget.
  [[nodiscard]] Choice choose(const Formula& formula);
  /// The statements for which the party prefers the state of `a` to that of `b` (model/deciding.hpp). Throws
  /// OutOfBudget.
  [[nodiscard]] std::vector<const Statement*> deciding(PartyId party, const std::vector<Value>& a,
                                                       const std::vector<Value>& b);
  /// How the party compares the two. Throws OutOfBudget.
  [[nodiscard]] Comparison compare(PartyId party, const std::vector<Value>& a, const std::vector<Value>& b);

 private:
  /// The model in decision diagrams, with a new budget. Throws OutOfBudget.
  SymbolicModel& symbolic();

  const Model* model_;
  OneStateOptions options_;
  Control control_;
  std::optional<std::string> obstacle_;
  std::unique_ptr<SymbolicModel> symbolic_;
};

}  // namespace detente
