#include "detente/base/date.hpp"

#include <doctest/doctest.h>

using namespace detente;

TEST_CASE("dates are YYYY-MM-DD and exist") {
  CHECK(parse_date("2025-08-07") == Date{2025, 8, 7});
  CHECK(parse_date("2024-02-29") == Date{2024, 2, 29});
  CHECK(parse_date("2000-02-29") == Date{2000, 2, 29});
  for (const char* text : {"", "2025-8-7", "2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "2025-04-31",
                           "2025-08-7 ", "2025/08/07", "20250807", "+025-08-07", "2025-08-07T00:00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("dates are printed as they are read") {
  for (const char* text : {"2025-08-07", "0001-01-01", "9999-12-31"}) CHECK(to_text(*parse_date(text)) == text);
}

TEST_CASE("periods hold their first day and not their last") {
  const Period period{.from = Date{2025, 1, 1}, .until = Date{2025, 7, 1}};
  CHECK(period.covers(Date{2025, 1, 1}));
  CHECK(period.covers(Date{2025, 6, 30}));
  CHECK_FALSE(period.covers(Date{2025, 7, 1}));
  CHECK_FALSE(period.covers(Date{2024, 12, 31}));
  CHECK(Period{}.covers(Date{1, 1, 1}));
  CHECK(Period{}.always());
}

TEST_CASE("no day is the day after the last date") {
  CHECK(Period{}.covers(std::nullopt));
  CHECK(Period{.from = Date{2025, 1, 1}}.covers(std::nullopt));
  CHECK_FALSE(Period{.until = Date{2025, 1, 1}}.covers(std::nullopt));
}
