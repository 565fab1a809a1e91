#pragma once
/// Who says something in a sentence: verbs of saying with their subjects, "according to", and what is like them.

#include <cstdint>
#include <vector>

#include "detente/evidence/reading.hpp"

namespace detente {

/// The words that name a speaker. Tokens of the flow.
struct NounPhrase {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::int32_t mention = -1;  ///< the name that it is, if it is one
  bool pronoun = false;

  [[nodiscard]] bool empty() const { return begin == end; }
};

/// A place where words or thoughts are put into somebody's mouth.
struct SpeechEvent {
  enum class Kind : std::uint8_t {
    say,        ///< said, warned, told reporters that
    call,       ///< called it, accused them of
    think,      ///< believes, wants
    according,  ///< according to, in the words of
    noun        ///< X's remark that, a statement by X
  };
  Kind kind = Kind::say;
  std::uint32_t cue_begin = 0;  ///< tokens of the flow: the verb, or what stands for it
  std::uint32_t cue_end = 0;
  std::uint32_t begin = 0;  ///< from here to `end`: speaker, verb and what stands between
  std::uint32_t end = 0;
  NounPhrase speaker{};
  NounPhrase via{};  ///< who passes it on
  WordForm form = WordForm::past;
  bool relative = false;  ///< not what the sentence is about: "a boy who told them", "was asked by Roe"
  bool inverted = false;  ///< the speaker stands behind the verb
  bool negated = false;   ///< "did not say"
  bool denies = false;    ///< "denied"
  bool hearsay = false;   ///< "reportedly", "is said to"
};

/// The events of one unit in the order of their cues. Those whose speaker cannot be told have an empty one.
/// Cost: linear in the unit.
[[nodiscard]] std::vector<SpeechEvent> find_events(const Reading& reading, const FlowUnit& unit);

}  // namespace detente
