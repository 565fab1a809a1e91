// One table for people: its deals, the picks, the zone, or why there is no deal.

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/deals_text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

std::string signed_text(std::int64_t number) { return fmt::format("{}{}", number > 0 ? "+" : "", number); }

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
      out += "\n" + style_.heading("DEALS") + "  (efficient ones first, then those that last)\n" + deals();
      out += "\n" + style_.heading("PICKS") + "\n" + picks();
    } else {
      out += "\n" + style_.heading("NO DEAL") + "\n" + impasse();
    }
    return out + "\n" + style_.heading("THE ZONE") + "\n" + zone();
  }

 private:
  [[nodiscard]] std::string id(const Stake& stake) const { return a_.model.party_id(stake.party); }

  [[nodiscard]] std::string rank_text(PartyId party, Rank rank) const {
    return fmt::format("{} of {}", with_commas(std::uint64_t{rank} + 1), with_commas(a_.payoffs.classes(party)));
  }

  [[nodiscard]] std::string walk_aways() const {
    std::string out = "  without a deal\n";
    for (const Stake& stake : s_.stakes) {
      std::string what = against(a_, s_.from, stake.walk_away);
      if (stake.kind == WalkAway::Kind::drift)
        what = (stake.drifts_nowhere ? "drift, which ends nowhere: " : "drift, at worst: ") + what;
      if (stake.kind == WalkAway::Kind::state) what = fmt::format("{}: {}", walk_away_name(s_, stake), what);
      const auto utility = utility_of(a_, stake.party, stake.walk_away);
      out += style_.paragraph(fmt::format("{} (state {}, rank {}{})", what, stake.walk_away.number(),
                                          rank_text(stake.party, a_.payoffs.rank(stake.party, stake.walk_away)),
                                          utility ? ", utility " + to_text(*utility) : ""),
                              17, "    " + id(stake));
    }
    return out;
  }

  /// "+3 ranks (5 to 8 of 20), utility +2.5 (10 to 12.5)"
  [[nodiscard]] std::string gain_text(PartyId party, StateId without, StateId deal) const {
    const Rank before = a_.payoffs.rank(party, without);
    const Rank after = a_.payoffs.rank(party, deal);
    const std::int64_t steps = std::int64_t{after} - std::int64_t{before};
    std::string text = steps == 0 ? "as well off as without"
                                  : fmt::format("{} rank{} ({} to {} of {})", signed_text(steps),
                                                steps == 1 || steps == -1 ? "" : "s", with_commas(before + 1),
                                                with_commas(after + 1), with_commas(a_.payoffs.classes(party)));
    if (const auto utility = utility_of(a_, party, deal); utility && steps != 0) {
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
      if (steps != 0)
        (steps > 0 ? better : worse).push_back(fmt::format("{} {}", a_.model.parties[p].id, signed_text(steps)));
    }
    std::string out;
    if (!better.empty()) out += style_.paragraph("not at the table and better off than now: " + join_words(better), 8);
    if (!worse.empty()) out += style_.paragraph("not at the table and worse off than now: " + join_words(worse), 8);
    return out;
  }

  [[nodiscard]] std::string lasting_text(StateId deal) {
    const std::vector<Concept> lasting = answer_.lasting(deal);
    std::string out;
    if (!lasting.empty()) out += style_.paragraph(style_.good("lasts") + " under " + concept_names(lasting), 8);
    std::vector<Concept> failing = answer_.concepts;
    std::erase_if(failing, [&](Concept c) { return std::ranges::count(lasting, c) > 0; });
    if (failing.empty()) return out;
    // One concept is enough to tell who would break it; SEQ where it is among them.
    const Concept c = std::ranges::count(failing, Concept::seq) > 0 ? Concept::seq : failing.back();
    std::vector<std::string> breaks;
    for (const Breach& breach : breaches(a_.explainer(), a_.stability(), a_.model.parties.size(), deal, c)) {
      breaks.push_back(step_text(a_, {{breach.party}, deal, breach.to}));
    }
    const std::string under = failing.size() > 1 ? fmt::format("{} (nor under {})", short_name(c),
                                                               [&] {
                                                                 std::vector<Concept> others = failing;
                                                                 std::erase(others, c);
                                                                 return concept_names(others);
                                                               }())
                                                 : std::string(short_name(c));
    return out + style_.paragraph(fmt::format("{} under {}; it would be broken by {}", style_.bad("does not last"),
                                              under, join_words(breaks, "; and by ")),
                                  8);
  }

  std::string deals() {
    std::string out;
    std::size_t shown = 0;
    for (const StateId deal : table_.order) {
      if (limit_ > 0 && shown == limit_) {
        return out + fmt::format("  ... and {} more; --limit 0 lists all\n", with_commas(table_.order.size() - shown));
      }
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

  [[nodiscard]] std::string concession_text(const Concession& c) const {
    const Stake& stake = s_.stakes[c.stake];
    const Preferences& preferences = a_.model.preferences[stake.party.index()];
    if (c.steps == 0 && c.amount == 0) return id(stake) + " accepts being no better off";
    switch (preferences.form) {
      case Preferences::Form::weights:
        return fmt::format("{} concedes {} of utility", id(stake), to_text(Decimal{c.amount}));
      case Preferences::Form::ranking:
        return fmt::format("{} concedes {}", id(stake),
                           counted(c.steps, "group of its ranking", "groups of its ranking"));
      default: break;
    }
    const std::vector<std::string> ids = conceded_statements(a_.model, stake.party, c.steps);
    const std::string which = ids.size() == 1 ? ids[0] : fmt::format("{} to {}", ids.front(), ids.back());
    if (c.steps == preferences.order.size()) return fmt::format("{} concedes all its statements", id(stake));
    return fmt::format("{} concedes its last {} ({})", id(stake), counted(c.steps, "statement"), which);
  }

  [[nodiscard]] std::string joint_text(const JointConcession& joint) const {
    std::vector<std::string> parts;
    for (const Concession& c : joint.concessions) parts.push_back(concession_text(c));
    return fmt::format("{}: opens {}, {}state {} ({})", join_words(parts, "; and "), counted(joint.deals, "deal"),
                       joint.deals == 1 ? "" : "such as ", joint.deal.number(), against(a_, s_.from, joint.deal));
  }

  std::string impasse() const {
    const Impasse& impasse = *s_.impasse;
    if (!s_.deals.any()) {
      return style_.paragraph("nothing that the table can set may change: there is no deal at all, acceptable or not",
                              2);
    }
    std::string out = style_.paragraph(
        "no deal satisfies these together (every smaller group can be satisfied): " + blocked_text(a_, s_, limit_), 2);
    out += "  smallest concessions of one party that open a deal\n";
    for (std::size_t i = 0; i < s_.stakes.size(); ++i) {
      const auto& k = impasse.alone[i];
      out += style_.paragraph(
          k ? joint_text(impasse.joint[*k]) : fmt::format("{}: no concession of it alone is enough", id(s_.stakes[i])),
          6, "    -");
    }
    std::size_t together = 0;
    for (const JointConcession& joint : impasse.joint) {
      if (joint.concessions.size() < 2) continue;
      if (together++ == 0) out += "  and of several together, none of which can be smaller\n";
      if (limit_ == 0 || together <= limit_) out += style_.paragraph(joint_text(joint), 6, "    -");
    }
    if (limit_ > 0 && together > limit_) {
      out += fmt::format("    ... and {} more; --limit 0 lists all\n", with_commas(together - limit_));
    }
    return out;
  }

  std::string zone() const {
    std::string out;
    const bool open = s_.acceptable.any();
    for (std::size_t i = 0; i < s_.stakes.size(); ++i) {
      const Stake& stake = s_.stakes[i];
      const ZoneShift& shift = s_.shifts[i];
      const Rank without = a_.payoffs.rank(stake.party, stake.walk_away);
      std::string text;
      if (shift.rank) {
        const std::int64_t steps = std::int64_t{*shift.rank} - std::int64_t{without};
        text =
            fmt::format("a walk-away {} {} (to {}) would {} the zone",
                        counted(static_cast<std::size_t>(steps > 0 ? steps : -steps), "rank"),
                        steps > 0 ? "better" : "worse", rank_text(stake.party, *shift.rank), open ? "close" : "open");
        if (const auto best = utility_of(a_, stake.party, *shift.best)) {
          const bool reached = open == stake.member;  // the zone changes where the walk-away reaches the best deal
          text += fmt::format(", that is, one with a utility of {} {}",
                              reached ? ""
                              : open  ? "more than"
                                      : "less than",
                              to_text(*best));
        }
      } else if (!shift.best) {
        text = "no other walk-away would open the zone: the others accept no deal";
      } else if (open) {
        text = "no walk-away would close the zone: the best deal is as good for it as anything";
      } else {
        text = "no other walk-away would open the zone: what the others accept is its worst";
      }
      out += style_.paragraph(text, 17, "    " + id(stake));
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

std::string blocked_text(const Analysis& a, const Settlement& s, std::size_t limit) {
  std::vector<std::string> sets;
  for (const std::vector<std::size_t>& set : s.impasse->blocked) {
    if (limit > 0 && sets.size() == limit) break;
    std::vector<std::string> ids;
    for (const std::size_t i : set) ids.push_back(a.model.party_id(s.stakes[i].party));
    sets.push_back("{" + join_words(ids, ", ") + "}");
  }
  const std::size_t more = s.impasse->blocked.size() - sets.size();
  return join_words(sets, ", ") + (more > 0 ? fmt::format(" and {} more", with_commas(more)) : "");
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
