#pragma once
/// The pieces from which every report is put together: states, steps, statements, shares in words.

#include <string>
#include <vector>

#include "detente/report/analysis.hpp"
#include "detente/report/style.hpp"
#include "detente/report/summary.hpp"

namespace detente {

/// "Russia.offensive, not USA.meet".
[[nodiscard]] std::string literals_text(const Model& model, const std::vector<Literal>& literals);

/// What differs from now: "as now, but USA.meet, not Russia.offensive"; "now" for now itself.
[[nodiscard]] std::string against_now(const Analysis& analysis, StateId s);

/// The same for an assignment.
[[nodiscard]] std::string against_now(const Model& model, const std::vector<Value>& values);

/// What differs from another state, as it is in `s`: "USA.meet, not Russia.offensive"; empty if nothing does that means
/// something in both.
[[nodiscard]] std::string literals_against(const Analysis& analysis, StateId base, StateId s);

/// The same as a sentence: "as state 12, but ...".
[[nodiscard]] std::string against(const Analysis& analysis, StateId base, StateId s);

/// What a step changes: "USA: meet (no -> yes), arms (some -> more)"; joint movers joined with "+". `to` is the word
/// for where it leads in graph form.
[[nodiscard]] std::string step_text(const Analysis& analysis, const Step& step, std::string_view to = "to");

/// How a variable is called at the head of a column beside the number of the state: its id; in graph form, where it is
/// the state itself, "name".
[[nodiscard]] std::string column_of(const Variable& variable);

/// The variables in which two states differ; those that are open in a merged state are left out.
[[nodiscard]] std::vector<VariableId> differing(const StateSpace& space, StateId a, StateId b);

/// The values of a state by name, one for each variable; "*" where the members of a merged state differ.
[[nodiscard]] std::vector<std::string> value_names(const Analysis& analysis, StateId s);

/// "Russia#2 (not Ukraine.join_nato)", with what it rests on: "[report-002#19]" or "[assumed]".
[[nodiscard]] std::string statement_text(const Model& model, const Statement& statement);

/// A deciding statement as a reason. One with a negative weight holds in the worse of the two states and not in the
/// better one: "being without Union#4 (...), which weighs -10".
[[nodiscard]] std::string reason_text(const Model& model, const Statement& statement);

/// Why `party` likes `better` more than `worse`: " because of Russia#2 (...)", or nothing where only ranks tell.
[[nodiscard]] std::string because(const Analysis& analysis, PartyId party, StateId better, StateId worse);

/// "[report-001#3-4, report-002#7]", "[assumed]", or nothing.
[[nodiscard]] std::string support_text(const Support& support);

/// "12.5%"; "<0.1%" for small shares that are not zero.
[[nodiscard]] std::string percent(std::size_t part, std::size_t whole);

/// "1 state", "20,113 states".
[[nodiscard]] std::string counted(std::size_t n, std::string_view singular, std::string_view plural = {});

/// The name for people: the name of a party; the text of a variable or its id.
[[nodiscard]] std::string title_of(const Variable& variable);

/// A set of states as text. Up to `list_at_most` states are listed one by one, those that improvements reach from now
/// first; more are summarized by what they share and by patterns.
[[nodiscard]] std::string set_text(Analysis& analysis, const BitVector& set, const Style& style,
                                   std::size_t list_at_most = 12, std::size_t most_patterns = 6);

}  // namespace detente
