#pragma once

#include <cstddef>

namespace detente::bench {

/// Verdicts for now in random cases of 60 yes/no options, 5 parties, 20 statements each and 4 rules: how many are
/// settled within 10 s each, and how long they take. Prints a table.
void one_state_rows(std::size_t cases);

}  // namespace detente::bench
