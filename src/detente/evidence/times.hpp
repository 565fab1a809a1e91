#pragma once
/// Times and amounts in a report.

#include "detente/evidence/document.hpp"
#include "detente/evidence/reading.hpp"

namespace detente {

/// Fills Document::times. Absolute times ("20 January 2025", "July 2025", "in 2022") stand for themselves; relative
/// ones
/// ("on Thursday", "last week", "9 November") are worked out from the document's date and left open where it has none.
/// A weekday is the last one up to the report's day, or the next one behind words such as "will", "next" and "by"; a
/// day and month without a year are those nearest to the report. Cost: linear.
void find_times(const Reading& reading, Document& document);

/// Fills Document::amounts: money, percentages, rates, durations, and counts written in digits. Call behind find_times:
/// what is a time is no amount. Cost: linear.
void find_amounts(const Reading& reading, Document& document);

}  // namespace detente
