// What the case says of the parties, and the method.

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

/// An option or a term: what it is, its name in the case, its value now, and what it rests on.
Cell setting(const Writer& writer, VariableId v) {
  const Variable& variable = writer.a.model.variable(v);
  Line line;
  if (!variable.text.empty()) line.emplace_back(variable.text + " — ");
  line.emplace_back(Span::Kind::code, variable.id);
  line.emplace_back(", " + writer.w.say("parties.now", {{"value", writer.value(variable, variable.now)}}));
  return {joined(std::move(line), writer.support(variable.support)), anchor_of("option-", variable.id)};
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
  if (!model.about.empty()) section.blocks.push_back(paragraph({model.about}));
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    const Party& party = model.parties[p];
    section.blocks.push_back(heading({party.name}, anchor_of("party-", party.id)));
    if (!party.text.empty()) section.blocks.push_back(paragraph(joined({party.text}, writer.support(party.support))));
    std::vector<Cell> can;
    for (const VariableId v : model.movable_by(PartyId(p))) {
      const Variable& variable = model.variable(v);
      if (variable.kind == Variable::Kind::graph) continue;
      if (variable.kind == Variable::Kind::term)
        can.push_back({joined({w.say("parties.break") + " "}, writer.option(v))});
      else can.push_back(setting(writer, v));
    }
    if (can.empty() && !model.graph()) {
      section.blocks.push_back(paragraph({w.say("parties.judges")}));
    } else if (!can.empty()) {
      section.blocks.push_back(paragraph({Span(Span::Kind::strong, w.say("parties.can"))}));
      section.blocks.push_back(list(std::move(can)));
    }
    const Preferences& preferences = model.preferences[p];
    std::vector<Cell> wants;
    for (const Level& level : preferences.order) {
      for (const Statement& s : level) wants.push_back(want(writer, s, ""));
    }
    for (const Statement& s : preferences.weights)
      wants.push_back(want(writer, s, " (" + w.decimal(to_text(s.weight)) + ")"));
    if (preferences.form == Preferences::Form::ranking) {
      section.blocks.push_back(paragraph({w.count("parties.ranking", preferences.ranking.size())}));
    } else if (wants.empty()) {
      section.blocks.push_back(paragraph({w.say("parties.indifferent")}));
    } else {
      const bool weighted = preferences.form == Preferences::Form::weights;
      section.blocks.push_back(
          paragraph({Span(Span::Kind::strong, w.say(weighted ? "parties.weights" : "parties.wants"))}));
      section.blocks.push_back(weighted ? list(std::move(wants)) : steps(std::move(wants)));
    }
  }
  std::vector<Cell> terms;
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    const Variable& variable = model.variables[v];
    if (variable.kind != Variable::Kind::term) continue;
    Cell cell = setting(writer, VariableId(v));
    cell.line = joined(joined(writer.parties(variable.between), {": "}), cell.line);
    terms.push_back(std::move(cell));
  }
  if (!terms.empty()) {
    section.blocks.push_back(heading({w.say("parties.terms")}));
    section.blocks.push_back(list(std::move(terms)));
  }
  return section;
}

Section method_section(Writer& writer, const Origin& origin) {
  const Words& w = writer.w;
  Section section{"method", w.say("method.title")};
  section.blocks.push_back(paragraph({w.say("method.text")}));
  const std::string day = writer.a.model.day ? ", " + w.say("subtitle.day", {{"day", w.day(*writer.a.model.day)}}) : "";
  section.blocks.push_back(paragraph({w.say("method.made", {{"version", origin.version},
                                                            {"file", origin.file},
                                                            {"hash", fingerprint(origin.text)},
                                                            {"day", day},
                                                            {"command", origin.command}})}));
  return section;
}

}  // namespace detente::brief
