#pragma once
/// The sentences of a brief, one file for each language.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/base/date.hpp"

namespace detente::brief {

/// Sentences by key. A language is one file, words_ID.txt, beside words_en.txt, with the same keys. A file of words has
/// one `key = sentence` in each line; `{name}` is filled in; `#` begins a comment.
class Words {
 public:
  /// The words of a language: "en". Nothing if there is no file for it.
  [[nodiscard]] static std::optional<Words> of(std::string_view language);
  [[nodiscard]] static std::vector<std::string> languages();

  using Fill = std::map<std::string, std::string>;

  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& sentences() const { return sentences_; }
  /// The sentence, filled in. A key without a sentence is an error of the program.
  [[nodiscard]] std::string say(std::string_view key, const Fill& fill = {}) const;
  /// `key.one` or `key.other`, with `{n}` filled in.
  [[nodiscard]] std::string count(std::string_view key, std::size_t n, Fill fill = {}) const;
  /// "a", "a and b", "a, b and c"; with another word for "and" if `last` is its key.
  [[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view last = "and") const;
  /// "20,113", with the marks of the language.
  [[nodiscard]] std::string number(std::uint64_t n) const;
  /// A number as to_text(Decimal) writes it, with the mark of the language: "-0.5".
  [[nodiscard]] std::string decimal(std::string_view plain) const;
  /// "12.5%", "<0.1%".
  [[nodiscard]] std::string share(std::size_t part, std::size_t whole) const;
  [[nodiscard]] std::string day(const Date& date) const;

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> sentences_;
};

}  // namespace detente::brief
