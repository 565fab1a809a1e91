#pragma once
/// The case of one day: a Case without dates, in which every variable exists and has one value now.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/model/case.hpp"

namespace detente {

/// What the solvers take. Built by `model_on` only; its parts keep the ids that they have in the file.
/// Variables that do not exist on the day are gone, and formulas that name them hold the variable's first value
/// in their place: what cannot be done yet is not done.
struct Model : Case {
  std::optional<Date> day{};  ///< nothing: after the last date of the case
  bool dated = false;         ///< some part of the case has a date

  [[nodiscard]] const std::string& party_id(PartyId p) const { return parties[p.index()].id; }
  [[nodiscard]] const std::string& party_name(PartyId p) const { return parties[p.index()].name; }
  [[nodiscard]] const Variable& variable(VariableId v) const { return variables[v.index()]; }
  [[nodiscard]] const std::string& value_name(VariableId v, Value value) const {
    return variables[v.index()].values[value];
  }
  [[nodiscard]] std::optional<PartyId> find_party(std::string_view id) const;
  [[nodiscard]] std::optional<VariableId> find_variable(std::string_view id) const;
  [[nodiscard]] const NamedState* find_state(std::string_view id) const;
  /// The assignment of now: the value of the day for every variable.
  [[nodiscard]] std::vector<Value> now() const;
  /// The variables that a party can change alone: its options, terms that it can break, the state of a graph in which
  /// it has moves. Ascending.
  [[nodiscard]] std::vector<VariableId> movable_by(PartyId party) const;
  /// Every statement of a party's `order` or `weights`, in order of the file.
  [[nodiscard]] std::vector<const Statement*> statements_of(PartyId party) const;
};

/// The case of the day `as_of`, else of the case's own `as_of`, else after its last date. Cannot fail on a Case that
/// the reader accepted. Cost: the size of the case.
[[nodiscard]] Model model_on(const Case& document, std::optional<Date> as_of = std::nullopt);

/// The changes of a variable that are allowed when `party` moves alone (the variable is
/// among movable_by(party)), or in a joint move (`party` absent); `needs` and `if` are joined in the condition, which
/// is judged where the move starts.
[[nodiscard]] std::vector<Transition> transitions(const Model& model, VariableId v, std::optional<PartyId> party);

/// Whether a change of variable `v` from its value in `state` to `to` is one of them and its condition holds in
/// `state`. Staying is not a change. Cost: that of transitions().
[[nodiscard]] bool change_allowed(const Model& model, std::optional<PartyId> party, VariableId v, Value to,
                                  Assignment state);

/// The formula in the language of the case; parse_formula reads the same formula back.
[[nodiscard]] std::string to_text(const Formula& formula, const Case& names);

/// "Party.option = value"; for a yes/no option "Party.option" or "not Party.option"; in graph form the state's name.
[[nodiscard]] std::string literal_text(const Case& names, VariableId variable, Value value);

}  // namespace detente
