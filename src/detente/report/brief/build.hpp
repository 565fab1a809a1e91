#pragma once
/// Puts a brief together from an analysis.

#include <set>
#include <string>
#include <vector>

#include "detente/evidence/survey.hpp"
#include "detente/report/analysis.hpp"
#include "detente/report/brief/document.hpp"
#include "detente/report/brief/findings.hpp"
#include "detente/report/brief/move_graph.hpp"
#include "detente/report/brief/words.hpp"

namespace detente::brief {

/// What the brief says about how it was made.
struct Origin {
  std::string file;     ///< name of the case file
  std::string text;     ///< its text, for the fingerprint
  std::string command;  ///< what was typed
  std::string version;
};

/// The words of the analysis in the order of a brief; `evidence` is of its model. Cost: that of the analysis and of
/// find().
[[nodiscard]] Brief build(Analysis& analysis, const EvidenceSurvey& evidence, const Words& words, const Origin& origin);

/// One row for each question: id, goal, how it is open, steps, lasting goal states under each concept, holdouts.
[[nodiscard]] std::string questions_csv(const Analysis& analysis, const std::vector<Asked>& questions);

/// What the sections share: the findings, and how parts of the case are named and linked.
class Writer {
 public:
  Writer(Analysis& analysis, const EvidenceSurvey& evidence, const Words& words, Found found);

  Analysis& a;
  const EvidenceSurvey& evidence;
  const Words& w;
  const Found found;

  /// Links to where they stand; a state that is named is listed at the end.
  [[nodiscard]] Span state(StateId s);
  [[nodiscard]] Span party(PartyId p) const;
  [[nodiscard]] Line parties(const std::vector<PartyId>& all) const;
  /// Its words, with a link to the list of wants, and links to the sources it rests on.
  [[nodiscard]] Line statement(const Statement& s, bool cited = true) const;
  /// A statement for which a party prefers a state; one with a negative weight does not hold there.
  [[nodiscard]] Line reason(const Statement& s) const;
  /// The statements of a level, joined.
  [[nodiscard]] Line level(const Level& level, bool cited = true) const;
  [[nodiscard]] Line support(const Support& s) const;
  /// "Party: what the option is about", linked to the option; without the party where it alone was `told` of just
  /// before.
  [[nodiscard]] Line option(VariableId v, const std::vector<PartyId>& told = {}) const;
  /// The same with a value, or with a change of value: "(no → yes)".
  [[nodiscard]] Line option(VariableId v, Value value, const std::vector<PartyId>& told = {}) const;
  [[nodiscard]] Line option(VariableId v, Value from, Value to, const std::vector<PartyId>& told = {}) const;
  /// What differs between two states: option by option, with the change.
  [[nodiscard]] std::vector<Cell> changes(StateId from, StateId to) const;
  /// The same in the words of the case's formulas: "as now, but A.x"; against another state, "as state 12, but A.x".
  [[nodiscard]] std::string in_short(StateId s) const { return in_short(s, a.space.now()); }
  [[nodiscard]] std::string in_short(StateId s, StateId base) const;
  /// The same for a changed case.
  [[nodiscard]] std::string in_short(const ToldState& s) const;
  /// The name of a value; yes and no, where an option lists none, in the language of the brief.
  [[nodiscard]] std::string value(const Variable& variable, Value value) const;
  [[nodiscard]] std::string name(Concept c) const { return w.say("concept." + std::string(id_of(c))); }
  /// In which options a state differs from now, with the values; "as now" if in none.
  [[nodiscard]] Line against_now(StateId s) const;
  /// The steps of a way, as a numbered list.
  [[nodiscard]] Block way(const std::vector<Step>& steps);
  [[nodiscard]] std::string name(PartyId p) const { return a.model.party_name(p); }
  [[nodiscard]] std::string names(const std::vector<PartyId>& parties) const;
  [[nodiscard]] const std::set<StateId>& named() const { return named_; }

 private:
  std::set<StateId> named_;
};

[[nodiscard]] Section answer_section(Writer& writer);
[[nodiscard]] Section ground_section(Writer& writer);
[[nodiscard]] Section parties_section(Writer& writer);
[[nodiscard]] Section lasting_section(Writer& writer);
[[nodiscard]] Section ways_section(Writer& writer);
[[nodiscard]] Section obstacles_section(Writer& writer);
[[nodiscard]] Section levers_section(Writer& writer);
[[nodiscard]] Section coalitions_section(Writer& writer);
[[nodiscard]] Section deals_section(Writer& writer);
[[nodiscard]] Section traps_section(Writer& writer);
[[nodiscard]] Section sources_section(Writer& writer);
[[nodiscard]] Section tables_section(Writer& writer);
[[nodiscard]] Section method_section(Writer& writer, const Origin& origin);

/// The words of a question.
[[nodiscard]] std::string question_text(const Question& question);
/// A change that does it, in words.
[[nodiscard]] Line lever_line(const Writer& writer, const Lever& lever, const std::vector<std::size_t>& places);
/// The lever of a question that is best told alone: one that its holders want, if there is one. Null if there is none.
[[nodiscard]] const Lever* lever_to_tell(const Asked& asked);
/// What the holdouts of a question would have to set aside, one item for each, with or without what it rests on; none
/// if that would not win over all of them.
[[nodiscard]] std::vector<Cell> yielding_items(const Writer& writer, const Asked& asked, bool cited = true);

/// a + b.
[[nodiscard]] Line joined(Line a, const Line& b);
/// The lines with `between` between them, and `last` before the last one.
[[nodiscard]] Line joined(const std::vector<Line>& lines, const std::string& between, const std::string& last);

}  // namespace detente::brief
