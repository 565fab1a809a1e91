#include "detente/evidence/without.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/evidence/parts.hpp"

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

/// Statements come and go without touching the states; anything else may change their numbers.
Diagnostics findings(const Case& rest, const std::vector<std::string>& removed, bool renumbered,
                     const std::set<std::string>& sources) {
  const std::string without = join_words({sources.begin(), sources.end()});
  Diagnostics all;
  all.push_back({.severity = Severity::warning,
                 .code = "left-out",
                 .message = removed.empty()
                                ? fmt::format("nothing in the case rests only on {}", without)
                                : fmt::format("left out, for it rests only on {}: {}", without, join_words(removed))});
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
  for (Variable& variable : rest.variables) {
    if (loses_all(variable.support, sources)) {
      variable.period = never();
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
    std::erase_if(preferences.order, [](const Level& level) { return level.empty(); });
    std::erase_if(preferences.weights, is_gone);
    if (preferences.order.empty() && preferences.weights.empty() && preferences.ranking.empty()) {
      preferences.form = Preferences::Form::none;
    }
  }
  result.diagnostics = findings(rest, removed, renumbered, sources);
  return result;
}

}  // namespace detente
