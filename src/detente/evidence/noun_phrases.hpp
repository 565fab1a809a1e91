#pragma once
/// The noun phrases beside a verb: where the words that name a speaker begin and end. There is no grammar behind this,
/// only word lists and the marks of punctuation; where these do not decide, the answer is an empty phrase.

#include "detente/evidence/clauses.hpp"

namespace detente {

class NounPhrases {
 public:
  NounPhrases(const Reading& reading, const FlowUnit& unit)
      : r_(reading), t_(reading.flow), b_(unit.begin), e_(unit.end) {}

  /// The phrase that ends before the token `end`: "the ministry's spokesman", "people close to the talks".
  [[nodiscard]] NounPhrase ending_at(std::uint32_t end) const;

  /// The phrase before a parenthesis that ends with the comma, bracket or dash at `mark`: in "Smith, a lawyer, said"
  /// that is "Smith".
  [[nodiscard]] NounPhrase before_parenthesis(std::uint32_t mark) const;

  /// The phrase that begins with the token `begin`.
  [[nodiscard]] NounPhrase starting_at(std::uint32_t begin) const;

  /// What the unit begins with, behind adverbs and phrases set off by a comma, if that can be a speaker.
  [[nodiscard]] NounPhrase at_start(std::uint32_t before) const;

  /// Whether a phrase can name somebody who speaks: a name, a pronoun, an office, a body, a group.
  [[nodiscard]] bool can_speak(const NounPhrase& phrase) const;

  /// Where the sentence begins behind an inline head ("Analysis: ..."); the beginning of the unit if there is none.
  [[nodiscard]] std::uint32_t inline_head() const;

  /// The name alone that ends before the token `end`: "Roe" in "as shown by Roe's remarks".
  [[nodiscard]] NounPhrase name_ending_at(std::uint32_t end) const;

  /// The name that somebody is called by in what follows the token `from`: "who gave his name as Roe", "identified
  /// only as Roe".
  [[nodiscard]] NounPhrase given_name(std::uint32_t from) const;

  /// The last token of the head: "spokesman" in "a spokesman for the ministry".
  [[nodiscard]] std::uint32_t head_of(const NounPhrase& phrase) const;

 private:
  [[nodiscard]] std::string_view word(std::uint32_t k) const { return r_.view(t_[k]); }
  [[nodiscard]] bool is(std::uint32_t k, std::string_view lower) const;
  [[nodiscard]] bool in_mention(std::uint32_t k) const { return k < e_ && r_.mention_in_flow[k] >= 0; }
  [[nodiscard]] std::uint32_t head_end(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] NounPhrase make(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool is_clause_verb(std::uint32_t k) const;
  [[nodiscard]] bool has_verb(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool tells_time(std::uint32_t from, std::uint32_t before) const;
  [[nodiscard]] bool is_modifier(std::uint32_t begin, std::uint32_t end) const;
  /// Whether tokens [begin, end) are one name, of something that is not known to be a person.
  [[nodiscard]] bool is_body(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool names_holder(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool names_itself(std::uint32_t begin, std::uint32_t end) const;
  /// Whether a name stands there that is known to be a person's.
  [[nodiscard]] bool is_person(std::uint32_t k) const;
  /// Where the name ends that the token `k` belongs to.
  [[nodiscard]] std::uint32_t mention_end(std::uint32_t k) const;
  [[nodiscard]] std::uint32_t opening_bracket(std::uint32_t close) const;

  const Reading& r_;
  const std::vector<TextToken>& t_;
  std::uint32_t b_;
  std::uint32_t e_;
};

}  // namespace detente
