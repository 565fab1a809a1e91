#include "detente/evidence/quote_match.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace detente;

namespace {

QuoteStatus status(std::string_view quote, std::string_view text) {
  return find_quote(quote, text, {0, text.size()}).status;
}

std::string found(std::string_view quote, std::string_view text) {
  const QuoteMatch match = find_quote(quote, text, {0, text.size()});
  return std::string(text.substr(match.place.begin, match.place.end - match.place.begin));
}

constexpr auto exact = QuoteStatus::exact;
constexpr auto normalised = QuoteStatus::normalised;
constexpr auto altered = QuoteStatus::altered;
constexpr auto missing = QuoteStatus::missing;

}  // namespace

TEST_CASE("a quotation that stands in the text letter by letter") {
  CHECK(status("will not sign", "They will not sign it.") == exact);
  CHECK(status("They will not sign it.", "They will not sign it.") == exact);
  CHECK(status("  will not sign\n", "They will not sign it.") == exact);
  CHECK(found("sign it", "A sign its makers sign it with.") == "sign it");
  const std::string text = "One. They will sign. They will sign.";
  CHECK(find_quote("will sign", text, {20, text.size()}).place.begin == 26);
}

TEST_CASE("white space, quotation marks, dashes and case do not matter") {
  CHECK(status("will  not\n sign", "They will not\u00A0sign it.") == normalised);
  CHECK(status("WILL not Sign", "They will not sign it.") == normalised);
  CHECK(status("the \"last\" offer", "It was the \u201Clast\u201D offer.") == normalised);
  CHECK(status("they don't pay", "They don\u2019t pay.") == normalised);
  CHECK(status("no - not now - never", "So no \u2014 not now \u2014 never.") == normalised);
  CHECK(status("no--not now", "So no\u2014not now.") == normalised);
  CHECK(status("2020-2022", "From 2020\u20132022 on.") == normalised);
  CHECK(status("\u201Cwe will sign\u201D", "That we will sign is clear.") == normalised);
  CHECK(status("caf\u00E9s stay open", "The cafe\u0301s stay open.") == normalised);
  CHECK(status("STRASSE", "Die Stra\u00DFe.") == normalised);
  CHECK(status("cooperate", "They co\u00ADoperate.") == normalised);
}

TEST_CASE("one word more, less or other is an alteration") {
  const std::string text =
      "On Monday Minister Roe said that Norland would not pay 50,000 crowns by March 3 to Mr. Hale.";
  CHECK(status("Norland would not pay 50,000 crowns", text) == exact);
  for (const std::string quote :
       {"Norland would pay 50,000 crowns", "Norland would not pay 60,000 crowns", "Norland would not pay 50.000 crowns",
        "Sudland would not pay 50,000 crowns", "Norland should not pay 50,000 crowns",
        "Norland would never pay 50,000 crowns", "would not pay 50,000 crowns by May 3",
        "would not pay 50,000 crowns by March 13", "would not pay to Mr. Hall", "On Tuesday Minister Roe said",
        "Minister Doe said that Norland", "Norland wouldn't pay", "would not not pay",
        "not pay 50,000 crowns, by March 3"}) {
    CAPTURE(quote);
    CHECK(status(quote, text) == altered);
  }
}

TEST_CASE("a quotation is not cut out of a word, a compound or a number") {
  CHECK(status("they can", "They cannot sign.") == altered);
  CHECK(status("they can", "They can't sign.") == altered);
  CHECK(status("aligned states", "The non-aligned states met.") == altered);
  CHECK(found("aligned states", "The non-aligned states met.") == "non-aligned states");
  CHECK(status("for 50", "It rose for 50.5 days.") == altered);
  CHECK(status("rose by 1", "It rose by 1,500 tons.") == altered);
  CHECK(status("500 tons", "It rose by 1,500 tons.") == altered);
  CHECK(status("rose by 5", "It rose by 5% in May.") == altered);
  CHECK(status("5 degrees", "It was -5 degrees.") == altered);
  CHECK(status("20 days", "It takes 15-20 days.") == altered);
  CHECK(status("20 days", "It takes 15\u201320 days.") == altered);
  CHECK(status("cannot", "They can sign.") == altered);
  CHECK(status("conditional", "An unconditional truce.") == altered);
}

TEST_CASE("what does not stand there is missing") {
  CHECK(status("the harbor was closed", "They will not sign it.") == missing);
  CHECK(status("will not sign", "") == missing);
  CHECK(status("", "They will not sign it.") == missing);
  CHECK(status("...", "They ... will not sign it.") == missing);
  CHECK(status("harbor", "They will not sign it.") == missing);
  CHECK(status("not \xFF sign", "They will not sign it.") == missing);
  const std::string text = "They will not sign it. They will pay.";
  CHECK(find_quote("will pay", text, {0, 22}).status != exact);
  CHECK(find_quote("sign it. They", text, {0, 22}).status != exact);
}

TEST_CASE("huge quotations and texts that repeat take linear time") {
  const std::string as(2'000'000, 'a');
  CHECK(status(as.substr(1), as) == altered);
  std::string words;
  for (int k = 0; k < 400'000; ++k) words += "a ";
  CHECK(status(words + "b", words) == altered);
  CHECK(status("b " + words + "b", "c " + words) == missing);  // too long to look for something similar
  CHECK(status(words.substr(2), words) == exact);
  std::string upper = words;
  upper[1] = '\t';
  CHECK(status(upper, words) == normalised);
  CHECK(status("a b", words) == altered);
}
