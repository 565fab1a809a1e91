#pragma once
/// The words of a report, one after another, with what the word lists say of each.

#include <string_view>
#include <vector>

#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/marks.hpp"

namespace detente {

/// A word, a number, a mark of punctuation, or, in the flow of a report, a whole quotation.
struct TextToken {
  enum class Kind : std::uint8_t {
    word,        ///< letters with inner hyphens, apostrophes and periods; an abbreviation with its last period
    number,      ///< digits with inner periods and commas: "1,500", "3.5"; "80th" is one too
    possessive,  ///< 's or ’s, and the apostrophe of "workers’"
    mark,        ///< any other character that is not white space; `code` says which
    quotation    ///< a whole quoted span; `code` is its number
  };
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  WordClasses classes{};  ///< of words
  char32_t code = 0;
  Kind kind = Kind::word;
  bool upper = false;      ///< begins with a capital letter
  bool all_upper = false;  ///< has no small letter, and two letters at least

  [[nodiscard]] bool is(WordClass c) const { return classes.has(c); }
  [[nodiscard]] bool is_word() const { return kind == Kind::word; }
  [[nodiscard]] bool is_mark(char32_t c) const { return kind == Kind::mark && code == c; }
};

[[nodiscard]] inline std::string_view view_of(std::string_view text, const TextToken& token) {
  return text.substr(token.begin, token.end - token.begin);
}

/// Adds the tokens of a stretch of text; false if there are more in all than limits.hpp allows, and those behind are
/// left out. Cost: linear.
bool append_tokens(std::string_view text, const Span& stretch, const Lexicon& words, std::vector<TextToken>& out);

/// The tokens with each quoted span in the place of the tokens inside it, and without nicknames. Cost: linear.
[[nodiscard]] std::vector<TextToken> flow_of(const std::vector<TextToken>& tokens,
                                             const std::vector<QuotedSpan>& quoted);

}  // namespace detente
