#include "detente/app/arguments.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "detente/base/text.hpp"
#include "detente/model/formula_parser.hpp"

namespace detente::app {

namespace {

/// Ends the command since nothing is called `id`; names the nearest of the ids that there are, or all.
[[noreturn]] void unknown(Session& session, const std::string& code, const std::string& message, const std::string& id,
                          const std::vector<std::string>& ids, const std::string& what_they_are) {
  const auto nearest = nearest_name(id, ids);
  session.give_up({{.code = code,
                    .message = message,
                    .hint = nearest ? fmt::format("did you mean '{}'?", *nearest) : what_they_are + join_words(ids)}});
}

}  // namespace

CLI::Option* add_concepts(CLI::App* command, std::vector<std::string>& ids, const std::string& what) {
  return command->add_option("--concept", ids, what)
      ->check(CLI::IsMember({"nash", "gmr", "smr", "seq", "sseq"}))
      ->delimiter(',');
}

std::vector<Concept> concepts_of(const std::vector<std::string>& ids) {
  std::vector<Concept> concepts;
  for (const std::string& id : ids) concepts.push_back(concept_of(id).value());  // the command line accepts no others
  if (concepts.empty()) concepts.assign(all_concepts.begin(), all_concepts.end());
  return concepts;
}

StateId state_or_give_up(Session& session, Analysis& analysis, const std::string& text) {
  Diagnostics mistakes;
  const auto state = find_state(analysis, text, mistakes);
  if (!state) session.give_up(mistakes);
  return *state;
}

Formula formula_or_give_up(Session& session, Analysis& analysis, const std::string& text) {
  Diagnostics mistakes;
  const auto formula = parse_formula(text, analysis.model, mistakes);
  if (!formula) session.give_up(mistakes);
  return *formula;
}

PartyId party_or_give_up(Session& session, const Model& model, const std::string& id) {
  if (const auto party = model.find_party(id)) return *party;
  std::vector<std::string> ids;
  for (const Party& party : model.parties) ids.push_back(party.id);
  unknown(session, "unknown-party", fmt::format("there is no party '{}'", id), id, ids, "the parties are ");
}

std::vector<PartyId> parties_or_give_up(Session& session, const Model& model, const std::vector<std::string>& ids) {
  std::vector<PartyId> parties;
  for (const std::string& id : ids) parties.push_back(party_or_give_up(session, model, id));
  for (std::size_t p = 0; ids.empty() && p < model.parties.size(); ++p) parties.emplace_back(p);
  return parties;
}

const Question& question_or_give_up(Session& session, Analysis& analysis, const std::string& id) {
  const auto found = std::ranges::find(analysis.model.questions, id, &Question::id);
  if (found != analysis.model.questions.end()) return *found;
  std::vector<std::string> ids;
  for (const Question& question : analysis.model.questions) ids.push_back(question.id);
  unknown(session, "unknown-question", fmt::format("the case asks no question '{}'", id), id, ids,
          "its questions are ");
}

void finish(Analysis& analysis, const std::string& text) {
  if (!analysis.complete()) throw ExitWith{interrupted};
  print(text);
}

}  // namespace detente::app
