#pragma once

#include <cstddef>

namespace detente::bench {

/// Coalition improvements in random cases of ten parties with two yes/no options each: of one state, and of many.
void coalition_rows(std::size_t states);

}  // namespace detente::bench
