#include "detente/evidence/clauses.hpp"

#include <algorithm>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/noun_phrases.hpp"
#include "detente/evidence/speech_verbs.hpp"

namespace detente {

namespace {

using enum WordClass;
using Kind = TextToken::Kind;
using Index = std::uint32_t;

class EventFinder {
 public:
  EventFinder(const Reading& reading, const FlowUnit& unit)
      : r_(reading), t_(reading.flow), b_(unit.begin), e_(unit.end), verbs_(reading, unit), phrases_(reading, unit) {}

  std::vector<SpeechEvent> find() {
    for (Index i = b_; i < e_; ++i) {
      if (!t_[i].is_word() || r_.mention_in_flow[i] >= 0) continue;
      if (according(i) || told_by(i) || verb(i)) continue;
      noun(i);
    }
    return std::move(out_);
  }

 private:
  using Verb = SpeechVerbs::Verb;
  using Left = SpeechVerbs::Left;

  [[nodiscard]] std::string_view word(Index k) const { return verbs_.word(k); }
  [[nodiscard]] bool is(Index k, std::string_view lower) const { return verbs_.is(k, lower); }
  [[nodiscard]] bool is_any(Index k, std::initializer_list<std::string_view> lower) const {
    return verbs_.is_any(k, lower);
  }

  void add(SpeechEvent event) {
    event.begin = event.cue_begin;
    event.end = event.cue_end;
    for (const NounPhrase* phrase : {&event.speaker, &event.via}) {
      if (phrase->empty()) continue;
      event.begin = std::min(event.begin, phrase->begin);
      event.end = std::max(event.end, phrase->end);
    }
    out_.push_back(event);
  }

  /// "according to X", "in the words of X", "attributed to X".
  bool according(Index i) {
    Index begin = i;
    Index end = 0;
    if (is(i, "according") && is(i + 1, "to")) end = i + 2;
    if (is(i, "attributed") && is(i + 1, "to")) end = i + 2;
    if (is(i, "words") && is(i + 1, "of") && i >= b_ + 2 && is(i - 1, "the") && is(i - 2, "in")) {
      begin = i - 2;
      end = i + 2;
    }
    if (end == 0) return false;
    SpeechEvent event{
        .kind = SpeechEvent::Kind::according, .cue_begin = begin, .cue_end = end, .speaker = phrases_.starting_at(end)};
    // "according to a statement by X": the one who made it.
    event.speaker = author(event.speaker);
    // After a speaker it says who passes the words on: "..., Roe said, according to the agency".
    if (!out_.empty() && out_.back().kind == SpeechEvent::Kind::say && !out_.back().speaker.empty() &&
        is(i, "according") && i > b_ && t_[i - 1].is_mark(',') && out_.back().end + 6 >= i &&
        !has_quotation(out_.back().end, i)) {
      out_.back().via = event.speaker;
      out_.back().end = std::max(out_.back().end, event.speaker.end);
      return true;
    }
    add(event);
    return true;
  }

  [[nodiscard]] bool has_quotation(Index begin, Index end) const {
    for (Index k = begin; k < end; ++k) {
      if (t_[k].kind == Kind::quotation) return true;
    }
    return false;
  }

  /// "X, as told by Y", "as quoted by Y".
  bool told_by(Index i) {
    if (!is(i, "as") ||
        !is_any(i + 1, {"told", "quoted", "related", "relayed", "recounted", "reported", "recalled", "cited"}) ||
        !is_any(i + 2, {"by", "in"}))
      return false;
    const NounPhrase teller = phrases_.starting_at(i + 3);
    if (teller.empty()) return false;
    if (!out_.empty() && !out_.back().speaker.empty() && out_.back().via.empty()) {
      out_.back().via = teller;
      out_.back().end = std::max(out_.back().end, teller.end);
      return true;
    }
    if (i == b_ || !t_[i - 1].is_mark(',')) return false;
    const NounPhrase speaker = phrases_.ending_at(i - 1);
    if (!phrases_.can_speak(speaker)) return false;
    add({.kind = SpeechEvent::Kind::according, .cue_begin = i, .cue_end = i + 3, .speaker = speaker, .via = teller});
    return true;
  }

  bool verb(Index i) {
    const auto v = verbs_.verb_at(i);
    if (!v) return false;
    if (verbs_.is_no_verb(i, *v)) return false;
    const Left left = verbs_.left_of(i);
    SpeechEvent event{.cue_begin = i, .cue_end = v->end, .form = v->form};
    event.kind = v->kind;
    event.negated = left.negated;
    event.hearsay = left.hearsay;
    event.relative = !left.none && left.at > b_ && is(left.at, "who") && !t_[left.at - 1].is_mark(',');
    event.denies = t_[i].is(denial) || v->lemma == "rule out" || v->lemma == "exclude the possibility";
    if (v->lemma == "quote" || v->lemma == "cite") return quoting(i, *v, left, event);
    if (left.modal && v->kind != SpeechEvent::Kind::think) return false;
    if (!left.none && is(left.at, "to")) {
      if (left.at > b_ && is_any(left.at - 1, {"on", "continued", "continues", "hastened", "rushed", "began", "used",
                                               "likes", "liked", "loves", "loved"})) {
        const Left more = verbs_.left_of(is(left.at - 1, "on") ? left.at - 2 : left.at - 1);
        if (!more.none) event.speaker = subject(more.at, i, *v);
        add(event);
        return true;
      }
      return false;
    }
    if (verbs_.is_participle(i, *v)) return false;
    const bool progressive = v->form == WordForm::ing && left.passive;
    if (left.passive && !progressive) return passive(i, *v, event);
    if (v->form == WordForm::participle && !left.perfect) return false;
    event.speaker = find_speaker(i, *v, left, event);
    // "state television", "analysts say".
    if (v->form == WordForm::base && !left.did && !SpeechVerbs::is_past_too(*v) && !is_plural(event.speaker))
      return false;
    event.speaker = author(event.speaker);
    // "a resident, who gave his name as Roe, said".
    if (!event.speaker.empty() && !event.speaker.pronoun && event.speaker.mention < 0) {
      const Index from = event.speaker.end;
      const NounPhrase name = phrases_.given_name(from);
      const bool between = from < i && name.end <= i;
      if (!name.empty() && (between || event.inverted)) event.speaker = name;
    }
    // “...” reads the only reply: a paper speaks, and nobody is said to.
    if (v->lemma == "read" && event.inverted && !event.speaker.empty() && event.speaker.mention < 0 &&
        !t_[phrases_.head_of(event.speaker)].classes.any(WordClasses(role, group_noun, male_pronoun, female_pronoun)))
      event.speaker = {};
    add(event);
    return true;
  }

  /// Whether a verb without ending can go with this subject.
  [[nodiscard]] bool is_plural(const NounPhrase& phrase) const {
    if (phrase.empty()) return false;
    const Index head = phrases_.head_of(phrase);
    if (phrase.pronoun) return t_[head].is(plural_pronoun) || is_any(head, {"i", "we", "you", "who", "some", "many"});
    for (Index k = phrase.begin; k < head; ++k) {
      if (is(k, "and")) return true;
    }
    if (t_[head].is(group_noun)) return true;
    const std::string_view w = word(head);
    return w.size() > 3 && w.ends_with('s') && !w.ends_with("ss") && r_.mention_in_flow[head] < 0;
  }

  NounPhrase find_speaker(Index i, const Verb& v, const Left& left, SpeechEvent& event) {
    const bool behind_quotation =
        i > b_ &&
        (t_[i - 1].kind == Kind::quotation ||
         (t_[i - 1].is_mark(',') && i > b_ + 1 && t_[i - 2].kind == Kind::quotation) ||
         (t_[i - 1].kind == Kind::mark && is_dash(t_[i - 1].code) && i > b_ + 1 && t_[i - 2].kind == Kind::quotation));
    const bool finite = v.form == WordForm::past || v.form == WordForm::third || v.form == WordForm::base;
    if ((behind_quotation || i == b_) && finite && v.lemma != "tell") {
      const NounPhrase behind = phrases_.starting_at(v.end);
      if (!behind.empty() && !followed_by_verb(behind)) {
        event.inverted = true;
        return behind;
      }
      return behind_quotation ? resumed(v) : NounPhrase{};
    }
    if (left.none) {
      const NounPhrase behind = v.form == WordForm::ing ? behind_clause(i) : NounPhrase{};
      event.inverted = !behind.empty();
      return behind;
    }
    NounPhrase found = subject(left.at, i, v);
    // "The talks failed, said Roe.", "It is a reminder of the stakes, said Roe."
    const bool bare = found.mention < 0 && !found.pronoun && found.end == left.at;
    if ((found.empty() || bare) && finite && t_[left.at].is_mark(',') && left.at + 1 == i &&
        v.kind == SpeechEvent::Kind::say) {
      const NounPhrase behind = phrases_.starting_at(v.end);
      const bool closed = !behind.empty() && (behind.end >= e_ || t_[behind.end].kind == Kind::mark);
      if (closed && phrases_.can_speak(behind)) {
        event.inverted = true;
        return behind;
      }
    }
    return found;
  }

  /// "Calling Doe “...,” Roe left the hall."
  [[nodiscard]] NounPhrase behind_clause(Index i) const {
    for (Index k = i; k + 1 < std::min(e_, i + 25); ++k) {
      if (t_[k].kind != Kind::quotation) continue;
      const NounPhrase phrase = phrases_.starting_at(t_[k + 1].is_mark(',') ? k + 2 : k + 1);
      return phrases_.can_speak(phrase) ? phrase : NounPhrase{};
    }
    return {};
  }

  /// "Roe, noting that it was “...,” added: “...”", "Roe, who wore the words “...,” shouted, “...”": what was begun
  /// before the quotation goes on.
  [[nodiscard]] NounPhrase resumed(const Verb& v) const {
    const bool content = v.end + 1 < e_ && t_[v.end].kind == Kind::mark && t_[v.end + 1].kind == Kind::quotation;
    if (!content) return {};
    const NounPhrase start = phrases_.at_start(v.end);
    const bool set_off = !start.empty() && start.end < e_ && t_[start.end].is_mark(',');
    return set_off && t_[b_].kind != Kind::quotation ? start : NounPhrase{};
  }

  /// The subject that ends at the token `at`, of the verb at `i`.
  NounPhrase subject(Index at, Index i, const Verb& v) {
    const TextToken& token = t_[at];
    if (token.kind == Kind::quotation) return v.form == WordForm::ing ? main_subject(i) : NounPhrase{};
    if (v.form == WordForm::ing) {
      const bool set_off =
          token.kind == Kind::mark || token.is(preposition) || token.is(coordinator) || token.is(subordinator);
      if (set_off && r_.mention_in_flow[at] < 0) return main_subject(i);
    }
    if (token.is(coordinator) && r_.mention_in_flow[at] < 0) return main_subject(i);
    if (is(at, "who") && at > b_) return t_[at - 1].is_mark(',') ? phrases_.ending_at(at - 1) : phrases_.ending_at(at);
    if (token.kind == Kind::mark) {
      const NounPhrase phrase = phrases_.before_parenthesis(at);
      return phrase;
    }
    const NounPhrase phrase = phrases_.ending_at(at + 1);
    if (v.form == WordForm::ing && !phrases_.can_speak(phrase)) return main_subject(i);
    // "the plan proposed by": no subject that could speak.
    if (!phrases_.can_speak(phrase) && phrase.mention < 0) {
      return unnamed(phrase, v) ? phrase : NounPhrase{};
    }
    return phrase;
  }

  /// "the janitor said": an article and a noun that no list has, directly before a past form of a plain verb of saying.
  [[nodiscard]] bool unnamed(const NounPhrase& phrase, const Verb& v) const {
    if (phrase.empty() || phrase.pronoun) return false;
    const bool plain = v.lemma == "say" || v.lemma == "tell" || v.lemma == "add" || v.lemma == "ask" ||
                       v.lemma == "reply" || v.lemma == "write" || v.lemma == "recall";
    // `“...,” the narrator concluded`
    const bool tag = phrase.begin > b_ && t_[phrase.begin - 1].kind == Kind::quotation;
    return (plain || tag) && t_[phrase.begin].is(determiner) && !t_[phrase.begin].is(weekday) &&
           !is_any(phrase.begin, {"this", "that", "these", "those", "no"});
  }

  /// Who did the last thing in this sentence that somebody said or did.
  [[nodiscard]] NounPhrase main_subject(Index before) const {
    for (auto it = out_.rbegin(); it != out_.rend(); ++it) {
      if (it->cue_begin < before && !it->speaker.empty() && it->kind != SpeechEvent::Kind::noun) return it->speaker;
    }
    return phrases_.at_start(before);
  }

  /// "said Mr. Putin had conveyed": what follows has a verb of its own and is what was said.
  [[nodiscard]] bool followed_by_verb(const NounPhrase& phrase) const {
    return phrase.end < e_ && t_[phrase.end].is(auxiliary) && r_.mention_in_flow[phrase.end] < 0;
  }

  /// "was described by Roe as": the one behind "by". Otherwise nobody is known to speak.
  bool passive(Index i, const Verb& v, SpeechEvent event) {
    for (Index k = v.end; k < std::min(e_, v.end + 3); ++k) {
      if (!is(k, "by")) continue;
      event.speaker = phrases_.starting_at(k + 1);
      if (event.speaker.empty()) return true;
      event.inverted = true;
      event.relative = true;  // "Roe was pressed by analysts": it goes on about Roe
      add(event);
      return true;
    }
    static_cast<void>(i);
    return true;
  }

  /// "X quoted Y as saying", "Y was quoted (by X) as saying".
  bool quoting(Index i, const Verb& v, const Left& left, SpeechEvent event) {
    Index as = v.end;
    while (as < std::min(e_, v.end + 14) && !is(as, "as") && t_[as].kind != Kind::quotation) ++as;
    const bool saying = as + 1 < e_ && is(as, "as") &&
                        is_any(as + 1, {"saying", "telling", "calling", "describing", "writing", "warning"});
    if (left.passive) {
      if (left.none) return true;
      event.speaker = subject(left.at, i, v);
      for (Index k = v.end; k < as; ++k) {
        if (is(k, "by")) event.via = phrases_.starting_at(k + 1);
      }
      if (saying) event.cue_end = as + 2;
      if (!event.speaker.empty()) add(event);
      return true;
    }
    NounPhrase teller = left.none ? NounPhrase{} : subject(left.at, i, v);
    if (!saying) {
      if (v.lemma == "quote") return true;
      event.kind = SpeechEvent::Kind::call;
      event.speaker = teller;
      add(event);
      return true;
    }
    event.speaker = phrases_.starting_at(v.end);
    event.via = teller;
    event.cue_end = as + 2;
    if (!event.speaker.empty()) add(event);
    return true;
  }

  /// "a statement by X", "comments from X", "X's remarks": X; otherwise the phrase itself.
  [[nodiscard]] NounPhrase author(const NounPhrase& phrase) const {
    if (phrase.empty() || phrase.mention >= 0) return phrase;
    const Index head = phrases_.head_of(phrase);
    if (!t_[head].is(saying_noun) || t_[head].is(institution)) return phrase;
    for (Index k = head + 1; k + 1 < phrase.end; ++k) {
      if (is_any(k, {"by", "from", "of"})) return phrases_.starting_at(k + 1);
    }
    for (Index k = head + 1; k + 2 < std::min(e_, head + 4); ++k) {
      if (is(k, "attributed") && is(k + 1, "to")) return phrases_.starting_at(k + 2);
      if (is_any(k, {"made", "issued", "released", "given"}) && is(k + 1, "by")) return phrases_.starting_at(k + 2);
    }
    for (Index k = phrase.begin; k < head; ++k) {
      if (t_[k].kind == Kind::possessive && k > phrase.begin) return phrases_.name_ending_at(k);
    }
    return phrase;
  }

  /// "X's remarks that", "his call for".
  void noun(Index i) {
    if (!t_[i].is(saying_noun) || i == b_) return;
    Index k = i;
    while (k > b_ && i - k < 4 && t_[k - 1].is_word() && !t_[k - 1].upper && !t_[k - 1].is(determiner) &&
           !t_[k - 1].is(preposition) && !t_[k - 1].is(auxiliary) &&
           !t_[k - 1].classes.any(WordClasses(male_pronoun, female_pronoun, plural_pronoun))) {
      --k;
    }
    if (k == b_) return;
    SpeechEvent event{.kind = SpeechEvent::Kind::noun, .cue_begin = i, .cue_end = i + 1};
    if (t_[k - 1].kind == Kind::possessive && k > b_ + 1) event.speaker = phrases_.name_ending_at(k - 1);
    else if (is_any(k - 1, {"his", "her", "their"}))
      event.speaker = {.begin = k - 1, .end = k, .mention = -1, .pronoun = true};
    else if (is_any(i + 1, {"by", "from"})) event.speaker = phrases_.starting_at(i + 2);
    if (event.speaker.empty() || !phrases_.can_speak(event.speaker)) return;
    add(event);
  }

  const Reading& r_;
  const std::vector<TextToken>& t_;
  Index b_;
  Index e_;
  SpeechVerbs verbs_;
  NounPhrases phrases_;
  std::vector<SpeechEvent> out_;
};

}  // namespace

std::vector<SpeechEvent> find_events(const Reading& reading, const FlowUnit& unit) {
  return EventFinder(reading, unit).find();
}

}  // namespace detente
