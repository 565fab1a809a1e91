#pragma once
/// Pieces that the pages about tables share.

#include <string>

#include "detente/report/deals_answer.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// Who sits at the table, who ratifies, what can be set.
[[nodiscard]] std::string table_head(const Analysis& analysis, const Style& style, const Settlement& settlement);

/// "12 deals, 3 acceptable, 2 efficient; of the acceptable ones last: Nash 0, SEQ 1".
[[nodiscard]] std::string counts_text(const DealsAnswer& answer, const TableAnswer& table);

/// "{A, B}, {C}": the minimal sets that no deal satisfies, at most `limit` (0: all).
[[nodiscard]] std::string blocked_text(const Analysis& analysis, const Settlement& settlement, std::size_t limit);

/// "12 of 40": ranks count from 1, the worst.
[[nodiscard]] std::string rank_text(const Analysis& analysis, PartyId party, Rank rank);

/// Why there is no acceptable deal: who blocks it, and up to `limit` (0: all) smallest concessions that open one.
[[nodiscard]] std::string impasse_text(const Analysis& analysis, const Style& style, const Settlement& settlement,
                                       std::size_t limit);

/// By party with a say, the smallest change of its walk-away that opens or closes the zone.
[[nodiscard]] std::string zone_text(const Analysis& analysis, const Style& style, const Settlement& settlement);

/// Several tables side by side.
[[nodiscard]] std::string tables_page(Analysis& analysis, const Style& style, const DealsAnswer& answer);

/// One table in a few lines.
[[nodiscard]] std::string table_summary(Analysis& analysis, const Style& style, const DealsAnswer& answer,
                                        const TableAnswer& table);

}  // namespace detente
