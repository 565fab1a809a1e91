#include "detente/report/comparison.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/report/json_parts.hpp"
#include "detente/report/phrases.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

ComparedStates compare_states(const Analysis& a, StateId s, StateId t, const std::vector<PartyId>& parties) {
  const auto told = [&](StateId state) {
    return ComparedState{.name = state == a.space.now() ? "now" : fmt::format("state {}", state.number()),
                         .description = against_now(a, state),
                         .number = state.number(),
                         .values = a.space.values(state),
                         .open = a.space.open_variables(state)};
  };
  const auto in = [&](StateId state) {
    return [&a, state](const Statement& statement) { return holds_in(a.space, statement.formula, state); };
  };
  ComparedStates result{.a = told(s), .b = told(t), .parties = {}};
  for (const PartyId p : parties) {
    Comparison& comparison = result.parties.emplace_back(compare(a.model, p, in(s), in(t)));
    if (a.model.preferences[p.index()].form != Preferences::Form::ranking) continue;
    // Groups may be lists of numbers, or hold no state; the ranks know.
    comparison.group_a = a.payoffs.classes(p) - a.payoffs.rank(p, s);
    comparison.group_b = a.payoffs.classes(p) - a.payoffs.rank(p, t);
    comparison.preferred = a.payoffs.prefers(p, s, t) ? 1 : a.payoffs.prefers(p, t, s) ? -1 : 0;
  }
  return result;
}

ComparedStates compare_states(OneState& one, const std::vector<Value>& a, const std::vector<Value>& b,
                              const std::vector<PartyId>& parties) {
  const Model& model = one.model();
  const auto told = [&](const std::vector<Value>& values, const std::string& name) {
    return ComparedState{.name = values == model.now() ? "now" : name,
                         .description = against_now(model, values),
                         .number = std::nullopt,
                         .values = values};
  };
  ComparedStates result{.a = told(a, "the first state"), .b = told(b, "the second state"), .parties = {}};
  for (const PartyId p : parties) result.parties.push_back(one.compare(p, a, b));
  return result;
}

namespace {

/// "in state 12", "now".
std::string in(const ComparedState& state) { return state.name == "now" ? "now" : "in " + state.name; }

/// The group that a statement belongs to: "P#3" of "P#3.2"; else nothing.
std::string_view group_id(const Statement& statement) {
  const std::size_t dot = statement.id.rfind('.');
  return dot == std::string::npos ? std::string_view() : std::string_view(statement.id).substr(0, dot);
}

class PartyText {
 public:
  PartyText(const Model& model, const Style& style, const ComparedStates& compared, const Comparison& comparison)
      : model_(model), style_(style), compared_(compared), it_(comparison) {}

  std::string text() {
    const Preferences& preferences = model_.preferences[it_.party.index()];
    switch (preferences.form) {
      case Preferences::Form::none: return verdict("it has no preferences");
      case Preferences::Form::order: return of_order();
      case Preferences::Form::weights: return of_weights();
      case Preferences::Form::ranking: return of_ranking();
    }
    return {};
  }

 private:
  [[nodiscard]] const ComparedState& better() const { return it_.preferred < 0 ? compared_.b : compared_.a; }
  [[nodiscard]] const ComparedState& worse() const { return it_.preferred < 0 ? compared_.a : compared_.b; }

  [[nodiscard]] std::string verdict(const std::string& why) const {
    const std::string& party = model_.party_id(it_.party);
    const std::string said = it_.preferred == 0
                                 ? fmt::format("{} likes both equally well", party)
                                 : fmt::format("{} prefers {} to {}", party, better().name, worse().name);
    return style_.paragraph(style_.heading(said + (why.empty() ? "." : ": " + why + ".")), 0);
  }

  [[nodiscard]] std::string line(const Difference& d, bool weight) const {
    const ComparedState& holds = d.in_a ? compared_.a : compared_.b;
    const ComparedState& other = d.in_a ? compared_.b : compared_.a;
    return style_.paragraph(fmt::format("{}{}: holds {}, not {}", statement_text(model_, *d.statement),
                                        weight ? ", weight " + to_text(d.statement->weight) : "", in(holds), in(other)),
                            6, "    *");
  }

  [[nodiscard]] std::string lines(bool decides) const {
    std::string out;
    for (const Difference& d : it_.differences) {
      if (d.decides == decides) out += line(d, false);
    }
    return out;
  }

  [[nodiscard]] std::string of_order() const {
    if (it_.differences.empty()) return verdict("every statement on its list holds in both or in neither");
    if (it_.preferred == 0)
      return verdict("where they differ, equally important statements make up for each other") + lines(false);
    const auto decider = std::ranges::find(it_.differences, true, &Difference::decides);
    const std::string_view group = group_id(*decider->statement);
    std::string out = verdict("");
    if (group.empty()) {
      out += style_.paragraph("what decides is the most important statement on which the two differ", 2);
      out += lines(true);
    } else {
      out += style_.paragraph(
          fmt::format("what decides is a group of equally important statements, {}, of which more hold {}", group,
                      in(better())),
          2);
      out += lines(true);
      for (const Difference& d : it_.differences) {
        if (!d.decides && group_id(*d.statement) == group) out += line(d, false);
      }
    }
    std::string lower;
    for (const Difference& d : it_.differences) {
      if (!d.decides && (group.empty() || group_id(*d.statement) != group)) lower += line(d, false);
    }
    if (!lower.empty())
      out += style_.paragraph("they differ further down its list too, where it no longer matters", 2) + lower;
    return out;
  }

  [[nodiscard]] std::string of_weights() const {
    const std::string sums = it_.sum_a == it_.sum_b
                                 ? fmt::format("the weights of what holds add up to {} in both", to_text(it_.sum_a))
                                 : fmt::format("the weights of what holds add up to {} {} and {} {}",
                                               to_text(std::max(it_.sum_a, it_.sum_b)), in(better()),
                                               to_text(std::min(it_.sum_a, it_.sum_b)), in(worse()));
    std::string out = verdict(sums);
    for (const Difference& d : it_.differences) out += line(d, true);
    return out;
  }

  [[nodiscard]] std::string of_ranking() const {
    const std::size_t best = std::min(it_.group_a, it_.group_b);
    const std::size_t last = std::max(it_.group_a, it_.group_b);
    if (best == last) return verdict(fmt::format("both are in place {} of its ranking", best));
    return verdict(
        fmt::format("in its ranking {} has place {} and {} place {}", better().name, best, worse().name, last));
  }

  const Model& model_;
  const Style& style_;
  const ComparedStates& compared_;
  const Comparison& it_;
};

json_parts::Json label_of(const Model& model, const ComparedState& state) {
  json_parts::Json json = json_parts::Json::object();
  for (std::size_t v = 0; v < state.values.size(); ++v) {
    if (std::ranges::binary_search(state.open, VariableId(v))) continue;
    json[model.variables[v].id] = model.value_name(VariableId(v), state.values[v]);
  }
  return json;
}

}  // namespace

std::string comparison_page(const Model& model, const Style& style, const ComparedStates& compared) {
  std::string out = style.paragraph(compared.a.description, 16, fmt::format("{}:", compared.a.name));
  out += style.paragraph(compared.b.description, 16, fmt::format("{}:", compared.b.name));
  for (const Comparison& comparison : compared.parties)
    out += "\n" + PartyText(model, style, compared, comparison).text();
  return out;
}

std::string comparison_json(const JsonContext& context, const Model& model, const AnalysisOptions& options,
                            const Analysis* analysis, const ComparedStates& compared) {
  using namespace json_parts;
  Json json = frame(context, &model, model.day, options, analysis);
  if (!analysis) json["engine"] = "one-state";
  const auto number = [](const ComparedState& state) { return state.number ? Json(*state.number) : Json(nullptr); };
  json["state"] = number(compared.a);
  json["label"] = label_of(model, compared.a);
  json["against"] = number(compared.b);
  json["against_label"] = label_of(model, compared.b);
  Json comparisons = Json::array();
  for (const Comparison& c : compared.parties) {
    const Preferences::Form form = model.preferences[c.party.index()].form;
    Json entry{{"party", model.party_id(c.party)},
               {"prefers", c.preferred > 0   ? "state"
                           : c.preferred < 0 ? "against"
                                             : "neither"}};
    if (form == Preferences::Form::order || form == Preferences::Form::weights) {
      Json differ = Json::array();
      for (const Difference& d : c.differences) {
        Json one{{"statement", d.statement->id}, {"holds_in", d.in_a ? "state" : "against"}, {"decides", d.decides}};
        if (form == Preferences::Form::weights) one["weight"] = to_text(d.statement->weight);
        differ.push_back(std::move(one));
      }
      entry["differ"] = std::move(differ);
    }
    if (form == Preferences::Form::weights)
      entry["sums"] = {{"state", to_text(c.sum_a)}, {"against", to_text(c.sum_b)}};
    if (form == Preferences::Form::ranking) entry["places"] = {{"state", c.group_a}, {"against", c.group_b}};
    comparisons.push_back(std::move(entry));
  }
  json["comparisons"] = std::move(comparisons);
  return dump(json);
}

}  // namespace detente
