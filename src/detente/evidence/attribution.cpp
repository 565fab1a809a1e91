// Where a quotation stands decides: a verb of saying with its speaker directly behind it, or in front of it and set off
// by a comma or colon, gives an utterance; one further in front, a part of the reporter's own words. What English
// allows in between is what the rules here are about, each by the example that it is for.

#include "detente/evidence/attribution.hpp"

#include <algorithm>

#include "detente/evidence/chars.hpp"

namespace detente {

using enum WordClass;

namespace {

// How far a look goes: no sentence that somebody wrote is longer, and a text without periods takes no more time than
// another.
constexpr std::size_t most_events = 40;
constexpr std::uint32_t most_tokens = 600;

}  // namespace

std::size_t Attribution::first_behind(Index k) const {
  const auto found = std::ranges::upper_bound(known_, k, {}, [](const KnownEvent& x) { return x.event.cue_begin; });
  return static_cast<std::size_t>(found - known_.begin());
}

bool Attribution::is_gap_mark(Index k) const {
  return t_[k].is_mark(',') || (t_[k].kind == Kind::mark && is_dash(t_[k].code));
}

std::optional<EventChoice> Attribution::choose(Index k) const {
  const auto after = event_after(k);
  const auto before = event_before(k);
  const Looks looks = looks_of(k);
  if (after && before && before->bond == Bond::beside) {
    const bool comma_behind = looks.comma || (k + 1 < unit_.end && t_[k + 1].is_mark(','));
    const bool colon = k > unit_.begin && t_[k - 1].is_mark(':');
    return comma_behind && !colon ? after : before;
  }
  if (after) return after;
  if (before) return before;
  return event_later(k);
}

/// “...,” Roe said; “...,” said Roe; “...,” according to Roe.
std::optional<EventChoice> Attribution::event_after(Index k) const {
  const std::size_t first = first_behind(k);
  for (std::size_t e = first; e < std::min(known_.size(), first + most_events); ++e) {
    const SpeechEvent& event = known_[e].event;
    if (event.begin <= k || event.speaker.empty() || event.kind == SpeechEvent::Kind::noun) continue;
    Index at = k + 1;
    while (at < event.begin &&
           (is_gap_mark(at) || t_[at].is(between) ||
            (t_[at].is_word() && (r_.view(t_[at]) == "as" || r_.view(t_[at]) == "is" || r_.view(t_[at]) == "how"))))
      ++at;
    if (at != event.begin && !is_apposition(at, event.begin)) return std::nullopt;
    // “finish it off,” according to ...: a part of a longer sentence.
    const Looks looks = looks_of(k);
    const bool part = k > unit_.begin && !looks.capital && t_[k - 1].is_word();
    if (event.kind == SpeechEvent::Kind::according)
      return EventChoice{e, part ? Bond::inside : Bond::beside, "according to"};
    if (event.form == WordForm::ing) return std::nullopt;
    if (event.kind == SpeechEvent::Kind::think && event.cue_end < unit_.end && t_[event.cue_end].is_word())
      return std::nullopt;
    return EventChoice{e, part ? Bond::inside : Bond::beside, event.inverted ? "said speaker" : "speaker said"};
  }
  return std::nullopt;
}

/// "the envoy," in front of a name: tokens [begin, end), the last one a comma.
bool Attribution::is_apposition(Index begin, Index end) const {
  if (end - begin < 2 || end - begin > 14 || !t_[end - 1].is_mark(',')) return false;
  for (Index k = begin; k + 1 < end; ++k) {
    if (!t_[k].is_word() && t_[k].kind != Kind::possessive && t_[k].kind != Kind::number) return false;
    if (t_[k].is(auxiliary) && r_.mention_in_flow[k] < 0) return false;
  }
  const TextToken& first = t_[begin];
  return r_.mention_in_flow[begin] >= 0 || first.classes.any(WordClasses(determiner, role, role_modifier, country,
                                                                         institution, group_noun, other_pronoun));
}

/// Roe said, “...”; Roe said: “...”; Roe said that it was “...”.
std::optional<EventChoice> Attribution::event_before(Index k) const {
  const std::size_t behind = first_behind(k);
  for (std::size_t e = behind; e-- > behind - std::min(behind, most_events);) {
    const SpeechEvent& event = known_[e].event;
    if (event.cue_begin >= k) continue;
    if (k - event.cue_begin > most_tokens) return std::nullopt;
    if (event.speaker.empty() && event.kind != SpeechEvent::Kind::say) continue;
    // "was described as “...” by Roe"
    const Index end = event.inverted && event.speaker.begin > k ? event.cue_end : std::max(event.end, event.cue_end);
    if (end > k) continue;
    if (event.kind == SpeechEvent::Kind::noun && is_object(e, k)) continue;
    if (event.kind == SpeechEvent::Kind::think && e > 0 && !is_view(event)) continue;
    const bool mark = t_[k - 1].is_mark(',') || t_[k - 1].is_mark(':') || is_gap_mark(k - 1);
    bool that = false;
    bool other = false;
    std::size_t quotations = 0;
    for (Index at = event.cue_end; at < k; ++at) {
      const bool clause = t_[at].is(subordinator) && !t_[at].is(preposition);
      that = that || (clause && (r_.view(t_[at]) == "that" || r_.view(t_[at]) == "whether" ||
                                 r_.view(t_[at]) == "what" || r_.view(t_[at]) == "how" || r_.view(t_[at]) == "why"));
      if (t_[at].kind == Kind::quotation) ++quotations;
      other = other || t_[at].is_mark(';');
    }
    if (other) return std::nullopt;
    const bool direct_verb = event.kind == SpeechEvent::Kind::say || event.kind == SpeechEvent::Kind::according;
    const Looks looks = looks_of(k);
    const bool touching = end == k;
    if (direct_verb && !that && quotations == 0 &&
        ((mark && (t_[k - 1].is_mark(':') || k - end <= 16)) || (touching && looks.capital))) {
      return EventChoice{e, Bond::beside,
                         t_[k - 1].is_mark(':')                       ? "speaker said:"
                         : event.kind == SpeechEvent::Kind::according ? "according to"
                                                                      : "speaker said,"};
    }
    // An interruption: “...,” Roe said, “...”.
    if (direct_verb && quotations > 0 && mark && k - end <= 12 && quotes_.front() < event.cue_begin &&
        touching_interruption(event, k)) {
      return EventChoice{e, Bond::beside, "interrupted"};
    }
    const bool capital_colon = t_[k - 1].is_mark(':') && looks.capital;
    return EventChoice{e, capital_colon ? Bond::beside : Bond::inside,
                       event.kind == SpeechEvent::Kind::call    ? "called"
                       : event.kind == SpeechEvent::Kind::noun  ? "speaker's words"
                       : event.kind == SpeechEvent::Kind::think ? "thought"
                                                                : "inside"};
  }
  return std::nullopt;
}

/// "what she sees as “...”": her word, whoever reports it.
bool Attribution::is_view(const SpeechEvent& event) const {
  const auto lemma = r_.words.form(r_.view(t_[event.cue_begin]), thinking).lemma;
  return lemma == "see" || lemma == "view" || lemma == "regard" || lemma == "consider";
}

/// "described the union's demands as “...”": the verb in front says whose words they are, not the noun.
bool Attribution::is_object(std::size_t e, Index k) const {
  const SpeechEvent& noun = known_[e].event;
  for (Index at = noun.cue_end; at < k; ++at) {
    if (t_[at].is_word() && r_.view(t_[at]) == "that") return false;
  }
  if (e == 0 || known_[e - 1].event.speaker.empty() || known_[e - 1].event.kind == SpeechEvent::Kind::noun)
    return false;
  for (Index at = known_[e - 1].event.cue_end; at < noun.begin; ++at) {
    if (t_[at].kind == Kind::mark && t_[at].code != '-') return false;
  }
  return true;
}

bool Attribution::touching_interruption(const SpeechEvent& event, Index k) const {
  for (Index at = std::max(event.end, event.cue_end); at < k; ++at) {
    if (t_[at].kind == Kind::quotation) return false;
  }
  return true;
}

/// A fragment whose speaker comes later: It was “...” and “...”, Roe said.
std::optional<EventChoice> Attribution::event_later(Index k) const {
  const std::size_t first = first_behind(k);
  for (std::size_t e = first; e < std::min(known_.size(), first + most_events); ++e) {
    const SpeechEvent& event = known_[e].event;
    if (event.begin <= k || event.speaker.empty()) continue;
    if (event.kind == SpeechEvent::Kind::according) return EventChoice{e, Bond::inside, "according to"};
    const bool set_off = event.cue_end + 6 >= unit_.end || t_[event.cue_end].is_mark(',');
    const bool closing = event.begin > unit_.begin && is_gap_mark(event.begin - 1) && set_off;
    if (event.kind == SpeechEvent::Kind::say && closing) return EventChoice{e, Bond::inside, "speaker said"};
  }
  return std::nullopt;
}

/// "a witness identified as “A”", "the so-called “format”", "a film titled “...”".
bool Attribution::is_named(Index k) const {
  if (k == unit_.begin) return false;
  Index at = k - 1;
  if (at > unit_.begin && (r_.view(t_[at]) == "as" || r_.view(t_[at]) == "only")) --at;
  if (at > unit_.begin && r_.view(t_[at]) == "only") --at;
  // "a film “...”", "known as “...”", but "dismissed the film as “...”", and "said the film “is too long”".
  const Looks looks = looks_of(k);
  if (!looks.capital && looks.words >= 8) return false;
  return t_[at].is(naming) && (at + 1 == k || r_.view(t_[at]).ends_with("ed") || r_.view(t_[at]).ends_with("n"));
}

}  // namespace detente
