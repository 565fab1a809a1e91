// Writing the states, moves and ranks of a case as two tables; graph_csv.hpp describes them.

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/exchange/csv_table.hpp"
#include "detente/exchange/graph_csv.hpp"
#include "detente/exchange/losses.hpp"
#include "detente/space/describe.hpp"
#include "detente/space/moves.hpp"
#include "detente/space/payoffs.hpp"

namespace detente {

namespace {

constexpr std::size_t most_arcs = 1'000'000;

/// What becomes of a case: its states and moves stay, what they are made of does not.
void name_losses(const Model& model, std::string_view path, Losses& losses) {
  note_day(model, losses);
  for (const Variable& v : model.variables) {
    if (v.kind == Variable::Kind::term) {
      losses.add(changes_model, "joint moves are left out", v.id, v.span);
    }
    if (v.kind == Variable::Kind::graph) continue;
    losses.add(not_kept, "options, terms and rules are not kept: there are only states", v.id);
    if (!v.text.empty()) losses.add(not_kept, "texts are not kept", v.id);
  }
  note_title(model, path, losses);
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    const Preferences::Form form = model.preferences[p].form;
    if (form == Preferences::Form::order) losses.add(not_kept, "statements become ranks", model.parties[p].id);
    if (form == Preferences::Form::weights) {
      losses.add(not_kept, "weights become ranks; the order of states is kept, the amounts are not",
                 model.parties[p].id);
    }
  }
  note_prose(model, losses);
  note_coalitions(model, losses);
}

/// How a state is called: its name in a graph, else its number.
std::string name_of(const Model& model, StateId s) {
  const Variable* graph = model.graph();
  return graph ? graph->values[s.index()] : std::to_string(s.number());
}

/// What it is, where the name does not say it.
std::string text_of(const Model& model, const StateSpace& space, StateId s) {
  const Variable* graph = model.graph();
  if (!graph) return describe(model, space, s);
  return graph->value_texts.empty() ? "" : graph->value_texts[s.index()];
}

std::string ranks_table(const Model& model, const StateSpace& space, const Payoffs& payoffs,
                        const std::vector<std::string>& names) {
  std::string out = "state,text,now";
  for (const std::string& name : names) out += "," + csv_cell(name);
  out += "\n";
  for (std::size_t s = 0; s < space.size(); ++s) {
    const StateId state(s);
    out += name_of(model, state) + "," + csv_cell(text_of(model, space, state)) + (state == space.now() ? ",x" : ",");
    for (std::size_t p = 0; p < names.size(); ++p) out += fmt::format(",{}", payoffs.rank(PartyId(p), state) + 1);
    out += "\n";
  }
  return out;
}

/// `NAME` of `NAME.arcs.csv`, `NAME.ranks.csv`, `NAME.csv` or just `NAME`.
std::string stem_of(std::string path) {
  for (const std::string_view ending : {".csv", "arcs", "ranks"}) {
    if (path.ends_with(ending)) path.resize(path.size() - ending.size());
  }
  return path;
}

Diagnostic too_large(std::string message) {
  return {.code = "too-large", .message = std::move(message), .hint = "graph form is for cases that can be listed"};
}

}  // namespace

ExportResult write_graph_csv(const Case& document, const ExportOptions& options) {
  ExportResult result;
  const Model model = model_on(document, options.as_of);
  SpaceBuild space = StateSpace::build(model, options.limits, options.control);
  result.diagnostics = std::move(space.diagnostics);
  result.refused = space.refused;
  result.stopped = space.stopped;
  if (!space.space) return result;
  const PayoffsBuild payoffs = Payoffs::build(model, *space.space);
  result.diagnostics.insert(result.diagnostics.end(), payoffs.diagnostics.begin(), payoffs.diagnostics.end());
  if (!payoffs.payoffs) return result;
  const auto refuse = [&](std::string message) {
    result.refused = true;
    result.diagnostics.push_back(too_large(std::move(message)));
    return result;
  };
  const std::size_t states = space.space->size();
  if (states > most_graph_states) {
    return refuse(fmt::format("the case has {} states; at most {} can be listed in tables", with_commas(states),
                              with_commas(most_graph_states)));
  }

  Losses losses(result.diagnostics);
  name_losses(model, options.path, losses);
  std::vector<std::string> names;
  for (const Party& party : model.parties) names.push_back(party_name(party, losses));
  const Moves moves(model, *space.space);
  std::string arcs = "party,from,to\n";
  std::size_t count = 0;
  for (std::size_t p = 0; p < names.size(); ++p) {
    for (std::size_t s = 0; s < states; ++s) {
      if (options.control.stopped()) {
        result.stopped = true;
        return result;
      }
      for (const StateId to : moves.from(moves.party(PartyId(p)), StateId(s))) {
        if (++count > most_arcs) return refuse(fmt::format("the case has more than {} moves", with_commas(most_arcs)));
        arcs += fmt::format("{},{},{}\n", csv_cell(names[p]), name_of(model, StateId(s)), name_of(model, to));
      }
    }
  }
  losses.report();
  const std::string stem = stem_of(options.path);
  result.files.push_back(
      {stem + (stem.ends_with('.') || stem.empty() || stem.ends_with('/') ? "" : ".") + "arcs.csv", std::move(arcs)});
  result.files.push_back({*other_graph_table(result.files.front().path).begin(),
                          ranks_table(model, *space.space, *payoffs.payoffs, names)});
  return result;
}

}  // namespace detente
