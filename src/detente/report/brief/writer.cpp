#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

Line joined(Line a, const Line& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Writer::Writer(Analysis& analysis, const Words& words) : a(analysis), w(words) {
  for (const Question& question : a.model.questions) answers.push_back(a.questioner().answer(question.goal));
}

Span Writer::state(StateId s) {
  named_.insert(s);
  return {Span::Kind::link, with_commas(s.number()), "state-" + std::to_string(s.number())};
}

Span Writer::party(PartyId p) const { return {Span::Kind::link, name(p), anchor_of("party-", a.model.party_id(p))}; }

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

Line Writer::statement(const Statement& s) const {
  const std::string words = s.text.empty() ? to_text(s.formula, a.model) : s.text;
  return joined({Span(Span::Kind::link, s.id, anchor_of("want-", s.id)), Span(": " + words)}, support(s.support));
}

std::string Writer::change(const Variable& variable, Value from, Value to) const {
  return title_of(variable) + " (" + variable.values[from] + " → " + variable.values[to] + ")";
}

Block Writer::way(const std::vector<Step>& way) {
  std::vector<Cell> items;
  for (const Step& step : way) {
    const std::vector<Value> before = a.space.values(step.from);
    const std::vector<Value> after = a.space.values(step.to);
    std::vector<std::string> changes;
    for (const VariableId v : differing(a.space, step.from, step.to)) {
      changes.push_back(change(a.model.variable(v), before[v.index()], after[v.index()]));
    }
    items.push_back(
        {{Span(Span::Kind::strong, names(step.parties)), Span(": " + w.join(changes) + ", → "), state(step.to)}});
  }
  return steps(std::move(items));
}

}  // namespace detente::brief
