// Rules and merges.

#include <fmt/format.h>

#include "detente/casefile/reader.hpp"

namespace detente::reading {

namespace {

void read_rule(Context& context, const YamlNode& node, std::size_t place) {
  Rule rule;
  rule.id = fmt::format("rule#{}", place);
  const YamlNode* formula = &node;
  if (node.is_mapping() && !is_mistaken_formula(context, node)) {
    const Fields fields(context, node, "a rule", {"rule", "text", "from", "until", "cite", "assume"});
    rule.text = text_field(fields, "text");
    rule.period = period_fields(fields);
    rule.support = support_fields(fields);
    formula = fields.require("rule", "write {rule: FORMULA, text: WHY}");
    if (formula == nullptr) return;
  }
  rule.span = formula->span;
  auto read = read_formula(context, *formula, "a rule");
  if (!read) return;
  rule.formula = std::move(*read);
  context.document.rules.push_back(std::move(rule));
}

void read_merge(Context& context, const YamlNode& node) {
  const Fields fields(context, node, "a merge", {"when", "keep", "text", "cite", "assume"});
  Merge merge;
  merge.span = node.span;
  merge.text = text_field(fields, "text");
  merge.support = support_fields(fields);
  if (const YamlNode* keep = fields.find("keep")) {
    std::map<VariableId, Span> seen;
    for (const YamlNode& item : list_items(context, *keep, "'keep'", "[Party.option], or [] for nothing", true)) {
      const auto variable = read_variable(context, item);
      if (!variable) continue;
      const auto [first, added] = seen.emplace(*variable, item.span);
      if (added) {
        merge.keep.push_back(*variable);
      } else {
        duplicate_name(context, item, "'keep'", first->second);
      }
    }
  }
  const YamlNode* when = fields.require("when", "write {when: FORMULA, keep: []}");
  if (when == nullptr) return;
  auto formula = read_formula(context, *when, "'when'");
  if (!formula) return;
  merge.when = std::move(*formula);
  context.document.merges.push_back(std::move(merge));
}

}  // namespace

void read_rules(Context& context, const YamlNode& node) {
  if (node.is_null()) return;
  std::size_t place = 0;
  for (const YamlNode& item : list_items(context, node, "'rules'", "one '- FORMULA' on each line", true)) {
    read_rule(context, item, ++place);
  }
}

void read_merges(Context& context, const YamlNode& node) {
  if (node.is_null()) return;
  constexpr std::string_view example = "one '- {when: FORMULA, keep: []}' on each line";
  for (const YamlNode& item : list_items(context, node, "'merge'", example, true)) read_merge(context, item);
}

}  // namespace detente::reading
