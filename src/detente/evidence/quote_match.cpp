// Where a quotation stands in a text.
//
// Exact and normalised places are found by the algorithm of Knuth, Morris & Pratt (1977), over bytes and over words and
// marks: linear whatever the texts, which hostile ones make a plain search not to be. What is similar is found by local
// alignment of the words (word_diff.hpp); it must have half of the quotation's words.

#include "detente/evidence/quote_match.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <utf8proc.h>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/word_diff.hpp"

namespace detente {

namespace {

constexpr char32_t soft_hyphen = 0xAD;

bool is_word_part(char32_t c) { return c != '_' && c != 0 && (c == soft_hyphen || is_name_part(c)); }
bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC; }
bool is_any_digit(char32_t c) { return is_word_part(c) && !is_letter(c) && c != soft_hyphen; }

/// Whether a mark between two characters belongs to their word: "don't", "1,500", "10:30", "U.S".
bool is_inner_mark(char32_t before, char32_t mark, char32_t after) {
  if (!is_word_part(before) || !is_word_part(after)) return false;
  if (is_apostrophe(mark)) return true;
  const bool digits = is_any_digit(before) && is_any_digit(after);
  if (mark == '.') return digits || (is_letter(before) && is_letter(after));
  return digits && (mark == ',' || mark == ':' || mark == '/');
}

/// Whether what begins or ends at `at` would be cut out of a word, a compound or a number.
bool cuts_word(std::string_view text, std::size_t at) {
  const Decoded before = code_point_before(text, at);
  const Decoded after = code_point_at(text, at);
  if (before.length == 0 || after.length == 0) return false;
  if (is_word_part(before.code) && is_word_part(after.code)) return true;
  if (is_any_digit(before.code) && after.code == '%') return true;
  const auto joins = [](char32_t a, char32_t mark, char32_t b) {
    if (!is_word_part(a) || !is_word_part(b)) return false;
    return is_hyphen(mark) || is_inner_mark(a, mark, b) || (is_dash(mark) && is_any_digit(a) && is_any_digit(b));
  };
  if (joins(before.code, after.code, code_point_at(text, at + after.length).code)) return true;
  const Decoded earlier = code_point_before(text, at - before.length);
  if (joins(earlier.code, before.code, after.code)) return true;
  const bool minus = before.code == '-' || before.code == 0x2212 || before.code == 0x2013;
  return minus && is_any_digit(after.code) && !is_word_part(earlier.code);
}

bool cut_out(std::string_view text, const Span& place) {
  return cuts_word(text, place.begin) || cuts_word(text, place.end);
}

/// A text as words and marks, each folded: case, kinds of quotation marks and dashes, and white space do not matter.
class Pieces {
 public:
  struct Piece {
    Span span{};
    std::size_t begin = 0;  ///< in folded_
    std::size_t end = 0;
    bool word = false;
  };

  Pieces(std::string_view text, const Span& stretch) {
    const std::string_view whole = text.substr(0, stretch.end);
    for (std::size_t at = stretch.begin; at < whole.size();) {
      const Decoded c = code_point_at(whole, at);
      if (is_word_part(c.code)) at = add_word(whole, at);
      else if (is_space(c.code)) at += c.length;
      else at = add_mark(whole, at);
    }
  }

  [[nodiscard]] std::size_t size() const { return pieces_.size(); }
  [[nodiscard]] const Piece& operator[](std::size_t k) const { return pieces_[k]; }
  [[nodiscard]] std::string_view folded(const Piece& piece) const {
    return std::string_view(folded_).substr(piece.begin, piece.end - piece.begin);
  }
  [[nodiscard]] std::string_view folded(std::size_t k) const { return folded(pieces_[k]); }
  [[nodiscard]] std::size_t words() const {
    return static_cast<std::size_t>(std::ranges::count(pieces_, true, &Piece::word));
  }
  /// The first word. Precondition: there is one.
  [[nodiscard]] std::string_view lone_word() const { return folded(*std::ranges::find(pieces_, true, &Piece::word)); }
  /// Takes off a pair of quotation marks around everything; false if there is none.
  bool unquote() {
    if (size() < 3 || folded(0) != "\"" || folded(size() - 1) != "\"") return false;
    pieces_.pop_back();
    pieces_.erase(pieces_.begin());
    return true;
  }

 private:
  /// Folds by the tables of Unicode; letters with marks are taken apart, so that both ways to write them are the same.
  void fold(char32_t c) {
    if (c == soft_hyphen) return;
    if (c < 0x80) {
      folded_ += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      return;
    }
    std::array<utf8proc_int32_t, 32> parts{};
    int boundary = 0;
    const auto count =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(), parts.size(),
                                static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD), &boundary);
    for (utf8proc_ssize_t k = 0; k < std::min<utf8proc_ssize_t>(count, parts.size()); ++k) {
      std::array<utf8proc_uint8_t, 4> bytes{};
      const auto length = utf8proc_encode_char(parts[static_cast<std::size_t>(k)], bytes.data());
      folded_.append(bytes.begin(), bytes.begin() + length);
    }
  }

  std::size_t add_word(std::string_view text, std::size_t at) {
    Piece piece{.span = {at, at}, .begin = folded_.size(), .word = true};
    char32_t last = 0;
    for (;;) {
      const Decoded c = code_point_at(text, at);
      if (c.length == 0) break;
      if (!is_word_part(c.code)) {
        if (!is_inner_mark(last, c.code, code_point_at(text, at + c.length).code)) break;
        folded_ += is_apostrophe(c.code) ? '\'' : static_cast<char>(c.code);
      } else {
        fold(c.code);
      }
      if (c.code != soft_hyphen) last = c.code;
      at += c.length;
    }
    piece.span.end = at;
    piece.end = folded_.size();
    if (piece.end > piece.begin) pieces_.push_back(piece);
    return at;
  }

  /// One mark; several dashes in a row are one dash, and '' is one quotation mark.
  std::size_t add_mark(std::string_view text, std::size_t at) {
    const Decoded c = code_point_at(text, at);
    Piece piece{.span = {at, at + c.length}, .begin = folded_.size()};
    if (is_dash(c.code)) {
      while (is_dash(code_point_at(text, piece.span.end).code))
        piece.span.end += code_point_at(text, piece.span.end).length;
      folded_ += '-';
    } else if (is_quotation_mark(c.code)) {
      if ((c.code == '\'' || c.code == '`') && code_point_at(text, piece.span.end).code == c.code) ++piece.span.end;
      folded_ += '"';
    } else {
      fold(c.code);
    }
    piece.end = folded_.size();
    if (piece.end > piece.begin) pieces_.push_back(piece);
    return piece.span.end;
  }

  std::vector<Piece> pieces_;
  std::string folded_;
};

/// Calls `found` with every place where `needle` things stand in a row among `hay` things, until it returns true.
template <typename Same, typename SameInNeedle, typename Found>
void find_rows(std::size_t hay, std::size_t needle, const Same& same, const SameInNeedle& same_in_needle,
               const Found& found) {
  if (needle == 0 || needle > hay) return;
  std::vector<std::size_t> border(needle + 1, 0);
  for (std::size_t k = 1, b = 0; k < needle; ++k) {
    while (b > 0 && !same_in_needle(b, k)) b = border[b];
    if (same_in_needle(b, k)) ++b;
    border[k + 1] = b;
  }
  for (std::size_t at = 0, matched = 0; at < hay; ++at) {
    while (matched > 0 && !same(at, matched)) matched = border[matched];
    if (same(at, matched)) ++matched;
    if (matched < needle) continue;
    if (found(at + 1 - needle)) return;
    matched = border[matched];
  }
}

std::optional<Span> find_exact(std::string_view quote, std::string_view text, const Span& within) {
  const std::string_view hay = text.substr(within.begin, within.end - within.begin);
  std::optional<Span> place;
  find_rows(
      hay.size(), quote.size(), [&](std::size_t h, std::size_t n) { return hay[h] == quote[n]; },
      [&](std::size_t a, std::size_t b) { return quote[a] == quote[b]; },
      [&](std::size_t at) {
        const Span here{within.begin + at, within.begin + at + quote.size()};
        if (!cut_out(text, here)) place = here;
        return place.has_value();
      });
  return place;
}

std::optional<Span> find_normalised(const Pieces& quote, const Pieces& hay, std::string_view text) {
  std::optional<Span> place;
  find_rows(
      hay.size(), quote.size(), [&](std::size_t h, std::size_t n) { return hay.folded(h) == quote.folded(n); },
      [&](std::size_t a, std::size_t b) { return quote.folded(a) == quote.folded(b); },
      [&](std::size_t at) {
        const Span here{hay[at].span.begin, hay[at + quote.size() - 1].span.end};
        if (!cut_out(text, here)) place = here;
        return place.has_value();
      });
  return place;
}

/// A lone word is similar to one that begins or ends with it, or differs in at most half of its letters.
bool similar_words(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() > 2 && (b.starts_with(a) || b.ends_with(a))) return true;
  if (b.size() > 64) return false;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t k = 0; k <= b.size(); ++k) row[k] = k;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t best = std::min({row[j] + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
      corner = std::exchange(row[j], best);
    }
  }
  return 2 * row[b.size()] <= b.size();
}

/// The words of the text that the quotation stands for; nothing if it is not similar to any.
std::optional<Span> find_altered(std::string_view quote, const Pieces& wanted, std::string_view text,
                                 const Span& within, const Pieces& given) {
  const std::size_t words = wanted.words();
  if (words == 1) {
    for (std::size_t k = 0; k < given.size(); ++k) {
      if (given[k].word && similar_words(wanted.lone_word(), given.folded(k))) return given[k].span;
    }
    return std::nullopt;
  }
  const WordMatch match = closest_match(quote, {0, quote.size()}, text, within);
  if (2 * match.common >= words) return match.to;
  // What was put in or left out may have torn a short quotation in two. Then two thirds of its words must be there.
  const WordComparison whole = compare_words(quote, {0, quote.size()}, text, within);
  if (3 * std::size_t{whole.common} < 2 * words || whole.same()) return std::nullopt;
  Span place = within;
  const auto is_outside = [](const WordChange& change) {
    return change.at_edge && change.from.begin == change.from.end;
  };
  if (is_outside(whole.changes.front())) place.begin = whole.changes.front().to.end;
  if (is_outside(whole.changes.back())) place.end = whole.changes.back().to.begin;
  return Span{place.begin, std::max(place.begin, place.end)};
}

/// The place with the whole words that it cuts into.
Span widened(std::string_view text, Span place, const Span& within) {
  while (place.begin > within.begin && cuts_word(text, place.begin))
    place.begin -= code_point_before(text, place.begin).length;
  while (place.end < within.end && cuts_word(text, place.end)) place.end += code_point_at(text, place.end).length;
  return place;
}

}  // namespace

QuoteMatch find_quote(std::string_view quote, std::string_view text, const Span& within) {
  if (find_invalid_utf8(quote)) return {};
  quote = trim(quote);
  Pieces wanted(quote, {0, quote.size()});
  if (wanted.words() == 0) return {};
  if (const auto place = find_exact(quote, text, within)) return {QuoteStatus::exact, *place};
  const Pieces given(text, within);
  if (const auto place = find_normalised(wanted, given, text)) return {QuoteStatus::normalised, *place};
  if (wanted.unquote()) {
    if (const auto place = find_normalised(wanted, given, text)) return {QuoteStatus::normalised, *place};
  }
  if (const auto place = find_altered(quote, wanted, text, within, given))
    return {QuoteStatus::altered, widened(text, *place, within)};
  return {};
}

}  // namespace detente
