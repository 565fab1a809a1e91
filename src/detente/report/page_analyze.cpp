#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/deals_text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/path_text.hpp"
#include "detente/report/phrases.hpp"
#include "detente/report/sources_pages.hpp"
#include "detente/report/traps_answer.hpp"
#include "detente/space/describe.hpp"

namespace detente {

namespace {

std::string section(const Style& style, std::string_view title) { return "\n" + style.heading(title) + "\n"; }

/// A statement with its place in the order ("2."), or its weight ("+3", "-4").
struct Want {
  std::string label;
  const Statement* statement;
};

/// What a party wants: an order from its top, weights from the heaviest.
std::vector<Want> wants_of(const Model& model, PartyId party) {
  std::vector<Want> wants;
  const Preferences& preferences = model.preferences[party.index()];
  for (std::size_t k = 0; k < preferences.order.size(); ++k) {
    for (const Statement& statement : preferences.order[k]) wants.push_back({fmt::format("{}.", k + 1), &statement});
  }
  for (const Statement& statement : preferences.weights) {
    wants.push_back({(statement.weight.millionths > 0 ? "+" : "") + to_text(statement.weight), &statement});
  }
  if (preferences.form == Preferences::Form::weights) {
    std::ranges::stable_sort(wants, std::ranges::greater{},
                             [](const Want& w) { return std::abs(w.statement->weight.millionths); });
  }
  return wants;
}

/// A ranking in one line: of a small graph "s1 > s3, s4 > s2", else only that there is one.
std::string ranking_text(const Analysis& a, PartyId party) {
  constexpr std::size_t most_states = 40;
  const Variable* graph = a.model.graph();
  if (!graph || a.space.size() > most_states) {
    return fmt::format("as it ranks the states, in {} groups", a.model.preferences[party.index()].ranking.size());
  }
  std::vector<std::vector<std::string>> groups(a.payoffs.classes(party));
  for (std::size_t s = 0; s < a.space.size(); ++s) {
    groups[groups.size() - 1 - a.payoffs.rank(party, StateId(s))].push_back(graph->values[s]);
  }
  std::vector<std::string> words;
  for (const std::vector<std::string>& group : groups) words.push_back(join_words(group, ", "));
  return join_words(words, " > ");
}

/// Whether anything in the case depends on a date.
bool is_dated(const Model& model) { return model.day.has_value() || model.dated; }

std::string parties_text(const Analysis& a, const Style& style) {
  constexpr std::size_t most_wants = 3;
  std::string out;
  for (std::size_t p = 0; p < a.model.parties.size(); ++p) {
    const Party& party = a.model.parties[p];
    out += "  " + style.strong(party.name == party.id ? party.id : fmt::format("{} ({})", party.name, party.id)) + "\n";
    std::vector<std::string> can;
    for (const VariableId v : a.model.movable_by(PartyId(p))) {
      const Variable& variable = a.model.variable(v);
      if (variable.kind == Variable::Kind::graph) {
        can.push_back(counted(variable.arcs[p].size(), "move"));
      } else if (variable.kind == Variable::Kind::term) {
        can.push_back(fmt::format("break off {}", variable.id));
      } else {
        const std::string option = variable.id.substr(variable.id.find('.') + 1);
        can.push_back(fmt::format("{} [{}]", option, variable.values[variable.now]));
      }
    }
    out += style.paragraph(can.empty() ? "nothing: it only judges" : join_words(can, ", "), 13,
                           a.model.graph() ? "    has" : "    sets");
    const std::vector<Want> wants = wants_of(a.model, PartyId(p));
    for (std::size_t k = 0; k < std::min(wants.size(), most_wants); ++k) {
      const Statement& statement = *wants[k].statement;
      const std::string words = statement.text.empty() ? to_text(statement.formula, a.model) : statement.text;
      out += style.paragraph(fmt::format("{} {} {}", wants[k].label, words, support_text(statement.support)), 13,
                             k == 0 ? "    wants" : "");
    }
    if (wants.size() > most_wants) {
      out += style.paragraph(fmt::format("and {} more", counted(wants.size() - most_wants, "aim")), 13);
    }
    if (wants.empty() && a.model.preferences[p].form == Preferences::Form::ranking) {
      out += style.paragraph(ranking_text(a, PartyId(p)), 13, "    wants");
    }
  }
  return out;
}

std::string now_text(Analysis& a, const Style& style) {
  const StateId now = a.space.now();
  std::string out = style.paragraph(fmt::format("state {}: {}", now.number(), describe(a.model, a.space, now)), 2);
  std::vector<std::string> holds;
  for (const Concept c : strongest_first) {
    if (a.stability().equilibria(c).test(now.index())) holds.emplace_back(short_name(c));
  }
  out += style.paragraph(
      holds.empty() ? "now is no equilibrium under any concept" : "now is an equilibrium under " + join_words(holds),
      2);
  for (std::size_t p = 0; p < a.model.parties.size(); ++p) {
    if (a.stability().stable(Concept::seq, PartyId(p)).test(now.index())) continue;
    for (const Deterrence& d : a.explainer().explain(now, PartyId(p), Concept::seq)) {
      if (d.deterred) continue;
      out += style.paragraph(fmt::format("it would be left by {} (no response deters it under SEQ)",
                                         step_text(a, {{PartyId(p)}, now, d.to})),
                             2);
      break;
    }
  }
  return out;
}

std::string lasting_text(Analysis& a, const Style& style) {
  const BitVector reached = a.questioner().by_improvements().states();
  std::string out = fmt::format("  {:<9}{:>14}{:>10}{:>26}{:>6}\n", "concept", "equilibria", "share",
                                "reached by improvements", "now");
  std::optional<Concept> strongest;
  for (const Concept c : strongest_first) {
    const BitVector equilibria = a.stability().equilibria(c);
    const std::size_t count = equilibria.count();
    if (count > 0 && !strongest) strongest = c;
    out += fmt::format("  {:<9}{:>14}{:>10}{:>26}{:>6}\n", short_name(c), with_commas(count),
                       percent(count, a.space.size()), with_commas((equilibria & reached).count()),
                       equilibria.test(a.space.now().index()) ? "yes" : "no");
  }
  if (!strongest) return out + "  no state is an equilibrium under any of them\n";
  const auto describe_set = [&](Concept c, std::size_t patterns) {
    const BitVector equilibria = a.stability().equilibria(c);
    out += fmt::format("  {} ({}), {}:\n", short_name(c), long_name(c),
                       counted(equilibria.count(), "equilibrium", "equilibria"));
    out += set_text(a, equilibria, style, 10, patterns);
  };
  describe_set(*strongest, 5);
  const bool more = a.stability().equilibria(Concept::seq).count() > a.stability().equilibria(*strongest).count();
  if (*strongest != Concept::seq && more) describe_set(Concept::seq, 5);
  return out;
}

std::string ways_text(Analysis& a, const Style& style) {
  const Reach& reach = a.questioner().by_improvements();
  std::string out =
      style.paragraph(fmt::format("by improvements {} of {} other states can be reached from now, by any moves {}",
                                  with_commas(reach.count() - 1), with_commas(a.space.size() - 1),
                                  with_commas(a.questioner().by_moves().count() - 1)),
                      2);
  for (const Concept c : strongest_first) {
    BitVector lasting = a.stability().equilibria(c) & reach.states();
    lasting.reset(a.space.now().index());
    if (!lasting.any()) continue;
    out += style.paragraph(
        fmt::format("nearest {} equilibri{} on the way:", short_name(c), lasting.count() == 1 ? "um" : "a"), 2);
    std::size_t shown = 0;
    for (const StateId s : reach.order()) {
      if (!lasting.test(s.index())) continue;
      if (++shown > 3) break;
      out += style.paragraph(fmt::format("state {}: {}", s.number(), against_now(a, s)), 4);
      out += path_text(a, style, a.evolution().path(s, reach, true), 6);
    }
    return out;
  }
  return out + style.paragraph("no equilibrium other than now can be reached by improvements", 2);
}

std::string tables_text(Analysis& a, const Style& style) {
  std::vector<const Table*> tables;
  for (const Table& table : a.model.tables) tables.push_back(&table);
  const DealsAnswer answer = answer_deals(a, tables, a.space.now(), all_concepts, 1);
  std::string out;
  for (const TableAnswer& table : answer.tables) out += table_summary(a, style, answer, table);
  if (answer.refused) out += style.paragraph("not all: " + answer.diagnostics.front().message, 2);
  return out;
}

}  // namespace

std::string analyze_page(Analysis& a, const Style& style, const std::string& file, const Diagnostics& warnings,
                         const AnalyzeExtras& extras) {
  std::string out = style.heading(a.model.title.empty() ? file : a.model.title) + "\n";
  const std::string day = a.model.day         ? ", as of " + to_text(*a.model.day)
                          : is_dated(a.model) ? ", after its last date"
                                              : "";
  out += style.faint(file + day) + "\n";
  if (!a.model.about.empty()) out += "\n" + style.paragraph(a.model.about, 2);

  std::vector<const Question*> asked;
  for (const Question& question : a.model.questions) asked.push_back(&question);
  const std::vector<Answered> questions = answer_all(a, asked);
  if (!questions.empty() || !extras.evidence.empty()) out += section(style, "IN SHORT");
  if (!questions.empty()) out += short_answers(a, style, questions);
  if (!extras.evidence.empty()) out += style.paragraph("evidence: " + extras.evidence, 2);

  out += section(style, "THE CONFLICT");
  const auto terms =
      static_cast<std::size_t>(std::ranges::count(a.model.variables, Variable::Kind::term, &Variable::kind));
  const std::string parties = counted(a.model.parties.size(), "party", "parties");
  out += style.paragraph(
      a.model.graph() ? fmt::format("{}, in graph form: {}", parties, counted(a.space.size(), "state"))
                      : fmt::format("{}, {}{}, {}, {}", parties, counted(a.model.variables.size() - terms, "option"),
                                    terms > 0 ? ", " + counted(terms, "term") : "",
                                    counted(a.model.rules.size(), "rule"), counted(a.space.size(), "feasible state")),
      2);
  out += parties_text(a, style);

  out += section(style, "NOW") + now_text(a, style);
  out += section(style, "WHAT CAN LAST") + lasting_text(a, style);
  out += section(style, "HOW TO GET THERE") + ways_text(a, style);
  if (!questions.empty()) out += section(style, "QUESTIONS") + questions_page(a, style, questions);
  const std::string levers = levers_section(a, style, file);
  if (!levers.empty()) out += section(style, "LEVERS") + levers;
  out += section(style, "COALITIONS") + coalitions_section(a, style, file);
  out += section(style, "TRAPS") + traps_section(a, style, file);
  if (!a.model.tables.empty()) out += section(style, "DEALS") + tables_text(a, style);
  if (!extras.without.empty())
    out += section(style, "WHAT CHANGES WITHOUT " + join_words(extras.without)) + changes_text(extras.changes, style);
  if (!warnings.empty()) {
    out += section(style, "WARNINGS");
    for (const Diagnostic& warning : warnings) {
      out += style.paragraph(fmt::format("{} [{}]", warning.message, warning.code), 4, "  -");
    }
  }
  if (!a.complete()) out += "\nstopped before the end: what is above may be incomplete\n";
  return out;
}

}  // namespace detente
