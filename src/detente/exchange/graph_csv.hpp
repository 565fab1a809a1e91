#pragma once
/// Cases in graph form as two tables: `NAME.arcs.csv`, the moves, and `NAME.ranks.csv`, the preferences.
///
/// The arcs have the columns `party`, `from` and `to`. The ranks have one of two layouts, told apart by the first head:
///   state   one row for each state, in the order of their numbers; a column for each party, with numbers of which the
///           higher is the better. Between them and the state may stand `text`, what the state is, and `now`, with any
///           mark in one row.
///   party   one row for each party: its states from the best to the worst, one in a cell or with `>` between them;
///   states
///           that are equally good stand in one cell with `=` between them. States are numbered as they first occur in
///           the arcs.

#include "detente/exchange/formats.hpp"

namespace detente {

/// The most states that a pair of tables may have, read or written.
inline constexpr std::size_t most_graph_states = 65'535;

/// Whether the first line has the heads of one of the two tables.
[[nodiscard]] bool looks_like_graph_csv(std::string_view text);

/// The other table: `x.ranks.csv` for `x.arcs.csv` and the reverse; nothing for other names.
[[nodiscard]] std::vector<std::string> other_graph_table(const std::string& path);

/// Reads the two tables, in any order.
[[nodiscard]] ImportResult read_graph_csv(std::span<const SourceText> files);

/// Writes the states, moves and ranks of any case that is small enough; a case of options loses its options. Refused
/// above 65,535 states or a million moves.
[[nodiscard]] ExportResult write_graph_csv(const Case& document, const ExportOptions& options);

}  // namespace detente
