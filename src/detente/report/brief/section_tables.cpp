// The full tables, on demand.

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

Section tables_section(Writer& writer) {
  const Words& w = writer.w;
  Analysis& a = writer.a;
  Section section{"tables", w.say("tables.title")};
  const auto lasts_under = [&](StateId s) {
    std::vector<std::string> concepts;
    for (const Concept c : strongest_first) {
      if (a.stability().equilibria(c).test(s.index())) concepts.emplace_back(short_name(c));
    }
    return concepts.empty() ? w.say("tables.none") : w.join(concepts);
  };
  const std::vector<std::string> head{w.say("tables.head.number"), w.say("tables.head.what"),
                                      w.say("tables.head.stable")};

  constexpr std::size_t most_listed = 200;
  for (const Concept c : strongest_first) {
    const BitVector lasting = a.stability().equilibria(c);
    if (!lasting.any()) continue;
    Table table{.caption = w.say("tables.equilibria", {{"concept", std::string(short_name(c))}}), .head = head};
    const std::size_t count = lasting.count();
    if (count > most_listed) {
      table.caption +=
          ", " + w.say("tables.equilibria-cut", {{"shown", w.number(most_listed)}, {"all", w.number(count)}});
    }
    lasting.for_each([&](std::size_t s) {
      table.rows.push_back(
          {{{w.number(StateId(s).number())}}, {{writer.in_short(StateId(s))}}, {{lasts_under(StateId(s))}}});
      return table.rows.size() < most_listed;
    });
    section.blocks.push_back(folded({table.caption}, {table_block(table)}));
    break;
  }
  if (!a.model.rules.empty()) {
    std::vector<Cell> rules;
    for (const Rule& rule : a.model.rules) {
      Line line{Span(Span::Kind::code, to_text(rule.formula, a.model))};
      if (!rule.text.empty()) line.emplace_back(" " + rule.text);
      rules.push_back({joined(std::move(line), writer.support(rule.support))});
    }
    section.blocks.push_back(folded({w.say("tables.rules")}, {list(std::move(rules))}));
  }
  if (!writer.named().empty()) {
    Table table{.caption = w.say("tables.states-caption"), .head = head};
    for (const StateId s : writer.named()) {
      table.rows.push_back({{{w.number(s.number())}, "state-" + std::to_string(s.number())},
                            {writer.against_now(s)},
                            {{lasts_under(s)}}});
    }
    section.blocks.push_back(folded({w.say("tables.states")}, {table_block(std::move(table))}));
  }
  return section;
}

}  // namespace detente::brief
