#include "detente/space/named.hpp"

#include <fmt/format.h>

namespace detente {

std::vector<Value> values_of(const Model& model, const NamedState& named) {
  std::vector<Value> values = model.now();
  for (const auto& [v, value] : named.values) values[v.index()] = value;
  return values;
}

std::optional<StateId> find_named(const Model& model, const StateSpace& space, const NamedState& named) {
  const auto member = space.find(space.layout().code_of(values_of(model, named)));
  return member ? std::optional(space.state_of(*member)) : std::nullopt;
}

std::string broken_rule(const Model& model, const NamedState& named) {
  const std::vector<Value> values = values_of(model, named);
  std::string hint = "change its values, or the rule that forbids it";
  for (const Rule& rule : model.rules) {
    if (!holds(rule.formula, values)) hint = fmt::format("it breaks the rule '{}'", to_text(rule.formula, model));
  }
  return hint;
}

Diagnostics now_mistakes(const Model& model) {
  Diagnostics mistakes;
  const std::vector<Value> values = model.now();
  for (const Rule& rule : model.rules) {
    if (holds(rule.formula, values)) continue;
    const std::string when = model.day ? fmt::format(" on {}", to_text(*model.day)) : std::string();
    Diagnostic& mistake =
        mistakes.emplace_back(Diagnostic{.severity = Severity::error,
                                         .code = "now-breaks-rule",
                                         .message = fmt::format("now{} breaks this rule", when),
                                         .span = rule.span,
                                         .hint = "change `now` of an option that the rule names, or the rule"});
    for (const VariableId v : variables_of(rule.formula)) {
      mistake.related.push_back({model.variable(v).now_span, "now: " + literal_text(model, v, values[v.index()])});
    }
  }
  return mistakes;
}

}  // namespace detente
