#pragma once
/// The word lists of a language: which words are titles, abbreviations, verbs of saying, months ... They are data
/// (words/english.txt), so that they can be read, corrected and, one day, joined by those of other languages.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace detente {

/// The sections of a word list; lexicon.cpp has their names.
enum class WordClass : std::uint8_t {
  abbreviated_title,
  before_number,
  never_last,
  abbreviation,
  time_of_day,
  after_time_of_day,
  starter,
  name_particle,
  link_line,
  furniture_start,
  caption_start,
  caption_mark,
};
inline constexpr std::size_t word_class_count = 12;

class Lexicon {
 public:
  /// The lists that come with the program for English. Built on first use, never freed, safe from several threads.
  [[nodiscard]] static const Lexicon& english();

  /// Reads word lists; a text that is not well formed is an error of the program and throws std::logic_error.
  explicit Lexicon(std::string_view text);
  ~Lexicon();

  /// The classes of a word as a set of bits, bit k for the WordClass with the number k. Letters are compared without
  /// ASCII case. Cost: linear in the word.
  [[nodiscard]] std::uint64_t classes(std::string_view word) const;
  [[nodiscard]] bool is(std::string_view word, WordClass wanted) const {
    return (classes(word) >> static_cast<unsigned>(wanted) & 1U) != 0;
  }
  /// All entries of a class, in lower case.
  [[nodiscard]] const std::vector<std::string>& entries(WordClass of) const;

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

}  // namespace detente
