#include "detente/evidence/word_stream.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include <utf8proc.h>

#include "detente/base/text.hpp"

namespace detente {

namespace {

constexpr bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// The hash of a word, letter by letter (FNV-1a), never 0.
class WordHash {
 public:
  void add(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3U; }
  [[nodiscard]] std::uint32_t value() const {
    const auto folded = static_cast<std::uint32_t>(hash_ ^ (hash_ >> 32));
    return folded == 0 ? 1 : folded;
  }

 private:
  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

/// Letters beyond ASCII fold by the tables of Unicode.
void add_folded(WordHash& hash, std::string_view letters) {
  utf8proc_uint8_t* folded = nullptr;
  const auto length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(letters.data()), static_cast<utf8proc_ssize_t>(letters.size()), &folded,
      static_cast<utf8proc_option_t>(UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  if (length < 0) {
    for (const char c : letters) hash.add(static_cast<unsigned char>(c));
    return;
  }
  for (utf8proc_ssize_t k = 0; k < length; ++k) hash.add(folded[k]);
  std::free(folded);  // NOLINT: utf8proc allocates with malloc
}

/// The length of the apostrophe at `at`: 0 if none stands there.
std::size_t apostrophe(std::string_view text, std::size_t at) {
  if (text[at] == '\'') return 1;
  return text.substr(at).starts_with("\u2019") || text.substr(at).starts_with("\u2018") ? 3 : 0;
}

/// The length of the word character at `at`: 0 if none stands there.
std::size_t word_character(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (ascii_letter(c) || ascii_digit(c)) return 1;
  if (static_cast<unsigned char>(c) < 0x80) return 0;
  std::size_t end = at;
  return is_name_part(next_code_point(text, end)) ? end - at : 0;
}

}  // namespace

void append_compared_words(std::string_view whole, const Span& stretch, std::vector<ComparedWord>& out) {
  const std::string_view text = whole.substr(0, stretch.end);
  for (std::size_t at = stretch.begin; at < text.size();) {
    std::size_t length = word_character(text, at);
    if (length == 0) {
      ++at;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
      continue;
    }
    const std::size_t begin = at;
    WordHash hash;
    std::size_t letters = 0;  // since the last inner mark
    while (at < text.size()) {
      length = word_character(text, at);
      if (length == 1) {
        const char c = text[at];
        hash.add(static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
        ++at;
        ++letters;
        continue;
      }
      if (length > 1) {
        const std::size_t from = at;
        while (at < text.size() && (length = word_character(text, at)) > 1) at += length;
        add_folded(hash, text.substr(from, at - from));
        letters += 2;
        continue;
      }
      // A mark inside the word: "don't", "1,000", "3.5", "U.S.".
      const std::size_t apostrophe_length = apostrophe(text, at);
      const std::size_t mark = std::max<std::size_t>(1, apostrophe_length);
      const bool point = text[at] == '.';
      const bool comma = text[at] == ',';
      if (apostrophe_length == 0 && !point && !comma) break;
      if (at + mark >= text.size() || word_character(text, at + mark) == 0) break;
      const bool digits = ascii_digit(text[at - 1]) && ascii_digit(text[at + mark]);
      const bool initials = point && letters == 1 && ascii_letter(text[at - 1]) && ascii_letter(text[at + 1]) &&
                            (at + 2 >= text.size() || word_character(text, at + 2) == 0);
      if (apostrophe_length == 0 && !digits && !initials) break;
      if (point && digits) hash.add('.');
      at += mark;
      letters = 0;
    }
    out.push_back({{begin, at}, hash.value()});
  }
}

std::uint32_t WordStream::sentence_of(std::uint32_t w) const {
  const auto after = std::ranges::upper_bound(sentence_begin, w);
  return static_cast<std::uint32_t>(after - sentence_begin.begin()) - 1;
}

bool WordStream::is_quoted(std::uint32_t w) const {
  const auto after = std::ranges::upper_bound(quoted, w, {}, [](const auto& range) { return range.first; });
  return after != quoted.begin() && w < std::prev(after)->second;
}

bool counts_for_reuse(const Sentence& sentence) {
  return !sentence.boilerplate && sentence.kind != Sentence::Kind::link && sentence.kind != Sentence::Kind::caption;
}

WordStream word_stream(const Document& document) {
  WordStream stream;
  stream.words.reserve(document.text.size() / 5);
  stream.words.push_back(0);
  std::vector<ComparedWord> words;
  auto quotation = document.quotations.begin();
  bool open = false;
  const auto place = [&] { return static_cast<std::uint32_t>(stream.words.size()); };
  const auto close = [&] {
    if (open) stream.quoted.back().second = place();
    open = false;
  };
  for (const Sentence& sentence : document.sentences) {
    stream.sentence_begin.push_back(place());
    if (!counts_for_reuse(sentence)) {
      if (stream.words.back() != 0) {
        close();
        stream.words.push_back(0);
      }
      continue;
    }
    words.clear();
    append_compared_words(document.text, sentence.span, words);
    for (const ComparedWord& word : words) {
      while (quotation != document.quotations.end() && quotation->span.end <= word.span.begin) {
        close();
        ++quotation;
      }
      if (!open && quotation != document.quotations.end() && quotation->span.begin <= word.span.begin) {
        stream.quoted.emplace_back(place(), place());
        open = true;
      }
      stream.words.push_back(word.hash);
    }
  }
  close();
  stream.sentence_begin.push_back(place());
  stream.words.push_back(0);
  return stream;
}

}  // namespace detente
