// Which groups could gain together.

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

Section coalitions_section(Writer& writer) {
  const Words& w = writer.w;
  Section section{"coalitions", w.say("coalitions.title")};
  if (!writer.found.together) return section;
  const Together& together = *writer.found.together;
  const std::vector<CoalitionWay>& ways = together.survey.ways;
  const auto about = [&](Line line) { section.blocks.push_back(paragraph(std::move(line))); };
  const auto at = [&](const std::string& before, const std::string& after) {
    about({before + " ", writer.state(together.state), " " + after});
  };
  if (ways.empty()) {
    // What was cut short and found nothing says nothing.
    if (together.complete) at(w.say("coalitions.none"), w.say("coalitions.none-rest"));
    return section;
  }
  const std::size_t n = together.survey.coalitions;
  at(w.count("coalitions.some", n), w.say(together.complete ? "coalitions.some-rest" : "coalitions.some-at-least"));
  constexpr std::size_t most_shown = 8;
  Table table{.caption = w.say("coalitions.table"),
              .head = {w.say("coalitions.head.group"), w.say("coalitions.head.choices"), w.say("coalitions.head.best"),
                       w.say("coalitions.head.others")}};
  for (const CoalitionWay& way : ways) {
    if (table.rows.size() == most_shown) break;
    const std::vector<PartyId> others = members_of(way.gainers & ~way.movers);
    table.rows.push_back({{writer.parties(members_of(way.movers))},
                          {{w.number(way.targets)}},
                          {{writer.state(way.to)}},
                          {others.empty() ? Line{w.say("coalitions.nobody")} : writer.parties(others)}});
  }
  section.blocks.push_back(table_block(std::move(table)));
  if (ways.size() > most_shown) about({w.count("coalitions.more", ways.size() - most_shown)});
  if (!together.way.empty()) {
    about({w.say("coalitions.way", {{"group", writer.names(members_of(ways.front().movers))}})});
    section.blocks.push_back(writer.way(together.way));
  }
  return section;
}

}  // namespace detente::brief
