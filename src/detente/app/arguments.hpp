#pragma once
/// What commands make of their arguments: names become parties, states, formulas and questions, or the command ends
/// with an error that says what there is.

#include <string>
#include <vector>

#include "detente/app/session.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace detente::app {

/// Adds `--concept` to a command.
CLI::Option* add_concepts(CLI::App* command, std::vector<std::string>& ids, const std::string& what);
/// Every concept named, or all five if none is.
[[nodiscard]] std::vector<Concept> concepts_of(const std::vector<std::string>& ids);

[[nodiscard]] StateId state_or_give_up(Session& session, Analysis& analysis, const std::string& text);
[[nodiscard]] Formula formula_or_give_up(Session& session, Analysis& analysis, const std::string& text);
[[nodiscard]] PartyId party_or_give_up(Session& session, const Model& model, const std::string& id);
/// Every party named, or all if none is.
[[nodiscard]] std::vector<PartyId> parties_or_give_up(Session& session, const Model& model,
                                                      const std::vector<std::string>& ids);
[[nodiscard]] const Question& question_or_give_up(Session& session, Analysis& analysis, const std::string& id);

/// Prints an answer; a stop on the way makes it end as interrupted.
void finish(Analysis& analysis, const std::string& text);

}  // namespace detente::app
