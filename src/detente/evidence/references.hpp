#pragma once
/// Whom a noun phrase means: a name, a pronoun, "the minister".

#include <optional>

#include "detente/evidence/aliases.hpp"
#include "detente/evidence/noun_phrases.hpp"

namespace detente {

/// Follows a report from unit to unit and remembers who was spoken of. Where two people could be meant, nobody is.
class References {
 public:
  References(Reading& reading, const Aliases& aliases) : r_(reading), aliases_(aliases) {}

  /// Call for every unit in order, before any resolve() in it.
  void enter(const FlowUnit& unit);

  /// The speaker that a phrase of the current unit names; nothing if that is open. A pronoun may also mean somebody who
  /// is named later in the same unit only if `after` is set.
  [[nodiscard]] std::optional<Speaker> resolve(const NounPhrase& phrase);

  /// Somebody spoke in the current unit: a pronoun in the next one probably means them.
  void note_speaker(const NounPhrase& phrase, const Speaker& speaker);

  /// The one person that the unit before is about, if there is one: first in it, or meant by the pronoun that is.
  [[nodiscard]] std::optional<Speaker> person_before() const;

 private:
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
  [[nodiscard]] bool is_person(std::int32_t mention) const;
  [[nodiscard]] bool agrees(std::uint32_t actor, Gender wanted) const;
  [[nodiscard]] bool is_subject(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] Speaker speaker_of(std::uint32_t actor, Span place) const;
  [[nodiscard]] Span place_of(const NounPhrase& phrase) const;
  void look_through(const FlowUnit& unit);

  Reading& r_;
  const Aliases& aliases_;
  FlowUnit unit_{};
  FlowUnit before_{};
  bool first_ = true;
  Focus focus_{};                           ///< of the units before
  Focus next_focus_{};                      ///< what the current unit makes of it
  std::vector<std::uint32_t> persons_{};    ///< people named in the unit before, each once, in order
  std::optional<std::uint32_t> subject_{};  ///< the first of them, where it is the subject
};

}  // namespace detente
