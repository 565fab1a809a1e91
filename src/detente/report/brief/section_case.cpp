// What the case says: parties, sources, assumptions, rules, method.

#include <algorithm>
#include <map>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

/// A part of the case that rests on something, and what it says.
struct Supported {
  std::string what;
  const Support* support;
};

std::vector<Supported> supported_parts(const Model& model) {
  std::vector<Supported> parts;
  for (const Party& party : model.parties) parts.push_back({party.name, &party.support});
  for (const Variable& variable : model.variables) {
    parts.push_back({title_of(variable), &variable.support});
    for (const DatedValue& value : variable.now_values) {
      parts.push_back({title_of(variable) + " = " + variable.values[value.value], &value.support});
    }
  }
  for (const Rule& rule : model.rules) {
    parts.push_back({rule.text.empty() ? to_text(rule.formula, model) : rule.text, &rule.support});
  }
  for (const Merge& merge : model.merges) parts.push_back({to_text(merge.when, model), &merge.support});
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    for (const Statement* s : model.statements_of(PartyId(p))) {
      parts.push_back({s->id + " (" + (s->text.empty() ? to_text(s->formula, model) : s->text) + ")", &s->support});
    }
  }
  return parts;
}

Cell want(const Writer& writer, const Statement& s, const std::string& weight) {
  Line line{Span((s.text.empty() ? to_text(s.formula, writer.a.model) : s.text) + weight)};
  if (!s.text.empty())
    line.emplace_back(" — "), line.emplace_back(Span::Kind::code, to_text(s.formula, writer.a.model));
  return {joined(std::move(line), writer.support(s.support)), anchor_of("want-", s.id)};
}

}  // namespace

Section parties_section(Writer& writer) {
  const Words& w = writer.w;
  const Model& model = writer.a.model;
  Section section{"parties", w.say("parties.title")};
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    const Party& party = model.parties[p];
    section.blocks.push_back(heading({party.name}, anchor_of("party-", party.id)));
    if (!party.text.empty()) section.blocks.push_back(paragraph(joined({party.text}, writer.support(party.support))));
    std::vector<Cell> can;
    for (const VariableId v : model.movable_by(PartyId(p))) {
      const Variable& variable = model.variable(v);
      const std::string text =
          variable.kind == Variable::Kind::term
              ? w.say("parties.break", {{"what", title_of(variable)}})
              : w.say("parties.option", {{"what", title_of(variable)}, {"value", variable.values[variable.now]}});
      can.push_back({joined({text}, writer.support(variable.support))});
    }
    if (can.empty()) {
      section.blocks.push_back(paragraph({w.say("parties.judges")}));
    } else {
      section.blocks.push_back(paragraph({Span(Span::Kind::strong, w.say("parties.can"))}));
      section.blocks.push_back(list(std::move(can)));
    }
    const Preferences& preferences = model.preferences[p];
    std::vector<Cell> wants;
    for (const Level& level : preferences.order) {
      for (const Statement& s : level) wants.push_back(want(writer, s, ""));
    }
    for (const Statement& s : preferences.weights) wants.push_back(want(writer, s, " (" + to_text(s.weight) + ")"));
    if (preferences.form == Preferences::Form::ranking) {
      section.blocks.push_back(paragraph({w.say("parties.ranking", {{"n", with_commas(preferences.ranking.size())}})}));
    } else if (wants.empty()) {
      section.blocks.push_back(paragraph({w.say("parties.indifferent")}));
    } else {
      const bool weighted = preferences.form == Preferences::Form::weights;
      section.blocks.push_back(
          paragraph({Span(Span::Kind::strong, w.say(weighted ? "parties.weights" : "parties.wants"))}));
      section.blocks.push_back(weighted ? list(std::move(wants)) : steps(std::move(wants)));
    }
  }
  return section;
}

Section sources_section(Writer& writer) {
  const Words& w = writer.w;
  const Model& model = writer.a.model;
  Section section{"sources", w.say("sources.title")};
  const std::vector<Supported> parts = supported_parts(model);
  std::map<std::string, std::size_t> uses;
  std::map<std::string, std::size_t> alone;
  std::vector<Cell> assumptions;
  for (const Supported& part : parts) {
    std::set<std::string> cited;
    for (const Citation& c : part.support->citations) cited.insert(c.source);
    for (const std::string& source : cited) ++uses[source];
    if (cited.size() == 1) ++alone[*cited.begin()];
    if (!part.support->assumed.empty()) {
      assumptions.push_back({{w.say("sources.assumed", {{"what", part.what}, {"why", part.support->assumed}})}});
    }
  }
  if (model.sources.empty()) {
    section.blocks.push_back(paragraph({w.say("sources.none")}));
  } else {
    Table table{.caption = w.say("sources.table"),
                .head = {w.say("sources.head.source"), w.say("sources.head.title"), w.say("sources.head.publisher"),
                         w.say("sources.head.date"), w.say("sources.head.uses"), w.say("sources.head.alone")}};
    const auto or_unknown = [&](const std::string& text) { return text.empty() ? w.say("sources.unknown") : text; };
    for (const Source& source : model.sources) {
      table.rows.push_back({{{source.id}, anchor_of("source-", source.id)},
                            {{or_unknown(source.title)}},
                            {{or_unknown(source.publisher)}},
                            {{or_unknown(source.date ? to_text(*source.date) : "")}},
                            {{with_commas(uses[source.id])}},
                            {{with_commas(alone[source.id])}}});
    }
    section.blocks.push_back(table_block(std::move(table)));
  }
  section.blocks.push_back(heading({w.say("sources.assumptions")}));
  section.blocks.push_back(assumptions.empty() ? paragraph({w.say("sources.no-assumptions")})
                                               : list(std::move(assumptions)));
  return section;
}

Section method_section(Writer& writer, const Origin& origin) {
  const Words& w = writer.w;
  Section section{"method", w.say("method.title")};
  section.blocks.push_back(paragraph({w.say("method.text")}));
  const std::string day = writer.a.model.day ? w.say("subtitle.day", {{"day", to_text(*writer.a.model.day)}}) : "";
  section.blocks.push_back(paragraph({w.say("method.made", {{"version", origin.version},
                                                            {"file", origin.file},
                                                            {"hash", fingerprint(origin.text)},
                                                            {"day", day},
                                                            {"command", origin.command}})}));
  return section;
}

}  // namespace detente::brief
