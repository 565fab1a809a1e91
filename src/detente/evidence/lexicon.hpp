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

/// The sections of a word list; lexicon.cpp has their names, words/english.txt what each is for.
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
  say,
  say_phrase,
  denial,
  calling,
  thinking,
  saying_noun,
  between,
  hearsay,
  role,
  role_modifier,
  group_noun,
  institution,
  organization_word,
  male_pronoun,
  female_pronoun,
  plural_pronoun,
  other_pronoun,
  male_title,
  female_title,
  male_role,
  female_role,
  determiner,
  preposition,
  subordinator,
  coordinator,
  auxiliary,
  weekday,
  month,
  country,
  seat,
  male_name,
  female_name,
  naming,
  needs_content,
  number_word,
  multiplier,
  unit_of_time,
  currency,
  deadline,
  future,
  measure,
  negation,
  modal,
  day_word,
  furniture_phrase,
  stock_phrase,
  occasion,
  public_role,
  paper,
  vague,
  opposite,
  count
};
inline constexpr std::size_t word_class_count = static_cast<std::size_t>(WordClass::count);
static_assert(word_class_count <= 64);

/// A set of classes.
class WordClasses {
 public:
  constexpr WordClasses() = default;
  template <typename... Classes>
  constexpr explicit WordClasses(WordClass first, Classes... more) {
    bits_ = bit(first);
    ((bits_ |= bit(more)), ...);
  }
  [[nodiscard]] constexpr bool has(WordClass c) const { return (bits_ & bit(c)) != 0; }
  [[nodiscard]] constexpr bool any(WordClasses other) const { return (bits_ & other.bits_) != 0; }
  constexpr void add(WordClass c) { bits_ |= bit(c); }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

 private:
  static constexpr std::uint64_t bit(WordClass c) { return std::uint64_t{1} << static_cast<unsigned>(c); }
  std::uint64_t bits_ = 0;
};

/// The form of a verb, or the place of a word in its entry.
enum class WordForm : std::uint8_t { base, third, past, ing, participle };

class Lexicon {
 public:
  /// The lists that come with the program for English. Built on first use, never freed, safe from several threads.
  [[nodiscard]] static const Lexicon& english();

  /// Reads word lists; a text that is not well formed is an error of the program and throws std::logic_error.
  explicit Lexicon(std::string_view text);
  ~Lexicon();

  /// The classes of a word. Letters are compared without ASCII case. Cost: linear in the word.
  [[nodiscard]] WordClasses classes(std::string_view word) const;
  [[nodiscard]] bool is(std::string_view word, WordClass wanted) const { return classes(word).has(wanted); }

  /// The first word of the entry that a word belongs to, with its place in the entry: "said" in `say` gives "say" and
  /// WordForm::past. Empty if the word is not of this class.
  struct Form {
    std::string_view lemma{};
    WordForm form = WordForm::base;
  };
  [[nodiscard]] Form form(std::string_view word, WordClass of) const;

  /// All entries of a class as they are listed, in lower case, without their further forms.
  [[nodiscard]] const std::vector<std::string>& entries(WordClass of) const;
  /// The phrases of a class that begin with this word, in all forms, without that word: "pointed" gives "out".
  [[nodiscard]] std::vector<std::string_view> phrases(std::string_view first, WordClass of) const;

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

/// Whether any word of a text is of a class, in English. Cost: linear.
[[nodiscard]] bool any_word(std::string_view text, WordClass wanted);

}  // namespace detente
