// Sources, named states, questions and tables: what goes by an id; and coalitions.

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/casefile/reader.hpp"

namespace detente::reading {

namespace {

void read_walk_away(Context& context, const YamlNode& node, Table& table) {
  constexpr std::string_view example = "{Party: now}, {Party: drift} or {Party: STATE}";
  for (const YamlEntry& entry : named_entries(context, node, "'walk_away'", example)) {
    const auto party = read_party(context, entry.key);
    if (party && !std::ranges::count(table.parties, *party) && !std::ranges::count(table.ratify, *party)) {
      context.error(
          "wrong-party", entry.key.span,
          fmt::format("'{}' is neither at the table '{}' nor ratifies there", entry.key.text, shown(table.id)),
          "a walk-away belongs to a party in 'parties' or 'ratify'");
    }
    const auto text = read_text(context, entry.value, "a walk-away");
    if (!text) continue;
    WalkAway walk_away{.span = entry.value.span};
    if (*text == "drift") {
      walk_away.kind = WalkAway::Kind::drift;
    } else if (*text != "now") {
      walk_away.kind = WalkAway::Kind::state;
      walk_away.state = *text;
      if (!context.states.find(*text) && !context.states.doubtful) {
        const auto nearest = nearest_name(*text, context.states.list);
        context.error("unknown-name", entry.value.span, fmt::format("there is no state '{}'", shown(*text)),
                      nearest ? fmt::format("did you mean '{}'?", *nearest)
                              : "write now, drift, or the name of a state listed under 'states'");
      }
    }
    if (party) table.walk_away.emplace(*party, std::move(walk_away));
  }
}

void refuse_double_role(Context& context, const YamlNode& ratify, const Table& table) {
  for (const YamlNode& item : ratify.items) {
    const auto party = context.parties.find(item.text);
    if (!party || !std::ranges::count(table.parties, PartyId(*party))) continue;
    context.error("duplicate-name", item.span,
                  fmt::format("'{}' sits at the table '{}' and also ratifies there", item.text, shown(table.id)),
                  "a party at the table agrees itself; remove it from 'ratify'");
  }
}

}  // namespace

void read_sources(Context& context, const YamlNode& node) {
  if (!node.is_mapping() && !node.is_null()) context.sources.doubtful = true;
  for (const YamlEntry& entry : named_entries(context, node, "'sources'", "one 'id: {title: TITLE}' on each line")) {
    if (context.sources.find(entry.key.text)) continue;  // a repeated key
    check_id(context, entry.key, "a source");
    Source source{.id = entry.key.text, .span = entry.key.span};
    if (!entry.value.is_null()) {
      const Fields fields(context, entry.value, "a source", {"title", "publisher", "date", "text"});
      source.title = text_field(fields, "title");
      source.publisher = text_field(fields, "publisher");
      source.date = date_field(fields, "date");
      source.text = text_field(fields, "text");
    }
    context.sources.add(source.id);
    context.document.sources.push_back(std::move(source));
  }
}

void read_states(Context& context, const YamlNode& node) {
  if (!node.is_mapping() && !node.is_null()) context.states.doubtful = true;
  for (const YamlEntry& entry :
       named_entries(context, node, "'states'", "one 'id: {Party.option: yes}' on each line")) {
    if (context.states.find(entry.key.text)) continue;  // a repeated key
    check_id(context, entry.key, "a state");
    if (entry.key.text == "now" || entry.key.text == "drift") {
      context.error("invalid-name", entry.key.span, fmt::format("a state cannot be called '{}'", entry.key.text),
                    "'now' and 'drift' have a meaning of their own in 'walk_away'");
    }
    NamedState state{.id = entry.key.text, .span = entry.key.span};
    for (const YamlEntry& value : named_entries(context, entry.value, "a state", "{Party.option: yes}")) {
      if (value.key.text == "text") {
        state.text = read_text(context, value.value, "'text'").value_or("");
        continue;
      }
      const auto variable = read_variable(context, value.key);
      if (!variable) continue;
      const auto read = read_value(context, value.value, context.document.variables[variable->index()]);
      if (read) state.values.emplace_back(*variable, *read);
    }
    context.states.add(state.id);
    context.document.states.push_back(std::move(state));
  }
}

void read_questions(Context& context, const YamlNode& node) {
  for (const YamlEntry& entry : named_entries(context, node, "'questions'", "one 'id: FORMULA' on each line")) {
    check_id(context, entry.key, "a question");
    Question question;
    question.id = entry.key.text;
    const YamlNode* goal = &entry.value;
    if (entry.value.is_mapping() && !is_mistaken_formula(context, entry.value)) {
      const Fields fields(context, entry.value, "a question", {"goal", "text"});
      question.text = text_field(fields, "text");
      goal = fields.require("goal", "write {goal: FORMULA, text: THE QUESTION}");
      if (goal == nullptr) continue;
    }
    question.span = goal->span;
    auto formula = read_formula(context, *goal, "the goal of a question");
    if (!formula) continue;
    question.goal = std::move(*formula);
    context.document.questions.push_back(std::move(question));
  }
}

void read_tables(Context& context, const YamlNode& node) {
  constexpr std::string_view example = "[A, B], the parties who negotiate";
  for (const YamlEntry& entry : named_entries(context, node, "'tables'", "one 'id: [A, B]' on each line")) {
    check_id(context, entry.key, "a table");
    Table table{.id = entry.key.text, .span = entry.key.span};
    if (entry.value.is_sequence()) {
      table.parties = read_parties(context, entry.value, "the table", example);
    } else {
      const Fields fields(context, entry.value, "a table", {"parties", "ratify", "walk_away", "text"});
      table.text = text_field(fields, "text");
      if (const YamlNode* parties = fields.require("parties", "write {parties: [A, B]}")) {
        table.parties = read_parties(context, *parties, "'parties'", example);
      }
      if (const YamlNode* ratify = fields.find("ratify")) {
        table.ratify = read_parties(context, *ratify, "'ratify'", "[C], the parties who must accept the deal", true);
        refuse_double_role(context, *ratify, table);
      }
      if (const YamlNode* walk_away = fields.find("walk_away")) read_walk_away(context, *walk_away, table);
    }
    context.document.tables.push_back(std::move(table));
  }
}

void read_coalitions(Context& context, const YamlNode& node) {
  std::map<PartyId, Span> member;
  for (const YamlNode& item : list_items(context, node, "'coalitions'", "one '- [A, B]' on each line", true)) {
    std::vector<PartyId> coalition = read_parties(context, item, "a coalition", "[A, B], the parties that act as one");
    for (const PartyId party : coalition) {
      const auto name = std::ranges::find(item.items, context.document.parties[party.index()].id, &YamlNode::text);
      const auto [first, added] = member.emplace(party, name->span);
      if (!added) duplicate_name(context, *name, "the coalitions", first->second);
    }
    if (!coalition.empty()) context.document.coalitions.push_back(std::move(coalition));
  }
}

}  // namespace detente::reading
