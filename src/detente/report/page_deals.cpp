// One table for people: its deals, the picks, the zone, or why there is no deal.

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/coalition_answer.hpp"
#include "detente/report/deals_text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

std::string signed_text(std::int64_t number) {
  return (number > 0 ? "+" : number < 0 ? "-" : "") + with_commas(static_cast<std::uint64_t>(std::abs(number)));
}

std::string signed_text(Decimal number) { return (number.millionths > 0 ? "+" : "") + to_text(number); }

std::string concept_names(const std::vector<Concept>& concepts) {
  std::vector<std::string> names;
  for (const Concept c : concepts) names.emplace_back(short_name(c));
  return join_words(names);
}

class TablePage {
 public:
  TablePage(Analysis& a, const Style& style, const DealsAnswer& answer, const TableAnswer& table, std::size_t limit)
      : a_(a), style_(style), answer_(answer), table_(table), s_(table.settlement), limit_(limit) {}

  std::string whole() {
    std::string out = table_head(a_, style_, s_);
    out += walk_aways();
    out += style_.paragraph(counts_text(answer_, table_), 2);
    if (s_.acceptable.any()) {
      out += common();
      out +=
          "\n" + style_.heading("DEALS") + "  (efficient ones first, then those that last under a stronger concept)\n";
      out += deals();
      out += "\n" + style_.heading("PICKS") + "  (what theories of bargaining single out among the acceptable deals)\n";
      out += picks();
      out += "\n" + style_.heading("WHY THEY WOULD SIGN") + "  " + reasons();
    } else {
      out += "\n" + style_.heading("NO DEAL") + "\n" + impasse_text(a_, style_, s_, limit_);
    }
    return out + "\n" + style_.heading("THE ZONE") + "  (what would open or close it, all else equal)\n" +
           zone_text(a_, style_, s_);
  }

 private:
  [[nodiscard]] std::string id(const Stake& stake) const { return a_.model.party_id(stake.party); }

  [[nodiscard]] std::string walk_aways() const {
    std::string out = "  without a deal\n";
    for (const Stake& stake : s_.stakes) {
      std::string what = against(a_, s_.from, stake.walk_away);
      if (stake.kind == WalkAway::Kind::drift)
        what = (stake.drifts_nowhere ? "drift, which ends nowhere: " : "drift, at worst: ") + what;
      if (stake.kind == WalkAway::Kind::state) what = fmt::format("{}: {}", walk_away_name(s_, stake), what);
      const auto utility = utility_of(a_, stake.party, stake.walk_away);
      out += style_.paragraph(fmt::format("{} (state {}, rank {}{})", what, stake.walk_away.number(),
                                          rank_text(a_, stake.party, a_.payoffs.rank(stake.party, stake.walk_away)),
                                          utility ? ", utility " + to_text(*utility) : ""),
                              17, "    " + id(stake));
    }
    return out;
  }

  /// What all acceptable deals have in common, of what the table can set.
  [[nodiscard]] std::string common() const {
    const std::vector<Value> from = a_.space.values(s_.from);
    std::vector<Literal> changed;
    std::vector<Literal> kept;
    for (const Literal& literal : summarize(a_.model, a_.space, s_.acceptable, 0).common) {
      if (std::ranges::count(s_.settable, literal.first) == 0) continue;
      const bool stays = from[literal.first.index()] == literal.second;
      (stays ? kept : changed).push_back(literal);
    }
    std::string text;
    if (!changed.empty()) text = "all acceptable deals bring " + literals_text(a_.model, changed);
    if (!kept.empty()) {
      text +=
          (text.empty() ? "all acceptable deals leave " : "; and leave ") + literals_text(a_.model, kept) + " as it is";
    }
    return text.empty() ? "" : style_.paragraph(text, 2);
  }

  /// "+3 ranks (5 to 8 of 20), utility +2.5 (10 to 12.5)"
  [[nodiscard]] std::string gain_text(PartyId party, StateId without, StateId deal) const {
    const Rank before = a_.payoffs.rank(party, without);
    const Rank after = a_.payoffs.rank(party, deal);
    const std::int64_t steps = std::int64_t{after} - std::int64_t{before};
    if (steps == 0) return "as well off as without";
    std::string text =
        fmt::format("{} rank{} ({} to {} of {})", signed_text(steps), steps == 1 || steps == -1 ? "" : "s",
                    with_commas(before + 1), with_commas(after + 1), with_commas(a_.payoffs.classes(party)));
    if (const auto utility = utility_of(a_, party, deal)) {
      const Decimal old = *utility_of(a_, party, without);
      text += fmt::format(", utility {} ({} to {})", signed_text(Decimal{utility->millionths - old.millionths}),
                          to_text(old), to_text(*utility));
    }
    return text;
  }

  [[nodiscard]] std::string outsiders_text(StateId deal) const {
    std::vector<std::string> better;
    std::vector<std::string> worse;
    for (std::size_t p = 0; p < a_.model.parties.size(); ++p) {
      if (std::ranges::count(s_.stakes, PartyId(p), &Stake::party) > 0) continue;
      const std::int64_t steps =
          std::int64_t{a_.payoffs.rank(PartyId(p), deal)} - std::int64_t{a_.payoffs.rank(PartyId(p), s_.from)};
      if (steps != 0) {
        (steps > 0 ? better : worse).push_back(fmt::format("{} {}", a_.model.parties[p].id, signed_text(steps)));
      }
    }
    if (better.empty() && worse.empty()) return "";
    std::string text = "others against now: ";
    if (!better.empty()) text += "better off " + join_words(better);
    if (!worse.empty()) text += (better.empty() ? "worse off " : "; worse off ") + join_words(worse);
    return style_.paragraph(text, 8);
  }

  [[nodiscard]] std::string lasting_text(StateId deal) {
    const std::vector<Concept> lasting = answer_.lasting(deal);
    std::string text;
    if (!lasting.empty()) text = style_.good("lasts") + " under " + concept_names(lasting);
    std::vector<Concept> failing = answer_.concepts;
    std::erase_if(failing, [&](Concept c) { return std::ranges::count(lasting, c) > 0; });
    if (!failing.empty()) {
      // One concept is enough to tell who would break it; SEQ where it is among them.
      const Concept c = std::ranges::count(failing, Concept::seq) > 0 ? Concept::seq : failing.back();
      std::string breaks;
      for (const Breach& breach : breaches(a_.explainer(), a_.stability(), a_.model.parties.size(), deal, c)) {
        breaks += (breaks.empty() ? "by " : "; or by ") + step_text(a_, {{breach.party}, deal, breach.to});
      }
      text += fmt::format("{}{} under {}: {} it could be broken {}", lasting.empty() ? "" : "; ",
                          style_.bad("does not last"), concept_names(failing),
                          failing.size() > 1 ? fmt::format("under {}", short_name(c)) : "there", breaks);
    }
    return style_.paragraph(text, 8) + groups_text(deal);
  }

  [[nodiscard]] std::string group(PartySet parties) const { return coalition_text(a_.model, parties, " and "); }

  /// Whether groups would break what single parties would not.
  [[nodiscard]] std::string groups_text(StateId deal) const {
    const auto found = answer_.against_groups.find(deal);
    if (found == answer_.against_groups.end()) return "";
    const DealAgainstGroups& held = found->second;
    std::vector<Concept> holds;
    std::vector<Concept> open;
    std::vector<std::pair<CoalitionGain, std::vector<Concept>>> leaving;  // concepts with the same answer together
    for (const auto& [c, verdict] : held.verdicts) {
      if (verdict.stable()) holds.push_back(c);
      if (!verdict.known) open.push_back(c);
      if (!verdict.left_by) continue;
      const CoalitionGain& gain = *verdict.left_by;
      const auto same = std::ranges::find_if(leaving, [&](const auto& entry) {
        return entry.first.coalition == gain.coalition && entry.first.to == gain.to;
      });
      if (same == leaving.end()) leaving.push_back({gain, {c}});
      else same->second.push_back(c);
    }
    std::string out;
    for (const auto& [gain, concepts] : leaving) {
      out += style_.paragraph(fmt::format("against groups it {} under {}: {} together would move to state {} ({})",
                                          style_.bad("does not last"), concept_names(concepts), group(gain.coalition),
                                          gain.to.number(), against(a_, deal, gain.to)),
                              8);
    }
    if (!holds.empty()) {
      std::string text = fmt::format("against groups it {} under {}", style_.good("lasts"), concept_names(holds));
      if (!held.way && held.known) {
        text += ": no two or more could gain together";
      } else if (held.way && out.empty()) {
        text += fmt::format(": {} could gain together by state {}, but answers deter it", group(held.way->movers),
                            held.way->to.number());
      }
      out += style_.paragraph(text, 8);
    }
    if (!open.empty()) {
      out += style_.paragraph(
          fmt::format("whether groups would break it under {} was not settled; --group-steps gives more time",
                      concept_names(open)),
          8);
    }
    return out;
  }

  std::string deals() {
    std::string out;
    std::size_t shown = 0;
    for (const StateId deal : table_.order) {
      if (limit_ > 0 && shown == limit_) break;
      ++shown;
      const bool efficient = s_.frontier.efficient.test(deal.index());
      out += style_.paragraph(fmt::format("{} {}", against(a_, s_.from, deal), efficient ? "" : "(not efficient)"), 14,
                              fmt::format("    {:>8}", deal.number()));
      for (const Stake& stake : s_.stakes) {
        out += style_.paragraph(gain_text(stake.party, stake.walk_away, deal), 20,
                                fmt::format("        {}{}", id(stake), stake.member ? "" : " (ratifies)"));
      }
      out += outsiders_text(deal) + lasting_text(deal);
    }
    const std::size_t more = s_.acceptable.count() - shown;
    if (more > 0) out += fmt::format("  ... and {} more; --limit 0 lists all\n", with_commas(more));
    if (!answer_.groups_refused.empty()) {
      out += style_.paragraph("groups of parties were not looked at: " + answer_.groups_refused, 2);
    }
    return out;
  }

  /// Why each party would have the deal that comes first.
  [[nodiscard]] std::string reasons() const {
    const StateId deal = table_.order.front();
    std::string out = fmt::format("(the first deal, state {}, against what each has without one)\n", deal.number());
    for (const Stake& stake : s_.stakes) {
      const bool gains = a_.payoffs.prefers(stake.party, deal, stake.walk_away);
      std::string why = gains ? because(a_, stake.party, deal, stake.walk_away) : "";
      constexpr std::string_view begin = " because of ";
      if (why.starts_with(begin)) why.erase(0, begin.size());
      out += style_.paragraph(!gains        ? "it is as well off as without"
                              : why.empty() ? "it ranks the deal higher"
                                            : why,
                              17, fmt::format("    {}", id(stake)));
    }
    return out;
  }

  [[nodiscard]] std::string numbers_text(std::span<const StateId> states) const {
    constexpr std::size_t most = 5;
    std::vector<std::string> numbers;
    for (const StateId s : states.first(std::min(most, states.size()))) {
      numbers.push_back(fmt::format("{}{}", s.number(), answer_.lasting(s).empty() ? " (does not last)" : ""));
    }
    if (states.size() > most) numbers.push_back(with_commas(states.size() - most) + " more");
    return fmt::format("{} {}", states.size() == 1 ? "state" : "states", join_words(numbers));
  }

  std::string picks() {
    const Picks& picks = *s_.picks;
    std::string out;
    for (const NamedPick& pick : named_picks(s_)) {
      if (pick.deals.empty()) continue;
      std::string why;
      if (pick.id == "fallback") {
        why = fmt::format("nobody prefers more than {} to it", counted(picks.fallback_depth, "acceptable deal"));
      } else if (pick.id == "nash") {
        why = "largest product of gains, " + picks.cardinal->optima.product;
      } else if (pick.id == "kalai_smorodinsky") {
        const Ratio& ratio = picks.cardinal->optima.ratio;
        why = ratio.over == ratio.under
                  ? "everybody has its best acceptable gain"
                  : fmt::format("everybody has at least {:.4g}% of its best acceptable gain",
                                100.0 * static_cast<double>(ratio.over) / static_cast<double>(ratio.under));
      } else if (pick.id == "egalitarian") {
        why = "largest smallest gain, " + to_text(Decimal{picks.cardinal->optima.least_gain});
      } else {
        why = "largest sum of gains, " + picks.cardinal->optima.sum;
      }
      out += style_.paragraph(fmt::format("{}: {} ({})", numbers_text(pick.deals), why, pick.source), 23,
                              fmt::format("    {}", pick.name));
    }
    if (!picks.cardinal) {
      out += style_.paragraph("the other picks need weights for everybody at the table", 4);
    }
    return out;
  }

  Analysis& a_;
  const Style& style_;
  const DealsAnswer& answer_;
  const TableAnswer& table_;
  const Settlement& s_;
  std::size_t limit_;
};

}  // namespace

std::string table_head(const Analysis& a, const Style& style, const Settlement& s) {
  std::vector<std::string> members;
  for (const PartyId p : s.table->parties) members.push_back(a.model.party_id(p));
  std::vector<std::string> ratify;
  for (const PartyId p : s.table->ratify) ratify.push_back(a.model.party_id(p));
  std::string out = style.paragraph(
      style.heading(s.table->text.empty() ? s.table->id : fmt::format("{}: {}", s.table->id, s.table->text)), 0);
  out += style.paragraph(join_words(members), 17, "  at the table");
  if (!ratify.empty()) out += style.paragraph(join_words(ratify), 17, "  must ratify");
  std::vector<std::string> settable;
  for (const VariableId v : s.settable) settable.push_back(a.model.variable(v).id);
  out += style.paragraph(settable.empty() ? "nothing" : join_words(settable, ", "), 17, "  can set");
  return out;
}

std::string counts_text(const DealsAnswer& answer, const TableAnswer& table) {
  const Settlement& s = table.settlement;
  std::string text =
      fmt::format("{}, {} acceptable", counted(s.deals.count(), "deal"), with_commas(s.acceptable.count()));
  if (!s.acceptable.any()) return text;
  text += fmt::format(", {} efficient", with_commas(s.frontier.efficient.count()));
  std::vector<std::string> lasting;
  for (std::size_t k = 0; k < answer.concepts.size(); ++k) {
    lasting.push_back(fmt::format("{} {}", short_name(answer.concepts[k]), with_commas(table.lasting[k])));
  }
  return text + "; of the acceptable ones last: " + join_words(lasting, ", ");
}

std::string deals_page(Analysis& a, const Style& style, const DealsAnswer& answer, std::size_t limit) {
  if (answer.tables.empty()) {
    return "  the case has no tables; add `tables:`, such as `talks: [A, B]` for two parties who negotiate\n";
  }
  if (answer.tables.size() > 1) return tables_page(a, style, answer);
  return TablePage(a, style, answer, answer.tables.front(), limit).whole();
}

std::string table_summary(Analysis& a, const Style& style, const DealsAnswer& answer, const TableAnswer& table) {
  const Settlement& s = table.settlement;
  std::string out = table_head(a, style, s) + style.paragraph(counts_text(answer, table), 2);
  if (s.impasse && s.deals.any()) out += style.paragraph("no deal satisfies together: " + blocked_text(a, s, 5), 2);
  if (!table.order.empty()) {
    const StateId deal = table.order.front();
    out += style.paragraph(fmt::format("for example state {}: {}", deal.number(), against(a, s.from, deal)), 2);
  }
  return out;
}

}  // namespace detente
