// What those at each table could agree on.

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/deals_answer.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

std::string yes_or_concepts(const Words& w, const std::vector<Concept>& concepts) {
  std::vector<std::string> names;
  for (const Concept c : concepts) names.emplace_back(short_name(c));
  return names.empty() ? w.say("deals.lasts-not") : w.say("deals.lasts", {{"concepts", w.join(names)}});
}

/// "Russia and United States; Congress": the smallest groups that no deal satisfies.
std::string blocked_text(const Writer& writer, const Settlement& settlement) {
  std::string text;
  for (const std::vector<std::size_t>& set : settlement.impasse->blocked) {
    std::vector<PartyId> parties;
    for (const std::size_t k : set) parties.push_back(settlement.stakes[k].party);
    text += (text.empty() ? "" : "; ") + writer.names(parties);
  }
  return text;
}

/// The best deals of a table, with who gains and whether each lasts.
std::vector<Block> best_deals(Writer& writer, const DealsAnswer& answer, const TableAnswer& table) {
  const Words& w = writer.w;
  const Analysis& a = writer.a;
  constexpr std::size_t most_shown = 5;
  Table rows{.caption = w.say("deals.best", {{"table", table.settlement.table->id}}),
             .head = {w.say("tables.head.number"), w.say("tables.head.what"), w.say("deals.head.efficient"),
                      w.say("deals.head.lasts")}};
  for (const Stake& stake : table.settlement.members()) {
    rows.head.push_back(w.say("deals.head.gain", {{"party", writer.name(stake.party)}}));
  }
  for (std::size_t k = 0; k < std::min(most_shown, table.order.size()); ++k) {
    const StateId deal = table.order[k];
    std::vector<Cell> row{{{writer.state(deal)}},
                          {{against(a, table.settlement.from, deal)}},
                          {{w.say(table.settlement.frontier.efficient.test(deal.index()) ? "yes" : "no")}},
                          {{yes_or_concepts(w, answer.lasting(deal))}}};
    for (const Stake& stake : table.settlement.members()) {
      const auto steps = std::int64_t{a.payoffs.rank(stake.party, deal)} -
                         std::int64_t{a.payoffs.rank(stake.party, stake.walk_away)};
      row.push_back({{"+" + std::to_string(steps)}});
    }
    rows.rows.push_back(std::move(row));
  }
  return {table_block(std::move(rows))};
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
  Table compared{.caption = w.say("deals.compared"),
                 .head = {w.say("deals.head.table"), w.say("deals.head.members"), w.say("deals.head.ratify"),
                          w.say("deals.head.acceptable"), w.say("deals.head.lasting"), w.say("deals.head.blocked")}};
  for (const TableAnswer& table : answer.tables) {
    const Settlement& s = table.settlement;
    std::size_t lasting = 0;
    for (const StateId deal : table.order) lasting += answer.lasting(deal).empty() ? 0U : 1U;
    compared.rows.push_back({{{s.table->text.empty() ? s.table->id : s.table->text}},
                             {{writer.names(s.table->parties)}},
                             {{s.table->ratify.empty() ? "–" : writer.names(s.table->ratify)}},
                             {{with_commas(s.acceptable.count())}},
                             {{with_commas(lasting)}},
                             {{s.impasse ? blocked_text(writer, s) : "–"}}});
  }
  section.blocks.push_back(table_block(std::move(compared)));
  for (const TableAnswer& table : answer.tables) {
    if (table.order.empty()) continue;
    section.blocks.push_back(folded({w.say("deals.best", {{"table", table.settlement.table->id}})},
                                    best_deals(writer, answer, table)));
  }
  return section;
}

}  // namespace detente::brief
