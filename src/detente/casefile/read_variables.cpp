// Parties, options and terms: what has a name. Conditions of moves are read in a second pass, since they may name
// variables that are declared further down.

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/casefile/reader.hpp"
#include "detente/model/formula_parser.hpp"

namespace detente::reading {

namespace {

constexpr std::size_t most_values = 1000;

constexpr std::string_view name_rule = "a name begins with a letter or '_'; letters, digits and '_' may follow";

/// Whether `name` may name a party, an option or a term; says at `span` why not.
bool check_name(Context& context, std::string_view name, Span span, std::string_view what) {
  if (is_name(name) && !is_reserved_word(name) && code_points(name) <= longest_name) return true;
  if (is_name(name) && !is_reserved_word(name)) {
    context.error("name-too-long", span, "this name is too long",
                  fmt::format("at most {} characters are read; a longer one for people goes into 'name' or 'text'",
                              longest_name));
  } else if (is_reserved_word(name)) {
    context.error("invalid-name", span, fmt::format("{} cannot be called '{}'", what, name),
                  "and, or, not, iff, if, true and false are words of formulas");
  } else {
    context.error("invalid-name", span, fmt::format("'{}' cannot be the name of {}", shown(name), what),
                  std::string(name_rule) + "; a longer name for people goes into 'name' or 'text'");
  }
  return false;
}

/// Splits `Party.option`, checks both parts and finds the owner.
void name_option(Context& context, const YamlNode& key, Variable& option) {
  const PlaceInFile place = place_in_scalar(context.source, key);
  const std::string& id = key.text;
  const std::size_t point = id.find('.');
  if (point == std::string::npos) {
    if (!check_name(context, id, key.span, "an option")) return;
    const std::string party = context.parties.list.empty() ? "Party" : context.parties.list.front();
    return context.error("invalid-name", key.span, fmt::format("the option '{}' does not say whose it is", id),
                         fmt::format("an option is named with its party: '{}.{}'", party, id));
  }
  const std::string party = id.substr(0, point);
  if (!check_name(context, id.substr(point + 1), place(std::min(point + 1, id.size() - 1), id.size()), "an option"))
    return;
  if (const auto owner = context.parties.find(party)) {
    option.owner = PartyId(*owner);
  } else if (!context.parties.doubtful) {
    context.error("unknown-name", place(0, std::max<std::size_t>(point, 1)),
                  fmt::format("there is no party '{}'", shown(party)), name_hint(context.parties, party, "parties"));
  }
}

void name_term(Context& context, const YamlNode& key) {
  const std::string& id = key.text;
  if (id == "text") {
    return context.error("invalid-name", key.span, "a term cannot be called 'text'",
                         "'text' is the key for prose, also in 'states'");
  }
  const std::size_t point = id.find('.');
  if (point != std::string::npos && is_name(id.substr(0, point)) && is_name(id.substr(point + 1))) {
    return context.error(
        "invalid-name", key.span, fmt::format("the term '{}' has the name of an option", id),
        fmt::format("a term belongs to no party: call it '{}', or move it to 'options'", id.substr(point + 1)));
  }
  (void)check_name(context, id, key.span, "a term");
}

void read_values(Context& context, const YamlNode& node, Variable& variable) {
  if (!node.is_sequence()) context.values_doubtful = true;
  const auto& items = list_items(context, node, "'values'", "a list such as [no, yes]", true);
  if (!node.is_sequence()) return;
  variable.values.clear();
  std::map<std::string_view, Span> seen;
  for (const YamlNode& item : items) {
    if (!item.is_scalar()) {
      context.values_doubtful = true;
      wrong_type(context, item, "a value", "a name");
      continue;
    }
    if (!is_value_name(item.text)) {
      context.error("invalid-name", item.span, fmt::format("'{}' cannot be the name of a value", shown(item.text)),
                    "a value is one word or number: letters, digits and '_'");
    }
    const auto [first, added] = seen.emplace(item.text, item.span);
    if (added) {
      variable.values.push_back(item.text);
    } else {
      duplicate_name(context, item, "'values'", first->second);
    }
  }
  if (items.size() < 2) {
    context.error("too-few-values", node.span, fmt::format("'{}' needs at least two values", shown(variable.id)),
                  "leave 'values' out for no and yes");
  } else if (items.size() > most_values) {
    context.error("too-many-values", node.span, fmt::format("'{}' has {} values", shown(variable.id), items.size()),
                  fmt::format("at most {} are allowed; use broader steps", most_values));
  }
}

void read_now_entry(Context& context, const YamlNode& node, Variable& variable) {
  DatedValue entry{.span = node.span};
  const YamlNode* value = &node;
  if (node.is_mapping()) {
    const Fields fields(context, node, "a value of 'now'", {"value", "text", "from", "until", "cite", "assume"});
    value = fields.require("value", "write {value: VALUE, from: YYYY-MM-DD}");
    entry.text = text_field(fields, "text");
    entry.period = period_fields(fields);
    entry.support = support_fields(fields);
    if (value == nullptr) return;
  }
  const auto found = read_value(context, *value, variable);
  if (!found) return;
  entry.value = *found;
  variable.now_values.push_back(std::move(entry));
}

void read_between(const Fields& fields, Variable& term) {
  Context& context = fields.context();
  constexpr std::string_view example = "[A, B], the parties who must agree";
  const YamlNode* between = fields.require("between", "a term is set by a joint move: write between: [A, B]");
  if (between != nullptr) {
    term.between = read_parties(context, *between, "'between'", example);
    if (between->items.size() == 1) {
      context.error("too-few-parties", between->span, fmt::format("the term '{}' is between one party", shown(term.id)),
                    "name at least two parties; what one party sets alone is an option");
    }
  }
  if (const YamlNode* breakable = fields.find("breakable_by")) {
    term.breakable_by = read_parties(context, *breakable, "'breakable_by'", "[A], the parties who can end it alone");
  }
}

void read_variable_fields(const Fields& fields, Variable& variable) {
  if (const YamlNode* values = fields.find("values")) read_values(fields.context(), *values, variable);
  if (const YamlNode* now = fields.find("now")) read_now(fields.context(), *now, variable);
  variable.text = text_field(fields, "text");
  variable.support = support_fields(fields);
  variable.period = period_fields(fields);
}

Fields variable_fields(Context& context, const YamlNode& node, Variable::Kind kind) {
  if (kind == Variable::Kind::option) {
    return {context, node, "an option", {"text", "values", "now", "moves", "needs", "from", "until", "cite", "assume"}};
  }
  return {context,
          node,
          "a term",
          {"text", "between", "values", "now", "moves", "needs", "breakable_by", "from", "until", "cite", "assume"}};
}

void read_moves(Context& context, const YamlNode& node, Variable& variable) {
  variable.moves_limited = true;
  std::map<std::pair<Value, Value>, Span> seen;
  for (const YamlNode& item : list_items(context, node, "'moves'", "a list such as [no -> yes]", true)) {
    auto move = read_transition(context, item, variable);
    if (!move) continue;
    const auto [first, added] = seen.emplace(std::pair(move->from, move->to), item.span);
    if (added) {
      variable.moves.push_back(std::move(*move));
      continue;
    }
    context.report(Diagnostic{.code = "duplicate-move",
                              .message = fmt::format("the move '{} -> {}' stands twice in 'moves'",
                                                     variable.values[move->from], variable.values[move->to]),
                              .span = item.span,
                              .hint = "remove one of the two, or join their conditions with 'or'",
                              .related = {{first->second, "the first is here"}}});
  }
}

}  // namespace

void read_now(Context& context, const YamlNode& node, Variable& variable) {
  variable.now_span = node.span;
  if (!node.is_sequence()) return read_now_entry(context, node, variable);
  for (const YamlNode& item : list_items(context, node, "'now'", "a value, or [{value: VALUE, from: YYYY-MM-DD}]")) {
    read_now_entry(context, item, variable);
  }
  // Of the entries that cover a day the one that began last counts, so only equal beginnings are ambiguous.
  std::map<std::optional<Date>, Span> beginnings;
  for (const DatedValue& entry : variable.now_values) {
    const auto [first, added] = beginnings.emplace(entry.period.from, entry.span);
    if (added) continue;
    context.report(
        Diagnostic{.code = "ambiguous-now",
                   .message = fmt::format("'{}' has two values {}", shown(variable.id),
                                          entry.period.from ? "from " + to_text(*entry.period.from) : "without 'from'"),
                   .span = entry.span,
                   .hint = "give each value of 'now' a 'from' of its own; one of them may have none",
                   .related = {{first->second, "the first is here"}}});
  }
}

void read_party_section(Context& context, const YamlNode& node) {
  if (!node.is_mapping() && !node.is_null()) context.parties.doubtful = true;
  for (const YamlEntry& entry : named_entries(context, node, "'parties'", "one 'Name: {}' on each line")) {
    if (context.parties.find(entry.key.text)) continue;  // a repeated key
    Party party{.id = entry.key.text, .name = entry.key.text, .span = entry.key.span};
    (void)check_name(context, party.id, party.span, "a party");
    if (!entry.value.is_null()) {
      const Fields fields(context, entry.value, "a party", {"name", "text", "cite", "assume"});
      if (fields.find("name") != nullptr) party.name = text_field(fields, "name");
      party.text = text_field(fields, "text");
      party.support = support_fields(fields);
    }
    context.parties.add(party.id);
    context.document.parties.push_back(std::move(party));
  }
}

void declare_variables(Context& context, const YamlNode& node, Variable::Kind kind) {
  const bool option = kind == Variable::Kind::option;
  if (!node.is_mapping() && !node.is_null()) context.variables.doubtful = true;
  const std::string_view what = option ? "'options'" : "'terms'";
  const std::string_view example =
      option ? "one 'Party.option: {}' on each line" : "one 'term: {between: [A, B]}' on each line";
  for (const YamlEntry& entry : named_entries(context, node, what, example)) {
    Variable variable{.kind = kind, .id = entry.key.text, .span = entry.key.span, .now_span = entry.key.span};
    if (context.variables.find(variable.id)) continue;
    if (option) {
      name_option(context, entry.key, variable);
    } else {
      name_term(context, entry.key);
    }
    if (!entry.value.is_null() || !option) {
      const Fields fields = variable_fields(context, entry.value, kind);
      if (!option && entry.value.is_mapping()) read_between(fields, variable);
      read_variable_fields(fields, variable);
      const VariableId id(context.document.variables.size());
      context.conditions.push_back({.variable = id, .moves = fields.find("moves"), .needs = fields.find("needs")});
    }
    context.variables.add(variable.id);
    context.document.variables.push_back(std::move(variable));
  }
}

void read_conditions(Context& context) {
  for (const Conditions& given : context.conditions) {
    Variable& variable = context.document.variables[given.variable.index()];
    if (given.moves != nullptr) read_moves(context, *given.moves, variable);
    if (given.needs != nullptr) variable.needs = read_formula(context, *given.needs, "'needs'");
  }
}

}  // namespace detente::reading
