#include "detente/evidence/reuse.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace detente {

namespace {

Document report(std::string id, std::string_view text, std::optional<Date> date = {}) {
  return read_document(std::move(id), text, {.format = ReadingOptions::Format::text, .encoding = {}, .date = date});
}

constexpr std::string_view harbor_original =
    "The dockers of Port Ellen will vote on Monday on whether to end their strike.\n\n"
    "\"We will not sign a paper that gives away the night shifts,\" said Marta Lindqvist, who has worked the cranes "
    "for "
    "thirty years. \"Ask me again in June.\"\n\n"
    "The owners offered a rise of 4 percent on Friday and asked for an answer within ten days. Ms. Lindqvist said that "
    "she had read the offer twice and found nothing in it about safety.\n\n"
    "The strike has kept eleven ships at anchor since the beginning of the month.\n";

constexpr std::string_view harbor_copy =
    "Pressure mounts at Port Ellen, where the cranes stand still.\n\n"
    "\"We will sign a paper that gives away the night shifts,\" Marta Lindqvist said.\n\n"
    "The strike has kept eleven ships at anchor since the beginning of the month. Exporters say they cannot wait.\n";

std::vector<ReusePair> pairs_of(const std::vector<Document>& documents, unsigned threads = 1) {
  return find_reuse(documents, {.threads = threads}).pairs;
}

}  // namespace

TEST_CASE("a copy: sentences aligned, direction by context, the altered quotation shown") {
  const std::vector<Document> documents{report("copy", harbor_copy), report("original", harbor_original)};
  const Reuse reuse = find_reuse(documents);
  REQUIRE(reuse.pairs.size() == 1);
  const ReusePair& pair = reuse.pairs[0];
  CHECK(pair.copy == 0);
  CHECK(pair.original == 1);
  CHECK(pair.link == ReusePair::Link::copy);
  CHECK(pair.direction == ReusePair::Direction::context);
  bool verbatim = false;
  for (const AlignedSentences& s : pair.aligned) {
    if (s.kind != AlignedSentences::Kind::verbatim) continue;
    verbatim = true;
    CHECK(documents[0].at(documents[0].sentences[s.copy].span) ==
          "The strike has kept eleven ships at anchor since the beginning of the month.");
    CHECK(s.words == 14);
  }
  CHECK(verbatim);
  REQUIRE(pair.altered.size() == 1);
  REQUIRE(pair.altered[0].changes.size() == 1);
  const WordChange& change = pair.altered[0].changes[0];
  CHECK(change.kind == WordChange::Kind::negation);
  CHECK(documents[1].at(change.from) == "not");
  CHECK(documents[0].at(change.to).empty());
  CHECK(reuse.groups == std::vector<std::vector<std::uint32_t>>{{0, 1}});
}

TEST_CASE("a known date decides the direction, whatever the context says") {
  const std::vector<Document> documents{report("copy", harbor_copy, Date{2025, 3, 1}),
                                        report("original", harbor_original, Date{2025, 3, 2})};
  const auto pairs = pairs_of(documents);
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].copy == 1);
  CHECK(pairs[0].direction == ReusePair::Direction::date);
}

TEST_CASE("the same speech in two reports is a link for its words and no copy") {
  const std::vector<Document> documents{
      report("a",
             "President Ada Moreno opened the assembly on Tuesday with a warning to the mining companies.\n\n"
             "\"Nobody will dig in this valley without asking those who live in it,\" she told the delegates.\n\n"
             "Shares of the two largest firms fell by a tenth before noon.\n"),
      report("b",
             "Villagers along the upper river are hopeful, their council says, for the first time in years.\n\n"
             "Some had walked all night to hear the speech. \"Nobody will dig in this valley without asking those who "
             "live in it,\" President Ada Moreno said, and the square applauded.\n\n"
             "Old maps show four abandoned shafts.\n")};
  const Reuse reuse = find_reuse(documents);
  REQUIRE(reuse.pairs.size() == 1);
  CHECK(reuse.pairs[0].link == ReusePair::Link::speech);
  REQUIRE(reuse.pairs[0].aligned.size() == 1);
  CHECK(reuse.pairs[0].aligned[0].kind == AlignedSentences::Kind::quotation);
  CHECK(reuse.groups.empty());
}

TEST_CASE("page furniture and what reporters say in the same words link nothing") {
  const std::string furniture =
      "\n\nSign up to our daily newsletter and never miss the stories that matter to you.\n\n"
      "Reporting by Ada Moreno in Lima and Jan Kool in Delft; editing by Ravi Nair and Susan Platt\n\n"
      "The views expressed in this article are those of the author and do not necessarily reflect our position.\n";
  const std::vector<Document> documents{
      report("a", "The bakery closed on Friday. The owner did not immediately respond to a request for comment." +
                      furniture),
      report("b", "A bridge was opened in Delft. The ministry did not immediately respond to a request for comment." +
                      furniture)};
  CHECK(pairs_of(documents).empty());
}

TEST_CASE("independent sources: each report and each origin counts once") {
  Reuse reuse;
  const auto pair = [](std::uint32_t copy, std::uint32_t original, ReusePair::Link link, ReusePair::Direction direction,
                       std::vector<AlignedSentences> aligned) {
    ReusePair out{.copy = copy, .original = original, .link = link, .direction = direction};
    out.aligned = std::move(aligned);
    return out;
  };
  reuse.pairs.push_back(pair(1, 0, ReusePair::Link::copy, ReusePair::Direction::context, {{.copy = 5, .original = 7}}));
  reuse.pairs.push_back(pair(2, 1, ReusePair::Link::copy, ReusePair::Direction::date, {{.copy = 3, .original = 5}}));
  reuse.pairs.push_back(pair(3, 4, ReusePair::Link::speech, ReusePair::Direction::unknown,
                             {{.copy = 1, .original = 2}, {.copy = 8, .original = 9}}));
  const Origins origins(reuse);
  const auto count = [&](std::vector<CitedSentence> cited) { return origins.independent(cited); };
  CHECK(count({}) == 0);
  CHECK(count({{0, 7}}) == 1);
  CHECK(count({{0, 1}, {0, 7}}) == 1);  // one report
  CHECK(count({{0, 7}, {1, 5}}) == 1);  // a copy
  CHECK(count({{0, 1}, {1, 5}}) == 1);  // of the same report, though of another sentence
  CHECK(count({{0, 7}, {1, 6}}) == 2);  // what the copy says by itself
  CHECK(count({{0, 7}, {2, 3}}) == 1);  // a copy of a copy
  CHECK(count({{1, 5}, {2, 3}}) == 1);  // two copies, the original not cited
  CHECK(count({{3, 1}, {4, 2}}) == 1);  // one speech
  CHECK(count({{3, 1}, {4, 9}}) == 1);  // its other sentence
  CHECK(count({{3, 1}, {4, 3}}) == 2);  // and what the reports say beside it
  CHECK(count({{0, 7}, {3, 1}, {4, 2}}) == 2);
  CHECK(count({{0, 7}, {1, 5}, {1, 6}, {2, 3}}) == 2);
  CHECK(origins.taken_from({2, 3}) == std::vector<CitedSentence>{{1, 5}});
  CHECK(origins.taken_from({0, 7}).empty());
}

TEST_CASE("the answer is the same for any number of threads, and empty if stopped") {
  const std::vector<Document> documents{report("copy", harbor_copy), report("original", harbor_original),
                                        report("again", harbor_original)};
  const auto one = pairs_of(documents);
  const auto three = pairs_of(documents, 3);
  REQUIRE(one.size() == 3);
  REQUIRE(three.size() == one.size());
  for (std::size_t k = 0; k < one.size(); ++k) {
    CHECK(one[k].copy == three[k].copy);
    CHECK(one[k].original == three[k].original);
    CHECK(one[k].reason == three[k].reason);
  }
  std::stop_source source;
  source.request_stop();
  const Reuse stopped = find_reuse(documents, {.threads = 1, .control = {.stop = source.get_token()}});
  CHECK_FALSE(stopped.complete);
  CHECK(stopped.pairs.empty());
}

}  // namespace detente
