#include "detente/space/describe.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"

namespace detente {

std::string describe(const Model& model, const StateSpace& space, StateId state) {
  const std::vector<Value> values = space.values(state);
  if (const Variable* graph = model.graph()) {
    const std::string& name = graph->values[values[0]];
    const std::string text = graph->value_texts.empty() ? "" : graph->value_texts[values[0]];
    if (text.empty()) return name;
    return name == std::to_string(state.number()) ? text : name + ": " + text;
  }
  const std::vector<VariableId> open = space.open_variables(state);
  std::vector<std::string> parts;
  for (std::size_t v = 0; v < values.size(); ++v) {
    if (values[v] == 0 || std::ranges::binary_search(open, VariableId(v))) continue;
    parts.push_back(literal_text(model, VariableId(v), values[v]));
  }
  return parts.empty() ? "nothing done" : join_words(parts, ", ");
}

std::string describe_numbered(const Model& model, const StateSpace& space, StateId state) {
  return fmt::format("state {} ({})", state.number(), describe(model, space, state));
}

}  // namespace detente
