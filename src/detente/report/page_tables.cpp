// Tables side by side, and the deals of one as comma-separated values.

#include <algorithm>
#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/coalition_answer.hpp"
#include "detente/report/deals_text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

std::string pad_right(const std::string& word, std::size_t width) {
  return word + std::string(width - std::min(width, code_points(word)), ' ');
}
std::string pad_left(const std::string& word, std::size_t width) {
  return std::string(width - std::min(width, code_points(word)), ' ') + word;
}

/// Rows of words in columns; the first column to the left, the others to the right.
std::string grid(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const std::vector<std::string>& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], code_points(row[c]));
  }
  std::string out;
  for (const std::vector<std::string>& row : rows) {
    out += "  " + pad_right(row[0], widths[0]);
    for (std::size_t c = 1; c < row.size(); ++c) out += pad_left(row[c], widths[c] + 3);
    out += "\n";
  }
  return out;
}

std::string who_gains(const Analysis& a, const std::vector<const TableAnswer*>& open) {
  std::vector<std::vector<std::string>> rows{{"party"}};
  for (const TableAnswer* table : open) rows[0].push_back(table->settlement.table->id);
  rows.push_back({"deal (state)"});
  for (const TableAnswer* table : open) rows[1].push_back(std::to_string(table->order.front().number()));
  for (std::size_t p = 0; p < a.model.parties.size(); ++p) {
    std::vector<std::string>& row = rows.emplace_back();
    row.push_back(a.model.parties[p].id);
    for (const TableAnswer* table : open) {
      const std::int64_t steps = std::int64_t{a.payoffs.rank(PartyId(p), table->order.front())} -
                                 std::int64_t{a.payoffs.rank(PartyId(p), table->settlement.from)};
      row.push_back((steps > 0   ? "+"
                     : steps < 0 ? "-"
                                 : "") +
                    with_commas(static_cast<std::uint64_t>(std::abs(steps))));
    }
  }
  return grid(rows);
}

std::vector<Concept> coalitional_among(std::vector<Concept> concepts) {
  std::erase_if(concepts, [](Concept c) { return std::ranges::count(coalitional_concepts, c) == 0; });
  return concepts;
}

std::string short_names(const std::vector<Concept>& concepts) {
  std::vector<std::string> names;
  for (const Concept c : concepts) names.emplace_back(short_name(c));
  return join_words(names);
}

/// "; against groups under GMR and SMR; under SEQ A and B would leave it"; nothing if groups were not looked at.
std::string groups_text(const Analysis& a, const DealsAnswer& answer, StateId deal) {
  const auto found = answer.against_groups.find(deal);
  if (found == answer.against_groups.end()) return "";
  std::vector<Concept> holds;
  std::vector<Concept> open;
  std::map<std::string, std::vector<Concept>> left;
  for (const auto& [c, verdict] : found->second.verdicts) {
    if (verdict.stable()) holds.push_back(c);
    if (!verdict.known) open.push_back(c);
    if (verdict.left_by) left[coalition_text(a.model, verdict.left_by->coalition, " and ")].push_back(c);
  }
  std::string text;
  if (!holds.empty()) text += "; against groups under " + short_names(holds);
  for (const auto& [group, concepts] : left) {
    text += fmt::format("; {} together would leave it under {}", group, short_names(concepts));
  }
  if (!open.empty()) text += fmt::format("; whether groups would leave it under {} was not settled", short_names(open));
  return text;
}

/// 1: no group would leave it; the group that would; nothing where a deal does not last for single parties, or groups
/// were not looked at; "not settled" at the end of the steps.
std::string group_cell(const Analysis& a, const DealsAnswer& answer, StateId deal, Concept c) {
  const auto found = answer.against_groups.find(deal);
  if (found == answer.against_groups.end()) return "";
  for (const auto& [judged, verdict] : found->second.verdicts) {
    if (judged != c) continue;
    if (!verdict.known) return "not settled";
    return verdict.left_by ? coalition_text(a.model, verdict.left_by->coalition, " ") : "1";
  }
  return "";
}

}  // namespace

std::string tables_page(Analysis& a, const Style& style, const DealsAnswer& answer) {
  std::string out = style.heading("TABLES") + "\n";
  std::size_t widest = 0;
  for (const TableAnswer& table : answer.tables) widest = std::max(widest, code_points(table.settlement.table->id));
  for (const TableAnswer& table : answer.tables) {
    const Table& t = *table.settlement.table;
    std::vector<std::string> members;
    for (const PartyId p : t.parties) members.push_back(a.model.party_id(p));
    std::vector<std::string> ratify;
    for (const PartyId p : t.ratify) ratify.push_back(a.model.party_id(p));
    std::string who = join_words(members);
    if (!ratify.empty()) who += "; " + join_words(ratify) + " must ratify";
    if (!t.text.empty()) who += " (" + t.text + ")";
    out += style.paragraph(who, widest + 4, "  " + pad_right(t.id, widest));
  }
  out += "\n" + style.heading("SIDE BY SIDE") + "\n";
  out += style.paragraph(
      "A deal is acceptable if all at the table prefer it to what they have without one and nobody who ratifies minds; "
      "it is efficient if no other is better for one of them and worse for none. Under each concept: how many of the "
      "acceptable deals last among all parties, at the table or not.",
      2);
  std::vector<std::vector<std::string>> rows{{"table", "deals", "acceptable", "efficient"}};
  for (const Concept c : answer.concepts) rows[0].emplace_back(short_name(c));
  for (const TableAnswer& table : answer.tables) {
    const Settlement& s = table.settlement;
    std::vector<std::string>& row = rows.emplace_back();
    row = {s.table->id, with_commas(s.deals.count()), with_commas(s.acceptable.count()),
           with_commas(s.frontier.efficient.count())};
    for (const std::size_t count : table.lasting) row.push_back(with_commas(count));
  }
  out += grid(rows);

  std::vector<const TableAnswer*> open;
  for (const TableAnswer& table : answer.tables) {
    if (!table.order.empty()) open.push_back(&table);
  }
  if (!open.empty()) {
    out += "\n" + style.heading("WHO GAINS") + "  (steps in rank against now, at the first deal of each table)\n";
    out += who_gains(a, open);
    for (const TableAnswer* table : open) {
      const StateId deal = table->order.front();
      const std::vector<Concept> lasting = answer.lasting(deal);
      out += style.paragraph(fmt::format("{}, state {}: {}; {}", table->settlement.table->id, deal.number(),
                                         against(a, table->settlement.from, deal),
                                         lasting.empty() ? "does not last" : "lasts under " + short_names(lasting)) +
                                 groups_text(a, answer, deal),
                             4, "  -");
    }
  }
  std::string shared;
  for (std::size_t i = 0; i < open.size(); ++i) {
    for (std::size_t j = i + 1; j < open.size(); ++j) {
      const Settlement& one = open[i]->settlement;
      const Settlement& other = open[j]->settlement;
      const std::size_t both = (one.acceptable & other.acceptable).count();
      shared +=
          style.paragraph(fmt::format("{} and {}: {} of {} and {}", one.table->id, other.table->id, with_commas(both),
                                      with_commas(one.acceptable.count()), with_commas(other.acceptable.count())),
                          4, "  -");
    }
  }
  if (!shared.empty()) out += "\n" + style.heading("ACCEPTABLE AT BOTH") + "\n" + shared;
  std::string blocked;
  for (const TableAnswer& table : answer.tables) {
    if (!table.settlement.impasse) continue;
    blocked +=
        style.paragraph(table.settlement.deals.any()
                            ? fmt::format("{}: {}", table.settlement.table->id, blocked_text(a, table.settlement, 5))
                            : fmt::format("{}: nothing that the table can set may change", table.settlement.table->id),
                        4, "  -");
  }
  if (!blocked.empty()) {
    out += "\n" + style.heading("NO DEAL") +
           "  (groups that no deal satisfies together, though it would each smaller group)\n" + blocked;
  }
  return out +
         "\n`--table ID` shows one table in full: its deals, the picks, the zone, or the smallest concessions that "
         "open a deal\n";
}

std::string deals_csv(Analysis& a, const DealsAnswer& answer, std::size_t limit) {
  std::string out = "table,state";
  for (const Variable& variable : a.model.variables) out += "," + variable.id;
  for (const Party& party : a.model.parties) out += ",rank." + party.id;
  std::vector<PartyId> weighted;
  for (std::size_t p = 0; p < a.model.parties.size(); ++p) {
    if (a.model.preferences[p].form == Preferences::Form::weights) weighted.emplace_back(p);
  }
  for (const PartyId p : weighted) out += ",utility." + a.model.party_id(p);
  out += ",efficient";
  for (const Concept c : answer.concepts) out += fmt::format(",lasts.{}", id_of(c));
  const std::vector<Concept> against_groups = coalitional_among(answer.concepts);
  for (const Concept c : against_groups) out += fmt::format(",lasts_against_groups.{}", id_of(c));
  out += ",picked_by\n";
  for (const TableAnswer& table : answer.tables) {
    std::size_t shown = 0;
    for (const StateId deal : table.order) {
      if (limit > 0 && shown++ == limit) break;
      out += fmt::format("{},{}", table.settlement.table->id, deal.number());
      for (const std::string& value : value_names(a, deal)) out += "," + value;
      for (std::size_t p = 0; p < a.model.parties.size(); ++p) {
        out += fmt::format(",{}", a.payoffs.rank(PartyId(p), deal) + 1);
      }
      for (const PartyId p : weighted) out += "," + to_text(*utility_of(a, p, deal));
      out += table.settlement.frontier.efficient.test(deal.index()) ? ",1" : ",0";
      for (const BitVector& states : answer.equilibria) out += states.test(deal.index()) ? ",1" : ",0";
      for (const Concept c : against_groups) out += "," + group_cell(a, answer, deal, c);
      std::string picked;
      for (const std::string_view id : picked_by(table.settlement, deal)) {
        picked += (picked.empty() ? "" : " ") + std::string(id);
      }
      out += "," + picked + "\n";
    }
  }
  return out;
}

}  // namespace detente
