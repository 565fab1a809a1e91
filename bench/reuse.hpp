#pragma once
/// Comparing very many reports.

#include <cstddef>

namespace detente::bench {

/// One row: so many invented articles, of which one in five takes something from an earlier one, read and compared.
void reuse_row(std::size_t articles, unsigned threads);

}  // namespace detente::bench
