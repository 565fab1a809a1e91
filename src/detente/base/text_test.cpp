#include "detente/base/text.hpp"

#include <doctest/doctest.h>

using namespace detente;

TEST_CASE("code points: counted and cut, invalid bytes one by one") {
  CHECK(code_points("") == 0);
  CHECK(code_points("Détente") == 7);
  CHECK(code_points("\xF0\x9F\x95\x8A!") == 2);
  CHECK(code_points("\xFF\xC3") == 2);
  CHECK(code_point_substr("Détente", 1, 3) == "éte");
  CHECK(code_point_substr("Détente", 5, 99) == "te");
  CHECK(code_point_substr("abc", 7, 1).empty());
}

TEST_CASE("the first byte that is not UTF-8") {
  CHECK_FALSE(find_invalid_utf8("plain, Détente, \xF0\x9F\x95\x8A"));
  CHECK(find_invalid_utf8("ab\xE9") == 2);
  CHECK(find_invalid_utf8("\xC0\xAF") == 0);          // an overlong '/'
  CHECK(find_invalid_utf8("a\xED\xA0\x80") == 1);     // a surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // beyond U+10FFFF
  CHECK(find_invalid_utf8("abc\xE2\x82") == 3);       // cut off
}

TEST_CASE("what is printed cannot move a terminal's cursor") {
  CHECK(printable("a\tb") == "a b");
  CHECK(printable("a\x1B[31m") == "a\xEF\xBF\xBD[31m");
  CHECK(printable("a\xC2\x9B") == "a\xEF\xBF\xBD");
  CHECK(printable("\xE2\x80\xAE"
                  "abc") ==
        "\xEF\xBF\xBD"
        "abc");  // right-to-left override
  CHECK(printable("\xFFz") == "\xEF\xBF\xBDz");
  CHECK(printable("Détente") == "Détente");
}

TEST_CASE("names of any script") {
  for (const char* name : {"a", "_", "Uniroyal", "é", "Стороны", "外交", "x1", "क्षेत्र"}) {
    CAPTURE(name);
    CHECK(is_name(name));
  }
  for (const char* text : {"", "1a", "a-b", "a b", "a.b", "-", "€", "\xE2\x80\x8B"}) {
    CAPTURE(text);
    CHECK_FALSE(is_name(text));
  }
}

TEST_CASE("the nearest name") {
  const std::vector<std::string> names{"Uniroyal", "MoE", "LocalGov"};
  CHECK(nearest_name("Uniroyl", names) == "Uniroyal");
  CHECK(nearest_name("uniroyal", names) == "Uniroyal");
  CHECK(nearest_name("Unirolay", names) == "Uniroyal");  // two letters exchanged
  CHECK(nearest_name("MeO", names) == "MoE");
  CHECK_FALSE(nearest_name("Canada", names));
  CHECK_FALSE(nearest_name("x", {"y"}));
  CHECK_FALSE(nearest_name("x", {}));
  CHECK(nearest_name("ab", {"ac", "ad"}) == "ac");
}

TEST_CASE("words in a row") {
  CHECK(join_words({}).empty());
  CHECK(join_words({"a"}) == "a");
  CHECK(join_words({"a", "b"}) == "a and b");
  CHECK(join_words({"a", "b", "c"}, " or ") == "a, b or c");
}

TEST_CASE("wrapped lines") {
  CHECK(wrap("", 10) == std::vector<std::string>{""});
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("  spaces\n and  lines ", 40) == std::vector<std::string>{"spaces and lines"});
  CHECK(wrap("a verylongword b", 4) == std::vector<std::string>{"a", "verylongword", "b"});
  CHECK(wrap("éé éé éé", 5) == std::vector<std::string>{"éé éé", "éé"});
}

TEST_CASE("numbers with commas") {
  CHECK(with_commas(0) == "0");
  CHECK(with_commas(999) == "999");
  CHECK(with_commas(1000) == "1,000");
  CHECK(with_commas(18446744073709551615U) == "18,446,744,073,709,551,615");
}
