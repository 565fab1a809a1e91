#include "detente/base/decimal.hpp"

#include <doctest/doctest.h>

#include "detente/base/random.hpp"

using namespace detente;

TEST_CASE("decimals are exact") {
  CHECK(parse_decimal("3")->millionths == 3'000'000);
  CHECK(parse_decimal("-1.5")->millionths == -1'500'000);
  CHECK(parse_decimal("+0.000001")->millionths == 1);
  CHECK(parse_decimal("0.1")->millionths + parse_decimal("0.2")->millionths == parse_decimal("0.3")->millionths);
  CHECK(parse_decimal("1000000000000")->millionths == largest_decimal * 1'000'000);
  CHECK(parse_decimal("-0") == Decimal{0});
  CHECK(parse_decimal("007.50") == parse_decimal("7.5"));
}

TEST_CASE("what is not a decimal") {
  for (const char* text : {"", "-", "+", ".", ".5", "5.", "1.2345678", "1e3", "1,5", "0x10", "1 ", " 1", "--1", "1.2.3",
                           "nan", "1000000000000.000001", "1000000000001", "99999999999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_decimal(text));
  }
}

TEST_CASE("decimals are printed in their shortest form, which reads as the same number") {
  CHECK(to_text(Decimal{0}) == "0");
  CHECK(to_text(Decimal{5'500'000}) == "5.5");
  CHECK(to_text(Decimal{-100'000}) == "-0.1");
  CHECK(to_text(Decimal{1}) == "0.000001");
  Random random(2025);
  for (int i = 0; i < 2000; ++i) {
    const auto magnitude = static_cast<std::int64_t>(random.below(std::uint64_t{1} << (1 + random.below(59))));
    const Decimal number{random.chance(50) ? magnitude : -magnitude};
    CAPTURE(number.millionths);
    CHECK(parse_decimal(to_text(number)) == number);
  }
}
