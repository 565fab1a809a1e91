#pragma once
/// Puts a brief together from an analysis.

#include <set>
#include <string>
#include <vector>

#include "detente/report/analysis.hpp"
#include "detente/report/brief/document.hpp"
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

/// The words of the analysis in the order of a brief. Cost: that of the analysis, and a search for each question.
[[nodiscard]] Brief build(Analysis& analysis, const Words& words, const Origin& origin);

/// One row for each question: id, goal, how it is open, steps, lasting goal states under each concept, holdouts.
[[nodiscard]] std::string questions_csv(Analysis& analysis);

/// What the sections share.
class Writer {
 public:
  Writer(Analysis& analysis, const Words& words);

  Analysis& a;
  const Words& w;
  /// The answers to the questions of the case, in its order.
  std::vector<Answer> answers;

  /// Links to where they stand; a state that is named is listed at the end.
  [[nodiscard]] Span state(StateId s);
  [[nodiscard]] Span party(PartyId p) const;
  /// Its words, with a link to the list of wants, and links to the sources it rests on.
  [[nodiscard]] Line statement(const Statement& s) const;
  [[nodiscard]] Line support(const Support& s) const;
  /// "what the option is about (no -> yes)".
  [[nodiscard]] std::string change(const Variable& variable, Value from, Value to) const;
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
[[nodiscard]] Section deals_section(Writer& writer);
[[nodiscard]] Section sources_section(Writer& writer);
[[nodiscard]] Section tables_section(Writer& writer);
[[nodiscard]] Section method_section(Writer& writer, const Origin& origin);

/// a + b.
[[nodiscard]] Line joined(Line a, const Line& b);

}  // namespace detente::brief
