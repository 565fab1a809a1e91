#pragma once
/// Rows and tables about solving all states. Every function prints Markdown.

#include <cstddef>
#include <string>

#include "detente/stability/solve.hpp"
#include "random_model.hpp"

namespace detente::bench {

/// One row: how long a case takes, and how much memory against what was estimated. `threads` and the engine as in
/// SolveOptions. False if the case does not fit in this machine's memory, or is none.
bool size_row(const std::string& name, const Case& document, unsigned threads, Engine engine);
void size_header();

/// Each concept alone, against reading all payoffs once with as many threads.
void ratio_rows(std::size_t options, unsigned threads);

/// All concepts against an explicit graph (textbook.hpp), in sizes up to a minute of it.
void textbook_rows();

/// Writes a case without rules or limits as a game in strategic form, in the format that Gambit reads: a party is a
/// player, and a strategy sets all its options. With `few` outcomes the file lists the different ones once; otherwise
/// every profile has its own. Prints one JSON object: the profiles that are Nash equilibria, with the time for finding
/// them on one thread, and for reading every payoff.
bool strategic_form(std::size_t options, bool few, const std::string& file);

}  // namespace detente::bench
