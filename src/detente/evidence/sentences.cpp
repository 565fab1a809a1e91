#include "detente/evidence/sentences.hpp"

#include <algorithm>

#include "detente/evidence/chars.hpp"

namespace detente {

namespace {

/// Looks at one stretch of prose.
class Splitter {
 public:
  Splitter(std::string_view text, const Span& block, const Lexicon& words)
      : text_(text.substr(0, block.end)), begin_(block.begin), words_(words) {}

  std::vector<std::size_t> ends() {
    std::vector<std::size_t> out;
    sentence_begin_ = begin_;
    for (std::size_t i = begin_; i < text_.size();) {
      const Decoded c = code_point_at(text_, i);
      if (!is_end_mark(c.code)) {
        i += c.length;
        continue;
      }
      const std::size_t mark = i;
      const std::size_t after_marks = skip(i, is_end_mark);
      const std::size_t end = skip_closers(after_marks);
      i = std::max(end, after_marks);
      if (end >= text_.size()) break;
      if (!ends_here(mark, after_marks, end)) continue;
      out.push_back(end);
      sentence_begin_ = skip(end, is_space);
    }
    out.push_back(text_.size());
    return out;
  }

 private:
  static bool is_end_mark(char32_t c) {
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F ||
           c == 0x203C || (c >= 0x2047 && c <= 0x2049);
  }

  template <typename Test>
  [[nodiscard]] std::size_t skip(std::size_t i, Test test) const {
    while (i < text_.size()) {
      const Decoded c = code_point_at(text_, i);
      if (!test(c.code)) break;
      i += c.length;
    }
    return i;
  }

  /// Closing marks behind the end of a sentence; a mark that is followed by a letter opens instead. "[12]" closes too.
  [[nodiscard]] std::size_t skip_closers(std::size_t i) const {
    for (;;) {
      const Decoded c = code_point_at(text_, i);
      if (c.length == 0) return i;
      if (c.code == '[') {
        const std::size_t digits = skip(i + 1, is_digit);
        if (digits == i + 1 || digits >= text_.size() || text_[digits] != ']') return i;
        i = digits + 1;
        continue;
      }
      if (!is_closer(c.code)) return i;
      const char32_t next = code_point_at(text_, i + c.length).code;
      const bool letter_behind = is_letter(next) || is_digit(next);
      // `.”The` closes, `."The` opens or closes: both end the sentence here.
      const bool opens_only = c.code == 0x201C || c.code == 0x201E || c.code == 0x2018 || c.code == 0xAB;
      if (letter_behind && opens_only) return i;
      if (letter_behind && is_space(code_point_before(text_, i).code)) return i;
      i += c.length;
    }
  }

  /// The word that ends before `at`: letters, digits, inner periods, apostrophes, hyphens.
  [[nodiscard]] std::string_view word_before(std::size_t at) const {
    std::size_t begin = at;
    while (begin > sentence_begin_ && at - begin < 40) {
      const Decoded c = code_point_before(text_, begin);
      const bool inner = is_letter(c.code) || is_digit(c.code) || c.code == '.' || c.code == '-' || c.code == '&';
      if (!inner) break;
      begin -= c.length;
    }
    return text_.substr(begin, at - begin);
  }

  /// The word at `at`: letters, digits, inner marks; without what closes it.
  [[nodiscard]] std::string_view word_at(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && end - at < 60) {
      const Decoded c = code_point_at(text_, end);
      const bool inner =
          is_letter(c.code) || is_digit(c.code) || c.code == '-' || c.code == '\'' || c.code == 0x2019 || c.code == '.';
      if (!inner) break;
      end += c.length;
    }
    std::string_view word = text_.substr(at, end - at);
    while (word.ends_with('.') || word.ends_with('-')) word.remove_suffix(1);
    return word;
  }

  /// A word without a possessive or contracted ending.
  static std::string_view stem(std::string_view word) {
    for (const std::string_view ending : {"'s", "’s", "'", "’"}) {
      if (word.ends_with(ending)) return word.substr(0, word.size() - ending.size());
    }
    return word;
  }

  [[nodiscard]] bool starts_sentence(std::string_view word) const {
    return words_.is(word, WordClass::starter) || words_.is(stem(word), WordClass::starter);
  }

  /// The end marks are [mark, after_marks), the closing marks behind them [after_marks, end).
  [[nodiscard]] bool ends_here(std::size_t mark, std::size_t after_marks, std::size_t end) const {
    const Decoded behind = code_point_at(text_, end);
    const bool closed = end > after_marks;
    const std::size_t next = skip(end, is_space);
    if (next >= text_.size()) return false;
    if (!is_space(behind.code)) {
      // Without a space only behind closing marks, or in scripts that have none.
      const bool wide = code_point_at(text_, mark).code >= 0x3000;
      if (!wide && !(closed && is_upper(behind.code))) return false;
    }
    std::size_t word_begin = skip(next, is_opener);
    const Decoded first = code_point_at(text_, word_begin);
    if (is_dash(first.code)) return false;
    const std::string_view word = word_at(word_begin);
    if (is_lower(first.code) && !starts_in_small_letters(word)) return false;
    if (!is_letter(first.code) && !is_digit(first.code) && word_begin == next) return is_symbol_start(first.code);

    const bool only_period = after_marks - mark == 1 && text_[mark] == '.';
    if (only_period) return !closed ? period_ends(mark, word_begin, word) : closed_period_ends(mark, after_marks, word);
    if (code_point_at(text_, mark).code == 0x2026 || text_[mark] == '.') return ellipsis_ends(mark, closed, word);
    return !closed || !speaker_follows(word_begin);
  }

  /// "$5 million was ...", "€3 ...", "@name".
  static bool is_symbol_start(char32_t c) { return c == '$' || c == '@' || c == '#' || c >= 0x80; }

  /// al-Shabab, von der Leyen, iPhone.
  [[nodiscard]] bool starts_in_small_letters(std::string_view word) const {
    const std::size_t hyphen = word.find('-');
    if (hyphen != std::string_view::npos) {
      return words_.is(word.substr(0, hyphen), WordClass::name_particle) &&
             is_upper(code_point_at(word, hyphen + 1).code);
    }
    if (word.size() > 2 && is_upper(static_cast<unsigned char>(word[1]))) return true;
    if (!words_.is(word, WordClass::name_particle)) return false;
    const std::size_t at = static_cast<std::size_t>(word.data() - text_.data()) + word.size();
    const std::size_t second = skip(at, is_space);
    const std::string_view next = word_at(second);
    return is_upper(code_point_at(next, 0).code) || words_.is(next, WordClass::name_particle);
  }

  /// A quotation that ends with a period, and a capital letter: "... peace.” He ...". An abbreviation before the mark
  /// leaves it open: “the U.S.” Mr. Smith.
  [[nodiscard]] bool closed_period_ends(std::size_t mark, std::size_t after_marks, std::string_view word) const {
    const std::string_view before = word_before(mark);
    const bool bracket = text_[after_marks] == ')' || text_[after_marks] == ']';
    const WordClasses classes = words_.classes(before);
    const auto is = [&](WordClass c) { return classes.has(c); };
    const bool short_form =
        is(WordClass::abbreviation) || is(WordClass::abbreviated_title) || is(WordClass::time_of_day);
    return !(short_form && bracket) || starts_sentence(word);
  }

  [[nodiscard]] bool ellipsis_ends(std::size_t mark, bool closed, std::string_view word) const {
    if (closed) return true;
    // " ... " inside a sentence: something was left out.
    const bool spaced = mark > begin_ && is_space(code_point_before(text_, mark).code);
    return !spaced || starts_sentence(word);
  }

  [[nodiscard]] bool period_ends(std::size_t mark, std::size_t word_begin, std::string_view word) const {
    const std::string_view before = word_before(mark);
    if (before.empty()) return true;
    const WordClasses classes = words_.classes(before);
    const auto is = [&](WordClass c) { return classes.has(c); };
    const char32_t first = code_point_at(text_, word_begin).code;
    const bool at_begin = before.data() == text_.data() + sentence_begin_;
    if (is_initial(before) && before.find('.') == std::string_view::npos) return starts_sentence(word) && !at_begin;
    if (is(WordClass::abbreviated_title)) return is_ambiguous_title(before) && starts_sentence(word);
    if (is(WordClass::before_number)) return !is_digit(first) && !is_single_number_like(word);
    if (is(WordClass::never_last)) return false;
    if (is(WordClass::time_of_day)) return !words_.is(word, WordClass::after_time_of_day);
    if (is(WordClass::abbreviation)) return starts_sentence(word);
    if (before.find('.') != std::string_view::npos && is_dotted(before)) return starts_sentence(word);
    // "1." at the start of a sentence numbers it.
    return !at_begin || !std::ranges::all_of(before, [](char c) { return c >= '0' && c <= '9'; });
  }

  /// Sec., Det., Min. ... are words as well.
  static bool is_ambiguous_title(std::string_view before) { return !is_upper(code_point_at(before, 0).code); }

  /// "No. IV", "Art. B".
  static bool is_single_number_like(std::string_view word) {
    return !word.empty() && word.size() <= 4 &&
           std::ranges::all_of(word, [](char c) { return c == 'I' || c == 'V' || c == 'X' || c == 'L'; });
  }

  /// "J.K", "U.S.S.R", single letters with periods between them.
  static bool is_dotted(std::string_view word) {
    std::size_t letters = 0;
    for (std::size_t i = 0; i < word.size();) {
      const Decoded c = code_point_at(word, i);
      i += c.length;
      if (c.code == '.') letters = 0;
      else if (++letters > 2) return false;
    }
    return true;
  }

  static bool is_initial(std::string_view before) {
    const Decoded c = code_point_at(before, 0);
    if (!is_upper(c.code)) return false;
    if (c.length == before.size()) return true;
    return is_dotted(before) && before.find('.') != std::string_view::npos;
  }

  /// After a quoted question or exclamation: "Smith asked", "Ms. Jones, the minister, said". The words before the verb
  /// are capitalized, or belong to an apposition between commas.
  [[nodiscard]] bool speaker_follows(std::size_t at) const {
    bool between_commas = false;
    for (int words = 0; words < 14; ++words) {
      const std::string_view word = word_at(at);
      if (word.empty()) return false;
      const bool verb = is_finite_saying(word);
      if (verb && words > 0 && !between_commas) return true;
      if (!between_commas && !is_upper(code_point_at(word, 0).code) && !words_.is(word, WordClass::name_particle))
        return false;
      if (words == 0 && starts_sentence(word) && word != "I") return false;
      at += word.size();
      if (at < text_.size() && text_[at] == '.' && word.size() <= 4) ++at;
      if (at < text_.size() && text_[at] == ',') {
        between_commas = !between_commas;
        ++at;
      }
      const std::size_t next = skip(at, is_space);
      if (next == at) return false;
      at = next;
    }
    return false;
  }

  [[nodiscard]] bool is_finite_saying(std::string_view word) const {
    const auto form = words_.form(word, WordClass::say);
    return !form.lemma.empty() && (form.form == WordForm::past || form.form == WordForm::third);
  }

  std::string_view text_;
  std::size_t begin_;
  const Lexicon& words_;
  std::size_t sentence_begin_ = 0;
};

}  // namespace

std::vector<std::size_t> sentence_ends(std::string_view text, const Span& block, const Lexicon& words) {
  return Splitter(text, block, words).ends();
}

std::vector<Sentence> split_sentences(std::string_view text, const std::vector<Block>& blocks, const Lexicon& words) {
  std::vector<Sentence> out;
  std::uint32_t paragraph = 0;
  for (const Block& block : blocks) {
    const auto add = [&](const Span& span) { out.push_back({span, block.kind, block.boilerplate, paragraph}); };
    if (block.kind != Sentence::Kind::prose) {
      add(block.span);
    } else {
      std::size_t begin = block.span.begin;
      for (const std::size_t end : sentence_ends(text, block.span, words)) {
        add({begin, end});
        begin = end;
        while (begin < block.span.end && is_space(code_point_at(text, begin).code))
          begin += code_point_at(text, begin).length;
      }
    }
    ++paragraph;
  }
  return out;
}

}  // namespace detente
