#include "detente/evidence/cut_words.hpp"

#include <algorithm>
#include <array>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/tokens.hpp"

namespace detente {

namespace {

constexpr std::size_t most_between = 3;

bool is_negation(std::string_view text, const TextToken& token) {
  if (!token.is_word()) return false;
  const std::string word = ascii_lower(view_of(text, token));
  return token.is(WordClass::negation) || word.ends_with("n't") || word.ends_with("n’t");
}

/// What may stand between a negation and what it negates: "not going to | sign", "no longer | ready".
bool is_between(std::string_view text, const TextToken& token) {
  static constexpr std::array<std::string_view, 14> words{"longer", "yet", "ever",  "even",  "any",  "a",      "an",
                                                          "the",    "to",  "going", "ready", "able", "intend", "that"};
  if (!token.is_word()) return false;
  const std::string word = ascii_lower(view_of(text, token));
  return token.is(WordClass::auxiliary) || std::ranges::find(words, word) != words.end();
}

bool is_condition(std::string_view text, const TextToken& token) {
  static constexpr std::array<std::string_view, 7> words{"if", "unless", "whether", "may", "might", "could", "likely"};
  return token.is_word() &&
         (token.is(WordClass::hearsay) || std::ranges::find(words, ascii_lower(view_of(text, token))) != words.end());
}

}  // namespace

std::optional<CutWord> cut_word(const Document& report, const Span& place) {
  if (place.begin >= place.end) return std::nullopt;
  const auto first = report.sentence_at(place.begin);
  const auto last = report.sentence_at(place.end - 1);
  if (!first || !last) return std::nullopt;
  std::vector<TextToken> tokens;
  append_tokens(report.text, {report.sentences[*first].span.begin, report.sentences[*last].span.end},
                Lexicon::english(), tokens);
  const auto inside = std::ranges::find_if(tokens, [&](const TextToken& t) { return t.end > place.begin; });
  auto before = static_cast<std::size_t>(inside - tokens.begin());
  for (std::size_t n = 0; before > 0 && n <= most_between; ++n) {
    const TextToken& token = tokens[--before];
    const Span here{token.begin, token.end};
    if (is_negation(report.text, token)) return CutWord{here, CutWord::Kind::negation};
    if (n == 0 && is_condition(report.text, token)) return CutWord{here, CutWord::Kind::condition};
    if (!is_between(report.text, token)) break;
  }
  const auto behind = std::ranges::find_if(tokens, [&](const TextToken& t) { return t.begin >= place.end; });
  if (behind != tokens.end() && is_negation(report.text, *behind))
    return CutWord{{behind->begin, behind->end}, CutWord::Kind::negation};
  return std::nullopt;
}

}  // namespace detente
