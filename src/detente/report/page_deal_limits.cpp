// What a table lacks for a deal, and what its zone hangs on, for people.

#include <cstdlib>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/deals_text.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

class LimitsText {
 public:
  LimitsText(const Analysis& a, const Style& style, const Settlement& settlement)
      : a_(a), style_(style), s_(settlement) {}

  // See deals_text.hpp.
  std::string impasse(std::size_t limit) const {
    const Impasse& impasse = *s_.impasse;
    if (!s_.deals.any()) {
      return style_.paragraph("nothing that the table can set may change: there is no deal at all, acceptable or not",
                              2);
    }
    std::string out = style_.paragraph(
        "no deal satisfies these together (every smaller group can be satisfied): " + blocked_text(a_, s_, limit), 2);
    if (!impasse.all_blocked) {
      out += style_.paragraph(
          fmt::format("there are more such groups than the {} that were found", with_commas(impasse.blocked.size())),
          2);
    }
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
      if (limit == 0 || together <= limit) out += style_.paragraph(joint_text(joint), 6, "    -");
    }
    if (limit > 0 && together > limit) {
      out += fmt::format("    ... and {} more; --limit 0 lists all\n", with_commas(together - limit));
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
        text = fmt::format("a walk-away {} {} (to {}) would {} the zone",
                           counted(static_cast<std::size_t>(steps > 0 ? steps : -steps), "rank"),
                           steps > 0 ? "better" : "worse", rank_text(a_, stake.party, *shift.rank),
                           open ? "close" : "open");
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

 private:
  [[nodiscard]] std::string id(const Stake& stake) const { return a_.model.party_id(stake.party); }

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

  const Analysis& a_;
  const Style& style_;
  const Settlement& s_;
};

}  // namespace

std::string rank_text(const Analysis& a, PartyId party, Rank rank) {
  return fmt::format("{} of {}", with_commas(std::uint64_t{rank} + 1), with_commas(a.payoffs.classes(party)));
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

std::string impasse_text(const Analysis& a, const Style& style, const Settlement& settlement, std::size_t limit) {
  return LimitsText(a, style, settlement).impasse(limit);
}

std::string zone_text(const Analysis& a, const Style& style, const Settlement& settlement) {
  return LimitsText(a, style, settlement).zone();
}

}  // namespace detente
