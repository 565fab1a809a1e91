#pragma once
/// What is known of a report while it is read: words, mentions of names, stretches between ends of sentences. Only for
/// the files of this room that find quotations, speakers and statements.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "detente/evidence/document.hpp"
#include "detente/evidence/marks.hpp"
#include "detente/evidence/tokens.hpp"

namespace detente {

enum class Gender : std::uint8_t { unknown, male, female };

/// One place where a name stands. `first` to `end` are tokens of the whole, "Russian President Vladimir V. Putin";
/// `name` is the first of those that are the name itself.
struct NameMention {
  std::uint32_t first = 0;
  std::uint32_t name = 0;
  std::uint32_t end = 0;
  Actor::Kind kind = Actor::Kind::unknown;
  Gender gender = Gender::unknown;
  bool certain = false;     ///< that it is a name, and not a capital letter at the start of a sentence
  bool weak_start = false;  ///< its first word begins a sentence and may not belong to it: "Whichever Hart"
  std::optional<std::uint32_t> actor{};
};

/// A stretch of the flow that no quotation crosses: from the end of a sentence to the next end that lies outside of
/// quotation marks.
struct FlowUnit {
  std::uint32_t begin = 0;  ///< tokens of the flow
  std::uint32_t end = 0;
  std::uint32_t sentence = 0;  ///< the first of its sentences
  std::uint32_t paragraph = 0;
  Sentence::Kind kind = Sentence::Kind::prose;
};

/// Who holds which office: "Russian Foreign Minister" is russia, minister, "foreign minister".
struct OfficeHolder {
  std::uint32_t actor = 0;
  std::string country{};  ///< as the word lists name it, or empty
  std::string head{};     ///< in lower case
  std::string office{};   ///< the head with what belongs to it: "prime minister", "vice president"
  friend auto operator<=>(const OfficeHolder&, const OfficeHolder&) = default;
};

struct Reading {
  std::string_view text;
  const Lexicon& words;
  const std::vector<Sentence>& sentences;
  std::vector<QuotedSpan> quoted{};
  std::vector<TextToken> tokens{};           ///< all words
  std::vector<std::uint32_t> first_token{};  ///< for each sentence; one more at the end
  std::vector<TextToken> flow{};             ///< quotations as one token each
  std::vector<FlowUnit> units{};
  std::vector<NameMention> mentions{};
  std::vector<std::int32_t> mention_in_flow{};  ///< for each token of the flow: the mention that it belongs to, or -1
  std::vector<Actor> actors{};
  std::vector<Gender> genders{};        ///< of the actors
  std::vector<OfficeHolder> offices{};  ///< sorted, each once
  bool cut = false;                     ///< there is more than limits.hpp allows

  [[nodiscard]] std::string_view view(const TextToken& token) const { return view_of(text, token); }
};

/// Tokens, flow and units. Names are found by find_names (names.hpp).
[[nodiscard]] Reading start_reading(std::string_view text, const std::vector<Sentence>& sentences,
                                    std::vector<QuotedSpan> quoted, const Lexicon& words);

}  // namespace detente
