#pragma once
/// What the sentences of a report are about: their words of content, by their stems. Worked out once for a report,
/// however many others it is compared with.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detente/evidence/document.hpp"

namespace detente {

/// Whether a word says what a sentence is about: no small word, no verb of saying, three letters at least.
[[nodiscard]] bool is_content(std::string_view word);

/// A word of content in lower case, cut to what its forms have in common: without the commonest endings, six letters at
/// most.
[[nodiscard]] std::string stem_of(std::string_view text);

/// A stem as a number: a hash, so that two in some hundred thousand may be one by chance.
using Stem = std::uint32_t;
[[nodiscard]] Stem stem_number(std::string_view word);

/// Ascending, each once.
using Stems = std::vector<Stem>;

/// The same numbers ascending, each once: stems, or sentences of a report.
[[nodiscard]] std::vector<std::uint32_t> each_once(std::vector<std::uint32_t> numbers);

struct ContentWord {
  std::uint32_t begin = 0;  ///< bytes in Document::text
  std::uint32_t end = 0;
  Stem stem = 0;
  bool name = false;    ///< stands with a capital letter inside its sentence
  bool quoted = false;  ///< stands in quotation marks
};

/// The words of content of the sentences that count for re-use.
class Content {
 public:
  /// Cost: linear in the report.
  explicit Content(const Document& document);

  [[nodiscard]] std::uint32_t sentences() const { return static_cast<std::uint32_t>(begin_.size() - 1); }
  /// The words of a sentence in reading order; none if it does not count.
  [[nodiscard]] std::span<const ContentWord> of(std::uint32_t sentence) const {
    return std::span(words_).subspan(begin_[sentence], begin_[sentence + 1] - begin_[sentence]);
  }

  /// The stems of some sentences (ascending), of all others, and of a stretch of text. Cost: linear in the report.
  [[nodiscard]] Stems in(const std::vector<std::uint32_t>& sentences) const;
  [[nodiscard]] Stems beside(const std::vector<std::uint32_t>& sentences) const;
  [[nodiscard]] Stems in(const Span& stretch) const;

  /// Those of the stems that occur beside the sentences, and the stems of a stretch that occur beside it. What belongs
  /// to a report is spoken of elsewhere in it, what was put into it is not. Cost: linear in the report.
  [[nodiscard]] Stems recurring(const std::vector<std::uint32_t>& sentences, const Stems& stems) const;
  [[nodiscard]] Stems recurring(const Span& stretch) const;

 private:
  std::vector<ContentWord> words_;
  std::vector<std::uint32_t> begin_;  ///< for each sentence its first word; one more at the end
};

/// The stems that both have, and those of the first that the second has not. Cost: linear.
[[nodiscard]] Stems common(const Stems& a, const Stems& b);
[[nodiscard]] Stems without(const Stems& a, const Stems& b);

}  // namespace detente
