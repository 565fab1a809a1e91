#include "detente/evidence/without.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/evidence/parts.hpp"
#include "detente/model/model.hpp"

namespace detente {

namespace {

/// Takes the citations out; true if the part rested on nothing else.
bool loses_all(Support& support, const std::set<std::string>& sources) {
  if (support.citations.empty()) return false;
  std::erase_if(support.citations, [&](const Citation& c) { return sources.contains(c.source); });
  return support.citations.empty() && support.assumed.empty();
}

/// A period that holds no day.
Period never() { return {.from = Date{}, .until = Date{}}; }

/// Which variables are gone, by index.
using Gone = std::vector<char>;

bool speaks_of(const Formula& formula, const Gone& gone) {
  return std::ranges::any_of(variables_of(formula), [&](VariableId v) { return gone[v.index()] != 0; });
}

/// The conjuncts of a formula that do not speak of what is gone; nothing if none is left.
std::optional<Formula> rest_of(const Formula& formula, const Gone& gone) {
  if (!speaks_of(formula, gone)) return formula;
  if (formula.op != Formula::Op::conjunction && formula.op != Formula::Op::all) return std::nullopt;
  std::vector<Formula> kept;
  for (const Formula& operand : formula.operands) {
    if (auto rest = rest_of(operand, gone)) kept.push_back(std::move(*rest));
  }
  if (kept.empty()) return std::nullopt;
  if (kept.size() == 1) return kept.front();
  return Formula::apply(formula.op, std::move(kept));
}

/// Takes what speaks of the variables that are gone out of the conditions of the others.
void loosen(Variable& variable, const Gone& gone, std::vector<std::string>& dangling) {
  const auto loosen_one = [&](std::optional<Formula>& condition, const std::string& name) {
    if (!condition || !speaks_of(*condition, gone)) return;
    condition = rest_of(*condition, gone);
    dangling.push_back(name + (condition ? " (in part)" : ""));
  };
  loosen_one(variable.needs, "needs of " + variable.id);
  for (Transition& move : variable.moves) {
    loosen_one(move.condition, fmt::format("condition of {} {} -> {}", variable.id, variable.values[move.from],
                                           variable.values[move.to]));
  }
}

/// Takes out what speaks of the variables that are gone.
void take_out_dangling(Case& rest, const Gone& gone, std::vector<std::string>& dangling) {
  for (std::size_t v = 0; v < rest.variables.size(); ++v) {
    if (gone[v] == 0) loosen(rest.variables[v], gone, dangling);
  }
  std::erase_if(rest.rules, [&](Rule& rule) {
    if (!speaks_of(rule.formula, gone)) return false;
    auto narrowed = rest_of(rule.formula, gone);
    dangling.push_back(rule.id + (narrowed ? " (in part)" : ""));
    if (narrowed) rule.formula = std::move(*narrowed);
    return !narrowed;
  });
  const auto erase = [&](auto& parts, const auto& formula_of, const auto& name_of_part) {
    std::erase_if(parts, [&](const auto& part) {
      if (!speaks_of(formula_of(part), gone)) return false;
      dangling.push_back(name_of_part(part));
      return true;
    });
  };
  erase(
      rest.merges, [](const Merge& m) -> const Formula& { return m.when; },
      [&](const Merge& m) { return "merge of " + to_text(m.when, rest); });
  const auto formula_of = [](const Statement& s) -> const Formula& { return s.formula; };
  const auto id_of = [](const Statement& s) { return s.id; };
  for (Preferences& preferences : rest.preferences) {
    for (Level& level : preferences.order) erase(level, formula_of, id_of);
    erase(preferences.weights, formula_of, id_of);
  }
  erase(
      rest.questions, [](const Question& q) -> const Formula& { return q.goal; },
      [](const Question& q) { return "question " + q.id; });
}

/// Statements come and go without touching the states; anything else may change their numbers.
Diagnostics findings(const CaseWithout& result, bool renumbered, const std::set<std::string>& sources) {
  const std::string without = join_words({sources.begin(), sources.end()});
  const Case& rest = result.document;
  Diagnostics all;
  const auto warn = [&](std::string message) {
    all.push_back({.severity = Severity::warning, .code = "left-out", .message = std::move(message)});
  };
  warn(result.removed.empty()
           ? fmt::format("nothing in the case rests only on {}", without)
           : fmt::format("left out, for it rests only on {}: {}", without, join_words(result.removed)));
  if (!result.dangling.empty())
    warn(fmt::format("left out too, for it speaks of what is gone: {}", join_words(result.dangling)));
  if (!rest.variables.empty() &&
      std::ranges::all_of(rest.variables, [](const Variable& v) { return v.period == never(); })) {
    all.push_back({.severity = Severity::error,
                   .code = "nothing-left",
                   .message = fmt::format("without {} no option or term is left", without)});
  }
  if (!renumbered) return all;
  for (std::size_t p = 0; p < rest.preferences.size(); ++p) {
    for (const RankingGroup& group : rest.preferences[p].ranking) {
      if (std::holds_alternative<Formula>(group.members)) continue;
      all.push_back({.severity = Severity::error,
                     .code = "ranking-by-number",
                     .message = fmt::format("without {} the states are numbered anew, but the ranking of {} names them "
                                            "by number",
                                            without, rest.parties[p].id),
                     .span = group.span,
                     .hint = "write its groups as formulas"});
      break;
    }
  }
  return all;
}

}  // namespace

CaseWithout case_without(const Case& document, const std::set<std::string>& sources) {
  CaseWithout result{.document = document};
  Case& rest = result.document;
  std::vector<std::string>& removed = result.removed;
  for (Party& party : rest.parties) (void)loses_all(party.support, sources);
  Gone gone_variables(rest.variables.size(), 0);
  for (std::size_t v = 0; v < rest.variables.size(); ++v) {
    Variable& variable = rest.variables[v];
    if (loses_all(variable.support, sources)) {
      variable.period = never();
      gone_variables[v] = 1;
      removed.push_back(variable.id);
      continue;
    }
    std::erase_if(variable.now_values, [&](DatedValue& value) {
      const bool gone = loses_all(value.support, sources);
      if (gone) removed.push_back(name_of(variable, value));
      return gone;
    });
  }
  // Names are given out before anything goes, so that places stay what they are in the file.
  const auto note_losses = [&](auto& parts, const auto& name) {
    for (std::size_t k = 0; k < parts.size(); ++k) {
      if (loses_all(parts[k].support, sources)) removed.push_back(name(parts[k], k));
    }
  };
  const auto id = [](const auto& part, std::size_t) { return part.id; };
  note_losses(rest.rules, id);
  note_losses(rest.merges, [](const Merge&, std::size_t k) { return name_of_merge(k); });
  const bool renumbered = !removed.empty();
  for (Preferences& preferences : rest.preferences) {
    for (Level& level : preferences.order) note_losses(level, id);
    note_losses(preferences.weights, id);
  }
  const std::set<std::string> gone(removed.begin(), removed.end());
  const auto is_gone = [&](const auto& part) { return gone.contains(part.id); };
  std::erase_if(rest.rules, is_gone);
  std::size_t place = 0;
  std::erase_if(rest.merges, [&](const Merge&) { return gone.contains(name_of_merge(place++)); });
  for (Preferences& preferences : rest.preferences) {
    for (Level& level : preferences.order) std::erase_if(level, is_gone);
    std::erase_if(preferences.weights, is_gone);
  }
  take_out_dangling(rest, gone_variables, result.dangling);
  for (Preferences& preferences : rest.preferences) {
    std::erase_if(preferences.order, [](const Level& level) { return level.empty(); });
    if (preferences.order.empty() && preferences.weights.empty() && preferences.ranking.empty()) {
      preferences.form = Preferences::Form::none;
    }
  }
  result.diagnostics = findings(result, renumbered, sources);
  return result;
}

}  // namespace detente
