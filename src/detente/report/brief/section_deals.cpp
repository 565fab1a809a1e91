// What those at each table could agree on.

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/brief/deal_map.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

std::string title_of(const detente::Table& table) { return table.text.empty() ? table.id : table.text; }
std::string table_anchor(const detente::Table& table) { return anchor_of("table-", table.id); }

std::string lasting_text(const Words& w, const std::vector<Concept>& concepts) {
  std::vector<std::string> names;
  for (const Concept c : concepts) names.emplace_back(short_name(c));
  return names.empty() ? w.say("deals.lasts-not") : w.say("deals.lasts", {{"concepts", w.join(names)}});
}

/// "Russia and United States; Congress": the smallest groups that no deal satisfies.
std::string blocked_text(const Writer& writer, const Settlement& settlement) {
  constexpr std::size_t most_told = 6;
  std::string text;
  const auto& blocked = settlement.impasse->blocked;
  for (std::size_t k = 0; k < std::min(most_told, blocked.size()); ++k) {
    std::vector<PartyId> parties;
    for (const std::size_t stake : blocked[k]) parties.push_back(settlement.stakes[stake].party);
    text += (text.empty() ? "" : "; ") + writer.names(parties);
  }
  if (blocked.size() > most_told) text += "; …";
  return text;
}

/// What a party gains by a deal over what it has without one: in utility, else in steps of its ranking.
std::string gain_text(const Writer& writer, const Stake& stake, StateId deal) {
  const Analysis& a = writer.a;
  const auto signed_text = [](bool negative, const std::string& text) { return negative ? text : "+" + text; };
  if (const auto utility = utility_of(a, stake.party, deal)) {
    const Decimal gain{utility->millionths - utility_of(a, stake.party, stake.walk_away)->millionths};
    return signed_text(gain.millionths < 0, writer.w.decimal(to_text(gain)));
  }
  const auto steps =
      std::int64_t{a.payoffs.rank(stake.party, deal)} - std::int64_t{a.payoffs.rank(stake.party, stake.walk_away)};
  return signed_text(steps < 0, std::to_string(steps));
}

/// Deals side by side: what each who has a say gains, whether something is better for all, and whether it lasts.
Table deals_table(Writer& writer, const DealsAnswer& answer, const TableAnswer& table) {
  const Words& w = writer.w;
  const Settlement& s = table.settlement;
  constexpr std::size_t most_shown = 8;
  Table rows{.caption = table.order.size() > most_shown ? w.say("deals.best", {{"shown", w.number(most_shown)},
                                                                               {"all", w.number(table.order.size())}})
                                                        : w.count("deals.all", table.order.size()),
             .head = {w.say("tables.head.number"), w.say("tables.head.what")}};
  for (const Stake& stake : s.stakes)
    rows.head.push_back(w.say("deals.head.gain", {{"party", writer.name(stake.party)}}));
  rows.head.push_back(w.say("deals.head.efficient"));
  rows.head.push_back(w.say("deals.head.picked"));
  rows.head.push_back(w.say("deals.head.lasts"));
  for (std::size_t k = 0; k < std::min(most_shown, table.order.size()); ++k) {
    const StateId deal = table.order[k];
    std::vector<Cell> row{{{writer.state(deal)}}, {{writer.in_short(deal, s.from)}}};
    for (const Stake& stake : s.stakes) row.push_back({{gain_text(writer, stake, deal)}});
    row.push_back({{w.say(s.frontier.efficient.test(deal.index()) ? "yes" : "no")}});
    std::vector<std::string> picks;
    for (const NamedPick& pick : named_picks(s)) {
      if (std::ranges::binary_search(pick.deals, deal)) picks.push_back(w.say("pick." + std::string(pick.id)));
    }
    row.push_back({{picks.empty() ? "–" : w.join(picks)}});
    row.push_back({{lasting_text(w, answer.lasting(deal))}});
    rows.rows.push_back(std::move(row));
  }
  return rows;
}

/// The map of two parties' gains.
void add_map(const Writer& writer, const Settlement& s, std::vector<Block>& blocks) {
  const Words& w = writer.w;
  const DealMap map = deal_map(writer.a, s);
  if (map.others.empty() && map.acceptable.empty()) return;
  const std::string x = writer.name(s.members()[0].party);
  const std::string y = writer.name(s.members()[1].party);
  const std::string title = w.say("deals.map", {{"x", x}, {"y", y}});
  const std::string unit = w.say(map.utilities ? "deals.map.utility" : "deals.map.steps");
  const std::string description =
      w.say("deals.map.description", {{"deals", w.number(s.deals.count())},
                                      {"acceptable", w.number(s.acceptable.count())},
                                      {"efficient", w.number(s.frontier.efficient.count())}});
  const DealMapWords words{.x_axis = w.say("deals.map.axis", {{"party", x}, {"unit", unit}}) + " →",
                           .y_axis = "↑ " + w.say("deals.map.axis", {{"party", y}, {"unit", unit}}),
                           .walk_away = w.say("deals.map.walk-away"),
                           .decimal_mark = w.say("number.decimal"),
                           .title = title,
                           .description = description};
  blocks.push_back(picture_block({to_svg(map, words, table_anchor(*s.table) + "-map"), title, description}));
  std::string legend = w.say(s.acceptable.any() ? "deals.map.legend" : "deals.map.legend-none");
  for (const ShownPick& pick : shown_picks(s, map)) {
    legend += " " + std::string(1, pick.letter) + ": " + w.say("pick." + std::string(pick.id)) + " (" +
              std::string(pick.source) + ").";
  }
  blocks.push_back(paragraph({legend}));
}

/// What would open a deal where there is none.
void add_concessions(Writer& writer, const Settlement& s, std::vector<Block>& blocks) {
  const Words& w = writer.w;
  constexpr std::size_t most_told = 4;
  std::vector<Cell> items;
  for (const JointConcession& joint : s.impasse->joint) {
    if (items.size() == most_told) break;
    std::vector<Line> lines;
    for (const Concession& c : joint.concessions) {
      const PartyId party = s.stakes[c.stake].party;
      const std::string name = writer.name(party);
      const Preferences& preferences = writer.a.model.preferences[party.index()];
      if (c.steps == 0 && c.amount == 0) {
        lines.push_back({w.say("deals.concedes.nothing", {{"party", name}})});
      } else if (preferences.form == Preferences::Form::weights) {
        lines.push_back(
            {w.say("deals.concedes.weights", {{"party", name}, {"n", w.decimal(to_text(Decimal{c.amount}))}})});
      } else {
        lines.push_back(
            {w.count(preferences.form == Preferences::Form::ranking ? "deals.concedes.groups" : "deals.concedes.aims",
                     c.steps, {{"party", name}})});
      }
    }
    Line line = joined(lines, "; ", "; ");
    line.emplace_back(" → ");
    line.push_back(writer.state(joint.deal));
    items.push_back({std::move(line)});
  }
  if (items.empty()) return;
  blocks.push_back(paragraph({w.say("deals.concessions")}));
  blocks.push_back(list(std::move(items)));
  if (s.impasse->joint.size() > most_told)
    blocks.push_back(paragraph({w.count("deals.concessions-more", s.impasse->joint.size() - most_told)}));
}

Table compared_table(const Writer& writer, const DealsAnswer& answer) {
  const Words& w = writer.w;
  Table compared{.caption = w.say("deals.compared"),
                 .head = {w.say("deals.head.table"), w.say("deals.head.members"), w.say("deals.head.ratify"),
                          w.say("deals.head.acceptable"), w.say("deals.head.lasting"), w.say("deals.head.blocked")}};
  for (const TableAnswer& table : answer.tables) {
    const Settlement& s = table.settlement;
    std::size_t lasting = 0;
    for (const StateId deal : table.order) lasting += answer.lasting(deal).empty() ? 0U : 1U;
    compared.rows.push_back({{{Span(Span::Kind::link, title_of(*s.table), table_anchor(*s.table))}},
                             {{writer.names(s.table->parties)}},
                             {{s.table->ratify.empty() ? "–" : writer.names(s.table->ratify)}},
                             {{w.number(s.acceptable.count())}},
                             {{w.number(lasting)}},
                             {{s.impasse ? blocked_text(writer, s) : "–"}}});
  }
  return compared;
}

}  // namespace

Section deals_section(Writer& writer) {
  const Words& w = writer.w;
  Analysis& a = writer.a;
  Section section{"deals", w.say("deals.title")};
  if (a.model.tables.empty()) return section;
  std::vector<const detente::Table*> tables;
  for (const detente::Table& table : a.model.tables) tables.push_back(&table);
  const DealsAnswer answer = answer_deals(a, tables, a.space.now(), strongest_first);

  section.blocks.push_back(paragraph({w.say("deals.lead")}));
  section.blocks.push_back(table_block(compared_table(writer, answer)));
  if (answer.refused) {
    section.blocks.push_back(paragraph({w.say("deals.refused", {{"why", answer.diagnostics.front().message}})}));
  }
  for (const TableAnswer& table : answer.tables) {
    const Settlement& s = table.settlement;
    std::vector<Block> blocks;
    if (s.members().size() == 2 && s.deals.size() > 0) add_map(writer, s, blocks);
    if (!table.order.empty()) blocks.push_back(table_block(deals_table(writer, answer, table)));
    if (s.impasse) add_concessions(writer, s, blocks);
    Block block = folded({title_of(*s.table)}, std::move(blocks));
    block.anchor = table_anchor(*s.table);
    section.blocks.push_back(std::move(block));
  }
  return section;
}

}  // namespace detente::brief
