// The small things that every section is made of: formulas, moves, names, dates, citations.

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/casefile/reader.hpp"
#include "detente/model/formula_parser.hpp"

namespace detente::reading {

namespace {

/// Hands on what the formula parser found, without what only follows from an earlier mistake.
void report_formula(Context& context, Diagnostics found) {
  for (Diagnostic& d : found) {
    const bool about_values = d.code == "unknown-value" || d.code == "value-missing";
    if (d.code == "unknown-name" && context.variables.doubtful) continue;
    if (d.code == "unknown-name" && d.hint.empty()) d.hint = "name it under 'options' or 'terms' first";
    if (about_values && (context.values_doubtful || context.variables.doubtful)) continue;
    context.report(std::move(d));
  }
}

FindVariable find_variables(const Context& context) {
  return [&context](std::string_view name) -> std::optional<VariableId> {
    if (const auto found = context.variables.find(name)) return VariableId(*found);
    return std::nullopt;
  };
}

/// `- A.x: yes` is a mapping for YAML where a formula was meant.
std::string formula_hint(const Context& context, const YamlNode& node) {
  if (!node.is_mapping() || node.entries.size() != 1)
    return "write a formula such as 'Party.option and not Other.option'";
  const YamlEntry& entry = node.entries[0];
  if (!context.variables.find(entry.key.text) || !entry.value.is_scalar()) {
    return "a formula with ': ' in it is a mapping for YAML; a formula has no ':'";
  }
  return fmt::format("write '{} = {}'", entry.key.text, entry.value.text);
}

/// A sentence number: digits, no sign, not 0.
std::optional<std::uint32_t> sentence_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
  return number;
}

/// Reads `report-002#7` or `report-002#11-12`.
std::optional<Citation> read_place(Context& context, const YamlNode& node) {
  constexpr std::string_view form = "write 'source#7' for sentence 7, 'source#7-9' for 7 to 9; sentences count from 1";
  if (!node.is_scalar()) {
    wrong_type(context, node, "a citation", "a text", std::string(form));
    return std::nullopt;
  }
  const std::string& text = node.text;
  const std::size_t hash = text.find('#');
  const std::string_view range =
      hash == std::string::npos ? std::string_view() : std::string_view(text).substr(hash + 1);
  const std::size_t dash = range.find('-');
  const auto first = sentence_number(range.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : sentence_number(range.substr(dash + 1));
  if (!first || !last) {
    context.error("bad-citation", node.span, fmt::format("'{}' is not a place in a source", shown(text)),
                  std::string(form));
    return std::nullopt;
  }
  const PlaceInFile place = place_in_scalar(context.source, node);
  if (*last < *first) {
    context.error("bad-citation", place(hash + 1, text.size()), "this range of sentences ends before it begins",
                  fmt::format("write '{}#{}-{}'", text.substr(0, hash), *last, *first));
    return std::nullopt;
  }
  Citation citation{.source = text.substr(0, hash), .first = *first, .last = *last, .span = node.span};
  if (context.sources.find(citation.source)) return citation;
  if (!context.sources.doubtful) {
    context.error("unknown-name", place(0, hash), fmt::format("there is no source '{}'", shown(citation.source)),
                  context.sources.list.empty() ? "list it under 'sources'"
                                               : name_hint(context.sources, citation.source, "sources"));
  }
  return std::nullopt;
}

void read_citation(Context& context, const YamlNode& node, Support& support) {
  if (!node.is_mapping()) {
    if (auto citation = read_place(context, node)) support.citations.push_back(std::move(*citation));
    return;
  }
  const Fields fields(context, node, "a citation", {"at", "quote"});
  std::string quote = text_field(fields, "quote");
  const YamlNode* at = fields.require("at", "write {at: source#7, quote: \"words of the report\"}");
  if (at == nullptr) return;
  if (auto citation = read_place(context, *at)) {
    citation->quote = std::move(quote);
    citation->span = node.span;
    support.citations.push_back(std::move(*citation));
  }
}

}  // namespace

std::optional<Date> date_field(const Fields& fields, std::string_view key) {
  const YamlNode* node = fields.find(key);
  if (node == nullptr) return std::nullopt;
  Context& context = fields.context();
  const auto text = read_text(context, *node, fmt::format("'{}'", key));
  if (!text) return std::nullopt;
  const auto date = parse_date(*text);
  if (!date && !context.damaged.contains(node)) {
    context.error("bad-date", node->span, fmt::format("'{}' is not a date", shown(*text)),
                  "dates are written YYYY-MM-DD, for example 2025-08-07");
  }
  return date;
}

Period period_fields(const Fields& fields) {
  const Period period{.from = date_field(fields, "from"), .until = date_field(fields, "until")};
  if (period.from && period.until && !(*period.from < *period.until)) {
    fields.context().report(Diagnostic{.code = "empty-period",
                                       .message = "'until' is not later than 'from'",
                                       .span = fields.find("until")->span,
                                       .hint = "'until' is the first day on which this no longer holds",
                                       .related = {{fields.find("from")->span, "'from' is here"}}});
  }
  return period;
}

Support support_fields(const Fields& fields) {
  Support support;
  support.assumed = text_field(fields, "assume");
  const YamlNode* cite = fields.find("cite");
  if (cite == nullptr) return support;
  Context& context = fields.context();
  if (!cite->is_sequence()) {
    read_citation(context, *cite, support);
    return support;
  }
  for (const YamlNode& item : list_items(context, *cite, "'cite'", "[report-001#7, report-002#11-12]")) {
    read_citation(context, item, support);
  }
  return support;
}

void duplicate_name(Context& context, const YamlNode& name, std::string_view list, Span first) {
  context.report(Diagnostic{.code = "duplicate-name",
                            .message = fmt::format("'{}' stands twice in {}", shown(name.text), list),
                            .span = name.span,
                            .hint = "remove one of the two",
                            .related = {{first, "the first is here"}}});
}

bool is_mistaken_formula(const Context& context, const YamlNode& node) {
  if (!node.is_mapping() || node.entries.size() != 1) return false;
  const std::string& key = node.entries[0].key.text;
  return context.variables.find(key) || key.find_first_of(" (") != std::string::npos;
}

std::optional<Formula> read_formula(Context& context, const YamlNode& node, std::string_view what) {
  if (context.damaged.contains(&node) || context.full()) return std::nullopt;
  if (!node.is_scalar()) {
    wrong_type(context, node, what, "a formula", formula_hint(context, node));
    return std::nullopt;
  }
  Diagnostics found;
  auto formula =
      parse_formula(node.text, context.document, found, place_in_scalar(context.source, node), find_variables(context));
  report_formula(context, std::move(found));
  return formula;
}

std::optional<Transition> read_transition(Context& context, const YamlNode& node, const Variable& variable) {
  if (context.damaged.contains(&node) || context.full()) return std::nullopt;
  if (!node.is_scalar()) {
    wrong_type(context, node, "a move", "a text", "write 'no -> yes' or 'no -> yes if FORMULA'");
    return std::nullopt;
  }
  Diagnostics found;
  auto move = parse_transition(node.text, variable, context.document, found, place_in_scalar(context.source, node),
                               find_variables(context));
  report_formula(context, std::move(found));
  return move;
}

std::optional<PartyId> read_party(Context& context, const YamlNode& node) {
  if (!node.is_scalar()) {
    wrong_type(context, node, "a party", "a name");
    return std::nullopt;
  }
  if (const auto found = context.parties.find(node.text)) return PartyId(*found);
  if (!context.parties.doubtful) {
    context.error("unknown-name", node.span, fmt::format("there is no party '{}'", shown(node.text)),
                  name_hint(context.parties, node.text, "parties"));
  }
  return std::nullopt;
}

std::optional<VariableId> read_variable(Context& context, const YamlNode& node) {
  if (!node.is_scalar()) {
    wrong_type(context, node, "an option or term", "a name");
    return std::nullopt;
  }
  if (const auto found = context.variables.find(node.text)) return VariableId(*found);
  if (!context.variables.doubtful) {
    context.error("unknown-name", node.span, fmt::format("there is no option or term '{}'", shown(node.text)),
                  name_hint(context.variables, node.text, "options and terms"));
  }
  return std::nullopt;
}

std::optional<Value> read_value(Context& context, const YamlNode& node, const Variable& variable) {
  const auto& values = variable.values;
  const bool graph = variable.kind == Variable::Kind::graph;
  if (!node.is_scalar()) {
    wrong_type(context, node, fmt::format("the value of '{}'", variable.id), "a name",
               graph ? "write the name of a state" : fmt::format("its values are {}", join_words(values)));
    return std::nullopt;
  }
  const auto found = std::ranges::find(values, node.text);
  if (found != values.end()) return static_cast<Value>(found - values.begin());
  if (graph && !context.values_doubtful) {
    context.error("unknown-name", node.span, fmt::format("there is no state '{}'", shown(node.text)),
                  name_hint(context.states_of_graph, node.text, "states"));
  } else if (!context.values_doubtful) {
    const auto nearest = nearest_name(node.text, values);
    context.error(
        "unknown-value", node.span, fmt::format("'{}' has no value '{}'", variable.id, shown(node.text)),
        nearest ? fmt::format("did you mean '{}'?", *nearest) : fmt::format("its values are {}", join_words(values)));
  }
  return std::nullopt;
}

std::vector<PartyId> read_parties(Context& context, const YamlNode& node, std::string_view what,
                                  std::string_view example, bool may_be_empty) {
  std::vector<PartyId> parties;
  std::map<PartyId, Span> seen;
  for (const YamlNode& item : list_items(context, node, what, example, may_be_empty)) {
    const auto party = read_party(context, item);
    if (!party) continue;
    const auto [first, added] = seen.emplace(*party, item.span);
    if (added) {
      parties.push_back(*party);
    } else {
      duplicate_name(context, item, what, first->second);
    }
  }
  return parties;
}

}  // namespace detente::reading
