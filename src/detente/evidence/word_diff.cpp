// Longest common subsequence of words by dynamic programming (Wagner & Fischer 1974), and local alignment (Smith &
// Waterman 1981) to find the parts that belong together. Quotations are short, so the plain tables do; they give the
// best answer, which a greedy search does not.

#include "detente/evidence/word_diff.hpp"

#include <algorithm>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"

namespace detente {

namespace {

constexpr std::size_t most_cells = 4'000'000;

using Words = std::vector<ComparedWord>;
using enum WordClass;

bool is_number(std::string_view word, WordClasses classes) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; }) ||
         classes.any(WordClasses(number_word, multiplier));
}

bool is_year(std::string_view word) {
  return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) &&
         std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether a capital letter is no sign of a name at this place.
bool begins_sentence(std::string_view text, std::size_t begin, std::size_t at) {
  while (at > begin) {
    const Decoded before = code_point_before(text, at);
    if (!is_space(before.code) && !is_opener(before.code)) {
      return before.code == '.' || before.code == '!' || before.code == '?' || before.code == 0x2026;
    }
    at -= before.length;
  }
  return true;
}

WordChange::Kind kind_of(std::string_view text, const Span& stretch, const ComparedWord& compared) {
  using enum WordChange::Kind;
  const Lexicon& words = Lexicon::english();
  const std::string_view word = text.substr(compared.span.begin, compared.span.end - compared.span.begin);
  const WordClasses classes = words.classes(word);
  const std::string lower = ascii_lower(word);
  if (classes.has(WordClass::negation) || lower.ends_with("n't") || lower.ends_with("n\u2019t")) {
    return WordChange::Kind::negation;
  }
  const bool capital = is_upper(code_point_at(word, 0).code);
  const bool start = begins_sentence(text, stretch.begin, compared.span.begin);
  if (is_year(word) || classes.any(WordClasses(weekday, day_word))) return date;
  if (classes.has(month) && capital && !(start && classes.has(WordClass::modal))) return date;
  if (is_number(word, classes)) return number;
  if (classes.has(WordClass::modal)) return WordChange::Kind::modal;
  if (!capital || lower == "i" || classes.any(WordClasses(starter, determiner, preposition))) return other;
  const bool known = classes.any(WordClasses(country, seat, male_name, female_name));
  return known || !start ? name : other;
}

/// For each word of the first stretch, the place of its partner in the second, or none.
std::vector<std::size_t> partners(const Words& a, const Words& b, std::size_t none) {
  std::vector<std::size_t> partner(a.size(), none);
  std::size_t head = 0;
  while (head < std::min(a.size(), b.size()) && a[head].hash == b[head].hash) {
    partner[head] = head;
    ++head;
  }
  std::size_t tail = 0;
  while (tail < std::min(a.size(), b.size()) - head && a[a.size() - 1 - tail].hash == b[b.size() - 1 - tail].hash) {
    partner[a.size() - 1 - tail] = b.size() - 1 - tail;
    ++tail;
  }
  const std::size_t n = a.size() - head - tail;
  const std::size_t m = b.size() - head - tail;
  if (n == 0 || m == 0 || n > most_cells / m) return partner;
  // longest[i][j]: of what is left from word i and word j on.
  std::vector<std::uint32_t> longest((n + 1) * (m + 1), 0);
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return longest[i * (m + 1) + j]; };
  const auto equal = [&](std::size_t i, std::size_t j) { return a[head + i].hash == b[head + j].hash; };
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m; j-- > 0;)
      at(i, j) = equal(i, j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
  }
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    if (equal(i, j) && at(i, j) == at(i + 1, j + 1) + 1) {
      partner[head + i] = head + j;
      ++i, ++j;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
  return partner;
}

/// The bytes of words [first, last), or the place where they would stand.
Span bytes_of(const Words& words, std::size_t first, std::size_t last, const Span& stretch) {
  if (first < last) return {words[first].span.begin, words[last - 1].span.end};
  const std::size_t place = first < words.size() ? words[first].span.begin
                            : words.empty()      ? stretch.begin
                                                 : words.back().span.end;
  return {place, place};
}

}  // namespace

std::string_view to_text(WordChange::Kind kind) {
  switch (kind) {
    case WordChange::Kind::negation: return "negation";
    case WordChange::Kind::number: return "number";
    case WordChange::Kind::date: return "date";
    case WordChange::Kind::name: return "name";
    case WordChange::Kind::modal: return "modal";
    case WordChange::Kind::other: break;
  }
  return "other";
}

WordComparison compare_words(std::string_view from_text, const Span& from, std::string_view to_text, const Span& to) {
  Words a;
  Words b;
  append_compared_words(from_text, from, a);
  append_compared_words(to_text, to, b);
  const std::size_t none = b.size();
  const std::vector<std::size_t> partner = partners(a, b, none);
  WordComparison out{.words_from = static_cast<std::uint32_t>(a.size()),
                     .words_to = static_cast<std::uint32_t>(b.size())};
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && partner[i] == j && j < none) {
      ++out.common;
      ++i, ++j;
      continue;
    }
    const std::size_t first_a = i;
    const std::size_t first_b = j;
    while (i < a.size() && partner[i] == none) ++i;
    j = i < a.size() ? partner[i] : b.size();
    WordChange change{.from = bytes_of(a, first_a, i, from), .to = bytes_of(b, first_b, j, to)};
    change.at_edge = out.common == 0 || (i == a.size() && j == b.size());
    for (std::size_t k = first_a; k < i; ++k) change.kind = std::min(change.kind, kind_of(from_text, from, a[k]));
    for (std::size_t k = first_b; k < j; ++k) change.kind = std::min(change.kind, kind_of(to_text, to, b[k]));
    out.changes.push_back(change);
  }
  return out;
}

WordMatch closest_match(std::string_view from_text, const Span& from, std::string_view to_text, const Span& to) {
  constexpr std::int32_t same = 2;
  constexpr std::int32_t different = -1;  // for each word left out on either side
  constexpr std::size_t exchanged = 3;
  Words a;
  Words b;
  append_compared_words(from_text, from, a);
  append_compared_words(to_text, to, b);
  const std::size_t n = a.size();
  const std::size_t m = b.size();
  if (n == 0 || m == 0 || n > most_cells / m) return {.from = {from.begin, from.begin}, .to = {to.begin, to.begin}};
  // Where the best alignment that ends at words i and j begins, and what it scores.
  struct Cell {
    std::int32_t score = 0;
    std::uint32_t common = 0;
    std::uint32_t i = 0;
    std::uint32_t j = 0;
  };
  std::vector<Cell> above(m + 1);
  std::vector<Cell> row(m + 1);
  Cell best{};
  std::size_t end_i = 0;
  std::size_t end_j = 0;
  for (std::size_t i = 1; i <= n; ++i) {
    row[0] = {};
    for (std::size_t j = 1; j <= m; ++j) {
      Cell cell{};
      if (a[i - 1].hash == b[j - 1].hash) {
        cell = above[j - 1];
        if (cell.score == 0) cell = {0, 0, static_cast<std::uint32_t>(i - 1), static_cast<std::uint32_t>(j - 1)};
        cell.score += same;
        ++cell.common;
      }
      for (const Cell* before : {&above[j], &row[j - 1]}) {
        if (before->score + different <= cell.score) continue;
        cell = *before;
        cell.score += different;
      }
      row[j] = cell;
      if (cell.score > best.score) {
        best = cell;
        end_i = i;
        end_j = j;
      }
    }
    std::swap(above, row);
  }
  if (best.common == 0) return {.from = {from.begin, from.begin}, .to = {to.begin, to.begin}};
  std::size_t begin_i = best.i;
  std::size_t begin_j = best.j;
  if (const std::size_t left = std::min(begin_i, begin_j); left <= exchanged) begin_i -= left, begin_j -= left;
  if (const std::size_t left = std::min(n - end_i, m - end_j); left <= exchanged) end_i += left, end_j += left;
  return {.from = bytes_of(a, begin_i, end_i, from), .to = bytes_of(b, begin_j, end_j, to), .common = best.common};
}

}  // namespace detente
