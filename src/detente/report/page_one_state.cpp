#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/model/formula_parser.hpp"
#include "detente/report/one_state.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

/// "USA: meet (no -> yes)".
std::string step_text(const Model& model, PartyId party, const std::vector<Value>& from, const std::vector<Value>& to) {
  std::vector<std::string> changes;
  for (std::size_t v = 0; v < from.size(); ++v) {
    if (from[v] == to[v]) continue;
    const Variable& variable = model.variables[v];
    const bool own = variable.kind == Variable::Kind::option && variable.owner == party;
    changes.push_back(fmt::format("{} ({} -> {})", own ? variable.id.substr(variable.id.find('.') + 1) : variable.id,
                                  variable.values[from[v]], variable.values[to[v]]));
  }
  return fmt::format("{}: {}", model.party_id(party), join_words(changes, ", "));
}

std::string because(OneState& one, PartyId party, const std::vector<Value>& better, const std::vector<Value>& worse) {
  std::vector<std::string> reasons;
  for (const Statement* s : one.deciding(party, better, worse)) reasons.push_back(reason_text(one.model(), *s));
  return reasons.empty() ? "" : " because of " + join_words(reasons);
}

std::string deterrence_text(OneState& one, const Style& style, const std::vector<Value>& state,
                            const OneStateAnswer& answer, const ValuedDeterrence& d) {
  const Model& model = one.model();
  const std::string party = model.party_id(answer.party);
  std::string out =
      style.paragraph(fmt::format("{}, which it likes better{}", step_text(model, answer.party, state, d.to),
                                  because(one, answer.party, d.to, state)),
                      6, "    *");
  if (!d.deterred) {
    return out + style.paragraph(answer.c == Concept::nash
                                     ? "nothing holds it back: Nash stability looks at no responses"
                                     : "nothing that the others can answer deters it",
                                 8);
  }
  std::vector<Value> at = d.to;
  for (const ValuedResponse& response : d.sanction) {
    out += style.paragraph(
        fmt::format("{} {}: {}", model.party_id(response.party),
                    responses_improve(answer.c) ? "could and would answer, since it gains" : "could answer",
                    step_text(model, response.party, at, response.to)),
        8);
    at = response.to;
  }
  const std::string worse = because(one, answer.party, state, at);
  return out +
         style.paragraph(
             fmt::format("that is no better for {} than staying{}", party,
                         counters_escape(answer.c) ? worse + ", and it has no way out to anything better" : worse),
             8);
}

}  // namespace

std::optional<std::vector<Value>> find_values(OneState& one, std::string_view text, Diagnostics& diagnostics) {
  const Model& model = one.model();
  const auto fail = [&](std::string code, std::string message, std::string hint) {
    diagnostics.push_back(
        {.severity = Severity::error, .code = std::move(code), .message = std::move(message), .hint = std::move(hint)});
    return std::nullopt;
  };
  std::uint64_t number = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size()) {
    return fail("no-such-state",
                fmt::format("state {} cannot be found: the states are too many to be numbered", number),
                "give a name from `states` in the case, or a formula that exactly one state satisfies");
  }
  const auto feasible = [&](std::vector<Value> values) -> std::optional<std::vector<Value>> {
    for (const Rule& rule : model.rules) {
      if (!holds(rule.formula, values)) {
        return fail("infeasible-state", fmt::format("the state '{}' is not feasible", text),
                    fmt::format("it breaks the rule '{}'", to_text(rule.formula, model)));
      }
    }
    return values;
  };
  if (text == "now") return feasible(model.now());
  if (const NamedState* named = model.find_state(text)) {
    std::vector<Value> values = model.now();
    for (const auto& [v, value] : named->values) values[v.index()] = value;
    return feasible(std::move(values));
  }
  Diagnostics mistakes;
  const auto formula = parse_formula(std::string(text), model, mistakes);
  if (!formula) {
    diagnostics.insert(diagnostics.end(), mistakes.begin(), mistakes.end());
    return fail("unknown-state", fmt::format("'{}' names no state", text),
                "give a name from `states` in the case, or a formula that exactly one state satisfies");
  }
  try {
    OneState::Choice choice = one.choose(*formula);
    if (!choice.nearest_to_now) return fail("unknown-state", fmt::format("no feasible state satisfies '{}'", text), "");
    if (choice.only_one) return std::move(*choice.nearest_to_now);
    return fail("ambiguous-state", fmt::format("several states satisfy '{}'", text),
                "name more options until one is left; the one nearest to now is: " +
                    against_now(model, *choice.nearest_to_now));
  } catch (const OutOfBudget& spent) {
    return fail("unknown-state", fmt::format("'{}' could not be looked up: {}", text, spent.what()),
                "raise --budget, or give a name from `states` in the case");
  }
}

std::string one_state_page(OneState& one, const Style& style, std::string_view why, const std::vector<Value>& state,
                           const std::vector<OneStateAnswer>& answers) {
  const Model& model = one.model();
  std::string out = style.paragraph(against_now(model, state), 0);
  if (!why.empty()) {
    out += style.paragraph(
        fmt::format("Single states only: {}. What follows holds exactly; it was found without a list of "
                    "the states.",
                    why),
        0);
  }
  for (const OneStateAnswer& answer : answers) {
    const OneStateVerdict& v = answer.verdict;
    const std::string party = model.party_id(answer.party);
    if (!v.stable) {
      out += "\n" + style.heading(fmt::format("Not settled for {} under {}.", party, short_name(answer.c))) + "\n";
      out += style.paragraph(v.open_because, 2);
      continue;
    }
    out += "\n" +
           style.heading(fmt::format("This state is {} for {} under {}.", *v.stable ? "stable" : "not stable", party,
                                     short_name(answer.c))) +
           "\n";
    if (v.improvements == 0) {
      out += style.paragraph(fmt::format("{} has no move to a state that it likes better.", party), 2);
      continue;
    }
    if (v.improvements && v.not_deterred) {
      out += style.paragraph(
          fmt::format("It has {}, {}.", counted(*v.improvements, "improvement"),
                      *v.not_deterred == 0               ? "all deterred"
                      : v.not_deterred == v.improvements ? "none deterred"
                                                         : with_commas(*v.not_deterred) + " not deterred"),
          2);
    }
    for (const ValuedDeterrence& d : v.shown) out += deterrence_text(one, style, state, answer, d);
    if (v.improvements && *v.improvements > v.shown.size()) {
      out += fmt::format("    ... and {} more\n", with_commas(*v.improvements - v.shown.size()));
    }
  }
  return out;
}

}  // namespace detente
