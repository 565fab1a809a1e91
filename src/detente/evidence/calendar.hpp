#pragma once
/// Arithmetic with days.

#include "detente/base/date.hpp"

namespace detente {

/// The day that lies `days` later, or earlier if it is negative.
[[nodiscard]] Date plus_days(const Date& date, int days);

/// From 1, a Monday, to 7.
[[nodiscard]] int weekday_of(const Date& date);

/// How many days lie from one day to the other; negative if the other is earlier.
[[nodiscard]] int days_between(const Date& from, const Date& to);

}  // namespace detente
