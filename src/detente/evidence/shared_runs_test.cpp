#include "detente/evidence/shared_runs.hpp"

#include <set>
#include <tuple>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"

namespace detente {

namespace {

using Run =
    std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;  // texts, places, length

/// A text of few different words, with breaks and quotation marks.
WordStream random_stream(Random& random, std::uint64_t alphabet) {
  WordStream s;
  s.words.push_back(0);
  bool open = false;
  const std::uint64_t length = random.below(60);
  for (std::uint64_t k = 0; k < length; ++k) {
    if (random.chance(3)) {
      if (open) s.quoted.back().second = static_cast<std::uint32_t>(s.words.size());
      open = false;
      s.words.push_back(0);
    } else if (random.chance(10)) {
      if (!open) s.quoted.emplace_back(s.words.size(), s.words.size());
      else s.quoted.back().second = static_cast<std::uint32_t>(s.words.size());
      open = !open;
    }
    s.words.push_back(static_cast<std::uint32_t>(1 + random.below(alphabet)));
  }
  if (open) s.quoted.back().second = static_cast<std::uint32_t>(s.words.size());
  s.words.push_back(0);
  s.sentence_begin = {0, static_cast<std::uint32_t>(s.words.size())};
  return s;
}

/// A copy of a piece of one text in another.
void plant(Random& random, const WordStream& from, WordStream& to) {
  for (std::size_t k = 1; k + 1 < std::min(from.words.size(), to.words.size()); ++k) {
    if (from.words[k] != 0 && to.words[k] != 0 && random.chance(93)) to.words[k] = from.words[k];
  }
}

/// All runs from the definition, by trying every pair of places.
std::set<Run> plain_runs(const std::vector<WordStream>& streams) {
  std::set<Run> runs;
  for (std::uint32_t a = 0; a < streams.size(); ++a) {
    for (std::uint32_t b = a + 1; b < streams.size(); ++b) {
      const auto& x = streams[a].words;
      const auto& y = streams[b].words;
      for (std::uint32_t i = 1; i < x.size(); ++i) {
        for (std::uint32_t j = 1; j < y.size(); ++j) {
          if (x[i] == 0 || x[i] != y[j] || x[i - 1] == y[j - 1]) {
            if (x[i] == 0 || x[i] != y[j] || x[i - 1] != 0) continue;
          }
          std::uint32_t length = 0;
          std::uint32_t quoted = 0;
          std::uint32_t most_quoted = 0;
          while (x[i + length] != 0 && x[i + length] == y[j + length]) {
            const auto same_quote = [&] {
              const auto inside = [](const WordStream& s, std::uint32_t w) {
                for (std::size_t q = 0; q < s.quoted.size(); ++q) {
                  if (s.quoted[q].first <= w && w < s.quoted[q].second) return static_cast<int>(q);
                }
                return -1;
              };
              return std::pair(inside(streams[a], i + length), inside(streams[b], j + length));
            };
            static std::pair<int, int> before;
            const auto now = same_quote();
            quoted = now.first < 0 || now.second < 0 ? 0 : quoted > 0 && now == before ? quoted + 1 : 1;
            before = now;
            most_quoted = std::max(most_quoted, quoted);
            ++length;
          }
          if (length >= least_run || most_quoted >= least_quoted_run) runs.emplace(a, b, i, j, length);
        }
      }
    }
  }
  return runs;
}

std::set<Run> found_runs(const std::vector<WordStream>& streams, unsigned threads) {
  std::set<Run> runs;
  for (const SharingPair& pair : find_shared_runs(streams, {.threads = threads})) {
    for (const SharedRun& run : pair.runs) runs.emplace(pair.a, pair.b, run.a, run.b, run.length);
  }
  return runs;
}

}  // namespace

TEST_CASE("shared runs are those of the definition, on random texts") {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::vector<WordStream> streams;
    const std::uint64_t texts = 2 + random.below(5);
    // Many different words, so that a row does not repeat within a text more often than is followed.
    for (std::uint64_t t = 0; t < texts; ++t) streams.push_back(random_stream(random, 40));
    for (std::uint64_t t = 1; t < texts; ++t) plant(random, streams[random.below(t)], streams[t]);
    const std::set<Run> expected = plain_runs(streams);
    CHECK(found_runs(streams, 1) == expected);
    CHECK(found_runs(streams, 3) == expected);
  }
}

TEST_CASE("what very many texts share is common, and pairs each with the earliest only") {
  Random random(7);
  std::vector<WordStream> streams;
  for (int t = 0; t < 30; ++t) {
    WordStream s;
    s.words.push_back(0);
    for (int k = 0; k < 20; ++k) s.words.push_back(static_cast<std::uint32_t>(1 + random.below(1'000'000)));
    for (std::uint32_t k = 0; k < 12; ++k) s.words.push_back(1 + k);
    s.words.push_back(0);
    s.sentence_begin = {0, 34};
    streams.push_back(std::move(s));
  }
  std::vector<std::uint32_t> rank(30);
  for (std::uint32_t t = 0; t < 30; ++t) rank[t] = (t + 13) % 30;  // text 17 is the earliest
  const auto pairs = find_shared_runs(streams, {.threads = 2, .rank = rank});
  CHECK(pairs.size() == 29);
  for (const SharingPair& pair : pairs) {
    CHECK((pair.a == 17 || pair.b == 17));
    REQUIRE(pair.runs.size() == 1);
    CHECK(pair.runs[0].common);
    CHECK(pair.runs[0].length == 12);
  }
}

TEST_CASE("texts that repeat one word a million times are compared in linear time") {
  WordStream s;
  s.words.assign(1'000'000, 5);
  s.words.front() = 0;
  s.words.back() = 0;
  s.sentence_begin = {0, 1'000'000};
  s.quoted = {{1, 500'000}};
  const auto pairs = find_shared_runs({s, s}, {.threads = 2});
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].runs.front().length > 900'000);
}

TEST_CASE("a stopped search gives nothing") {
  std::stop_source source;
  source.request_stop();
  Random random(3);
  const WordStream s = random_stream(random, 4);
  CHECK(find_shared_runs({s, s}, {.threads = 1, .control = {.stop = source.get_token()}}).empty());
  CHECK(find_shared_runs({}, {}).empty());
}

}  // namespace detente
