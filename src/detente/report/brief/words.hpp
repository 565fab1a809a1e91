#pragma once
/// The sentences of a brief, one file for each language.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  /// "a", "a and b", "a, b and c".
  [[nodiscard]] std::string join(const std::vector<std::string>& parts) const;

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> sentences_;
};

}  // namespace detente::brief
