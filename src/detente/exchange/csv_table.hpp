#pragma once
/// Tables of comma-separated values in files that are imported.

#include "detente/base/csv.hpp"

namespace detente {

/// read_csv_table of a whole file, which may begin with a byte order mark; what `unreadable_text` refuses is an error.
[[nodiscard]] std::optional<CsvTable> parse_csv(const SourceText& source, Diagnostics& diagnostics);

}  // namespace detente
