#pragma once
/// Calendar days and the half-open periods in which parts of a case hold.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace detente {

/// A day of the proleptic Gregorian calendar, always valid.
struct Date {
  int year = 1;
  int month = 1;
  int day = 1;
  friend auto operator<=>(const Date&, const Date&) = default;
};

/// Reads exactly YYYY-MM-DD (ISO 8601); nothing for anything else or for a day that does not exist.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

[[nodiscard]] std::string to_text(const Date& date);

/// [from, until); an end that is absent is open.
struct Period {
  std::optional<Date> from{};
  std::optional<Date> until{};
  /// Whether the day lies in the period. No day means "after the last date of all": only an absent `until` covers it.
  [[nodiscard]] bool covers(const std::optional<Date>& day) const;
  [[nodiscard]] bool always() const { return !from && !until; }
  friend bool operator==(const Period&, const Period&) = default;
};

}  // namespace detente
