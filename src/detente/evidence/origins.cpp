// Where cited sentences come from, and how many independent sources they are.

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "detente/evidence/reuse.hpp"

namespace detente {

namespace {

using Link = std::pair<CitedSentence, CitedSentence>;

constexpr std::uint32_t whole_report = ~0U;

/// The links that begin at a sentence.
auto links_from(const std::vector<Link>& links, const CitedSentence& sentence) {
  return std::ranges::equal_range(links, sentence, {}, &Link::first);
}

}  // namespace

Origins::Origins(const Reuse& reuse) {
  // Sentences that share an origin without one taking from the other: joined to the least of them.
  std::map<CitedSentence, CitedSentence> parent;
  const std::function<CitedSentence(CitedSentence)> find = [&](CitedSentence s) {
    for (auto at = parent.find(s); at != parent.end() && at->second != s; at = parent.find(s)) s = at->second;
    return s;
  };
  for (const ReusePair& pair : reuse.pairs) {
    const bool directed = pair.link == ReusePair::Link::copy && pair.direction != ReusePair::Direction::unknown;
    for (const AlignedSentences& s : pair.aligned) {
      const CitedSentence copy{pair.copy, s.copy};
      const CitedSentence original{pair.original, s.original};
      if (directed) {
        taken_.emplace_back(copy, original);
        continue;
      }
      // All that the two share has one origin, whichever it is.
      for (const CitedSentence& other : {original, CitedSentence{pair.copy, pair.aligned.front().copy}}) {
        const CitedSentence x = find(copy);
        const CitedSentence y = find(other);
        parent.try_emplace(x, x);
        parent.try_emplace(y, y);
        parent[std::max(x, y)] = std::min(x, y);
      }
    }
  }
  std::ranges::sort(taken_);
  for (const auto& [sentence, above] : parent) joined_.emplace_back(sentence, find(sentence));
}

std::vector<CitedSentence> Origins::taken_from(const CitedSentence& sentence) const {
  std::vector<CitedSentence> out;
  for (const Link& link : links_from(taken_, sentence)) out.push_back(link.second);
  return out;
}

CitedSentence Origins::origin_of(CitedSentence sentence) const {
  std::set<CitedSentence> seen;  // copies in a circle end where they began
  while (seen.insert(sentence).second) {
    const auto next = links_from(taken_, sentence);
    if (next.empty()) break;
    sentence = next.front().second;
  }
  const auto shared = links_from(joined_, sentence);
  return shared.empty() ? CitedSentence{sentence.document, whole_report} : shared.front().second;
}

std::size_t Origins::independent(std::span<const CitedSentence> cited) const {
  // A largest matching of reports and origins, by augmenting paths.
  std::map<std::uint32_t, std::set<CitedSentence>> origins;  // of each report cited
  for (const CitedSentence& sentence : cited) origins[sentence.document].insert(origin_of(sentence));
  std::map<CitedSentence, std::uint32_t> matched;
  std::set<CitedSentence> visited;
  const std::function<bool(std::uint32_t)> place = [&](std::uint32_t report) {
    for (const CitedSentence& origin : origins[report]) {
      if (!visited.insert(origin).second) continue;
      const auto holder = matched.find(origin);
      if (holder != matched.end() && !place(holder->second)) continue;
      matched[origin] = report;
      return true;
    }
    return false;
  };
  std::size_t count = 0;
  for (const auto& [report, list] : origins) {
    visited.clear();
    if (place(report)) ++count;
  }
  return count;
}

}  // namespace detente
