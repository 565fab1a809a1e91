#pragma once
/// Verbs that report speech or thought, and what stands in front of them. Only for the files of this room.

#include <initializer_list>
#include <optional>
#include <string_view>

#include "detente/evidence/clauses.hpp"

namespace detente {

class SpeechVerbs {
 public:
  using Index = std::uint32_t;

  SpeechVerbs(const Reading& reading, const FlowUnit& unit)
      : r_(reading), t_(reading.flow), b_(unit.begin), e_(unit.end) {}

  struct Verb {
    SpeechEvent::Kind kind = SpeechEvent::Kind::say;
    std::string_view lemma{};
    WordForm form = WordForm::base;
    Index end = 0;
  };
  /// The verb at `i`, or the phrase that begins there.
  [[nodiscard]] std::optional<Verb> verb_at(Index i) const;

  /// The token before `i` that is not an adverb, an auxiliary or a time; `b_ - 1` wraps to the largest number.
  struct Left {
    Index at = 0;
    bool none = true;
    bool negated = false;
    bool passive = false;  ///< a form of "be" stands before the verb
    bool perfect = false;  ///< a form of "have"
    bool modal = false;
    bool hearsay = false;
    bool did = false;  ///< a form of "do"
  };
  [[nodiscard]] Left left_of(Index i) const;

  [[nodiscard]] bool is_noun(Index k) const;
  /// Whether a word that could be a verb of saying is a noun or an adjective here.
  [[nodiscard]] bool is_no_verb(Index i, const Verb& v) const;

  /// "Ms. Hart, told of the remark, laughed"; "Roe, asked about it, said".
  [[nodiscard]] bool is_participle(Index i, const Verb& v) const;

  /// Whether the past form is the same as the base: "read".
  [[nodiscard]] static bool is_past_too(const Verb& v);

  [[nodiscard]] std::string_view word(Index k) const { return r_.view(t_[k]); }
  [[nodiscard]] bool is(Index k, std::string_view lower) const;
  [[nodiscard]] bool is_any(Index k, std::initializer_list<std::string_view> lower) const;

 private:
  using Kind = TextToken::Kind;
  [[nodiscard]] bool is_tag(Index i) const;

  const Reading& r_;
  const std::vector<TextToken>& t_;
  Index b_;
  Index e_;
};

}  // namespace detente
