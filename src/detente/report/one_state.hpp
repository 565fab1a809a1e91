#pragma once
/// Single states of cases too large to list: what `explain` prints for them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/report/analysis.hpp"
#include "detente/report/json.hpp"
#include "detente/report/style.hpp"
#include "detente/stability/one_state.hpp"

namespace detente {

/// The verdict for one party under one concept.
struct OneStateAnswer {
  PartyId party;
  Concept c;
  OneStateVerdict verdict;
};

/// The state that a text on the command line names: `now`, the name of one of the case's `states`, or a formula that
/// exactly one feasible state satisfies; nothing and an error otherwise.
[[nodiscard]] std::optional<std::vector<Value>> find_values(OneState& one, std::string_view text,
                                                            Diagnostics& diagnostics);

/// `why` says why the states were not listed.
[[nodiscard]] std::string one_state_page(OneState& one, const Style& style, std::string_view why,
                                         const std::vector<Value>& state, const std::vector<OneStateAnswer>& answers);
[[nodiscard]] std::string one_state_json(const JsonContext& context, const AnalysisOptions& options, OneState& one,
                                         const std::vector<Value>& state, const std::vector<OneStateAnswer>& answers);

}  // namespace detente
