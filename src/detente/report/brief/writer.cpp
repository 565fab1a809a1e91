#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/lever_text.hpp"
#include "detente/report/phrases.hpp"
#include "detente/space/describe.hpp"

namespace detente::brief {

Line joined(Line a, const Line& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Line joined(const std::vector<Line>& lines, const std::string& between, const std::string& last) {
  Line all;
  for (std::size_t k = 0; k < lines.size(); ++k) {
    if (k > 0) all.emplace_back(k + 1 == lines.size() ? last : between);
    all = joined(std::move(all), lines[k]);
  }
  return all;
}

std::string question_text(const Question& question) { return question.text.empty() ? question.id : question.text; }

Writer::Writer(Analysis& analysis, const EvidenceSurvey& survey, const Words& words, Found findings)
    : a(analysis), evidence(survey), w(words), found(std::move(findings)) {}

Span Writer::state(StateId s) {
  named_.insert(s);
  return {Span::Kind::link, w.number(s.number()), "state-" + std::to_string(s.number())};
}

Span Writer::party(PartyId p) const { return {Span::Kind::link, name(p), anchor_of("party-", a.model.party_id(p))}; }

Line Writer::parties(const std::vector<PartyId>& all) const {
  std::vector<Line> lines;
  for (const PartyId p : all) lines.push_back({party(p)});
  return joined(lines, ", ", " " + w.say("and") + " ");
}

std::string Writer::names(const std::vector<PartyId>& parties) const {
  std::vector<std::string> all;
  for (const PartyId p : parties) all.push_back(name(p));
  return w.join(all);
}

Line Writer::support(const Support& s) const {
  Line line;
  for (const Citation& c : s.citations) {
    line.emplace_back(line.empty() ? " [" : ", ");
    const std::string sentences =
        c.first == c.last ? std::to_string(c.first) : std::to_string(c.first) + "-" + std::to_string(c.last);
    line.emplace_back(Span::Kind::link, c.source + "#" + sentences, anchor_of("source-", c.source));
  }
  if (!line.empty()) line.emplace_back("]");
  return line;
}

Line Writer::statement(const Statement& s, bool cited) const {
  const std::string words = s.text.empty() ? to_text(s.formula, a.model) : s.text;
  return joined({Span(Span::Kind::link, s.id, anchor_of("want-", s.id)), Span(": " + words)},
                cited ? support(s.support) : Line{});
}

Line Writer::reason(const Statement& s) const {
  if (s.weight.millionths >= 0) return statement(s);
  return joined({Span(w.say("reason.without") + " ")}, statement(s));
}

Line Writer::level(const Level& level, bool cited) const {
  std::vector<Line> lines;
  for (const Statement& s : level) lines.push_back(statement(s, cited));
  return joined(lines, "; ", "; ");
}

Line Writer::option(VariableId v, const std::vector<PartyId>& told) const {
  const Variable& variable = a.model.variable(v);
  const std::string anchor = anchor_of("option-", variable.id);
  if (variable.text.empty()) return {Span(Span::Kind::link, variable.id, anchor)};
  const bool owned = variable.kind == Variable::Kind::option;
  const bool said = !owned || (told.size() == 1 && told[0] == variable.owner);
  return {Span(Span::Kind::link, (said ? "" : name(variable.owner) + ": ") + variable.text, anchor)};
}

Line Writer::option(VariableId v, Value value, const std::vector<PartyId>& told) const {
  return joined(option(v, told), {" (" + this->value(a.model.variable(v), value) + ")"});
}

Line Writer::option(VariableId v, Value from, Value to, const std::vector<PartyId>& told) const {
  const Variable& variable = a.model.variable(v);
  return joined(option(v, told), {" (" + value(variable, from) + " → " + value(variable, to) + ")"});
}

std::vector<Cell> Writer::changes(StateId from, StateId to) const {
  const std::vector<Value> before = a.space.values(from);
  const std::vector<Value> after = a.space.values(to);
  std::vector<Cell> cells;
  for (const VariableId v : differing(a.space, from, to)) {
    cells.push_back({option(v, before[v.index()], after[v.index()])});
  }
  return cells;
}

Line Writer::against_now(StateId s) const {
  if (s == a.space.now()) return {w.say("as-now")};
  if (a.model.graph()) return {describe(a.model, a.space, s)};
  std::vector<Line> lines;
  const std::vector<Value> values = a.space.values(s);
  for (const VariableId v : differing(a.space, a.space.now(), s)) lines.push_back(option(v, values[v.index()]));
  // A merged state may differ from now only in options that mean nothing in it.
  return lines.empty() ? Line{describe(a.model, a.space, s)} : joined(lines, "; ", "; ");
}

std::string Writer::in_short(StateId s, StateId base) const {
  const bool from_now = base == a.space.now();
  if (s == base) return from_now ? w.say("state.now") : w.say("state.same", {{"state", w.number(base.number())}});
  if (a.model.graph()) return describe(a.model, a.space, s);
  const std::string literals = literals_against(a, base, s);
  // A merged state may differ from the base only in variables that mean nothing in it.
  if (literals.empty()) return describe(a.model, a.space, s);
  return from_now ? w.say("state.but", {{"what", literals}})
                  : w.say("state.against", {{"state", w.number(base.number())}, {"what", literals}});
}

std::string Writer::in_short(const ToldState& s) const {
  const std::string literals = literals_against_now(a.model, s);
  return literals.empty() ? w.say("state.now") : w.say("state.but", {{"what", literals}});
}

std::string Writer::value(const Variable& variable, Value value) const {
  const bool plain = variable.values.size() == 2 && variable.values[0] == "no" && variable.values[1] == "yes";
  return plain ? w.say(value == 0 ? "no" : "yes") : variable.values[value];
}

Block Writer::way(const std::vector<Step>& way) {
  std::vector<Cell> items;
  for (const Step& step : way) {
    std::vector<Line> lines;
    const std::vector<Value> before = a.space.values(step.from);
    const std::vector<Value> after = a.space.values(step.to);
    for (const VariableId v : differing(a.space, step.from, step.to)) {
      if (!a.model.graph()) lines.push_back(option(v, before[v.index()], after[v.index()], step.parties));
    }
    if (lines.empty()) lines.push_back({describe(a.model, a.space, step.to)});
    Line line = joined({Span(Span::Kind::strong, names(step.parties)), Span(": ")}, joined(lines, "; ", "; "));
    items.push_back({joined(std::move(line), {Span(" " + w.say("leads-to") + " "), state(step.to)})});
  }
  return steps(std::move(items));
}

}  // namespace detente::brief
