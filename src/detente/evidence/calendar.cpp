#include "detente/evidence/calendar.hpp"

#include <chrono>

namespace detente {

namespace {

std::chrono::sys_days days_of(const Date& date) {
  return std::chrono::sys_days(std::chrono::year_month_day(std::chrono::year(date.year),
                                                           std::chrono::month(static_cast<unsigned>(date.month)),
                                                           std::chrono::day(static_cast<unsigned>(date.day))));
}

}  // namespace

Date plus_days(const Date& date, int days) {
  const std::chrono::year_month_day ymd(days_of(date) + std::chrono::days(days));
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

int weekday_of(const Date& date) { return static_cast<int>(std::chrono::weekday(days_of(date)).iso_encoding()); }

int days_between(const Date& from, const Date& to) { return static_cast<int>((days_of(to) - days_of(from)).count()); }

}  // namespace detente
