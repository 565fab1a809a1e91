#include "detente/evidence/tokens.hpp"

#include "detente/evidence/chars.hpp"
#include "detente/evidence/limits.hpp"

namespace detente {

namespace {

class Tokenizer {
 public:
  Tokenizer(std::string_view text, const Span& stretch, const Lexicon& words, std::vector<TextToken>& out)
      : text_(text.substr(0, stretch.end)), words_(words), out_(out) {}

  /// Takes the token at `i`, which is no white space, and gives where it ends.
  std::size_t take(std::size_t i) {
    const Decoded c = code_point_at(text_, i);
    if (is_digit(c.code)) return number(i);
    if (is_letter(c.code)) return word(i);
    if (c.code == '\'' || c.code == 0x2019) {
      const Decoded next = code_point_at(text_, i + c.length);
      const char32_t behind = code_point_at(text_, i + c.length + next.length).code;
      const bool glued =
          i > 0 && (is_letter(code_point_before(text_, i).code) || code_point_before(text_, i).code == '.');
      if (glued && (next.code == 's' || next.code == 'S') && !is_letter(behind)) {
        return add(TextToken::Kind::possessive, i, i + c.length + 1);
      }
      if (glued && !is_letter(next.code)) return add(TextToken::Kind::possessive, i, i + c.length);
    }
    add(TextToken::Kind::mark, i, i + c.length);
    out_.back().code = c.code;
    return i + c.length;
  }

 private:
  std::size_t add(TextToken::Kind kind, std::size_t begin, std::size_t end) {
    out_.push_back({.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end), .kind = kind});
    return end;
  }

  std::size_t number(std::size_t begin) {
    std::size_t i = begin;
    while (i < text_.size()) {
      const char c = text_[i];
      if (is_digit(static_cast<unsigned char>(c))) {
        ++i;
      } else if ((c == '.' || c == ',' || c == ':') && i + 1 < text_.size() &&
                 is_digit(static_cast<unsigned char>(text_[i + 1]))) {
        i += 2;
      } else {
        break;
      }
    }
    // 80th, 1990s; but 5km is two.
    std::size_t letters = i;
    while (letters < text_.size() && letters - i < 3 && is_letter(static_cast<unsigned char>(text_[letters])))
      ++letters;
    const std::string_view suffix = text_.substr(i, letters - i);
    if (suffix == "th" || suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "s") i = letters;
    return add(TextToken::Kind::number, begin, i);
  }

  std::size_t word(std::size_t begin) {
    std::size_t i = begin;
    bool lower = false;
    std::size_t letters = 0;
    while (i < text_.size()) {
      const Decoded c = code_point_at(text_, i);
      if (is_letter(c.code)) {
        lower = lower || !is_upper(c.code);
        ++letters;
      } else if (!is_digit(c.code)) {
        const char32_t next = code_point_at(text_, i + c.length).code;
        if (!joins(c.code) || !(is_letter(next) || (is_digit(next) && c.code == '-'))) break;
        const bool apostrophe = c.code == '\'' || c.code == 0x2019;
        if (apostrophe && is_possessive_s(i + c.length)) break;
        // "end.The": a period between a small and a capital letter was no abbreviation.
        if (c.code == '.' && lower && letters > 1 && is_upper(next)) break;
      }
      i += c.length;
    }
    WordClasses classes = words_.classes(text_.substr(begin, i - begin));
    if (i < text_.size() && text_[i] == '.' && takes_period(text_.substr(begin, i - begin), classes)) ++i;
    add(TextToken::Kind::word, begin, i);
    TextToken& token = out_.back();
    token.classes = classes;
    token.upper = is_upper(code_point_at(text_, begin).code);
    token.all_upper = token.upper && !lower && letters > 1;
    return i;
  }

  static bool joins(char32_t c) {
    return c == '-' || c == '\'' || c == 0x2019 || c == '.' || c == '&' || c == 0x2010 || c == 0x2011;
  }

  [[nodiscard]] bool is_possessive_s(std::size_t at) const {
    const char32_t c = code_point_at(text_, at).code;
    return (c == 's' || c == 'S') && !is_letter(code_point_at(text_, at + 1).code);
  }

  static bool takes_period(std::string_view word, WordClasses classes) {
    if (classes.any(WordClasses(WordClass::abbreviated_title, WordClass::time_of_day))) return true;
    if (classes.has(WordClass::abbreviation)) return is_upper(code_point_at(word, 0).code);
    if (word.size() == 1) return is_upper(static_cast<unsigned char>(word[0]));
    return word.size() <= 7 && word.size() % 2 == 1 && word[1] == '.';
  }

  std::string_view text_;
  const Lexicon& words_;
  std::vector<TextToken>& out_;
};

}  // namespace

bool append_tokens(std::string_view text, const Span& stretch, const Lexicon& words, std::vector<TextToken>& out) {
  Tokenizer tokenizer(text, stretch, words, out);
  for (std::size_t i = stretch.begin; i < stretch.end;) {
    const Decoded c = code_point_at(text, i);
    if (is_space(c.code)) {
      i += c.length;
    } else {
      if (out.size() >= evidence_limits::most_words) return false;
      i = tokenizer.take(i);
    }
  }
  return true;
}

std::vector<TextToken> flow_of(const std::vector<TextToken>& tokens, const std::vector<QuotedSpan>& quoted) {
  std::vector<TextToken> flow;
  flow.reserve(tokens.size());
  std::size_t q = 0;
  for (std::size_t k = 0; k < tokens.size();) {
    if (q == quoted.size() || tokens[k].begin < quoted[q].span.begin) {
      flow.push_back(tokens[k++]);
      continue;
    }
    const Span& span = quoted[q].span;
    if (!quoted[q].nickname)
      flow.push_back({.begin = static_cast<std::uint32_t>(span.begin),
                      .end = static_cast<std::uint32_t>(span.end),
                      .code = static_cast<char32_t>(q),
                      .kind = TextToken::Kind::quotation});
    while (k < tokens.size() && tokens[k].begin < span.end) ++k;
    ++q;
  }
  return flow;
}

}  // namespace detente
