#include "detente/evidence/quotations.hpp"

#include <algorithm>

#include "detente/evidence/attribution.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/noun_phrases.hpp"
#include "detente/evidence/references.hpp"
#include "detente/evidence/statements.hpp"

namespace detente {

namespace {

using enum WordClass;
using Kind = TextToken::Kind;
using Index = std::uint32_t;

class Attributor {
 public:
  Attributor(Reading& reading, const Aliases& aliases, Document& document)
      : r_(reading), t_(reading.flow), d_(document), references_(reading, aliases) {}

  void run() {
    for (Index q = 0; q < r_.quoted.size(); ++q) add_quotation(q);
    for (const FlowUnit& unit : r_.units) {
      if (unit.paragraph != paragraph_) end_paragraph(unit);
      take(unit);
    }
    end_paragraph({});
  }

 private:
  void add_quotation(Index q) {
    Quotation quotation{.span = r_.quoted[q].span, .inner = std::move(r_.quoted[q].inner)};
    quotation.sentence = static_cast<std::uint32_t>(d_.sentence_at(quotation.span.begin).value_or(0));
    quotation.rule = "open";
    if (r_.quoted[q].nickname) {
      quotation.type = Quotation::Type::term;
      quotation.rule = "term";
      quotation.words = 1;
    }
    d_.quotations.push_back(std::move(quotation));
  }

  [[nodiscard]] std::string_view words_of(Index q) const { return d_.at(d_.quotations[q].span); }

  void take(const FlowUnit& unit) {
    references_.enter(unit);
    unit_ = unit;
    known_.clear();
    quotes_.clear();
    bool words = false;
    const Index fronted = behind_fronted();
    for (Index k = unit.begin; k < unit.end; ++k) {
      if (t_[k].kind == Kind::quotation) quotes_.push_back(k);
      else words = words || t_[k].is_word() || t_[k].kind == Kind::number;
    }
    for (const SpeechEvent& event : find_events(r_, unit)) {
      known_.push_back({event, references_.resolve(event.speaker)});
      const bool speaks = event.kind != SpeechEvent::Kind::noun && event.kind != SpeechEvent::Kind::think;
      if (known_.back().speaker && speaks && !event.negated && !(event.relative && event.speaker.begin > unit.begin) &&
          event.cue_begin >= fronted)
        references_.note_speaker(event.speaker, *known_.back().speaker);
      else if (known_.size() == 1 && is_unread(event)) references_.note_stranger();
    }
    used_.assign(known_.size(), false);
    for (const Index k : quotes_) d_.quotations[t_[k].code].words = look_at(words_of(t_[k].code)).words;

    if (quotes_.empty()) {
      // Below, when it is known whom the unit names.
    } else if (!words) {
      for (const Index k : quotes_) stand_alone(t_[k].code);
    } else {
      attribute();
    }
    find_statements(r_, unit, events_of_unit(), d_);
    references_.leave();
    const auto parts = [&](Index k) { return d_.quotations[t_[k].code].type != Quotation::Type::direct; };
    if (words && std::ranges::all_of(quotes_, parts)) after_plain_unit();
    ends_with_colon_ = unit.end > unit.begin && t_[unit.end - 1].is_mark(':');
  }

  /// A verb of saying behind a noun that no rule takes for a speaker.
  [[nodiscard]] bool is_unread(const SpeechEvent& event) const {
    if (event.kind != SpeechEvent::Kind::say || !event.speaker.empty() || event.cue_begin == unit_.begin) return false;
    if (event.form != WordForm::past && event.form != WordForm::third) return false;
    if (t_[event.cue_begin].classes.any(WordClasses(saying_noun, group_noun))) return false;  // "first reports"
    const TextToken& before = t_[event.cue_begin - 1];
    return before.is_word() && before.classes.empty();
  }

  /// "Told what the minister had said, he ...": where the sentence itself begins.
  [[nodiscard]] Index behind_fronted() const {
    const std::string_view lemma = r_.words.form(r_.view(t_[unit_.begin]), say).lemma;
    Index k = unit_.begin;
    if (lemma != "tell" && lemma != "ask") return k;
    while (k < unit_.end && !t_[k].is_mark(',')) ++k;
    return k;
  }

  [[nodiscard]] std::vector<SpokenEvent> events_of_unit() const {
    std::vector<SpokenEvent> out;
    for (std::size_t k = 0; k < known_.size(); ++k) out.push_back({known_[k].event, known_[k].speaker, used_[k]});
    return out;
  }

  // --- quotations beside words
  // ----------------------------------------------------------------------------------------

  [[nodiscard]] Attribution attribution() const { return {r_, unit_, known_, quotes_}; }

  void attribute() {
    std::optional<Index> previous;
    for (const Index k : quotes_) {
      const Index q = t_[k].code;
      if (previous && same_list(*previous, k)) {
        // “unhappy” and “disappointed”
        follow(q, t_[*previous].code);
      } else if (const auto choice = attribution().choose(k)) {
        give(k, known_[choice->event], choice->bond, choice->rule);
        used_[choice->event] = used_[choice->event] || choice->bond == Bond::beside;
        if (previous) join_interrupted(*previous, k, choice->event);
        last_event_ = choice->event;
      } else if (!topic(k) && !label(k) && !introduced(k) && !signed_below(k)) {
        leave_open(k);
      }
      previous = k;
    }
  }

  [[nodiscard]] bool same_list(Index a, Index b) const {
    Index k = a + 1;
    while (k < b && (t_[k].is_mark(',') || t_[k].is(coordinator))) ++k;
    return k == b && b > a + 1 && d_.quotations[t_[a].code].type != Quotation::Type::direct;
  }

  void follow(Index q, Index leader) {
    Quotation& to = d_.quotations[q];
    const Quotation& from = d_.quotations[leader];
    to.speaker = from.speaker;
    to.cue = from.cue;
    to.rule = from.rule;
    to.type = from.type;
  }

  void give(Index k, const KnownEvent& known, Bond bond, std::string_view rule) {
    const Index q = t_[k].code;
    Quotation& quotation = d_.quotations[q];
    const Looks looks = look_at(words_of(q));
    quotation.speaker = known.speaker;
    if (quotation.speaker && !known.event.via.empty()) {
      if (const auto via = references_.resolve(known.event.via)) quotation.speaker->via = via->name;
    }
    quotation.cue = {t_[known.event.cue_begin].begin, t_[known.event.cue_end - 1].end};
    quotation.rule = quotation.speaker ? rule : known.event.speaker.empty() ? "no speaker" : "pronoun left open";
    const std::string_view lemma = r_.words.form(r_.view(t_[known.event.cue_begin]), say).lemma;
    const bool asked_before = r_.words.form(r_.view(t_[unit_.begin]), say).lemma == "ask";
    answered_ = !asked_before && (lemma == "reply" || lemma == "answer" || lemma == "ask");
    quotation.type = bond == Bond::beside && (looks.words > 1 || looks.sentence || looks.comma)
                         ? Quotation::Type::direct
                         : Quotation::Type::fragment;
    if (bond == Bond::inside && (is_term(q, known, looks) || attribution().is_named(k))) {
      quotation.type = Quotation::Type::term;
      quotation.speaker.reset();
      quotation.rule = "term";
    }
    if (quotation.type != Quotation::Type::direct) return;
    remember(q);
    // Somebody speaks here who is not known: nobody else is to be taken for them.
    if (!quotation.speaker) {
      stranger_ = true;
      voice_.reset();
    }
  }

  /// A word or name that nobody is said to have uttered: the so-called “republic”, a film called “Harbor Lights”.
  [[nodiscard]] bool is_term(Index q, const KnownEvent& known, const Looks& looks) const {
    if (looks.title && looks.words > 2 && unit_.kind != Sentence::Kind::heading) return true;
    if (looks.words > 6 || looks.comma) return false;
    const SpeechEvent::Kind kind = known.event.kind;
    return kind == SpeechEvent::Kind::think && looks.words <= 3 && !looks.sentence && q < d_.quotations.size();
  }

  void join_interrupted(Index previous, Index k, std::size_t event) {
    const Index q = t_[k].code;
    const Index p = t_[previous].code;
    if (last_event_ != event || d_.quotations[q].type != Quotation::Type::direct ||
        d_.quotations[p].type != Quotation::Type::direct)
      return;
    d_.quotations[q].joins = p;
  }

  /// “...,” she said. Of the plan: “...”
  bool topic(Index k) {
    if (k == unit_.begin || !t_[k - 1].is_mark(':') || !t_[unit_.begin].is(preposition) || !voice_ || !voice_from_)
      return false;
    const std::string_view first = r_.view(t_[unit_.begin]);
    if (first != "Of" && first != "On" && first != "About") return false;
    set(t_[k].code, Speaker(*voice_), "goes on", Quotation::Type::direct);
    return true;
  }

  /// Roe: “...” without a verb, as in headlines.
  bool label(Index k) {
    if (k == unit_.begin || !t_[k - 1].is_mark(':')) return false;
    const NounPhrases phrases(r_, unit_);
    const NounPhrase phrase = phrases.ending_at(k - 1);
    if (!phrases.can_speak(phrase) || phrase.begin != unit_.begin) return false;
    // "Interview: “...”"
    if (phrase.mention < 0 && t_[phrases.head_of(phrase)].is(saying_noun)) return false;
    const auto speaker = references_.resolve(phrase);
    if (!speaker) return false;
    const bool last = k + 1 >= unit_.end || t_[k + 1].kind == Kind::mark;
    set(t_[k].code, *speaker, "label", last ? Quotation::Type::direct : Quotation::Type::fragment);
    references_.note_speaker(phrase, *speaker);
    return true;
  }

  /// Roe shook her head: “...”
  bool introduced(Index k) {
    if (k == unit_.begin || !t_[k - 1].is_mark(':')) return false;
    const NounPhrase phrase = NounPhrases(r_, unit_).at_start(k);
    const auto speaker = references_.resolve(phrase);
    if (!speaker) return false;
    set(t_[k].code, *speaker, "introduced", Quotation::Type::direct);
    references_.note_speaker(phrase, *speaker);
    return true;
  }

  /// “...” — Jane Roe
  bool signed_below(Index k) {
    if (k + 2 > unit_.end || k + 1 >= unit_.end || t_[k + 1].kind != Kind::mark || !is_dash(t_[k + 1].code))
      return false;
    const NounPhrases phrases(r_, unit_);
    const NounPhrase phrase = phrases.starting_at(k + 2);
    const bool ends = phrase.end >= unit_.end || t_[phrase.end].is_mark(',') || t_[phrase.end].is_mark('.') ||
                      t_[phrase.end].kind == Kind::quotation;
    if (phrase.mention >= 0 && ends) {
      const auto speaker = references_.resolve(phrase);
      if (speaker) set(t_[k].code, *speaker, "signed", Quotation::Type::direct);
      return speaker.has_value();
    }
    // In a line of its own, which may pass for a heading: any two to four words with capital letters.
    Index end = k + 2;
    while (end < unit_.end && t_[end].is_word() && t_[end].upper) ++end;
    const bool line = end >= unit_.end || (t_[end].is_mark('.') && end + 1 >= unit_.end);
    if (!line || end < k + 4 || end > k + 6) return false;
    const Span place{t_[k + 2].begin, t_[end - 1].end};
    set(t_[k].code, {.name = std::string(d_.at(place)), .place = place}, "signed", Quotation::Type::direct);
    return true;
  }

  void set(Index q, const Speaker& speaker, std::string_view rule, Quotation::Type type) {
    Quotation& quotation = d_.quotations[q];
    quotation.speaker = speaker;
    quotation.rule = rule;
    quotation.type = type;
    if (type == Quotation::Type::direct) remember(q);
  }

  /// Beside words of the reporter that do not say who speaks.
  void leave_open(Index k) {
    const Index q = t_[k].code;
    const Looks looks = look_at(words_of(q));
    if (unit_.kind == Sentence::Kind::heading && k == unit_.begin && k + 1 < unit_.end && t_[k + 1].is_mark(':')) {
      d_.quotations[q].type = Quotation::Type::direct;
      return;
    }
    // “You thought only of yourself” and his friends.
    const bool opens = k == unit_.begin || unit_.kind == Sentence::Kind::heading;
    const bool whole = looks.capital && looks.words >= 4 && (looks.sentence || (opens && speaks_directly(words_of(q))));
    // "in which a voice says “let them go”": words that somebody uttered, and no name of anything.
    const bool part = !looks.capital && looks.words >= 4 && !attribution().is_named(k);
    d_.quotations[q].type = whole ? Quotation::Type::direct : part ? Quotation::Type::fragment : Quotation::Type::term;
    d_.quotations[q].rule = whole || part ? "open" : "term";
    // “...” The minister paused.
    if (whole && k == unit_.begin) stand_alone(q);
  }

  // --- quotations that stand alone
  // ------------------------------------------------------------------------------------

  void remember(Index q) {
    if (!d_.quotations[q].speaker) return;
    for (const Index waiting : waiting_) {
      set_from(waiting, q, "speaker follows");
      if (!d_.quotations[q].joins && waiting + 1 == q) d_.quotations[q].joins = waiting;
    }
    waiting_.clear();
    stranger_ = false;
    voice_ = *d_.quotations[q].speaker;
    voice_rule_ = "goes on";
    voice_from_ = q;
  }

  void set_from(Index q, Index from, std::string_view rule) {
    Quotation& quotation = d_.quotations[q];
    quotation.speaker = d_.quotations[from].speaker;
    quotation.rule = rule;
    quotation.type = Quotation::Type::direct;
  }

  /// A whole utterance without a word of the reporter beside it.
  void stand_alone(Index q) {
    Quotation& quotation = d_.quotations[q];
    const Looks looks = look_at(words_of(q));
    quotation.type = looks.words >= 3 || looks.sentence ? Quotation::Type::direct : Quotation::Type::term;
    if (quotation.type == Quotation::Type::term) {
      quotation.rule = "term";
      return;
    }
    if (stranger_ && !voice_) {
      quotation.rule = "open";
      return;
    }
    if (voice_ && addresses(q, *voice_)) {
      voice_.reset();
      stranger_ = true;
      quotation.rule = "open";
      return;
    }
    if (voice_) {
      quotation.speaker = *voice_;
      quotation.rule = voice_rule_;
      quotation.joins = voice_from_;
      voice_rule_ = "goes on";
      voice_from_ = q;
      return;
    }
    waiting_.push_back(q);
  }

  /// “That is no answer, Ms. Roe”: nobody calls themselves by their name.
  [[nodiscard]] bool addresses(Index q, const Speaker& speaker) const {
    return speaker.actor && calls_by_name(words_of(q), speaker.name);
  }

  /// A unit without quotation marks: who speaks in it, or whom it is about, may be the one who speaks next.
  void after_plain_unit() {
    voice_from_.reset();
    bool spoken = false;
    bool several = false;
    for (const KnownEvent& k : known_) {
      const bool says = k.event.kind == SpeechEvent::Kind::say || k.event.kind == SpeechEvent::Kind::according;
      if (!says || k.event.negated) continue;
      several = several || (spoken && k.speaker && (!voice_ || voice_->name != k.speaker->name));
      spoken = true;
      voice_ = k.speaker;
      voice_rule_ = "speaker before";
    }
    // "Roe spoke so softly that the judge asked him to repeat it": the one whom the sentence is about, if anybody.
    if (several) voice_ = tag_at_end() ? known_.back().speaker : references_.subject();
    if (!spoken) {
      if (const auto subject = references_.subject()) {
        const bool same = voice_ && voice_->actor == subject->actor;
        voice_ = subject;
        if (was_asked()) voice_rule_ = "speaker before";
        else if (!same) voice_rule_ = "subject before";
      } else if (!references_.names_nobody() && !begins_with_pronoun()) {
        voice_.reset();
      }
    }
    if (!spoken && !reported_here_ && !voice_) carried_.reset();
    reported_here_ = true;
    // “Why?” Roe asked.
    if (!waiting_.empty() && !known_.empty()) {
      const KnownEvent& first = known_.front();
      const bool short_unit = first.event.begin == unit_.begin && first.event.kind == SpeechEvent::Kind::say &&
                              unit_.end <= first.event.end + 4;
      if (first.speaker && short_unit) {
        for (const Index q : waiting_) {
          d_.quotations[q].speaker = first.speaker;
          d_.quotations[q].rule = "speaker said";
          d_.quotations[q].cue = {t_[first.event.cue_begin].begin, t_[first.event.cue_end - 1].end};
        }
        voice_ = first.speaker;
        voice_rule_ = "goes on";
        voice_from_ = waiting_.back();
        waiting_.clear();
      }
    }
  }

  /// "Roe was asked why": what follows is the answer.
  [[nodiscard]] bool was_asked() const {
    for (Index k = unit_.begin + 1; k < unit_.end; ++k) {
      if (r_.view(t_[k]) == "asked" && (r_.view(t_[k - 1]) == "was" || r_.view(t_[k - 1]) == "were")) return true;
    }
    return false;
  }

  /// "The company has offered to pay, she said": the last one speaks the whole sentence.
  [[nodiscard]] bool tag_at_end() const {
    const SpeechEvent& last = known_.back().event;
    return last.kind == SpeechEvent::Kind::say && last.begin > unit_.begin && t_[last.begin - 1].is_mark(',') &&
           last.end + 1 >= unit_.end;
  }

  [[nodiscard]] bool begins_with_pronoun() const {
    return t_[unit_.begin].classes.any(WordClasses(male_pronoun, female_pronoun));
  }

  /// What a new paragraph takes over from the one before.
  void end_paragraph(const FlowUnit& next) {
    for (const Index q : waiting_) {
      if (!carried_ || stranger_ || (reported_here_ && voice_) || addresses(q, *carried_)) break;
      d_.quotations[q].speaker = *carried_;
      d_.quotations[q].rule = carried_rule_;
      d_.quotations[q].joins = carried_from_;
      carried_rule_ = "goes on";
      carried_from_ = q;
      voice_ = carried_;
      voice_rule_ = "goes on";
      voice_from_ = q;
    }
    waiting_.clear();
    carried_.reset();
    // “Why?” Roe asked. / “Because,” Doe replied. / “I see.” It may be either.
    const std::string turn = voice_ && voice_from_ ? voice_->name : std::string();
    const bool dialogue = answered_ && !turn.empty() && !turn_.empty() && turn != turn_;
    turn_ = turn;
    answered_ = false;
    const bool prose = next.kind == Sentence::Kind::prose && unit_.kind == Sentence::Kind::prose;
    if (!dialogue && (ends_with_colon_ || (prose && voice_rule_ != "subject before"))) {
      carried_ = voice_;
      carried_from_ = voice_from_;
      carried_rule_ = voice_rule_;
    }
    voice_.reset();
    voice_from_.reset();
    reported_here_ = false;
    stranger_ = false;
    paragraph_ = next.paragraph;
  }

  Reading& r_;
  const std::vector<TextToken>& t_;
  Document& d_;
  References references_;

  FlowUnit unit_{};
  std::vector<KnownEvent> known_;
  std::vector<bool> used_;     ///< which of them introduce a quotation
  std::vector<Index> quotes_;  ///< tokens of the unit
  std::optional<std::size_t> last_event_;
  std::uint32_t paragraph_ = 0;
  bool ends_with_colon_ = false;

  std::optional<Speaker> voice_;             ///< who speaks at this place of the paragraph
  std::optional<Index> voice_from_;          ///< in this quotation, directly before
  std::string_view voice_rule_ = "goes on";  ///< how the voice is known
  bool stranger_ = false;                    ///< the last one who spoke in this paragraph is not known
  bool reported_here_ = false;               ///< the paragraph has a sentence without quotation marks
  bool answered_ = false;                    ///< the last utterance is an answer or a question to somebody
  std::string turn_{};                       ///< who spoke at the end of the paragraph before
  std::optional<Speaker> carried_;           ///< who spoke at the end of the paragraph before
  std::optional<Index> carried_from_;
  std::string_view carried_rule_ = "goes on";
  std::vector<Index> waiting_;  ///< quotations of the paragraph whose speaker may still come
};

}  // namespace

void find_quotations(Reading& reading, const Aliases& aliases, Document& document) {
  Attributor(reading, aliases, document).run();
}

}  // namespace detente
