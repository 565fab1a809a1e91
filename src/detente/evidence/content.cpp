#include "detente/evidence/content.hpp"

#include <algorithm>
#include <iterator>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/word_stream.hpp"

namespace detente {

namespace {

using enum WordClass;

/// Words that say nothing of what a sentence is about.
constexpr WordClasses small_words(starter, determiner, preposition, subordinator, coordinator, auxiliary, male_pronoun,
                                  female_pronoun, plural_pronoun, other_pronoun, say, between, hearsay, number_word);

bool is_in(const ContentWord& word, const Span& stretch) {
  return word.begin >= stretch.begin && word.end <= stretch.end;
}

}  // namespace

std::vector<std::uint32_t> each_once(std::vector<std::uint32_t> numbers) {
  std::ranges::sort(numbers);
  const auto repeated = std::ranges::unique(numbers);
  numbers.erase(repeated.begin(), repeated.end());
  return numbers;
}

bool is_content(std::string_view word) {
  return word.size() >= 3 && !Lexicon::english().classes(word).any(small_words);
}

std::string stem_of(std::string_view text) {
  std::string word = ascii_lower(text);
  for (const std::string_view ending : {"ing", "ies", "ied", "es", "ed", "ly", "s", "e", "y"}) {
    if (word.size() >= ending.size() + 4 && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      break;
    }
  }
  constexpr std::size_t most = 6;
  if (word.size() > most && code_point_at(word, 0).length == 1) word.resize(most);
  return word;
}

Stem stem_number(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
  for (const char c : stem_of(word)) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return static_cast<Stem>(hash ^ (hash >> 32));
}

Content::Content(const Document& d) {
  auto quotation = d.quotations.begin();
  std::vector<ComparedWord> words;
  for (const Sentence& sentence : d.sentences) {
    begin_.push_back(static_cast<std::uint32_t>(words_.size()));
    if (!counts_for_reuse(sentence)) continue;
    words.clear();
    append_compared_words(d.text, sentence.span, words);
    for (const ComparedWord& word : words) {
      while (quotation != d.quotations.end() && quotation->span.end <= word.span.begin) ++quotation;
      const std::string_view text = d.at(word.span);
      if (!is_content(text)) continue;
      const bool quoted = quotation != d.quotations.end() && quotation->span.begin <= word.span.begin &&
                          quotation->type != Quotation::Type::term;
      const bool first = word.span.begin == sentence.span.begin;
      words_.push_back({.begin = static_cast<std::uint32_t>(word.span.begin),
                        .end = static_cast<std::uint32_t>(word.span.end),
                        .stem = stem_number(text),
                        .name = !first && is_upper(code_point_at(text, 0).code),
                        .quoted = quoted});
    }
  }
  begin_.push_back(static_cast<std::uint32_t>(words_.size()));
}

Stems Content::in(const std::vector<std::uint32_t>& sentences) const {
  Stems out;
  for (const std::uint32_t s : sentences)
    for (const ContentWord& word : of(s)) out.push_back(word.stem);
  return each_once(std::move(out));
}

Stems Content::beside(const std::vector<std::uint32_t>& sentences) const {
  Stems out;
  for (std::uint32_t s = 0; s < this->sentences(); ++s) {
    if (std::ranges::binary_search(sentences, s)) continue;
    for (const ContentWord& word : of(s)) out.push_back(word.stem);
  }
  return each_once(std::move(out));
}

Stems Content::in(const Span& stretch) const {
  Stems out;
  for (const ContentWord& word : words_)
    if (is_in(word, stretch)) out.push_back(word.stem);
  return each_once(std::move(out));
}

Stems Content::recurring(const std::vector<std::uint32_t>& sentences, const Stems& stems) const {
  return common(stems, beside(sentences));
}

Stems Content::recurring(const Span& stretch) const {
  Stems out;
  for (const ContentWord& word : words_)
    if (!is_in(word, stretch)) out.push_back(word.stem);
  return common(in(stretch), each_once(std::move(out)));
}

Stems common(const Stems& a, const Stems& b) {
  Stems out;
  std::ranges::set_intersection(a, b, std::back_inserter(out));
  return out;
}

Stems without(const Stems& a, const Stems& b) {
  Stems out;
  std::ranges::set_difference(a, b, std::back_inserter(out));
  return out;
}

}  // namespace detente
