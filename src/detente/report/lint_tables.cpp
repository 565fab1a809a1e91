// What is probably not meant about tables.

#include <algorithm>

#include <fmt/format.h>

#include "detente/report/lint.hpp"

namespace detente {

namespace {

void warn(Diagnostics& found, std::string code, std::string message, Span span, std::string hint) {
  found.push_back({.severity = Severity::warning,
                   .code = std::move(code),
                   .message = std::move(message),
                   .span = span,
                   .hint = std::move(hint)});
}

/// Whether the party takes part in setting one of the variables.
bool brings_something(const Model& model, const std::vector<VariableId>& settable, PartyId party) {
  return std::ranges::any_of(settable, [&](VariableId v) {
    const Variable& variable = model.variable(v);
    return variable.kind == Variable::Kind::option ? variable.owner == party
                                                   : std::ranges::count(variable.between, party) > 0;
  });
}

void unset_terms(const Model& model, Diagnostics& found) {
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    const Variable& variable = model.variables[v];
    if (variable.kind != Variable::Kind::term) continue;
    const bool settable = std::ranges::any_of(model.tables, [&](const Table& table) {
      return std::ranges::count(settable_by(model, table), VariableId(v)) > 0;
    });
    if (settable) continue;
    warn(found, "unset-term",
         fmt::format("no table can set '{}', since none seats all whom it is between", variable.id), variable.span,
         "add a party to a table, or leave it: a joint move can still set the term");
  }
}

}  // namespace

Diagnostics lint_tables(Analysis& a) {
  Diagnostics found;
  if (!a.model.tables.empty()) unset_terms(a.model, found);
  for (const Table& table : a.model.tables) {
    const std::vector<VariableId> settable = settable_by(a.model, table);
    if (settable.empty()) {
      warn(found, "idle-table", fmt::format("the table '{}' can set nothing, so it has no deal", table.id), table.span,
           "seat a party that owns an option, or all whom a term is between");
      continue;
    }
    for (const PartyId party : table.parties) {
      if (brings_something(a.model, settable, party)) continue;
      warn(found, "brings-nothing",
           fmt::format("{} sits at the table '{}' and takes part in nothing that is set there", a.model.party_id(party),
                       table.id),
           table.span, "if it only has to accept, put it under `ratify`");
    }
    const bool drifts = std::ranges::any_of(
        table.walk_away, [](const auto& entry) { return entry.second.kind == WalkAway::Kind::drift; });
    if (!drifts) continue;
    const StateId now = a.space.now();
    const auto rest = [&] { return drift_from(a.evolution(), a.stability(), now, a.options().control); };
    for (const Diagnostic& d : stakes_at(a.model, a.space, a.payoffs, table, now, rest).diagnostics) {
      if (d.severity == Severity::warning) found.push_back(d);
    }
  }
  return found;
}

}  // namespace detente
