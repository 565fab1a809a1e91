#include "detente/evidence/conflicts.hpp"

#include <string>
#include <utility>

#include <doctest/doctest.h>

namespace detente {

namespace {

Document report(std::string id, std::string_view text, std::optional<Date> date = {}) {
  return read_document(std::move(id), text, {.format = ReadingOptions::Format::text, .encoding = {}, .date = date});
}

/// The kinds of the conflicts between two texts, each with what the sides say.
std::string conflicts(std::string_view a, std::string_view b, std::optional<Date> day_a = {},
                      std::optional<Date> day_b = {}) {
  std::string out;
  for (const Conflict& c : find_conflicts({report("a", a, day_a), report("b", b, day_b)}).conflicts)
    out += std::string(to_text(c.kind)) + " [" + c.first.says + "|" + c.second.says + "]";
  return out;
}

}  // namespace

TEST_CASE("a negation, an opposite or a number more is a candidate") {
  CHECK(conflicts("Governor Dale Hutchins will attend the ceremony in Pinecrest.",
                  "Governor Dale Hutchins will not attend the ceremony in Pinecrest, his office said.") ==
        "negation [|not]");
  CHECK(conflicts("Mayor Eleanor Hart rejected the proposal to widen the bridge over the Varn.",
                  "Mayor Eleanor Hart accepted the proposal to widen the bridge over the Varn.") ==
        "opposite [rejected|accepted]");
  CHECK(conflicts("The collapse in Pinecrest injured 12 people on the eastern ramp.",
                  "In the collapse in Pinecrest 20 people were injured on the eastern ramp.") ==
        "number [12 people|20 people]");
}

TEST_CASE("two opposites are none") {
  CHECK(conflicts("Mayor Eleanor Hart rejected the proposal to widen the bridge over the Varn.",
                  "Mayor Eleanor Hart has not accepted the proposal to widen the bridge over the Varn.") == "");
}

TEST_CASE("what looks alike and is about others is no conflict") {
  CHECK(conflicts("Russia set no conditions for a meeting of the leaders with Ukraine.",
                  "Russia set conditions for a meeting of the leaders with China.") == "");
  CHECK(conflicts("Russia sets no conditions for a meeting with the American president.",
                  "Russia sets conditions for a meeting with the Ukrainian president.") == "");
  CHECK(conflicts("The council of Pinecrest is not ready to pay for new ramps.",
                  "The council of Pinecrest is ready to pay for new lamps in the park.") == "");
  // Who only says it is no part of the subject; what is said must be about the same.
  CHECK(conflicts("Dale Hutchins said that the bridge over the Varn was safe for heavy trucks.",
                  "Eleanor Hart said that the bridge over the Varn was not safe for heavy trucks.") ==
        "negation [|not]");
}

TEST_CASE("who tells it does not belong to what is told") {
  CHECK(conflicts("Norway accepts the inspection of the dam by neutral engineers, its envoy Lukas Brenn said.",
                  "Norway rejects the inspection of the dam by neutral engineers, people close to the talks said.") ==
        "opposite [accepts|rejects]");
}

TEST_CASE("what is said of days to come is of the day on which it is said") {
  const std::string_view no = "Norvia will not meet Sarn before the elections in June.";
  const std::string_view yes = "Norvia will meet Sarn before the elections in June.";
  CHECK(conflicts(no, yes, Date{2031, 5, 12}, Date{2031, 5, 13}) == "negation [not|]");
  CHECK(conflicts(no, yes, Date{2031, 5, 12}, Date{2031, 5, 25}) == "");
  const Conflicts found = find_conflicts({report("a", no, Date{2031, 5, 12}), report("b", yes, Date{2031, 5, 25})});
  CHECK(found.changes.size() == 1);
}

TEST_CASE("who denies that something is so says that it is not") {
  CHECK(conflicts("Ruth Varga said that the Annika was fishing inside the closed area when her crew boarded it.",
                  "Torsten Halvik denied that the Annika had been fishing in the closed area.") ==
        "negation [|denied]");
  CHECK(conflicts("Ruth Varga said that the Annika was fishing inside the closed area.",
                  "Torsten Halvik denied that the Berta had been fishing in the closed area.") == "");
  // Another one's visit.
  CHECK(conflicts("Ruth Varga said that his visit to Pinecrest was safe and short.",
                  "Torsten Halvik said that his visit to Pinecrest was not safe and short.") == "");
}

TEST_CASE("at other times it is a change, in order of time") {
  const std::string_view before = "Governor Dale Hutchins will attend the ceremony in Pinecrest.";
  const std::string_view after = "Governor Dale Hutchins will not attend the ceremony in Pinecrest.";
  CHECK(conflicts(before, after, Date{2025, 3, 1}, Date{2025, 3, 2}) == "negation [|not]");
  CHECK(conflicts(before, after, Date{2025, 5, 1}, Date{2025, 3, 2}) == "");
  const Conflicts found =
      find_conflicts({report("late", before, Date{2025, 5, 1}), report("early", after, Date{2025, 3, 2})});
  REQUIRE(found.changes.size() == 1);
  REQUIRE(found.changes[0].sides.size() == 2);
  CHECK(found.changes[0].sides[0].document == 1);
  CHECK(found.changes[0].sides[0].says == "not");
  CHECK(found.changes[0].sides[1].document == 0);
}

TEST_CASE("one report does not contradict itself, and a stopped search says so") {
  const std::string both =
      "The bridge over the Varn is safe for heavy trucks. The bridge over the Varn is not safe for heavy trucks.";
  CHECK(find_conflicts({report("a", both)}).conflicts.empty());
  std::stop_source source;
  source.request_stop();
  CHECK_FALSE(find_conflicts({report("a", both)}, {.stop = source.get_token()}).complete);
}

}  // namespace detente
