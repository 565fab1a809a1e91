// Tables with too many deals to list, for people.

#include <algorithm>
#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/additive_answer.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

std::string signed_utility(std::int64_t millionths) {
  return (millionths > 0 ? "+" : "") + to_text(Decimal{millionths});
}

std::string deals_text(DealCount count) { return fmt::format("{} deal{}", count_text(count), count == 1 ? "" : "s"); }

class AdditivePage {
 public:
  AdditivePage(const AdditiveAnswer& answer, const AdditiveTableAnswer& table, const Style& style, std::size_t limit)
      : model_(answer.model), answer_(answer), table_(table), s_(*table.settlement), style_(style), limit_(limit) {}

  std::string whole() {
    std::string out = head() + counts();
    if (s_.ending != Ending::done) {
      out += "\n" + style_.heading("WHAT IS CERTAIN") + "\n" + certain();
      if (s_.impasse) out += "\n" + style_.heading("NO DEAL") + "\n" + impasse();
    } else if (s_.picks) {
      out += "\n" + style_.heading("EFFICIENT DEALS") + "  (best for " + id(0) + " first)\n" + frontier();
      out += "\n" + style_.heading("PICKS") + "\n" + picks();
    } else {
      out += "\n" + style_.heading("NO DEAL") + "\n" + impasse();
    }
    return out + "\n" + style_.heading("THE ZONE") + "\n" + zone();
  }

 private:
  [[nodiscard]] const std::string& id(std::size_t stake) const { return model_.party_id(s_.table.parties[stake]); }
  [[nodiscard]] bool member(std::size_t stake) const { return stake < s_.table.problem.members; }
  [[nodiscard]] std::string utility(std::int64_t millionths) const { return to_text(Decimal{millionths}); }

  [[nodiscard]] std::string against(const std::vector<Value>& values) const {
    std::vector<Literal> changed;
    for (std::size_t v = 0; v < values.size(); ++v) {
      if (values[v] != answer_.from[v]) changed.emplace_back(VariableId(v), values[v]);
    }
    if (changed.empty()) return answer_.from_name;
    return fmt::format("as {}, but {}", answer_.from_name, literals_text(model_, changed));
  }

  /// How many components a product has of each size: "12 of 10 ways".
  [[nodiscard]] std::string components(const Product& product) const {
    std::map<std::size_t, std::size_t, std::greater<>> sizes;
    for (const Component& component : product.components) {
      const std::size_t ways = s_.table.problem.alternatives(component);
      if (ways > 1) ++sizes[ways];
    }
    std::vector<std::string> parts;
    for (const auto& [ways, number] : sizes) parts.push_back(fmt::format("{} of {} ways", number, with_commas(ways)));
    return parts.empty() ? "one way" : join_words(parts);
  }

  /// What is chosen independently; where the deals are several products, the one with most components tells.
  [[nodiscard]] std::string structure() const {
    const std::vector<Product>& products = s_.table.problem.products;
    const auto largest = std::ranges::max_element(products, {}, [](const Product& p) { return p.components.size(); });
    if (products.size() == 1) return "independent components: " + components(*largest);
    return fmt::format("{} products of independent components, the largest: {}", products.size(), components(*largest));
  }

  [[nodiscard]] std::string head() const {
    const Table& table = *s_.table.table;
    std::string out = style_.paragraph(
        style_.heading(table.text.empty() ? table.id : fmt::format("{}: {}", table.id, table.text)), 0);
    std::vector<std::string> members;
    std::vector<std::string> ratify;
    for (std::size_t i = 0; i < s_.table.parties.size(); ++i) (member(i) ? members : ratify).push_back(id(i));
    out += style_.paragraph(join_words(members), 17, "  at the table");
    if (!ratify.empty()) out += style_.paragraph(join_words(ratify), 17, "  must ratify");
    std::vector<std::string> settable;
    for (const VariableId v : s_.table.settable) settable.push_back(model_.variable(v).id);
    out += style_.paragraph(settable.empty() ? "nothing" : join_words(settable, ", "), 17, "  can set");
    out += style_.paragraph(structure(), 17, "  which are");
    out += "  without a deal\n";
    for (std::size_t i = 0; i < s_.table.parties.size(); ++i) {
      out +=
          style_.paragraph(fmt::format("{} (utility {})", table_.walk_away[i], utility(s_.table.problem.walk_away[i])),
                           17, "    " + id(i));
    }
    return out;
  }

  [[nodiscard]] std::string counts() const {
    std::string text = deals_text(s_.deals);
    text +=
        s_.acceptable ? fmt::format(", {} acceptable", count_text(*s_.acceptable)) : ", acceptable ones not counted";
    if (s_.picks) {
      const std::size_t points = s_.frontier->points().size();
      text += fmt::format(", {} efficient on {}", count_text(s_.efficient), counted(points, "point"));
    }
    return style_.paragraph(text, 2);
  }

  [[nodiscard]] std::string gains_text(const ShownDeal& deal) const {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < deal.utilities.size(); ++i) {
      parts.push_back(fmt::format("{} {} ({})", id(i),
                                  signed_utility(deal.utilities[i] - s_.table.problem.walk_away[i]),
                                  utility(deal.utilities[i])));
    }
    return join_words(parts, ", ");
  }

  [[nodiscard]] std::string lasting_text(const ShownDeal& deal) const {
    const Departures& found = deal.departures;
    if (found.departures.empty()) {
      return style_.paragraph(found.complete
                                  ? style_.good("lasts") + " under every concept: nobody gains by moving alone"
                                  : "whether it lasts was not examined",
                              8);
    }
    std::vector<std::string> leaving;
    for (const Departure& departure : found.departures) {
      std::vector<Literal> changed;
      for (std::size_t v = 0; v < departure.to.size(); ++v) {
        if (departure.to[v] != deal.values[v]) changed.emplace_back(VariableId(v), departure.to[v]);
      }
      leaving.push_back(fmt::format("{}: {}", model_.party_id(departure.party), literals_text(model_, changed)));
    }
    return style_.paragraph(fmt::format("{} under Nash; it would be left by {}; whether answers deter that was not "
                                        "examined",
                                        style_.bad("does not last"), join_words(leaving, "; and by ")),
                            8);
  }

  [[nodiscard]] std::string deal_text(const ShownDeal& deal, std::string_view label) const {
    std::string what = against(deal.values);
    if (deal.alike > 1) what += fmt::format(" (one of {} that give the same)", count_text(deal.alike));
    if (!deal.efficient && s_.frontier) what += " (not efficient)";
    return style_.paragraph(what, 8, label) + style_.paragraph(gains_text(deal), 8) + lasting_text(deal);
  }

  [[nodiscard]] std::string frontier() const {
    std::string out;
    for (const ShownDeal& deal : table_.frontier) out += deal_text(deal, "    -");
    const std::size_t more = s_.frontier->points().size() - table_.frontier.size();
    if (more > 0) {
      out += fmt::format("  ... and {} between them; --limit 0 lists all\n", counted(more, "other point"));
    }
    return out;
  }

  [[nodiscard]] std::string picks() const {
    std::string out;
    for (const ShownPick& pick : table_.picks) {
      if (pick.why.empty()) {
        for (const ShownBound& bound : table_.bounds) out += bound_text(bound);
        continue;
      }
      const std::string count =
          pick.count ? deals_text(*pick.count) : fmt::format("at least {}", counted(pick.deals.size(), "deal"));
      out += style_.paragraph(fmt::format("{}: {}; {} ({})", pick.name, pick.why, count, pick.source), 4);
      // Ties give one line; `--json` names more.
      if (!pick.deals.empty()) out += deal_text(pick.deals.front(), "      -");
    }
    return out;
  }

  /// A decimal number for people, who get six digits of it; a machine gets all.
  [[nodiscard]] static std::string rough(const std::string& decimal) {
    if (decimal.size() <= 8) return decimal;
    return fmt::format("about {:.6g}", std::strtod(decimal.c_str(), nullptr));
  }

  [[nodiscard]] std::string bound_text(const ShownBound& bound) const {
    std::string value;
    if (bound.proved)
      value = fmt::format("the {} is {}; other deals may attain it too", bound.what, rough(bound.at_most));
    else if (bound.at_least.empty()) value = fmt::format("the {} is at most {}", bound.what, rough(bound.at_most));
    else if (bound.at_most.empty()) value = fmt::format("the {} is at least {}", bound.what, rough(bound.at_least));
    else value = fmt::format("the {} is between {} and {}", bound.what, rough(bound.at_least), rough(bound.at_most));
    std::string out = style_.paragraph(fmt::format("{}: {} ({})", bound.name, value, bound.source), 4);
    if (bound.deal) out += deal_text(*bound.deal, "      -");
    return out;
  }

  /// Where there is no frontier.
  [[nodiscard]] std::string certain() const {
    const AdditiveBounds& bounds = *s_.bounds;
    std::string out = style_.paragraph(
        "The whole frontier would take more than the limits allow, which --memory and --steps raise. Each bound below "
        "holds for all acceptable deals.",
        2);
    if (bounds.zone == AdditiveBounds::Zone::empty) {
      return out + style_.paragraph("There is no acceptable deal.", 2);
    }
    if (bounds.zone == AdditiveBounds::Zone::unknown) {
      out += style_.paragraph("No acceptable deal was met; whether there is one is not known.", 2);
    }
    out += style_.paragraph(fmt::format("efficient deals: at least {}{}", counted(bounds.efficient.size(), "point"),
                                        bounds.points_at_most ? ", at most " + count_text(*bounds.points_at_most) : ""),
                            4);
    for (const ShownDeal& deal : table_.efficient) out += deal_text(deal, "      -");
    for (const ShownBound& bound : table_.bounds) out += bound_text(bound);
    return out;
  }

  [[nodiscard]] std::string concession_text(const AdditiveConcession& concession) const {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < concession.amounts.size(); ++i) {
      if (!concession.amounts[i]) continue;
      parts.push_back(*concession.amounts[i] == 0
                          ? id(i) + " accepts being no better off"
                          : fmt::format("{} concedes {} of utility", id(i), utility(*concession.amounts[i])));
    }
    const std::string opens = concession.deals ? deals_text(*concession.deals) : "deals";
    return fmt::format("{}: opens {}, for example {}", join_words(parts, "; and "), opens,
                       against(s_.table.values(concession.deal)));
  }

  [[nodiscard]] std::string impasse() const {
    const AdditiveImpasse& impasse = *s_.impasse;
    if (s_.deals == 0) {
      return style_.paragraph("nothing that the table can set may change: there is no deal at all, acceptable or not",
                              2);
    }
    std::vector<std::string> sets;
    for (const std::vector<std::size_t>& set : impasse.blocked) {
      std::vector<std::string> ids;
      for (const std::size_t i : set) ids.push_back(id(i));
      sets.push_back("{" + join_words(ids, ", ") + "}");
    }
    std::string out;
    if (!sets.empty()) {
      out += style_.paragraph(fmt::format("no deal satisfies these together ({}): {}",
                                          impasse.all_blocked ? "every smaller group can be satisfied"
                                                              : "some smaller group may not, either",
                                          join_words(sets)),
                              2);
    }
    if (!impasse.all_blocked) {
      out += style_.paragraph(fmt::format("which {}groups no deal satisfies was not settled within the limits",
                                          sets.empty() ? "" : "other "),
                              2);
    }
    if (impasse.ending != Ending::done) {
      return out + style_.paragraph("the smallest concessions were not settled within the limits", 2);
    }
    out += "  smallest concessions of one party that open a deal\n";
    for (std::size_t i = 0; i < impasse.alone.size(); ++i) {
      const auto& k = impasse.alone[i];
      out += style_.paragraph(
          k ? concession_text(impasse.concessions[*k]) : id(i) + ": no concession of it alone is enough", 6, "    -");
    }
    std::size_t together = 0;
    for (const AdditiveConcession& concession : impasse.concessions) {
      if (concession.conceding() < 2) continue;
      if (together++ == 0) out += "  and of several together, none of which can be smaller\n";
      if (limit_ == 0 || together <= limit_) out += style_.paragraph(concession_text(concession), 6, "    -");
    }
    const std::size_t more = impasse.concessions_found - impasse.concessions.size();
    if (more > 0) out += fmt::format("    ... and {} more; --limit 0 lists all\n", with_commas(more));
    return out;
  }

  [[nodiscard]] std::string zone() const {
    std::string out;
    const bool open = s_.open().value_or(false);
    for (std::size_t i = 0; i < s_.shifts.size(); ++i) {
      const AdditiveShift& shift = s_.shifts[i];
      std::string text;
      if (shift.ending != Ending::done) {
        text = "which walk-away would open or close the zone was not settled within the limits";
      } else if (!shift.best) {
        text = "no other walk-away would open the zone: the others accept no deal";
      } else {
        const bool reached = open == member(i);  // the zone changes where the walk-away reaches the best deal
        text = fmt::format("a walk-away with a utility of {}{} would {} the zone",
                           reached ? ""
                           : open  ? "more than "
                                   : "less than ",
                           utility(*shift.best), open ? "close" : "open");
        if (!reached && !open && !member(i)) text = "";
        text += fmt::format(" ({} from {})", signed_utility(*shift.best - s_.table.problem.walk_away[i]),
                            utility(s_.table.problem.walk_away[i]));
      }
      out += style_.paragraph(text, 17, "    " + id(i));
    }
    return out;
  }

  const Model& model_;
  const AdditiveAnswer& answer_;
  const AdditiveTableAnswer& table_;
  const AdditiveSettlement& s_;
  const Style& style_;
  std::size_t limit_;
};

}  // namespace

std::string additive_page(const AdditiveAnswer& answer, const Style& style, std::size_t limit) {
  if (answer.tables.empty()) {
    return "  the case has no tables; add `tables:`, such as `talks: [A, B]` for two parties who negotiate\n";
  }
  std::string out;
  for (const AdditiveTableAnswer& table : answer.tables) {
    if (!out.empty()) out += "\n";
    out += AdditivePage(answer, table, style, limit).whole();
  }
  return out;
}

std::string additive_csv(const AdditiveAnswer& answer) {
  std::string out = "table";
  for (const Variable& variable : answer.model.variables) out += "," + variable.id;
  for (const Party& party : answer.model.parties) out += ",utility." + party.id;
  out += ",alike,efficient,picked_by\n";
  for (const AdditiveTableAnswer& table : answer.tables) {
    const bool found = table.settlement->frontier.has_value();
    for (const ShownDeal& deal : found ? table.frontier : table.efficient) {
      out += table.settlement->table.table->id;
      for (std::size_t v = 0; v < deal.values.size(); ++v) {
        out += "," + answer.model.value_name(VariableId(v), deal.values[v]);
      }
      for (std::size_t p = 0; p < answer.model.parties.size(); ++p) {
        const Preferences& preferences = answer.model.preferences[p];
        out += ",";
        if (preferences.form != Preferences::Form::weights) continue;
        out += to_text(Decimal{weighted_sum(preferences, deal.values)});
      }
      out += fmt::format(",{},1,", found ? to_text(deal.alike) : "");
      for (std::size_t k = 0; k < deal.picked_by.size(); ++k) {
        out += (k > 0 ? " " : "") + std::string(deal.picked_by[k]);
      }
      out += "\n";
    }
  }
  return out;
}

}  // namespace detente
