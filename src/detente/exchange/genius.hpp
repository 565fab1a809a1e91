#pragma once
/// Domains and utility profiles of GENIUS (Lin, Kraus, Baarslag, Tykhonov, Hindriks & Jonker 2014), which NegMAS reads
/// and writes too: XML files, one `negotiation_template` and a `utility_space` for each party.

#include <span>
#include <string_view>

#include "detente/exchange/formats.hpp"

namespace detente {

[[nodiscard]] bool looks_like_genius(std::string_view text);

/// Reads a domain and the profiles of at least two parties, in any order, into a case with one table. Every issue with
/// more than one value becomes a term between all of them; the term `agreement` says whether there is a deal, and
/// without one nothing else is settled. A profile becomes weights: of `agreement and ISSUE = VALUE` its weight times
/// its evaluation, divided as GENIUS does by the largest evaluation of the issue; of `not agreement` the reservation
/// value. So now, without an agreement, is worth exactly the reservation to everybody. Products are exact and rounded
/// to 6 places.
[[nodiscard]] ImportResult read_genius(std::span<const SourceText> files);

/// Writes the deals of a table as a domain and a profile for each of its members. Every independent component of the
/// deals becomes an issue; walk-aways become reservation values.
[[nodiscard]] ExportResult write_genius(const Case& document, const ExportOptions& options);

}  // namespace detente
