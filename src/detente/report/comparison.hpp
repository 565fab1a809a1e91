#pragma once
/// How parties compare two states, and which of their statements decide: what `explain --against` prints.

#include <string>
#include <vector>

#include "detente/model/deciding.hpp"
#include "detente/report/analysis.hpp"
#include "detente/report/json.hpp"
#include "detente/report/style.hpp"
#include "detente/stability/one_state.hpp"

namespace detente {

/// One of the two states: how sentences call it, and what it is.
struct ComparedState {
  std::string name;                     ///< "now", "state 12", "the first state"
  std::string description;              ///< "as now, but A.x"
  std::optional<std::uint64_t> number;  ///< where states have numbers
  std::vector<Value> values{};
  std::vector<VariableId> open{};  ///< variables that mean nothing in a merged state
};

struct ComparedStates {
  ComparedState a;
  ComparedState b;
  std::vector<Comparison> parties;
};

[[nodiscard]] ComparedStates compare_states(const Analysis& analysis, StateId a, StateId b,
                                            const std::vector<PartyId>& parties);
/// The same where the states cannot be listed. Throws OutOfBudget.
[[nodiscard]] ComparedStates compare_states(OneState& one, const std::vector<Value>& a, const std::vector<Value>& b,
                                            const std::vector<PartyId>& parties);

[[nodiscard]] std::string comparison_page(const Model& model, const Style& style, const ComparedStates& compared);
/// `analysis` is null where the states cannot be listed.
[[nodiscard]] std::string comparison_json(const JsonContext& context, const Model& model,
                                          const AnalysisOptions& options, const Analysis* analysis,
                                          const ComparedStates& compared);

}  // namespace detente
