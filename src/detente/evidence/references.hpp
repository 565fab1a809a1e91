#pragma once
/// Whom a noun phrase means: a name, a pronoun, "the minister".

#include <array>
#include <optional>
#include <string>
#include <unordered_map>

#include "detente/evidence/aliases.hpp"
#include "detente/evidence/noun_phrases.hpp"

namespace detente {

/// Follows a report from unit to unit and remembers who was spoken of. Where two people could be meant, nobody is.
class References {
 public:
  References(Reading& reading, const Aliases& aliases) : r_(reading), aliases_(aliases) {}

  /// Call for every unit in order, before any resolve() in it, and leave() behind the last one.
  void enter(const FlowUnit& unit);
  void leave();

  /// The speaker that a phrase of the current unit names; nothing if that is open.
  [[nodiscard]] std::optional<Speaker> resolve(const NounPhrase& phrase);

  /// Somebody spoke in the current unit: a pronoun in the next one probably means them.
  void note_speaker(const NounPhrase& phrase, const Speaker& speaker);

  /// Somebody spoke in it who cannot be told: a pronoun in the next one may mean them.
  void note_stranger() { stranger_ = true; }

  /// Of the unit that was left last: the person who is its subject, and whether it names any.
  [[nodiscard]] std::optional<Speaker> subject() const;
  [[nodiscard]] bool names_nobody() const { return persons_.empty(); }

 private:
  static constexpr std::uint32_t most_tokens_back = 600;  ///< in a unit

  struct Focus {
    std::optional<std::uint32_t> actor{};
    std::string name{};  ///< of a speaker who is no actor
    Span place{};
    bool plural = false;
    bool body = false;
    bool spoke = false;
    std::uint32_t distance = 0;  ///< units since
  };

  [[nodiscard]] std::optional<Speaker> resolve_pronoun(const NounPhrase& phrase);
  [[nodiscard]] std::optional<Speaker> resolve_person(Gender wanted, const NounPhrase& phrase);
  [[nodiscard]] std::optional<Speaker> resolve_description(const NounPhrase& phrase) const;
  [[nodiscard]] Speaker in_words(const NounPhrase& phrase) const;
  [[nodiscard]] bool is_any_of(std::uint32_t k, std::initializer_list<std::string_view> lower) const;
  /// Whether a word for what somebody is stands in front of a token.
  [[nodiscard]] bool appeared_before(const std::string& word, std::uint32_t before) const;
  [[nodiscard]] bool is_plural(const NounPhrase& phrase) const;
  [[nodiscard]] bool is_person(std::int32_t mention) const;
  [[nodiscard]] bool surely_person(std::uint32_t actor) const { return r_.actors[actor].kind == Actor::Kind::person; }
  [[nodiscard]] bool agrees(std::uint32_t actor, Gender wanted) const;
  [[nodiscard]] bool is_subject(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] Speaker speaker_of(std::uint32_t actor, Span place) const;
  [[nodiscard]] Span place_of(const NounPhrase& phrase) const;
  /// The one person of the last units who can be meant.
  [[nodiscard]] std::optional<std::uint32_t> only_one(Gender wanted) const;
  void look_through();
  void learn_gender();
  /// "A fourth-grade teacher got the longest applause": who is the subject of the current unit without a name.
  [[nodiscard]] std::optional<std::string> described_subject() const;
  /// Whether "he" or "she" close to the start of the unit can be the one who was spoken of.
  [[nodiscard]] bool has_pronoun_subject() const;
  /// "the Scot", "the 24-year-old": the one who was spoken of just now.
  [[nodiscard]] std::optional<Speaker> resolve_epithet(const Span& place) const;
  [[nodiscard]] bool is_full_name(std::uint32_t actor) const;

  Reading& r_;
  const Aliases& aliases_;
  /// Somebody named in one of the last units.
  struct Recent {
    std::uint32_t actor = 0;
    std::uint32_t distance = 0;  ///< units since
  };

  FlowUnit unit_{};
  Focus focus_{};                           ///< of the units before
  Focus next_focus_{};                      ///< what the current unit makes of it
  std::vector<std::uint32_t> persons_{};    ///< people named in the unit that was left, each once, in order
  std::optional<std::uint32_t> subject_{};  ///< the first of them, where it is the subject
  std::size_t main_begin_ = 0;              ///< where it stands, if a clause in front of it may have another one
  /// Who said something "in a statement", by that noun.
  struct Author {
    std::string name{};
    std::optional<std::uint32_t> actor{};
    std::uint32_t unit = 0;
  };
  std::unordered_map<std::string, Author> authors_{};
  std::uint32_t units_ = 0;       ///< left so far
  bool stranger_ = false;         ///< somebody unknown spoke in the current unit
  bool stranger_before_ = false;  ///< in the one before
  bool pronoun_first_ = false;    ///< the unit that was left begins with "he" or "she"
  std::string crowd_{};           ///< the group that it begins with, or whom it calls "they" at its beginning
  std::vector<Recent> recent_{};
  /// "judge", "boss": words for what somebody is, and the last unit that has them.
  std::unordered_map<std::string, std::uint32_t> roles_{};
  /// The only person of the report so far who is known to be "he" (0) or "she" (1), and whether there are several.
  std::array<std::optional<std::uint32_t>, 2> sole_{};
  std::array<bool, 2> several_{};
};

}  // namespace detente
