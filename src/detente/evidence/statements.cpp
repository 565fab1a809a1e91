#include "detente/evidence/statements.hpp"

#include <algorithm>

#include "detente/evidence/noun_phrases.hpp"

namespace detente {

namespace {

using enum WordClass;
using Kind = TextToken::Kind;
using Index = std::uint32_t;

/// Words of the reporter beside the event, without those that belong to it.
Index words_beside(const Reading& r, const FlowUnit& unit, const SpeechEvent& event) {
  Index words = 0;
  for (Index k = unit.begin; k < unit.end; ++k) {
    if (k >= event.begin && k < event.end) continue;
    if (r.flow[k].is_word() || r.flow[k].kind == Kind::number) ++words;
  }
  return words;
}

/// Words between the verb and the next quotation or the end.
Index words_behind(const Reading& r, const FlowUnit& unit, const SpeechEvent& event) {
  Index words = 0;
  for (Index k = std::max(event.cue_end, event.inverted ? event.end : event.cue_end); k < unit.end; ++k) {
    if (r.flow[k].kind == Kind::quotation) break;
    if (r.flow[k].is_word()) ++words;
  }
  return words;
}

}  // namespace

void find_statements(const Reading& r, const FlowUnit& unit, const std::vector<SpokenEvent>& events,
                     Document& document) {
  if (unit.kind == Sentence::Kind::caption) return;
  const NounPhrases phrases(r, unit);
  for (const auto& [event, speaker] : events) {
    if (!speaker || event.negated) continue;
    const bool plain = event.kind == SpeechEvent::Kind::say || event.kind == SpeechEvent::Kind::according ||
                       event.kind == SpeechEvent::Kind::call;
    if (!plain) continue;
    if (!phrases.can_speak(event.speaker)) continue;
    // Said and nothing else, or only how and when: the words are in quotation marks.
    const Index beside =
        event.kind == SpeechEvent::Kind::according ? words_beside(r, unit, event) : words_behind(r, unit, event);
    const bool before =
        event.begin > unit.begin && (event.inverted || event.end + 1 >= unit.end) && words_beside(r, unit, event) >= 4;
    if (beside < 2 && !before) continue;
    const auto sentence = document.sentence_at(r.flow[event.cue_begin].begin).value_or(unit.sentence);
    const auto same = [&](const ReportedStatement& s) {
      return s.sentence == sentence && s.speaker.name == speaker->name;
    };
    const auto recent = document.statements.size() > 8 ? document.statements.end() - 8 : document.statements.begin();
    if (std::any_of(recent, document.statements.end(), same)) continue;
    ReportedStatement statement;
    statement.span = document.sentences[sentence].span;
    statement.sentence = static_cast<std::uint32_t>(sentence);
    statement.speaker = *speaker;
    statement.cue = {r.flow[event.cue_begin].begin, r.flow[event.cue_end - 1].end};
    statement.denies = event.denies;
    statement.hearsay = event.hearsay;
    statement.rule = event.kind == SpeechEvent::Kind::according ? "according to"
                     : event.kind == SpeechEvent::Kind::call    ? "called"
                                                                : "said that";
    document.statements.push_back(std::move(statement));
  }
}

}  // namespace detente
