// Agencies repeat a paragraph of background for years, and pages end in the same note: whole sentences in one row,
// letter for letter, in reports on different events.

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <string_view>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/resemblance.hpp"
#include "detente/evidence/reuse_pair.hpp"

namespace detente {

namespace {

using enum WordClass;

constexpr double other_event = 0.08;        // reports that share less of their words besides tell of other events;
constexpr double other_event_of_row = 0.2;  // several whole sentences are rarely taken from a report of the same one,
constexpr double other_event_of_agency = 0.25;  // and an agency says again what is known, with its own words
constexpr std::size_t least_besides = 50;       // stems
constexpr std::size_t long_row = 24;            // words
constexpr double same_event = 0.25;             // of sentences, three of whose words are not by chance the same
constexpr double nearly_whole = 0.9;            // of the words of a row that are shared
constexpr double most_of_row = 0.75;

/// Whether something is told in the report before this sentence.
bool has_prose_before(const Document& d, std::uint32_t sentence) {
  return std::any_of(d.sentences.begin(), d.sentences.begin() + sentence,
                     [](const Sentence& s) { return s.kind == Sentence::Kind::prose && counts_for_reuse(s); });
}

bool holds_stock_phrase(const Document& d, std::uint32_t sentence) {
  const std::string text = ascii_lower(d.at(d.sentences[sentence].span));
  return std::ranges::any_of(Lexicon::english().entries(stock_phrase),
                             [&](const std::string& phrase) { return text.find(phrase) != std::string::npos; });
}

/// All sentences from the first of these to the last one.
std::vector<std::uint32_t> row_of(const std::set<std::uint32_t>& sentences) {
  std::vector<std::uint32_t> row(*sentences.rbegin() - *sentences.begin() + 1);
  std::iota(row.begin(), row.end(), *sentences.begin());
  return row;
}

bool ends_with(const Document& d, std::uint32_t sentence) {
  return std::none_of(d.sentences.begin() + sentence + 1, d.sentences.end(), counts_for_reuse);
}

}  // namespace

bool is_background(const ReuseReport& first, const ReuseReport& second, const SharedFacts& facts) {
  const Document& a = first.document;
  const Document& b = second.document;
  if (!facts.quotations.empty() || facts.aligned.empty()) return false;
  std::set<std::uint32_t> in_a;
  std::set<std::uint32_t> in_b;
  std::size_t shared = 0;
  for (const AlignedSentences& s : facts.aligned) {
    if (first.provenance.marks[s.copy].cites || second.provenance.marks[s.original].cites) return false;
    in_a.insert(s.copy);
    in_b.insert(s.original);
    shared += s.words;
  }
  const std::vector<std::uint32_t> row_a = row_of(in_a);
  const std::vector<std::uint32_t> row_b = row_of(in_b);
  // All of it in one of them; the other may say a clause more.
  const auto share_of = [&](const WordStream& words, const std::vector<std::uint32_t>& row) {
    return static_cast<double>(shared) / (words.sentence_begin[row.back() + 1] - words.sentence_begin[row.front()]);
  };
  const double in_first = share_of(first.words, row_a);
  const double in_second = share_of(second.words, row_b);
  const double less = std::min(in_first, in_second);
  if (less < most_of_row || std::max(in_first, in_second) < nearly_whole) return false;
  if (!has_prose_before(a, row_a.front()) || !has_prose_before(b, row_b.front())) return false;
  for (const Resemblance& r : resembling_sentences(first.content, second.content)) {
    if (in_a.contains(r.a) || in_b.contains(r.b) || holds_stock_phrase(a, r.a)) continue;
    if (r.shared >= 3 && r.likeness >= same_event) return false;
  }
  if (ends_with(a, row_a.back()) && ends_with(b, row_b.back())) return true;
  const Stems x = first.content.beside(row_a);
  const Stems y = second.content.beside(row_b);
  const double both = static_cast<double>(common(x, y).size());
  // What was changed is rather taken, unless enough is told besides to say that the events are others.
  if (less < nearly_whole && std::min(x.size(), y.size()) < least_besides) return false;
  const std::string_view agency = first.provenance.agency;
  const bool one_agency = !agency.empty() && agency == second.provenance.agency;
  const double other = one_agency ? other_event_of_agency : shared >= long_row ? other_event_of_row : other_event;
  return both < other * static_cast<double>(std::min(x.size(), y.size()));
}

}  // namespace detente
