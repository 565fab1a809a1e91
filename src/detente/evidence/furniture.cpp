// What ends or begins two reports in the same words and is spoken of nowhere else in them: "About the agency", "For
// permission to reprint". And what speaks to the reader, wherever it stands: "This is our live page, which we update".
// No list of phrases has all of it; that it belongs to neither report gives it away.

#include <algorithm>
#include <ranges>
#include <set>

#include "detente/evidence/looks.hpp"
#include "detente/evidence/reuse_pair.hpp"

namespace detente {

namespace {

constexpr std::size_t belongs = 3;   // one in so many words of what belongs to a report is found elsewhere in it
constexpr std::uint32_t whole = 4;   // fifths of a sentence's words that must be shared
constexpr std::uint32_t passed = 3;  // words between shared runs, or at the very edge, that are passed over

/// Words [begin, end) of a stream.
struct Row {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The stretch of text from the first of these words to the last.
Span text_of(const Document& d, const WordStream& stream, const Row& row) {
  const auto place = [&](std::uint32_t w) {
    const std::uint32_t s = stream.sentence_of(w);
    std::vector<ComparedWord> words;
    append_compared_words(d.text, d.sentences[s].span, words);
    return words[std::min<std::size_t>(w - stream.sentence_begin[s], words.size() - 1)].span;
  };
  return {place(row.begin).begin, place(row.end - 1).end};
}

/// Whether a report speaks elsewhere of what it says here.
bool belongs_to(const Content& content, const Span& here) {
  return content.recurring(here).size() * belongs >= content.in(here).size();
}

/// Where what is told begins: the first word behind the headings.
std::uint32_t first_word(const Document& d, const WordStream& stream) {
  for (std::uint32_t s = 0; s < d.sentences.size(); ++s)
    if (counts_for_reuse(d.sentences[s]) && d.sentences[s].kind != Sentence::Kind::heading)
      return stream.sentence_begin[s];
  return 1;
}

/// The words with which both reports end, in the first and in the second one; empty if they do not. Runs are in order.
std::pair<Row, Row> common_end(const std::vector<SharedRun>& runs, std::uint32_t end_a, std::uint32_t end_b) {
  Row a{end_a, end_a};
  Row b{end_b, end_b};
  for (const SharedRun& run : std::views::reverse(runs)) {
    if (run.a >= a.begin || run.b >= b.begin) continue;
    if (run.a + run.length + passed < a.begin || run.b + run.length + passed < b.begin) continue;
    a.begin = run.a;
    b.begin = run.b;
  }
  return {a, b};
}

/// The words with which both reports begin.
std::pair<Row, Row> common_begin(const std::vector<SharedRun>& runs, std::uint32_t begin_a, std::uint32_t begin_b) {
  Row a{begin_a, begin_a};
  Row b{begin_b, begin_b};
  for (const SharedRun& run : runs) {
    if (run.a + run.length <= a.end || run.b + run.length <= b.end) continue;
    if (run.a > a.end + passed || run.b > b.end + passed) continue;
    a.end = run.a + run.length;
    b.end = run.b + run.length;
  }
  return {a, b};
}

/// Whether somebody's words are quoted there.
bool quotes(const Document& d, const Span& here) {
  return std::ranges::any_of(d.quotations, [&](const Quotation& q) {
    return q.type != Quotation::Type::term && q.span.begin < here.end && q.span.end > here.begin;
  });
}

bool is_shared(const Document& d, std::uint32_t sentence, std::uint32_t words) {
  std::vector<ComparedWord> all;
  append_compared_words(d.text, d.sentences[sentence].span, all);
  return words * 5 >= all.size() * whole;
}

/// Whether a sentence holds nothing that happened: no quotation, nobody's name, no number.
bool tells_nothing(const Document& d, std::uint32_t sentence) {
  const Span place = d.sentences[sentence].span;
  const auto inside = [&](const Span& s) { return s.begin >= place.begin && s.begin < place.end; };
  if (std::ranges::any_of(d.at(place), [](char c) { return c >= '0' && c <= '9'; })) return false;
  if (std::ranges::any_of(d.quotations, [&](const Quotation& q) { return inside(q.span); })) return false;
  return std::ranges::none_of(d.actors, [&](const Actor& a) {
    return a.kind == Actor::Kind::person && std::ranges::any_of(a.mentions, inside);
  });
}

using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;

/// Rows of whole shared sentences of which one addresses the reader, and that tell nothing.
Pairs addressed_rows(const ReuseReport& first, const ReuseReport& second, const Pairs& whole_ones) {
  const Document& a = first.document;
  const Document& b = second.document;
  Pairs out;
  for (auto begin = whole_ones.begin(); begin != whole_ones.end();) {
    std::vector<std::uint32_t> row_a{begin->first};
    std::vector<std::uint32_t> row_b{begin->second};
    for (auto next = std::next(begin); next != whole_ones.end(); ++next) {
      if (next->first != row_a.back() + 1 || next->second != row_b.back() + 1) break;
      row_a.push_back(next->first);
      row_b.push_back(next->second);
    }
    const bool addressed =
        std::ranges::any_of(row_a, [&](std::uint32_t s) { return speaks_directly(a.at(a.sentences[s].span)); });
    const bool nothing = std::ranges::all_of(row_a, [&](std::uint32_t s) { return tells_nothing(a, s); });
    const auto text_of_row = [](const Document& d, const std::vector<std::uint32_t>& row) {
      return Span{d.sentences[row.front()].span.begin, d.sentences[row.back()].span.end};
    };
    if (addressed && nothing && !belongs_to(first.content, text_of_row(a, row_a)) &&
        !belongs_to(second.content, text_of_row(b, row_b))) {
      for (std::size_t k = 0; k < row_a.size(); ++k) out.emplace(row_a[k], row_b[k]);
    }
    std::advance(begin, row_a.size());
  }
  return out;
}

}  // namespace

void drop_common_edges(const ReuseReport& first, const ReuseReport& second, std::vector<SharedRun>& runs) {
  const auto& [a, wa, content_a, provenance_a] = first;
  const auto& [b, wb, content_b, provenance_b] = second;
  const auto last = [](const WordStream& stream) { return static_cast<std::uint32_t>(stream.words.size()) - 1; };
  for (const bool end : {true, false}) {
    const auto [x, y] =
        end ? common_end(runs, last(wa), last(wb)) : common_begin(runs, first_word(a, wa), first_word(b, wb));
    if (x.begin == x.end || y.begin == y.end) continue;
    // A report that is shared as a whole is a copy.
    if ((x.end - x.begin) * 4 > last(wa) * 3 || (y.end - y.begin) * 4 > last(wb) * 3) continue;
    const Span text_a = text_of(a, wa, x);
    const Span text_b = text_of(b, wb, y);
    if (quotes(a, text_a) || quotes(b, text_b) || belongs_to(content_a, text_a) || belongs_to(content_b, text_b))
      continue;
    std::erase_if(runs, [&](const SharedRun& run) {
      return run.a >= x.begin && run.a + run.length <= x.end && run.b >= y.begin && run.b + run.length <= y.end;
    });
  }
}

void drop_addresses(const ReuseReport& first, const ReuseReport& second, SharedFacts& facts) {
  const Document& a = first.document;
  const Document& b = second.document;
  Pairs whole_ones;
  for (const AlignedSentences& s : facts.aligned) {
    if (s.kind == AlignedSentences::Kind::verbatim && is_shared(a, s.copy, s.words) &&
        is_shared(b, s.original, s.words))
      whole_ones.emplace(s.copy, s.original);
  }
  const Pairs addressed = addressed_rows(first, second, whole_ones);
  std::erase_if(facts.aligned, [&](const AlignedSentences& s) {
    const bool drop = addressed.contains({s.copy, s.original});
    if (drop) facts.prose_words -= std::min(facts.prose_words, s.words);
    return drop;
  });
}

}  // namespace detente
