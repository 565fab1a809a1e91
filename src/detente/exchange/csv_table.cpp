#include "detente/exchange/csv_table.hpp"

#include "detente/casefile/yaml_problem.hpp"

namespace detente {

std::optional<CsvTable> parse_csv(const SourceText& source, Diagnostics& diagnostics) {
  std::size_t first = 0;
  if (auto problem = unreadable_text(source, first)) {
    diagnostics.push_back(std::move(*problem));
    return std::nullopt;
  }
  return read_csv_table(source.text(), first, diagnostics);
}

}  // namespace detente
