#pragma once
/// The save files of GMCR+ (Kinsara, Petersons, Hipel & Kilgour 2015), `*.gmcr`: JSON with yes/no options, decision
/// makers, infeasible combinations of options, and preferences as statements or as a ranking of state numbers.

#include "detente/exchange/formats.hpp"

namespace detente {

/// Whether a text is a JSON object with the keys that every such file has.
[[nodiscard]] bool looks_like_gmcr(std::string_view text);

/// Reads one file, of either generation of keys. Options come in the order in which that program numbers states:
/// those of each decision maker together.
[[nodiscard]] ImportResult read_gmcr(std::span<const SourceText> files);

/// Writes the case of one day. What the format cannot say is named in warnings.
[[nodiscard]] ExportResult write_gmcr(const Case& document, const ExportOptions& options);

}  // namespace detente
