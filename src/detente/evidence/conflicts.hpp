#pragma once
/// Sentences of different reports that may contradict each other, and what reports say of one thing from day to day.

#include <string>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/evidence/document.hpp"

namespace detente {

/// A sentence that takes part, with what it says of the subject.
struct ConflictSide {
  std::uint32_t document = 0;
  std::uint32_t sentence = 0;
  std::string says;  ///< the words that differ: "not", "rejected", "12 casualties"; empty if only the other has some
  std::optional<Date> date{};  ///< the time that the sentence names, else that of its report
};

/// Two sentences with one subject and opposite content: a candidate, for somebody to look at.
struct Conflict {
  enum class Kind : std::uint8_t {
    negation,  ///< the one says that it is, the other that it is not
    opposite,  ///< the one accepts, the other rejects
    number     ///< another amount of the same
  };
  Kind kind = Kind::negation;
  ConflictSide first;  ///< the earlier one, where both have a time; else in the order of the reports
  ConflictSide second;
  std::string subject;  ///< the names that both have
  double likeness = 0;  ///< share of the weight of the words that they have in common, 0 to 1
  bool same_time =
      true;  ///< false: both have a time, and it is another one; what was said has changed, and need not conflict
};

/// "negation", "opposite", "number".
[[nodiscard]] std::string_view to_text(Conflict::Kind kind);

struct Conflicts {
  std::vector<Conflict> conflicts{};  ///< of one time, or of which no time is known; in order of the reports
  /// What was said of one thing at different times, in order of time: two sides and more, not all the same.
  struct Change {
    std::string subject;
    Conflict::Kind kind = Conflict::Kind::negation;
    std::vector<ConflictSide> sides{};
  };
  std::vector<Change> changes{};
  bool complete = true;  ///< false if it was stopped
};

/// Looks for sentences that name exactly the same people, bodies and places (who merely says it apart), that are alike
/// otherwise, and of which one has a negation more, or the opposite of a word (word lists), or another amount of the
/// same unit. A condition for a meeting with one party does not go against one for a meeting with another, since they
/// name different parties. Errs on the side of finding nothing. Cost: linear in the words, and the pairs of sentences
/// that share names and a rare word.
[[nodiscard]] Conflicts find_conflicts(const std::vector<Document>& documents, const Control& control = {});

}  // namespace detente
