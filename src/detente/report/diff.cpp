#include "detente/report/diff.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/answer_changes.hpp"
#include "detente/report/json_parts.hpp"
#include "detente/report/phrases.hpp"
#include "detente/space/describe.hpp"

namespace detente {

namespace {

using Kind = ModelChange::Kind;

/// What can be said about a part, each fact in words; parts of a section have the same number of facts.
using Facts = std::vector<std::string>;

/// The parts of one section by name, in the order of the case.
struct Section {
  std::vector<std::pair<std::string, Facts>> parts;

  [[nodiscard]] const Facts* find(const std::string& name) const {
    const auto found = std::ranges::find(parts, name, &std::pair<std::string, Facts>::first);
    return found == parts.end() ? nullptr : &found->second;
  }
};

std::string all_of(const Facts& facts) {
  std::vector<std::string> said;
  for (const std::string& fact : facts) {
    if (!fact.empty()) said.push_back(fact);
  }
  return join_words(said, ", ");
}

void compare(const Section& before, const Section& after, const std::string& what, std::vector<ModelChange>& out) {
  for (const auto& [name, facts] : before.parts) {
    if (!after.find(name)) out.push_back({Kind::removed, what, name, all_of(facts)});
  }
  for (const auto& [name, facts] : after.parts) {
    const Facts* old = before.find(name);
    if (!old) {
      out.push_back({Kind::added, what, name, all_of(facts)});
    } else if (*old != facts) {
      std::vector<std::string> changes;
      for (std::size_t k = 0; k < facts.size(); ++k) {
        const auto said = [](const std::string& fact) { return fact.empty() ? "nothing" : fact; };
        if ((*old)[k] != facts[k]) changes.push_back(fmt::format("{} -> {}", said((*old)[k]), said(facts[k])));
      }
      out.push_back({Kind::changed, what, name, join_words(changes, "; ")});
    }
  }
}

std::string moves_text(const Model& m, const Variable& variable) {
  if (!variable.moves_limited) return "";
  std::vector<std::string> parts;
  for (const Transition& t : variable.moves) {
    parts.push_back(variable.values[t.from] + " to " + variable.values[t.to] +
                    (t.condition ? " if " + to_text(*t.condition, m) : ""));
  }
  return "moves " + join_words(parts, ", ");
}

Section variables(const Model& m, Variable::Kind kind) {
  Section section;
  for (const Variable& variable : m.variables) {
    if (variable.kind != kind) continue;
    section.parts.push_back({variable.id,
                             {"now " + variable.values[variable.now],
                              variable.is_yes_no() ? "" : "values " + join_words(variable.values, ", "),
                              moves_text(m, variable), variable.needs ? "needs " + to_text(*variable.needs, m) : ""}});
  }
  return section;
}

/// The states of a graph, and who may move from which to which others.
Section graph(const Model& m) {
  Section section;
  const Variable* graph = m.graph();
  for (std::size_t s = 0; graph && s < graph->values.size(); ++s) {
    std::vector<std::string> moves;
    for (std::size_t p = 0; p < graph->arcs.size(); ++p) {
      std::vector<std::string> targets;
      const std::vector<Arc>& arcs = graph->arcs[p];
      for (auto arc = std::ranges::lower_bound(arcs, Arc{static_cast<Value>(s), 0}); arc != arcs.end(); ++arc) {
        if (arc->from != s) break;
        targets.push_back(graph->values[arc->to]);
      }
      if (!targets.empty()) moves.push_back(fmt::format("{} to {}", m.parties[p].id, join_words(targets)));
    }
    section.parts.push_back({graph->values[s],
                             {s == graph->now ? "now" : "", graph->value_texts.empty() ? "" : graph->value_texts[s],
                              join_words(moves, "; ")}});
  }
  return section;
}

Section statements(const Model& m, PartyId p) {
  Section section;
  const Preferences& preferences = m.preferences[p.index()];
  for (std::size_t k = 0; k < preferences.order.size(); ++k) {
    for (const Statement& statement : preferences.order[k]) {
      section.parts.push_back({to_text(statement.formula, m), {fmt::format("place {}", k + 1)}});
    }
  }
  for (const Statement& statement : preferences.weights) {
    section.parts.push_back({to_text(statement.formula, m), {"weight " + to_text(statement.weight)}});
  }
  for (std::size_t k = 0; k < preferences.ranking.size(); ++k) {
    if (const auto* formula = std::get_if<Formula>(&preferences.ranking[k].members)) {
      section.parts.push_back({to_text(*formula, m), {fmt::format("group {}", k + 1)}});
      continue;
    }
    std::vector<std::string> numbers;
    for (const std::uint64_t n : std::get<std::vector<std::uint64_t>>(preferences.ranking[k].members)) {
      const Variable* graph = m.graph();
      numbers.push_back(graph && n >= 1 && n <= graph->values.size() ? graph->values[n - 1] : std::to_string(n));
    }
    section.parts.push_back({"states " + join_words(numbers, ", "), {fmt::format("group {}", k + 1)}});
  }
  return section;
}

/// Places that shift only because something above came or went are no change of their own: keeps the order of what both
/// sides have, and renumbers by that.
void number_by_shared_order(Section& a, Section& b) {
  for (auto* side : {&a, &b}) {
    const Section& other = side == &a ? b : a;
    std::size_t place = 0;
    for (auto& [name, facts] : side->parts) {
      if (facts[0].starts_with("place") && other.find(name))
        facts = {fmt::format("place {} among those kept", ++place)};
    }
  }
}

bool same_variables(const Model& a, const Model& b) {
  return std::ranges::equal(a.variables, b.variables,
                            [](const Variable& x, const Variable& y) { return x.id == y.id && x.values == y.values; });
}

std::string_view word(Kind kind) {
  switch (kind) {
    case Kind::added: return "added";
    case Kind::removed: return "removed";
    case Kind::changed: break;
  }
  return "changed";
}

}  // namespace

std::vector<ModelChange> model_changes(const Model& before, const Model& after) {
  std::vector<ModelChange> changes;
  const auto parties = [](const Model& m) {
    Section section;
    for (const Party& party : m.parties) section.parts.push_back({party.id, {party.name}});
    return section;
  };
  const auto rules = [](const Model& m) {
    Section section;
    for (const Rule& rule : m.rules) {
      if (rule.formula.op != Formula::Op::constant) section.parts.push_back({to_text(rule.formula, m), {}});
    }
    return section;
  };
  const auto merges = [](const Model& m) {
    Section section;
    for (const Merge& merge : m.merges) {
      std::vector<std::string> keep;
      for (const VariableId v : merge.keep) keep.push_back(m.variable(v).id);
      section.parts.push_back({to_text(merge.when, m), {keep.empty() ? "" : "keep " + join_words(keep, ", ")}});
    }
    return section;
  };
  const auto coalitions = [](const Model& m) {
    Section section;
    for (const std::vector<PartyId>& coalition : m.coalitions) {
      std::vector<std::string> ids;
      for (const PartyId p : coalition) ids.push_back(m.party_id(p));
      section.parts.push_back({join_words(ids, " + "), {}});
    }
    return section;
  };
  const auto questions = [](const Model& m) {
    Section section;
    for (const Question& question : m.questions) section.parts.push_back({question.id, {to_text(question.goal, m)}});
    return section;
  };
  compare(parties(before), parties(after), "parties", changes);
  compare(variables(before, Variable::Kind::option), variables(after, Variable::Kind::option), "options", changes);
  compare(variables(before, Variable::Kind::term), variables(after, Variable::Kind::term), "terms", changes);
  compare(graph(before), graph(after), "graph", changes);
  compare(rules(before), rules(after), "rules", changes);
  compare(merges(before), merges(after), "merge", changes);
  compare(coalitions(before), coalitions(after), "coalitions", changes);
  for (std::size_t p = 0; p < after.parties.size(); ++p) {
    const auto old = before.find_party(after.parties[p].id);
    if (!old) continue;
    Section a = statements(before, *old);
    Section b = statements(after, PartyId(p));
    number_by_shared_order(a, b);
    compare(a, b, "preferences of " + after.parties[p].id, changes);
  }
  compare(questions(before), questions(after), "questions", changes);
  return changes;
}

std::vector<EquilibriaChange> equilibria_changes(Analysis& before, Analysis& after) {
  const bool comparable = same_variables(before.model, after.model) && !before.space.merged() && !after.space.merged();
  std::vector<EquilibriaChange> changes;
  for (const Concept c : all_concepts) {
    const BitVector old = before.stability().equilibria(c);
    const BitVector now = after.stability().equilibria(c);
    EquilibriaChange change{.concept_id = c, .before = old.count(), .after = now.count(), .comparable = comparable};
    if (comparable) {
      old.for_each([&](std::size_t s) {
        const auto m = after.space.find(before.space.code(static_cast<Member>(s)));
        if (m && now.test(*m)) ++change.kept;
      });
      change.lost = change.before - change.kept;
      change.gained = change.after - change.kept;
    }
    changes.push_back(change);
  }
  return changes;
}

std::string diff_page(Analysis& before, Analysis& after, const Style& style, const std::string& name_before,
                      const std::string& name_after) {
  std::string out =
      fmt::format("{}\n  before: {}\n  after:  {}\n", style.heading("WHAT CHANGED"), name_before, name_after);
  out += "\n" + style.heading("IN THE MODEL") + "\n";
  const std::vector<ModelChange> changes = model_changes(before.model, after.model);
  std::string section;
  for (const ModelChange& change : changes) {
    if (change.what != section) out += "  " + change.what + "\n";
    section = change.what;
    const char mark = change.kind == Kind::added ? '+' : change.kind == Kind::removed ? '-' : '~';
    out += style.paragraph(change.name + (change.detail.empty() ? "" : ": " + change.detail), 6,
                           fmt::format("    {}", mark));
  }
  if (changes.empty()) out += "  nothing\n";

  out += "\n" + style.heading("IN THE ANSWERS") + "\n";
  out +=
      fmt::format("  feasible states: {} -> {}\n", with_commas(before.space.size()), with_commas(after.space.size()));
  out += style.paragraph(fmt::format("now: {} -> {}", describe_numbered(before.model, before.space, before.space.now()),
                                     describe_numbered(after.model, after.space, after.space.now())),
                         2);
  for (const EquilibriaChange& change : equilibria_changes(before, after)) {
    std::string line = fmt::format("  {:<5} equilibria: {} -> {}", short_name(change.concept_id),
                                   with_commas(change.before), with_commas(change.after));
    if (change.comparable) {
      line += fmt::format("  (kept {}, gained {}, lost {})", with_commas(change.kept), with_commas(change.gained),
                          with_commas(change.lost));
    }
    out += line + "\n";
  }
  for (const Question& question : after.model.questions) {
    const Question* old = find_question(before.model, question.id);
    const std::string then = old ? brief_answer(before, *old) : "not asked";
    const std::string now = brief_answer(after, question);
    out += style.paragraph(then == now ? fmt::format("{}: as before: {}", question.id, now)
                                       : fmt::format("{}: {} -> {}", question.id, then, now),
                           4, "  ?");
  }
  return out;
}

std::string diff_json(const JsonContext& context, Analysis& before, Analysis& after, const std::string& name_before,
                      const std::string& name_after) {
  using namespace json_parts;
  Json json = frame(context, after);
  json["before"] = name_before;
  json["after"] = name_after;
  Json model = Json::array();
  for (const ModelChange& change : model_changes(before.model, after.model)) {
    model.push_back(
        {{"kind", word(change.kind)}, {"what", change.what}, {"name", change.name}, {"detail", change.detail}});
  }
  json["model"] = std::move(model);
  json["states"] = {{"before", before.space.size()}, {"after", after.space.size()}};
  json["now"] = {{"before", before.space.now().number()}, {"after", after.space.now().number()}};
  Json equilibria = Json::object();
  for (const EquilibriaChange& change : equilibria_changes(before, after)) {
    Json entry{{"before", change.before}, {"after", change.after}};
    if (change.comparable) {
      entry["kept"] = change.kept;
      entry["gained"] = change.gained;
      entry["lost"] = change.lost;
    }
    equilibria[std::string(id_of(change.concept_id))] = std::move(entry);
  }
  json["equilibria"] = std::move(equilibria);
  Json questions = Json::object();
  for (const Question& question : after.model.questions) {
    const Question* old = find_question(before.model, question.id);
    questions[question.id] = {{"before", old ? answer(before, *old, before.answer(*old)) : Json(nullptr)},
                              {"after", answer(after, question, after.answer(question))}};
  }
  json["questions"] = std::move(questions);
  json["complete"] = before.complete() && after.complete();
  return dump(json);
}

}  // namespace detente
