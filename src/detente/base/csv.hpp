#pragma once
/// Tables of comma-separated values as spreadsheets write them, with the place of every cell.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/base/diagnostic.hpp"

namespace detente {

struct CsvCell {
  std::string text{};  ///< without quotes and without white space around it
  Span span{};         ///< in the file, quotes included; empty for an empty cell
};

struct CsvTable {
  char separator = ',';
  std::vector<std::vector<CsvCell>>
      rows{};  ///< without rows that are empty throughout, and without empty cells at their ends
};

inline constexpr std::size_t most_csv_cells = 8'000'000;

/// Reads a table (RFC 4180) from byte `first` on, and what else spreadsheets make of it: any line ends, and for the
/// comma also
/// `;` or a tab, whichever the first line has most of. Gives nothing, and appends one error, for a quote that is not
/// closed or that ends within a cell, and beyond the limit. Cost: linear.
[[nodiscard]] std::optional<CsvTable> read_csv_table(std::string_view text, std::size_t first,
                                                     Diagnostics& diagnostics);

/// A cell as it is written: in quotes where it must be.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace detente
