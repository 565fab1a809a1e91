#include "detente/evidence/statements.hpp"

#include <algorithm>

#include "detente/evidence/noun_phrases.hpp"

namespace detente {

namespace {

using enum WordClass;
using Kind = TextToken::Kind;
using Index = std::uint32_t;

/// How many words stand there; more than eight count as eight.
Index words_in(const Reading& r, Index begin, Index end) {
  constexpr Index enough = 8;
  Index words = 0;
  for (Index k = begin; k < end && words < enough; ++k)
    words += r.flow[k].is_word() || r.flow[k].kind == Kind::number ? 1U : 0U;
  return words;
}

/// "that", "whether" ... directly behind the verb, or with an object in between ("told reporters that").
bool has_content_clause(const Reading& r, const FlowUnit& unit, const SpeechEvent& event) {
  const Index begin = event.inverted ? event.end : event.cue_end;
  for (Index k = begin; k < std::min(unit.end, begin + 6); ++k) {
    if (r.flow[k].kind == Kind::quotation || r.flow[k].kind == Kind::mark) return false;
    const std::string_view word = r.view(r.flow[k]);
    if (word == "that" || word == "whether") return true;
  }
  return false;
}

/// Whether the unit gives what was said, in the reporter's words.
bool has_content(const Reading& r, const FlowUnit& unit, const SpokenEvent& spoken) {
  const SpeechEvent& event = spoken.event;
  if (has_content_clause(r, unit, event)) return true;
  if (spoken.introduces) return false;
  const Index behind = words_in(r, event.inverted ? event.end : event.cue_end, unit.end);
  const Index before = words_in(r, unit.begin, event.begin);
  if (event.kind == SpeechEvent::Kind::according) return behind + before >= 4;
  const bool closes = event.begin > unit.begin && words_in(r, event.end, unit.end) <= 3;  // "..., Roe said on Friday."
  if (closes && before >= 4 && (r.flow[event.begin - 1].is_mark(',') || r.view(r.flow[event.begin - 1]) == "as"))
    return true;
  // Verbs that are verbs of saying only beside a quotation or a clause: "continued", "maintained", "agreed".
  if (r.flow[event.cue_begin].is(needs_content)) return false;
  return behind >= 2;
}

}  // namespace

void find_statements(const Reading& r, const FlowUnit& unit, const std::vector<SpokenEvent>& events,
                     Document& document) {
  if (unit.kind == Sentence::Kind::caption) return;
  const NounPhrases phrases(r, unit);
  for (const SpokenEvent& spoken : events) {
    const SpeechEvent& event = spoken.event;
    const auto& speaker = spoken.speaker;
    // "did not rule out": that is said too.
    if (!speaker || (event.negated && !event.denies)) continue;
    // "X's remark that ...".
    const bool remark =
        event.kind == SpeechEvent::Kind::noun && event.cue_end < unit.end && r.view(r.flow[event.cue_end]) == "that";
    const bool plain = remark || event.kind == SpeechEvent::Kind::say || event.kind == SpeechEvent::Kind::according ||
                       event.kind == SpeechEvent::Kind::call;
    if (!plain) continue;
    if (!phrases.can_speak(event.speaker)) continue;
    if (!has_content(r, unit, spoken)) continue;
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
    statement.denies = event.denies != event.negated;
    statement.hearsay = event.hearsay;
    statement.rule = event.kind == SpeechEvent::Kind::according ? "according to"
                     : event.kind == SpeechEvent::Kind::call    ? "called"
                                                                : "said that";
    document.statements.push_back(std::move(statement));
  }
}

}  // namespace detente
