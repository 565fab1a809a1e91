// What ends or begins two reports in the same words and is spoken of nowhere else in them: "About the agency", "For
// permission to reprint". No list of phrases has all of it; that it belongs to neither report gives it away.

#include <algorithm>
#include <set>

#include "detente/evidence/resemblance.hpp"
#include "detente/evidence/reuse_pair.hpp"

namespace detente {

namespace {

constexpr std::size_t belongs = 3;  // one in so many words of what belongs to a report is found elsewhere in it
constexpr std::uint32_t whole = 4;  // fifths of a sentence's words that must be shared

bool is_shared(const Document& d, std::uint32_t sentence, std::uint32_t words) {
  std::vector<ComparedWord> all;
  append_compared_words(d.text, d.sentences[sentence].span, all);
  return words * 5 >= all.size() * whole;
}

/// The sentences at the end (or at the beginning) of a report that are all shared.
std::set<std::uint32_t> at_edge(const Document& d, const std::set<std::uint32_t>& shared, bool end) {
  std::set<std::uint32_t> out;
  const auto count = static_cast<std::uint32_t>(d.sentences.size());
  for (std::uint32_t k = 0; k < count; ++k) {
    const std::uint32_t s = end ? count - 1 - k : k;
    if (!counts_for_reuse(d.sentences[s])) continue;
    if (!shared.contains(s)) break;
    out.insert(s);
  }
  return out;
}

bool belongs_to(const Document& d, const std::vector<std::uint32_t>& sentences) {
  const std::set<std::string> stems = stems_of(d, sentences);
  return recurring(d, sentences, stems) * belongs >= stems.size();
}

}  // namespace

void drop_furniture(const Document& a, const Document& b, SharedFacts& facts) {
  std::set<std::uint32_t> shared_a;
  std::set<std::uint32_t> shared_b;
  for (const AlignedSentences& s : facts.aligned) {
    if (s.kind != AlignedSentences::Kind::verbatim) continue;
    if (is_shared(a, s.copy, s.words)) shared_a.insert(s.copy);
    if (is_shared(b, s.original, s.words)) shared_b.insert(s.original);
  }
  for (const bool end : {true, false}) {
    const std::set<std::uint32_t> edge_a = at_edge(a, shared_a, end);
    const std::set<std::uint32_t> edge_b = at_edge(b, shared_b, end);
    if (edge_a.empty() || edge_b.empty()) continue;
    const std::vector<std::uint32_t> block_a(edge_a.begin(), edge_a.end());
    const std::vector<std::uint32_t> block_b(edge_b.begin(), edge_b.end());
    // A report that is shared as a whole is a copy.
    if (edge_a.size() * 2 > a.sentences.size() || edge_b.size() * 2 > b.sentences.size()) continue;
    if (belongs_to(a, block_a) || belongs_to(b, block_b)) continue;
    std::erase_if(facts.aligned, [&](const AlignedSentences& s) {
      const bool drop = edge_a.contains(s.copy) && edge_b.contains(s.original);
      if (drop) facts.prose_words -= std::min(facts.prose_words, s.words);
      return drop;
    });
  }
}

}  // namespace detente
