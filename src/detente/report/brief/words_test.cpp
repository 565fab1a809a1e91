// Every language of the brief has every sentence, with the same parts to fill in.

#include "detente/report/brief/words.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include <doctest/doctest.h>

namespace detente::brief {

namespace {

std::set<std::string> parts_of(const std::string& sentence) {
  static const std::regex part("\\{[a-z]+\\}");
  return {std::sregex_token_iterator(sentence.begin(), sentence.end(), part), std::sregex_token_iterator()};
}

}  // namespace

TEST_CASE("every language of the brief has the sentences of the English one") {
  const std::vector<std::string> languages = Words::languages();
  REQUIRE(std::ranges::count(languages, "en") == 1);
  const Words english = Words::of("en").value();
  REQUIRE(english.sentences().size() > 200);
  for (const std::string& language : languages) {
    CAPTURE(language);
    const Words words = Words::of(language).value();
    for (const auto& [key, sentence] : english.sentences()) {
      CAPTURE(key);
      const auto found = words.sentences().find(key);
      REQUIRE(found != words.sentences().end());
      CHECK(!found->second.empty());
      // A singular may do without its number.
      if (!key.ends_with(".one")) CHECK(parts_of(found->second) == parts_of(sentence));
    }
    CHECK(words.sentences().size() == english.sentences().size());
  }
}

TEST_CASE("there is no brief in an unknown language") { CHECK(!Words::of("xx")); }

}  // namespace detente::brief
