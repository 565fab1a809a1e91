#include "detente/report/phrases.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/space/describe.hpp"

namespace detente {

std::string literals_text(const Model& model, const std::vector<Literal>& literals) {
  std::vector<std::string> parts;
  for (const auto& [v, value] : literals) parts.push_back(literal_text(model, v, value));
  return join_words(parts, ", ");
}

std::vector<VariableId> differing(const StateSpace& space, StateId a, StateId b) {
  const std::vector<Value> in_a = space.values(a);
  const std::vector<Value> in_b = space.values(b);
  const std::vector<VariableId> open_a = space.open_variables(a);
  const std::vector<VariableId> open_b = space.open_variables(b);
  std::vector<VariableId> differ;
  for (std::size_t v = 0; v < in_a.size(); ++v) {
    const bool open =
        std::ranges::binary_search(open_a, VariableId(v)) || std::ranges::binary_search(open_b, VariableId(v));
    if (in_a[v] != in_b[v] && !open) differ.emplace_back(v);
  }
  return differ;
}

std::vector<std::string> value_names(const Analysis& a, StateId s) {
  const std::vector<Value> values = a.space.values(s);
  std::vector<std::string> names;
  for (std::size_t v = 0; v < values.size(); ++v) names.push_back(a.model.value_name(VariableId(v), values[v]));
  for (const VariableId v : a.space.open_variables(s)) names[v.index()] = "*";
  return names;
}

std::string against_now(const Analysis& a, StateId s) { return against(a, a.space.now(), s); }

std::string against_now(const Model& model, const std::vector<Value>& values) {
  const std::vector<Value> now = model.now();
  std::vector<std::string> parts;
  for (std::size_t v = 0; v < values.size(); ++v) {
    if (values[v] != now[v]) parts.push_back(literal_text(model, VariableId(v), values[v]));
  }
  return parts.empty() ? "now" : "as now, but " + join_words(parts, ", ");
}

std::string literals_against(const Analysis& a, StateId base, StateId s) {
  const std::vector<Value> values = a.space.values(s);
  std::vector<std::string> parts;
  for (const VariableId v : differing(a.space, base, s)) {
    parts.push_back(literal_text(a.model, v, values[v.index()]));
  }
  return join_words(parts, ", ");
}

std::string against(const Analysis& a, StateId base, StateId s) {
  const std::string base_text = base == a.space.now() ? "now" : fmt::format("state {}", base.number());
  if (s == base) return base_text;
  if (a.model.graph()) return describe(a.model, a.space, s);
  const std::string literals = literals_against(a, base, s);
  // A merged state may differ from the base only in variables that mean nothing in it.
  if (literals.empty()) return describe(a.model, a.space, s);
  return fmt::format("as {}, but {}", base_text, literals);
}

std::string step_text(const Analysis& a, const Step& step, std::string_view to) {
  std::vector<std::string> movers;
  for (const PartyId p : step.parties) movers.push_back(a.model.party_id(p));
  const std::vector<Value> before = a.space.values(step.from);
  const std::vector<Value> after = a.space.values(step.to);
  std::vector<std::string> changes;
  for (const VariableId v : differing(a.space, step.from, step.to)) {
    const Variable& variable = a.model.variable(v);
    if (variable.kind == Variable::Kind::graph) {
      changes.push_back(fmt::format("{} {} {}", variable.values[before[0]], to, variable.values[after[0]]));
      continue;
    }
    const std::size_t dot = variable.id.find('.');
    const bool own =
        variable.kind == Variable::Kind::option && step.parties.size() == 1 && variable.owner == step.parties[0];
    changes.push_back(fmt::format("{} ({} -> {})", own ? variable.id.substr(dot + 1) : variable.id,
                                  variable.values[before[v.index()]], variable.values[after[v.index()]]));
  }
  if (changes.empty()) changes.push_back(fmt::format("{} {}", to, describe_numbered(a.model, a.space, step.to)));
  return fmt::format("{}: {}", join_words(movers, " + "), join_words(changes, ", "));
}

std::string column_of(const Variable& variable) {
  return variable.kind == Variable::Kind::graph ? "name" : variable.id;
}

std::string support_text(const Support& support) {
  std::vector<std::string> parts;
  for (const Citation& c : support.citations) {
    parts.push_back(c.first == c.last ? fmt::format("{}#{}", c.source, c.first)
                                      : fmt::format("{}#{}-{}", c.source, c.first, c.last));
  }
  if (!support.assumed.empty()) parts.emplace_back("assumed");
  return parts.empty() ? "" : fmt::format("[{}]", join_words(parts, ", "));
}

std::string statement_text(const Model& model, const Statement& statement) {
  const std::string support = support_text(statement.support);
  const std::string words = statement.text.empty() ? to_text(statement.formula, model) : statement.text;
  return fmt::format("{} ({}){}{}", statement.id, words, support.empty() ? "" : " ", support);
}

std::string reason_text(const Model& model, const Statement& statement) {
  const std::string text = statement_text(model, statement);
  if (statement.weight.millionths >= 0) return text;
  return fmt::format("being without {}, which weighs {}", text, to_text(statement.weight));
}

std::string because(const Analysis& a, PartyId party, StateId better, StateId worse) {
  std::vector<std::string> reasons;
  for (const Statement* s : deciding_statements(a.model, a.space, party, better, worse)) {
    reasons.push_back(reason_text(a.model, *s));
  }
  return reasons.empty() ? "" : " because of " + join_words(reasons);
}

std::string percent(std::size_t part, std::size_t whole) {
  if (whole == 0) return "0%";
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  if (part == whole) return "100%";
  if (part > 0 && share < 0.1) return "<0.1%";
  if (share > 99.9) return ">99.9%";
  return fmt::format("{:.1f}%", share);
}

std::string counted(std::size_t n, std::string_view singular, std::string_view plural) {
  if (n == 1) return fmt::format("1 {}", singular);
  return plural.empty() ? fmt::format("{} {}s", with_commas(n), singular)
                        : fmt::format("{} {}", with_commas(n), plural);
}

std::string title_of(const Variable& variable) { return variable.text.empty() ? variable.id : variable.text; }

std::string set_text(Analysis& a, const BitVector& set, const Style& style, std::size_t list_at_most,
                     std::size_t most_patterns) {
  std::string out;
  const std::size_t count = set.count();
  if (count == 0) return out;
  const Reach& reach = a.questioner().by_improvements();
  const BitVector reached = set & reach.states();

  const auto list = [&](const BitVector& states) {
    std::vector<StateId> order;
    states.for_each([&](std::size_t s) { order.emplace_back(s); });
    std::ranges::stable_sort(order, {}, [&](StateId s) { return reach.steps(s); });
    for (const StateId s : order) {
      const std::string way = !reach.reached(s) ? ""
                              : reach.steps(s) == 0
                                  ? ""
                                  : fmt::format(" ({} from now)", counted(reach.steps(s), "improvement"));
      out += style.paragraph(against_now(a, s) + way, 14, fmt::format("    {:>8}", s.number()));
    }
  };
  if (count <= list_at_most) {
    list(set);
    return out;
  }
  if (a.model.graph()) {  // names have nothing in common
    BitVector some(set.size());
    for (const BitVector& part : {reached, set}) {
      part.for_each([&](std::size_t s) {
        if (some.count() < list_at_most) some.set(s);
        return some.count() < list_at_most;
      });
    }
    list(some);
    return out + style.paragraph(fmt::format("and {} more", with_commas(count - some.count())), 14);
  }
  const Summary summary = summarize(a.model, a.space, set, most_patterns);
  if (!summary.common.empty()) {
    out += style.paragraph("in all of them: " + literals_text(a.model, summary.common), 6);
  }
  if (reached.any()) {
    const std::size_t near = reached.count();
    out += style.paragraph(fmt::format("{} can be reached from now by improvements{}",
                                       counted(near, "of them", "of them"), near <= list_at_most ? ":" : ""),
                           6);
    if (near <= list_at_most) {
      list(reached);
    } else {
      const Summary among = summarize(a.model, a.space, reached, 0);
      if (!among.common.empty()) out += style.paragraph("in all of those: " + literals_text(a.model, among.common), 8);
    }
  } else {
    out += style.paragraph("none of them can be reached from now by improvements", 6);
  }
  if (!summary.patterns.empty()) {
    out += style.paragraph(summary.common.empty()
                               ? "every feasible state with one of these is one of them, whatever else it holds:"
                               : "every feasible state with what all have in common and one of these is one of them:",
                           6);
    for (const Pattern& pattern : summary.patterns) {
      std::vector<Literal> more = pattern.literals;
      std::erase_if(more,
                    [&](const Literal& l) { return std::ranges::find(summary.common, l) != summary.common.end(); });
      const std::string words = more.empty() ? "nothing else is needed" : literals_text(a.model, more);
      out += style.paragraph(words, 20, fmt::format("      {:>12}", with_commas(pattern.count)));
    }
    if (summary.covered < summary.count) {
      out += style.paragraph(
          fmt::format("these cover {} of the {}", percent(summary.covered, summary.count), with_commas(summary.count)),
          6);
    }
  }
  return out;
}

}  // namespace detente
