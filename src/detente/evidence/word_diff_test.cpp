#include "detente/evidence/word_diff.hpp"

#include <string>

#include <doctest/doctest.h>

namespace detente {

namespace {

/// The changes between two texts as "kind:from>to".
std::string changes(std::string_view from, std::string_view to) {
  std::string out;
  for (const WordChange& c : compare_words(from, {0, from.size()}, to, {0, to.size()}).changes) {
    if (!out.empty()) out += "; ";
    out += std::string(to_text(c.kind)) + ":" + std::string(from.substr(c.from.begin, c.from.end - c.from.begin)) +
           ">" + std::string(to.substr(c.to.begin, c.to.end - c.to.begin)) + (c.at_edge ? " edge" : "");
  }
  return out;
}

std::string match(std::string_view from, std::string_view to) {
  const WordMatch m = closest_match(from, {0, from.size()}, to, {0, to.size()});
  return std::string(from.substr(m.from.begin, m.from.end - m.from.begin)) + " | " +
         std::string(to.substr(m.to.begin, m.to.end - m.to.begin));
}

}  // namespace

TEST_CASE("punctuation, case, marks and apostrophes are no difference") {
  CHECK(changes("We won't go, he said.", "we won\u2019t go \u2014 He said").empty());
  CHECK(changes("The U.S. pays 1,000 dollars", "the US pays 1000 dollars") == "");
  CHECK(changes("", "").empty());
}

TEST_CASE("a difference in a negation, number, date, name or modal is named") {
  CHECK(changes("we will not sign it", "we will sign it") == "negation:not>");
  CHECK(changes("we can't sign it", "we can sign it") == "negation:can't>can");
  CHECK(changes("they lost 300 men there", "they lost 3000 men there") == "number:300>3000");
  CHECK(changes("they lost three men there", "they lost four men there") == "number:three>four");
  CHECK(changes("ready by Monday at noon", "ready by Friday at noon") == "date:Monday>Friday");
  CHECK(changes("it ended in May for us", "it ended in June for us") == "date:May>June");
  CHECK(changes("back in 2021 they left", "back in 2022 they left") == "date:2021>2022");
  CHECK(changes("he trusts Orlov with it", "he trusts Petrov with it") == "name:Orlov>Petrov");
  CHECK(changes("we may leave soon", "we must leave soon") == "modal:may>must");
  CHECK(changes("a large and old ship", "a huge and old ship") == "other:large>huge");
  CHECK(changes("It is late. Ships wait.", "It is late. Boats wait.") == "other:Ships>Boats");
}

TEST_CASE("what stands at an end is an excerpt") {
  CHECK(changes("well, we shall see", "we shall see") == "other:well> edge");
  CHECK(changes("one two three", "four five six") == "number:one two three>four five six edge");
}

TEST_CASE("the parts that say the same") {
  CHECK(match("He waited. We will not give up our harbor to anyone. So it ended.",
              "we will give up our harbor to anyone") ==
        "We will not give up our harbor to anyone | we will give up our harbor to anyone");
  // An exchanged word at the end belongs to it, an excerpt's rest does not.
  CHECK(match("we gave them ten days", "we gave them ten weeks") == "we gave them ten days | we gave them ten weeks");
  CHECK(match("we gave them ten days", "we gave them") == "we gave them | we gave them");
  CHECK(match("nothing here", "other words") == " | ");
}

}  // namespace detente
