#pragma once
/// Pieces that several JSON answers share. Only for the json_*.cpp files of this room: it pulls in the JSON library.

#include <nlohmann/json.hpp>

#include "detente/report/json.hpp"
#include "detente/report/traps_answer.hpp"

namespace detente::json_parts {

using Json = nlohmann::ordered_json;

/// Counts above 2^53 are decimal strings, since JSON readers lose digits beyond.
[[nodiscard]] Json count(std::uint64_t n);
[[nodiscard]] Json diagnostics(const Diagnostics& all, const SourceText* source);
[[nodiscard]] Json frame(const JsonContext& context, const Case* document, const std::optional<Date>& day,
                         const AnalysisOptions& options, const Analysis* analysis);
[[nodiscard]] Json frame(const JsonContext& context, const Analysis& analysis);
/// {variable: value}; variables on which the members of a merged state differ are left out.
[[nodiscard]] Json label(const Analysis& analysis, StateId s);
/// [{party, parties?, from, to, changes}]
[[nodiscard]] Json steps(const Analysis& analysis, const std::vector<Step>& path);
/// {variable: new value}
[[nodiscard]] Json changes(const Analysis& analysis, StateId from, StateId to);
[[nodiscard]] Json numbers(const BitVector& states);
[[nodiscard]] Json summary(Analysis& analysis, const BitVector& set);
[[nodiscard]] Json answer(Analysis& analysis, const Question& question, const Answer& answer);
[[nodiscard]] Json party_ids(const Model& model, const std::vector<PartyId>& parties);
[[nodiscard]] Json table_deals(Analysis& analysis, const DealsAnswer& answer, const TableAnswer& table,
                               std::size_t limit);
/// {id: {text, goal, concept, ..., aims: {aim: {commitments, preferences, restrictions}}}}
[[nodiscard]] Json lever_answers(const Model& model, const std::vector<LeverAnswer>& answers);
/// [{what, before, after}]
[[nodiscard]] Json answer_changes(const std::vector<AnswerChange>& changes);
/// {all, on_several, on_one, assumed, on_nothing}
[[nodiscard]] Json statements_by_sources(const EvidenceSurvey& survey);
/// {from, concept, reached, searched, parties: {party: {improvements, baits, found, traps}}}; marks the states named.
[[nodiscard]] Json traps(Analysis& analysis, const TrapsQuestion& question, const TrapAnswer& answer, BitVector& named);
/// What coalitions make of the states asked about.
[[nodiscard]] Json asked_states(Analysis& analysis, const CoalitionAnswer& answer, const CoalitionQuestion& question);
[[nodiscard]] Json statement_ids(const std::vector<const Statement*>& statements);
/// Adds number -> label for all states in `states` to `labels`.
void add_labels(Json& labels, const Analysis& analysis, const BitVector& states);
/// Text in JSON must be valid UTF-8; a file name may not be.
[[nodiscard]] std::string dump(const Json& json);

}  // namespace detente::json_parts
