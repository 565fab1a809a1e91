// Pairs come from find_shared_runs, so reports that share nothing are never looked at together. Each linked pair is
// then judged by itself (reuse_pair.hpp).

#include "detente/evidence/reuse.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "detente/base/parallel.hpp"
#include "detente/evidence/reuse_pair.hpp"

namespace detente {

namespace {

/// The order of the reports in time; those without a date come last, in their own order.
std::vector<std::uint32_t> ranks_by_date(const std::vector<Document>& documents) {
  std::vector<std::uint32_t> order(documents.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, [&](std::uint32_t x, std::uint32_t y) {
    const auto& a = documents[x].date;
    const auto& b = documents[y].date;
    return a && (!b || *a < *b);
  });
  std::vector<std::uint32_t> rank(documents.size());
  for (std::uint32_t k = 0; k < order.size(); ++k) rank[order[k]] = k;
  return rank;
}

/// Sets that are joined one by one (Tarjan 1975).
class Sets {
 public:
  explicit Sets(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t find(std::uint32_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  void join(std::uint32_t x, std::uint32_t y) {
    const std::uint32_t a = find(x);
    const std::uint32_t b = find(y);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

std::vector<std::vector<std::uint32_t>> groups_of(const std::vector<ReusePair>& pairs, std::size_t reports) {
  Sets sets(reports);
  for (const ReusePair& pair : pairs) {
    if (pair.link == ReusePair::Link::copy) sets.join(pair.copy, pair.original);
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> members;
  for (std::uint32_t d = 0; d < reports; ++d) members[sets.find(d)].push_back(d);
  std::vector<std::vector<std::uint32_t>> out;
  for (auto& [first, list] : members) {
    if (list.size() > 1) out.push_back(std::move(list));
  }
  return out;
}

}  // namespace

std::string_view to_text(AlignedSentences::Kind kind) {
  switch (kind) {
    case AlignedSentences::Kind::quotation: return "quotation";
    case AlignedSentences::Kind::paraphrase: return "paraphrase";
    case AlignedSentences::Kind::verbatim: break;
  }
  return "verbatim";
}

std::string_view to_text(ReusePair::Link link) {
  switch (link) {
    case ReusePair::Link::speech: return "speech";
    case ReusePair::Link::background: return "background";
    case ReusePair::Link::copy: break;
  }
  return "copy";
}

std::string_view to_text(ReusePair::Direction direction) {
  switch (direction) {
    case ReusePair::Direction::date: return "date";
    case ReusePair::Direction::context: return "context";
    case ReusePair::Direction::unknown: break;
  }
  return "unknown";
}

Reuse find_reuse(const std::vector<Document>& documents, const ReuseOptions& options) {
  std::vector<WordStream> streams(documents.size());
  in_parallel(options.threads, documents.size(), [&](std::size_t d) {
    if (!options.control.stopped()) streams[d] = word_stream(documents[d]);
  });
  const std::vector<SharingPair> shared = find_shared_runs(
      streams, {.threads = options.threads, .control = options.control, .rank = ranks_by_date(documents)});
  std::vector<char> is_shared(documents.size(), 0);
  for (const SharingPair& pair : shared) is_shared[pair.a] = is_shared[pair.b] = 1;
  std::vector<std::optional<ReuseReport>> reports(documents.size());
  in_parallel(options.threads, documents.size(), [&](std::size_t d) {
    if (is_shared[d] != 0 && !options.control.stopped()) reports[d].emplace(documents[d], streams[d]);
  });
  std::vector<std::optional<ReusePair>> judged(shared.size());
  in_parallel(options.threads, shared.size(), [&](std::size_t p) {
    if (options.control.stopped()) return;
    const auto& [first, second, runs] = shared[p];
    const ReuseReport& a = *reports[first];
    const ReuseReport& b = *reports[second];
    judged[p] = judge_pair(a, b, first, second, shared_facts(a, b, runs));
  });
  Reuse out;
  out.complete = !options.control.stopped();
  if (!out.complete) return out;
  for (auto& pair : judged) {
    if (pair) out.pairs.push_back(std::move(*pair));
  }
  std::ranges::sort(out.pairs, {}, [](const ReusePair& p) { return std::pair(p.copy, p.original); });
  out.groups = groups_of(out.pairs, documents.size());
  return out;
}

}  // namespace detente
