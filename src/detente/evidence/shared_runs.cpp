#include "detente/evidence/shared_runs.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <utility>

#include "detente/base/parallel.hpp"

namespace detente {

namespace {

constexpr std::uint32_t row_length = 5;                       // words
constexpr std::uint32_t window = least_run - row_length + 1;  // rows of which one is kept
constexpr std::size_t places_in_a_text = 4;                   // of the same row, that are followed
constexpr std::size_t bucket_bits = 8;
constexpr std::size_t bucket_count = std::size_t{1} << bucket_bits;
constexpr std::size_t most_candidates = std::size_t{48} << 20;

/// Five words that begin at word `at` of text `text`.
struct Row {
  std::uint64_t hash = 0;
  std::uint32_t text = 0;
  std::uint32_t at = 0;
};

/// Two texts that have a row in common.
struct Candidate {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t at_a = 0;
  std::uint32_t at_b : 31 = 0;
  std::uint32_t common : 1 = 0;
};

std::uint64_t mixed(std::uint64_t h) {
  h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9U;
  h = (h ^ (h >> 27)) * 0x94D049BB133111EBU;
  return h ^ (h >> 31);
}

/// Calls keep(hash, at) for the rows of a text that are kept, each once.
template <class Keep>
void for_kept_rows(const WordStream& stream, const Keep& keep) {
  constexpr std::uint64_t base = 0x9E3779B97F4A7C15U;
  std::uint64_t highest = 1;
  for (std::uint32_t k = 1; k < row_length; ++k) highest *= base;
  struct Recent {
    std::uint64_t hash = 0;
    bool kept = false;
  };
  std::array<Recent, window> recent{};  // by place modulo the window
  std::uint64_t rolling = 0;
  std::uint32_t length = 0;  // words since the last break
  auto quote = stream.quoted.begin();
  for (std::uint32_t w = 0; w < stream.words.size(); ++w) {
    const std::uint64_t word = stream.words[w];
    if (word == 0) {
      length = 0;
      rolling = 0;
      continue;
    }
    if (length >= row_length) rolling -= highest * stream.words[w - row_length];
    rolling = rolling * base + word;
    if (++length < row_length) continue;
    const std::uint32_t at = w + 1 - row_length;
    while (quote != stream.quoted.end() && quote->second <= w) ++quote;
    const bool quoted = quote != stream.quoted.end() && quote->first <= at;
    recent[at % window] = {mixed(rolling), quoted};
    if (quoted) keep(recent[at % window].hash, at);
    if (length < least_run) continue;
    std::uint32_t best = at;  // the least of the last rows; of equal ones the last
    for (std::uint32_t k = 1; k < window; ++k) {
      if (recent[(at - k) % window].hash < recent[best % window].hash) best = at - k;
    }
    if (!recent[best % window].kept) keep(recent[best % window].hash, best);
    recent[best % window].kept = true;
  }
}

/// The kept rows of all texts, bucket by bucket of their hashes, each bucket sorted.
struct Rows {
  std::vector<Row> rows;
  std::array<std::size_t, bucket_count + 1> begin{};
};

Rows kept_rows(const std::vector<WordStream>& streams, const SharedRunOptions& options) {
  // Texts are dealt with in chunks; each chunk knows where in each bucket it writes, so that threads never meet.
  const std::size_t chunks = std::min<std::size_t>(streams.size(), 64);
  const auto chunk_begin = [&](std::size_t c) { return streams.size() * c / chunks; };
  std::vector<std::array<std::size_t, bucket_count>> counts(chunks);
  in_parallel(options.threads, chunks, [&](std::size_t c) {
    counts[c].fill(0);
    for (std::size_t t = chunk_begin(c); t < chunk_begin(c + 1) && !options.control.stopped(); ++t) {
      for_kept_rows(streams[t], [&](std::uint64_t hash, std::uint32_t) { ++counts[c][hash >> (64 - bucket_bits)]; });
    }
  });
  Rows all;
  std::size_t total = 0;
  for (std::size_t b = 0; b < bucket_count; ++b) {
    all.begin[b] = total;
    for (std::size_t c = 0; c < chunks; ++c) total += std::exchange(counts[c][b], total);
  }
  all.begin[bucket_count] = total;
  if (options.control.stopped()) return {};
  all.rows.resize(total);
  in_parallel(options.threads, chunks, [&](std::size_t c) {
    for (std::size_t t = chunk_begin(c); t < chunk_begin(c + 1) && !options.control.stopped(); ++t) {
      for_kept_rows(streams[t], [&](std::uint64_t hash, std::uint32_t at) {
        all.rows[counts[c][hash >> (64 - bucket_bits)]++] = {hash, static_cast<std::uint32_t>(t), at};
      });
    }
  });
  in_parallel(options.threads, bucket_count, [&](std::size_t b) {
    if (options.control.stopped()) return;
    std::sort(all.rows.begin() + static_cast<std::ptrdiff_t>(all.begin[b]),
              all.rows.begin() + static_cast<std::ptrdiff_t>(all.begin[b + 1]), [](const Row& x, const Row& y) {
                return std::tie(x.hash, x.text, x.at) < std::tie(y.hash, y.text, y.at);
              });
  });
  return all;
}

/// Calls pair(row, row, common) for the places that two texts have in common in rows [begin, end), which are sorted.
/// More than `star_above` texts with one row are paired with the earliest of them only.
template <class Pair>
void for_candidates(const std::vector<Row>& rows, std::size_t begin, std::size_t end,
                    const std::vector<std::uint32_t>& rank, std::size_t star_above, const Pair& pair) {
  std::vector<std::size_t> texts;  // where each text of a group begins
  for (std::size_t from = begin; from < end;) {
    std::size_t to = from;
    texts.clear();
    for (; to < end && rows[to].hash == rows[from].hash; ++to) {
      if (to == from || rows[to].text != rows[to - 1].text) texts.push_back(to);
    }
    if (texts.size() > 1) {
      texts.push_back(to);
      const std::size_t count = texts.size() - 1;
      const bool common = count > common_above;
      const auto both = [&](std::size_t x, std::size_t y) {
        for (std::size_t i = texts[x]; i < std::min(texts[x + 1], texts[x] + places_in_a_text); ++i) {
          for (std::size_t j = texts[y]; j < std::min(texts[y + 1], texts[y] + places_in_a_text); ++j) {
            pair(rows[i], rows[j], common);
          }
        }
      };
      if (count <= star_above) {
        for (std::size_t x = 0; x < count; ++x) {
          for (std::size_t y = x + 1; y < count; ++y) both(x, y);
        }
      } else {
        std::size_t first = 0;
        for (std::size_t x = 1; x < count; ++x) {
          if (rank[rows[texts[x]].text] < rank[rows[texts[first]].text]) first = x;
        }
        for (std::size_t x = 0; x < count; ++x) {
          if (x != first) both(std::min(x, first), std::max(x, first));
        }
      }
    }
    from = to;
  }
}

std::vector<Candidate> find_candidates(const Rows& all, const std::vector<std::uint32_t>& rank,
                                       const SharedRunOptions& options) {
  // Fewer pairs from each group if all of them would take too much memory.
  std::array<std::size_t, bucket_count + 1> begin{};
  std::size_t star_above = common_above;
  for (;; star_above /= 2) {
    std::array<std::size_t, bucket_count> count{};
    in_parallel(options.threads, bucket_count, [&](std::size_t b) {
      if (options.control.stopped()) return;
      for_candidates(all.rows, all.begin[b], all.begin[b + 1], rank, star_above,
                     [&](const Row&, const Row&, bool) { ++count[b]; });
    });
    begin[0] = 0;
    std::partial_sum(count.begin(), count.end(), begin.begin() + 1);
    if (begin[bucket_count] <= most_candidates || star_above <= 1) break;
  }
  if (options.control.stopped()) return {};
  std::vector<Candidate> candidates(begin[bucket_count]);
  in_parallel(options.threads, bucket_count, [&](std::size_t b) {
    std::size_t next = begin[b];
    for_candidates(all.rows, all.begin[b], all.begin[b + 1], rank, star_above,
                   [&](const Row& x, const Row& y, bool common) {
                     candidates[next++] = {x.text, y.text, x.at, y.at & 0x7FFFFFFFU, common ? 1U : 0U};
                   });
  });
  return candidates;
}

/// Sorts by texts and places: by the first text into buckets, each sorted by itself.
void sort_candidates(std::vector<Candidate>& candidates, std::size_t texts, unsigned threads) {
  std::vector<std::size_t> begin(texts + 1, 0);
  for (const Candidate& c : candidates) ++begin[c.a + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<Candidate> sorted(candidates.size());
  std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
  for (const Candidate& c : candidates) sorted[next[c.a]++] = c;
  candidates = std::move(sorted);
  in_parallel(threads, texts, [&](std::size_t t) {
    std::sort(candidates.begin() + static_cast<std::ptrdiff_t>(begin[t]),
              candidates.begin() + static_cast<std::ptrdiff_t>(begin[t + 1]),
              [](const Candidate& x, const Candidate& y) {
                const std::int64_t dx = std::int64_t{x.at_a} - x.at_b;
                const std::int64_t dy = std::int64_t{y.at_a} - y.at_b;
                return std::tie(x.b, dx, x.at_a) < std::tie(y.b, dy, y.at_a);
              });
  });
}

/// How many words of the run stand in quotation marks in both texts, at most, in a row.
std::uint32_t quoted_in_both(const WordStream& a, const WordStream& b, const SharedRun& run) {
  std::uint32_t best = 0;
  const auto after = [](const WordStream& s, std::uint32_t w) {
    return std::ranges::upper_bound(s.quoted, w, {}, [](const auto& range) { return range.second; });
  };
  auto qa = after(a, run.a);
  auto qb = after(b, run.b);
  while (qa != a.quoted.end() && qb != b.quoted.end() && qa->first < run.a + run.length &&
         qb->first < run.b + run.length) {
    const std::uint32_t begin = std::max({std::max(qa->first, run.a) - run.a, std::max(qb->first, run.b) - run.b});
    const std::uint32_t end =
        std::min({std::min(qa->second, run.a + run.length) - run.a, std::min(qb->second, run.b + run.length) - run.b});
    if (end > begin) best = std::max(best, end - begin);
    if (qa->second - run.a < qb->second - run.b) ++qa;
    else ++qb;
  }
  return best;
}

/// The runs around the candidates [first, last), which are of one pair.
SharingPair runs_of(const Candidate* first, const Candidate* last, const WordStream& a, const WordStream& b) {
  SharingPair pair{.a = first->a, .b = first->b};
  std::int64_t diagonal = 0;
  std::uint32_t covered = 0;  // in `a`, on this diagonal
  for (const Candidate* c = first; c != last; ++c) {
    const std::int64_t own = std::int64_t{c->at_a} - c->at_b;
    if (c != first && own == diagonal && c->at_a < covered) {
      if (!pair.runs.empty() && pair.runs.back().a <= c->at_a) pair.runs.back().common &= c->common != 0;
      continue;
    }
    diagonal = own;
    SharedRun run{.a = c->at_a, .b = c->at_b, .length = 0, .common = c->common != 0};
    while (a.words[run.a - 1] != 0 && a.words[run.a - 1] == b.words[run.b - 1]) --run.a, --run.b;
    while (a.words[run.a + run.length] != 0 && a.words[run.a + run.length] == b.words[run.b + run.length]) ++run.length;
    covered = run.a + run.length;
    if (run.length >= least_run || quoted_in_both(a, b, run) >= least_quoted_run) pair.runs.push_back(run);
  }
  std::ranges::sort(pair.runs, {}, [](const SharedRun& r) { return std::pair(r.a, r.b); });
  return pair;
}

}  // namespace

std::vector<SharingPair> find_shared_runs(const std::vector<WordStream>& streams, const SharedRunOptions& options) {
  std::vector<std::uint32_t> rank = options.rank;
  if (rank.empty()) {
    rank.resize(streams.size());
    std::iota(rank.begin(), rank.end(), 0U);
  }
  options.control.report("comparing reports", 0);
  std::vector<Candidate> candidates;
  {
    const Rows rows = kept_rows(streams, options);
    options.control.report("comparing reports", 0.5);
    if (!options.control.stopped()) candidates = find_candidates(rows, rank, options);
  }
  if (options.control.stopped()) return {};
  sort_candidates(candidates, streams.size(), options.threads);
  options.control.report("comparing reports", 0.8);

  std::vector<std::size_t> pair_begin;
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    if (c == 0 || candidates[c].a != candidates[c - 1].a || candidates[c].b != candidates[c - 1].b) {
      pair_begin.push_back(c);
    }
  }
  pair_begin.push_back(candidates.size());
  std::vector<SharingPair> pairs(pair_begin.size() - 1);
  in_parallel(options.threads, pairs.size(), [&](std::size_t p) {
    if (options.control.stopped()) return;
    const Candidate* first = candidates.data() + pair_begin[p];
    pairs[p] = runs_of(first, candidates.data() + pair_begin[p + 1], streams[first->a], streams[first->b]);
  });
  if (options.control.stopped()) return {};
  std::erase_if(pairs, [](const SharingPair& pair) { return pair.runs.empty(); });
  return pairs;
}

}  // namespace detente
