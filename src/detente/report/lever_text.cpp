#include "detente/report/lever_text.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

std::string entry_id(const std::vector<const Statement*>& statements) {
  const std::string& id = statements.front()->id;
  return statements.size() == 1 ? id : id.substr(0, id.rfind('.'));
}

std::string restriction_text(const Model& model, const Restriction& restriction) {
  if (restriction.kind == Restriction::Kind::rule) {
    const Rule& rule = model.rules[restriction.rule];
    return fmt::format("the rule '{}'{}", to_text(rule.formula, model),
                       rule.text.empty() ? "" : " (" + rule.text + ")");
  }
  const Variable& variable = model.variable(restriction.variable);
  const auto change = [&](const Transition& t) {
    return fmt::format("{} -> {}", variable.values[t.from], variable.values[t.to]);
  };
  switch (restriction.kind) {
    case Restriction::Kind::rule: break;
    case Restriction::Kind::moves: {
      std::vector<std::string> allowed;
      for (const Transition& t : variable.moves) allowed.push_back(change(t));
      return fmt::format("that {} can only change by {}", variable.id,
                         allowed.empty() ? "nothing" : join_words(allowed));
    }
    case Restriction::Kind::condition: {
      const Transition& t = variable.moves[restriction.transition];
      return fmt::format("that {} changes by {} only if {}", variable.id, change(t), to_text(*t.condition, model));
    }
    case Restriction::Kind::needs: return fmt::format("that {} needs {}", variable.id, to_text(*variable.needs, model));
  }
  return {};
}

std::vector<std::pair<std::size_t, std::size_t>> runs_of(std::vector<std::size_t> places) {
  std::ranges::sort(places);
  std::vector<std::pair<std::size_t, std::size_t>> runs;
  for (std::size_t k = 0; k < places.size();) {
    std::size_t end = k;
    while (end + 1 < places.size() && places[end + 1] == places[end] + 1) ++end;
    if (end - k == 1) end = k;
    runs.emplace_back(places[k], places[end]);
    k = end + 1;
  }
  return runs;
}

std::string places_text(std::vector<std::size_t> places) {
  std::vector<std::string> parts;
  for (const auto& [first, last] : runs_of(std::move(places)))
    parts.push_back(first == last ? std::to_string(first) : fmt::format("{} to {}", first, last));
  return join_words(parts, " or ");
}

std::string literals_against_now(const Model& model, const ToldState& state) {
  std::vector<std::string> parts;
  for (const Setting& s : state.values) {
    if (model.variable(s.variable).now != s.value) parts.push_back(literal_text(model, s.variable, s.value));
  }
  return join_words(parts, ", ");
}

std::string against_now(const Model& model, const ToldState& state) {
  const std::string literals = literals_against_now(model, state);
  return literals.empty() ? "now" : "as now, but " + literals;
}

int reluctance(const Lever& lever) {
  const auto wanted =
      std::ranges::count_if(lever.holders, [&](PartyId p) { return lever.opinions[p.index()].wants() == "yes"; });
  const auto unwanted =
      std::ranges::count_if(lever.holders, [&](PartyId p) { return lever.opinions[p.index()].wants() == "no"; });
  const auto holders = static_cast<std::ptrdiff_t>(lever.holders.size());
  return wanted == holders ? 0 : unwanted == holders ? 2 : 1;
}

namespace {

std::string entry_text(const Model& model, const std::vector<const Statement*>& statements) {
  if (statements.size() == 1) {
    const Statement& s = *statements.front();
    return fmt::format("{} ({})", s.id, s.text.empty() ? to_text(s.formula, model) : s.text);
  }
  return fmt::format("the group {}", entry_id(statements));
}

std::string edit_text(const Model& model, const ListEdit& edit, const std::vector<std::size_t>& places) {
  const std::string& party = model.party_id(edit.party);
  const std::string entry = entry_text(model, edit.statements);
  switch (edit.kind) {
    case ListEdit::Kind::move:
      return fmt::format("{} moves {} from place {} to {}", party, entry, edit.from, places_text(places));
    case ListEdit::Kind::drop: return fmt::format("{} drops {}", party, entry);
    case ListEdit::Kind::adopt: return fmt::format("{} adopts {} at place {}", party, entry, places_text(places));
  }
  return {};
}

bool joinable(const Lever& a, const Lever& b) {
  if (a.edits.empty() || a.edits.size() != b.edits.size() || a.results != b.results ||
      a.example.number != b.example.number) {
    return false;
  }
  for (std::size_t k = 0; k < a.edits.size(); ++k) {
    const ListEdit& x = a.edits[k];
    const ListEdit& y = b.edits[k];
    if (x.kind != y.kind || x.party != y.party || x.statements != y.statements || x.from != y.from) return false;
    if (k + 1 < a.edits.size() && x.to != y.to) return false;
  }
  return std::ranges::equal(a.opinions, b.opinions, {}, &Opinion::better, &Opinion::better);
}

std::string change_text(const Model& model, const Lever& lever, const std::vector<std::size_t>& places) {
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < lever.edits.size(); ++k) {
    const bool last = k + 1 == lever.edits.size();
    parts.push_back(edit_text(model, lever.edits[k], last ? places : std::vector{lever.edits[k].to}));
  }
  for (const Setting& setting : lever.settings) {
    const bool as_now = model.variable(setting.variable).now == setting.value;
    parts.push_back(literal_text(model, setting.variable, setting.value) + (as_now ? " (as now)" : ""));
  }
  if (lever.restriction) parts.push_back(restriction_text(model, *lever.restriction));
  std::string text = join_words(parts);
  if (!lever.settings.empty()) {
    std::vector<std::string> holders;
    for (const PartyId p : lever.holders) holders.push_back(model.party_id(p));
    text = fmt::format("{}: {}, for good", join_words(holders, " + "), text);
  }
  return text;
}

/// What the parties whose change it is think of it.
std::string opinions_text(const Model& model, const LeverQuestion& question, const Lever& lever) {
  std::vector<std::string> parts;
  for (const PartyId p : lever.holders) {
    const Opinion& o = lever.opinions[p.index()];
    const std::string whose = model.party_id(p) + (is_third_party(model, question, p) ? ", a third party here," : "");
    if (o.of == 1) {
      parts.push_back(fmt::format("{} {} that to now", whose, o.better == 1 ? "prefers" : "does not prefer"));
    } else {
      parts.push_back(fmt::format("{} prefers {} of the {} resulting states to now", whose,
                                  o.better == o.of ? "all"
                                  : o.better == 0  ? "none"
                                                   : with_commas(o.better),
                                  with_commas(o.of)));
    }
  }
  if (lever.holders.empty()) {
    std::vector<std::string> welcome;
    for (const Opinion& o : lever.opinions) {
      if (o.better == o.of) welcome.push_back(model.party_id(o.party));
    }
    parts.push_back(fmt::format("nobody in the case holds it; {}",
                                welcome.empty() ? "no party prefers all that results to now"
                                                : "what results is preferred to now by " + join_words(welcome)));
  }
  return join_words(parts, "; ");
}

std::string step_text(const Model& model, const ToldStep& step) {
  std::vector<std::string> movers;
  for (const PartyId p : step.parties) movers.push_back(model.party_id(p));
  std::vector<std::string> changes;
  for (const ToldStep::Change& c : step.changes) {
    const Variable& variable = model.variable(c.variable);
    const bool own = variable.kind == Variable::Kind::option && step.parties.size() == 1;
    changes.push_back(fmt::format("{} ({} -> {})", own ? variable.id.substr(variable.id.find('.') + 1) : variable.id,
                                  variable.values[c.from], variable.values[c.to]));
  }
  return fmt::format("{}: {}", join_words(movers, " + "), join_words(changes, ", "));
}

/// What follows from the change: how near, and where that is.
std::string result_text(const Model& model, const Lever& lever) {
  std::string text = against_now(model, lever.example);
  if (!lever.path.empty()) text = fmt::format("in {} to: {}", counted(lever.path.size(), "step"), text);
  if (lever.results > 1) {
    text += fmt::format(" (the one most like now of {})", with_commas(lever.results));
  }
  return text;
}

std::string holders_text(const Model& model, const Lever& lever) {
  std::vector<std::string> holders;
  for (const PartyId p : lever.holders) holders.push_back(model.party_id(p));
  return join_words(holders);
}

}  // namespace

std::string change_text(const Model& model, const Lever& lever) {
  return change_text(model, lever, {lever.edits.empty() ? 0 : lever.edits.back().to});
}

std::vector<LeverGroup> grouped(const std::vector<Lever>& levers) {
  std::vector<LeverGroup> groups;
  for (const Lever& lever : levers) {
    const auto same = std::ranges::find_if(groups, [&](const LeverGroup& g) { return joinable(*g.first, lever); });
    const std::size_t place = lever.edits.empty() ? 0 : lever.edits.back().to;
    if (same != groups.end()) {
      same->places.push_back(place);
    } else {
      groups.push_back({&lever, {place}});
    }
  }
  return groups;
}

std::string levers_text(const Model& model, const Style& style, const LeverQuestion& question, const Findings& findings,
                        std::size_t indent) {
  constexpr std::size_t most_for_holders = 4;
  std::map<std::vector<PartyId>, std::vector<LeverGroup>> by_holders;
  for (const LeverGroup& group : grouped(findings.levers)) by_holders[group.first->holders].push_back(group);
  std::string out;
  const std::string bullet = std::string(indent, ' ') + "*";
  for (auto& [holders, groups] : by_holders) {
    std::ranges::stable_sort(groups, {}, [](const LeverGroup& g) { return reluctance(*g.first); });
    std::size_t more = 0;
    for (std::size_t k = 0; k < groups.size(); ++k) {
      const Lever& lever = *groups[k].first;
      if (k >= most_for_holders) {
        more += groups[k].places.size();
        continue;
      }
      out += style.paragraph(change_text(model, lever, groups[k].places), indent + 2, bullet);
      out += style.paragraph(result_text(model, lever), indent + 4);
      std::size_t n = 0;
      for (const ToldStep& step : k == 0 ? lever.path : std::vector<ToldStep>{}) {
        ++n;
        out +=
            style.paragraph(step_text(model, step), indent + 8, fmt::format("{}{}.", std::string(indent + 4, ' '), n));
      }
      out += style.paragraph(opinions_text(model, question, lever), indent + 4);
    }
    if (more == 0) continue;
    const std::string whose = holders.empty() ? "" : " by " + holders_text(model, *groups.front().first);
    out += style.paragraph(fmt::format("{} more{}; --json has them", with_commas(more), whose), indent + 2, bullet);
  }
  if (findings.levers.size() < findings.found) {
    out += style.paragraph(
        fmt::format("and {} more, which --limit would list", with_commas(findings.found - findings.levers.size())),
        indent);
  }
  return out;
}

std::string levers_in_short(const Model& model, const Findings& findings, std::string_view one,
                            std::string_view several) {
  if (findings.levers.empty()) return {};
  const Lever& lever = *std::ranges::min_element(findings.levers, {}, reluctance);
  const std::string amount =
      findings.found == 1 ? std::string(one) : fmt::format("one of {} {}", with_commas(findings.found), several);
  const std::string opinion = lever.holders.empty()    ? ""
                              : reluctance(lever) == 0 ? fmt::format("; {} would want that", holders_text(model, lever))
                              : reluctance(lever) == 2
                                  ? fmt::format("; {} would not want that", holders_text(model, lever))
                                  : "";
  return fmt::format("{} ({}{})", change_text(model, lever), amount, opinion);
}

std::string aim_text(Aim aim, Concept c) {
  switch (aim) {
    case Aim::lasting: return fmt::format("What would make it last (under {})", short_name(c));
    case Aim::reached: return "What would make improvements lead there";
    case Aim::settled:
      return fmt::format("What would make improvements lead to one that lasts (under {})", short_name(c));
  }
  return {};
}

}  // namespace detente
