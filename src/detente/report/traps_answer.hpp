#pragma once
/// The traps of a case, as the reports show them.

#include <string>
#include <vector>

#include "detente/paths/traps.hpp"
#include "detente/report/analysis.hpp"
#include "detente/report/json.hpp"
#include "detente/report/style.hpp"

namespace detente {

struct TrapsQuestion {
  StateId start;  ///< now, as a rule
  std::vector<PartyId> parties;
  Concept concept_id = Concept::seq;
  std::size_t most_listed = 20;  ///< for each party; 0: all
  std::uint64_t work = default_work;

  /// Elementary steps. The improvements that they find take up to 16 bytes each.
  static constexpr std::uint64_t default_work = std::uint64_t{100} * 1'000'000;
};

[[nodiscard]] TrapAnswer answer_traps(Analysis& analysis, const TrapsQuestion& question);

/// For each party what it would gain by at first, and how that can end.
[[nodiscard]] std::string traps_page(Analysis& analysis, const Style& style, const TrapsQuestion& question,
                                     const TrapAnswer& answer);
[[nodiscard]] std::string traps_json(const JsonContext& context, Analysis& analysis, const TrapsQuestion& question,
                                     const TrapAnswer& answer);

/// For all parties, under SEQ, from now, as far as a little work goes.
[[nodiscard]] TrapsQuestion quick_traps(const Analysis& analysis);
/// In a few lines.
[[nodiscard]] std::string traps_section(Analysis& analysis, const Style& style, const std::string& file);

}  // namespace detente
