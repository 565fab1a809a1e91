#pragma once
/// The stability of all states for other programs, as text or as sets of bits. Written piece by piece, since the whole
/// may be larger than memory. docs/results.md describes both formats.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/report/analysis.hpp"

namespace detente {

/// Takes the pieces of a text or file in their order.
using Sink = std::function<void(std::string_view)>;

/// A line for each of the first `limit` states (0: all): its number, its values (`*` where the members of a merged
/// state differ), and under each concept 1 or 0 for each party and for being an equilibrium. Ends early when stopped;
/// then what was written is worth nothing.
void write_results_csv(Analysis& analysis, const std::vector<Concept>& concepts, std::size_t limit, const Sink& sink);

/// The same as sets of bits behind a header in JSON, about parties x concepts / 8 bytes for each state. `file` is the
/// case's file, for the header.
void write_results_binary(Analysis& analysis, const std::vector<Concept>& concepts, std::size_t limit,
                          const std::string& file, const Sink& sink);

/// A line for each state in `chosen`, at most `limit` (0: all), one column for each variable, likewise.
void write_states_csv(const Analysis& analysis, const BitVector& chosen, std::size_t limit, const Sink& sink);

}  // namespace detente
