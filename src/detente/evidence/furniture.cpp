// What ends or begins two reports in the same words and is spoken of nowhere else in them: "About the agency", "For
// permission to reprint". And what speaks to the reader, wherever it stands: "This is our live page, which we update".
// No list of phrases has all of it; that it belongs to neither report gives it away.

#include <algorithm>
#include <set>

#include "detente/evidence/chars.hpp"
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

/// Whether a text speaks of those who make the page, or to those who read it.
bool addresses_reader(std::string_view text) {
  static const std::set<std::string_view> words{"we", "us", "our", "ours", "you", "your"};
  std::vector<ComparedWord> all;
  append_compared_words(text, {0, text.size()}, all);
  return std::ranges::any_of(all, [&](const ComparedWord& word) {
    return words.contains(ascii_lower(text.substr(word.span.begin, word.span.end - word.span.begin)));
  });
}

/// Whether a sentence holds nothing that happened: no quotation, no name, no number.
bool tells_nothing(const Document& d, std::uint32_t sentence) {
  const Span place = d.sentences[sentence].span;
  const auto inside = [&](const Span& s) { return s.begin >= place.begin && s.begin < place.end; };
  if (std::ranges::any_of(d.at(place), [](char c) { return c >= '0' && c <= '9'; })) return false;
  if (std::ranges::any_of(d.quotations, [&](const Quotation& q) { return inside(q.span); })) return false;
  return std::ranges::none_of(d.actors, [&](const Actor& a) { return std::ranges::any_of(a.mentions, inside); });
}

using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;

/// Rows of whole shared sentences of which one addresses the reader, and that tell nothing.
Pairs addressed_rows(const Document& a, const Document& b, const Pairs& whole_ones) {
  Pairs out;
  for (auto first = whole_ones.begin(); first != whole_ones.end();) {
    std::vector<std::uint32_t> row_a{first->first};
    std::vector<std::uint32_t> row_b{first->second};
    for (auto next = std::next(first); next != whole_ones.end(); ++next) {
      if (next->first != row_a.back() + 1 || next->second != row_b.back() + 1) break;
      row_a.push_back(next->first);
      row_b.push_back(next->second);
    }
    const bool addressed =
        std::ranges::any_of(row_a, [&](std::uint32_t s) { return addresses_reader(a.at(a.sentences[s].span)); });
    const bool nothing = std::ranges::all_of(row_a, [&](std::uint32_t s) { return tells_nothing(a, s); });
    if (addressed && nothing && !belongs_to(a, row_a) && !belongs_to(b, row_b)) {
      for (std::size_t k = 0; k < row_a.size(); ++k) out.emplace(row_a[k], row_b[k]);
    }
    std::advance(first, row_a.size());
  }
  return out;
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
  const auto drop_if = [&](const auto& is_furniture) {
    std::erase_if(facts.aligned, [&](const AlignedSentences& s) {
      const bool drop = is_furniture(s);
      if (drop) facts.prose_words -= std::min(facts.prose_words, s.words);
      return drop;
    });
  };
  for (const bool end : {true, false}) {
    const std::set<std::uint32_t> edge_a = at_edge(a, shared_a, end);
    const std::set<std::uint32_t> edge_b = at_edge(b, shared_b, end);
    if (edge_a.empty() || edge_b.empty()) continue;
    const std::vector<std::uint32_t> block_a(edge_a.begin(), edge_a.end());
    const std::vector<std::uint32_t> block_b(edge_b.begin(), edge_b.end());
    // A report that is shared as a whole is a copy.
    if (edge_a.size() * 2 > a.sentences.size() || edge_b.size() * 2 > b.sentences.size()) continue;
    if (belongs_to(a, block_a) || belongs_to(b, block_b)) continue;
    drop_if([&](const AlignedSentences& s) { return edge_a.contains(s.copy) && edge_b.contains(s.original); });
  }
  Pairs whole_ones;
  for (const AlignedSentences& s : facts.aligned) {
    if (s.kind == AlignedSentences::Kind::verbatim && is_shared(a, s.copy, s.words) &&
        is_shared(b, s.original, s.words))
      whole_ones.emplace(s.copy, s.original);
  }
  const Pairs addressed = addressed_rows(a, b, whole_ones);
  drop_if([&](const AlignedSentences& s) { return addressed.contains({s.copy, s.original}); });
}

}  // namespace detente
