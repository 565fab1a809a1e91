#include "detente/evidence/quotations.hpp"

#include <algorithm>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/clauses.hpp"
#include "detente/evidence/noun_phrases.hpp"
#include "detente/evidence/references.hpp"
#include "detente/evidence/statements.hpp"

namespace detente {

namespace {

using enum WordClass;
using Kind = TextToken::Kind;
using Index = std::uint32_t;

/// How a quotation hangs on an event.
enum class Bond : std::uint8_t {
  none,
  beside,  ///< set off by a comma or colon, or with nothing in between: the utterance itself
  inside   ///< a part of the reporter's own words
};

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
    d_.quotations.push_back(std::move(quotation));
  }

  [[nodiscard]] std::string_view words_of(Index q) const { return d_.at(d_.quotations[q].span); }

  /// Counts words, and sees how a quotation begins and ends.
  struct Looks {
    std::uint32_t words = 0;
    bool capital = false;   ///< begins with a capital letter
    bool sentence = false;  ///< ends with a mark that ends sentences
    bool comma = false;     ///< ends with a comma, as what is interrupted or followed by its speaker does
  };
  [[nodiscard]] Looks look_at(Index q) const {
    Looks looks;
    const std::string_view text = words_of(q);
    bool in_word = false;
    bool begun = false;
    for (std::size_t i = 0; i < text.size();) {
      const Decoded c = code_point_at(text, i);
      i += c.length;
      const bool letter = is_letter(c.code) || is_digit(c.code);
      if (letter && !begun) looks.capital = is_upper(c.code);
      begun = begun || letter;
      if (letter && !in_word) ++looks.words;
      if (letter) in_word = true;
      else if (is_space(c.code) || c.code == U'—' || c.code == U'–') in_word = false;
      if (is_quotation_mark(c.code) || is_space(c.code) || c.code == ')') continue;
      looks.sentence = c.code == '.' || c.code == '!' || c.code == '?' || c.code == 0x2026;
      looks.comma = c.code == ',' || is_dash(c.code);
    }
    return looks;
  }

  /// What an event of the current unit came to.
  struct Known {
    SpeechEvent event;
    std::optional<Speaker> speaker;
  };

  void take(const FlowUnit& unit) {
    references_.enter(unit);
    unit_ = unit;
    known_.clear();
    quotes_.clear();
    bool words = false;
    for (Index k = unit.begin; k < unit.end; ++k) {
      if (t_[k].kind == Kind::quotation) quotes_.push_back(k);
      else words = words || t_[k].is_word() || t_[k].kind == Kind::number;
    }
    for (const SpeechEvent& event : find_events(r_, unit)) {
      known_.push_back({event, references_.resolve(event.speaker)});
      const bool speaks = event.kind != SpeechEvent::Kind::noun && event.kind != SpeechEvent::Kind::think;
      if (known_.back().speaker && speaks) references_.note_speaker(event.speaker, *known_.back().speaker);
    }
    used_.assign(known_.size(), false);
    for (const Index k : quotes_) d_.quotations[t_[k].code].words = look_at(t_[k].code).words;

    if (quotes_.empty()) {
      // Below, when it is known whom the unit names.
    } else if (!words) {
      for (const Index k : quotes_) stand_alone(t_[k].code);
    } else {
      attribute();
    }
    find_statements(r_, unit, events_of_unit(), d_);
    references_.leave();
    if (quotes_.empty()) after_plain_unit();
    ends_with_colon_ = unit.end > unit.begin && t_[unit.end - 1].is_mark(':');
  }

  [[nodiscard]] std::vector<SpokenEvent> events_of_unit() const {
    std::vector<SpokenEvent> out;
    for (std::size_t k = 0; k < known_.size(); ++k) out.push_back({known_[k].event, known_[k].speaker, used_[k]});
    return out;
  }

  // --- quotations beside words
  // ----------------------------------------------------------------------------------------

  struct Choice {
    std::size_t event = 0;
    Bond bond = Bond::none;
    std::string_view rule{};
  };

  void attribute() {
    std::optional<Index> previous;
    for (const Index k : quotes_) {
      const Index q = t_[k].code;
      if (previous && same_list(*previous, k)) {
        // “unhappy” and “disappointed”
        follow(q, t_[*previous].code);
      } else if (const auto choice = choose(k)) {
        give(k, known_[choice->event], choice->bond, choice->rule);
        used_[choice->event] = used_[choice->event] || choice->bond == Bond::beside;
        if (previous) join_interrupted(*previous, k, choice->event);
        last_event_ = choice->event;
      } else if (!label(k) && !introduced(k) && !signed_below(k)) {
        leave_open(k);
      }
      previous = k;
    }
  }

  [[nodiscard]] bool is_gap_mark(Index k) const {
    return t_[k].is_mark(',') || (t_[k].kind == Kind::mark && is_dash(t_[k].code));
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

  [[nodiscard]] std::optional<Choice> choose(Index k) const {
    const auto after = event_after(k);
    const auto before = event_before(k);
    const Looks looks = look_at(t_[k].code);
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
  [[nodiscard]] std::optional<Choice> event_after(Index k) const {
    for (std::size_t e = 0; e < known_.size(); ++e) {
      const SpeechEvent& event = known_[e].event;
      if (event.begin <= k || event.speaker.empty() || event.kind == SpeechEvent::Kind::noun) continue;
      Index at = k + 1;
      while (at < event.begin &&
             (is_gap_mark(at) || t_[at].is(between) ||
              (t_[at].is_word() && (r_.view(t_[at]) == "as" || r_.view(t_[at]) == "is" || r_.view(t_[at]) == "how"))))
        ++at;
      if (at != event.begin && !is_apposition(at, event.begin)) return std::nullopt;
      // “finish it off,” according to ...: a part of a longer sentence.
      const Looks looks = look_at(t_[k].code);
      const bool part = k > unit_.begin && !looks.capital && t_[k - 1].is_word();
      if (event.kind == SpeechEvent::Kind::according)
        return Choice{e, part ? Bond::inside : Bond::beside, "according to"};
      if (event.form == WordForm::ing) return std::nullopt;
      if (event.kind == SpeechEvent::Kind::think && event.cue_end < unit_.end && t_[event.cue_end].is_word())
        return std::nullopt;
      return Choice{e, part ? Bond::inside : Bond::beside, event.inverted ? "said speaker" : "speaker said"};
    }
    return std::nullopt;
  }

  /// "the envoy," in front of a name: tokens [begin, end), the last one a comma.
  [[nodiscard]] bool is_apposition(Index begin, Index end) const {
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
  [[nodiscard]] std::optional<Choice> event_before(Index k) const {
    for (std::size_t e = known_.size(); e-- > 0;) {
      const SpeechEvent& event = known_[e].event;
      if (event.cue_begin >= k) continue;
      if (event.speaker.empty() && event.kind != SpeechEvent::Kind::say) continue;
      const Index end = std::max(event.end, event.cue_end);
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
      const Looks looks = look_at(t_[k].code);
      const bool touching = end == k;
      if (direct_verb && !that && quotations == 0 &&
          ((mark && (t_[k - 1].is_mark(':') || k - end <= 16)) || (touching && looks.capital))) {
        return Choice{e, Bond::beside,
                      t_[k - 1].is_mark(':')                       ? "speaker said:"
                      : event.kind == SpeechEvent::Kind::according ? "according to"
                                                                   : "speaker said,"};
      }
      // An interruption: “...,” Roe said, “...”.
      if (direct_verb && quotations > 0 && mark && k - end <= 12 && quotes_.front() < event.cue_begin &&
          touching_interruption(event, k)) {
        return Choice{e, Bond::beside, "interrupted"};
      }
      const bool capital_colon = t_[k - 1].is_mark(':') && looks.capital;
      return Choice{e, capital_colon ? Bond::beside : Bond::inside,
                    event.kind == SpeechEvent::Kind::call    ? "called"
                    : event.kind == SpeechEvent::Kind::noun  ? "speaker's words"
                    : event.kind == SpeechEvent::Kind::think ? "thought"
                                                             : "inside"};
    }
    return std::nullopt;
  }

  /// "what she sees as “...”": her word, whoever reports it.
  [[nodiscard]] bool is_view(const SpeechEvent& event) const {
    const auto lemma = r_.words.form(r_.view(t_[event.cue_begin]), thinking).lemma;
    return lemma == "see" || lemma == "view" || lemma == "regard" || lemma == "consider";
  }

  /// "described the union's demands as “...”": the verb in front says whose words they are, not the noun.
  [[nodiscard]] bool is_object(std::size_t e, Index k) const {
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

  [[nodiscard]] bool touching_interruption(const SpeechEvent& event, Index k) const {
    for (Index at = std::max(event.end, event.cue_end); at < k; ++at) {
      if (t_[at].kind == Kind::quotation) return false;
    }
    return true;
  }

  /// A fragment whose speaker comes later: It was “...” and “...”, Roe said.
  [[nodiscard]] std::optional<Choice> event_later(Index k) const {
    for (std::size_t e = 0; e < known_.size(); ++e) {
      const SpeechEvent& event = known_[e].event;
      if (event.begin <= k || event.speaker.empty()) continue;
      if (event.kind == SpeechEvent::Kind::according) return Choice{e, Bond::inside, "according to"};
      const bool closing = event.begin > unit_.begin && is_gap_mark(event.begin - 1) && event.cue_end + 6 >= unit_.end;
      if (event.kind == SpeechEvent::Kind::say && closing) return Choice{e, Bond::inside, "speaker said"};
    }
    return std::nullopt;
  }

  void give(Index k, const Known& known, Bond bond, std::string_view rule) {
    const Index q = t_[k].code;
    Quotation& quotation = d_.quotations[q];
    const Looks looks = look_at(q);
    quotation.speaker = known.speaker;
    if (quotation.speaker && !known.event.via.empty()) {
      if (const auto via = references_.resolve(known.event.via)) quotation.speaker->via = via->name;
    }
    quotation.cue = {t_[known.event.cue_begin].begin, t_[known.event.cue_end - 1].end};
    quotation.rule = quotation.speaker ? rule : known.event.speaker.empty() ? "no speaker" : "pronoun left open";
    quotation.type = bond == Bond::beside && (looks.words > 1 || looks.sentence || looks.comma)
                         ? Quotation::Type::direct
                         : Quotation::Type::fragment;
    if (bond == Bond::inside && (is_term(q, known, looks) || is_named(k))) {
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
  [[nodiscard]] bool is_term(Index q, const Known& known, const Looks& looks) const {
    if (looks.words > 6 || looks.comma) return false;
    const SpeechEvent::Kind kind = known.event.kind;
    return kind == SpeechEvent::Kind::think && looks.words <= 3 && !looks.sentence && q < d_.quotations.size();
  }

  /// "a witness identified as “A”", "the so-called “format”", "a film titled “...”".
  [[nodiscard]] bool is_named(Index k) const {
    if (k == unit_.begin) return false;
    Index at = k - 1;
    if (at > unit_.begin && (r_.view(t_[at]) == "as" || r_.view(t_[at]) == "only")) --at;
    if (at > unit_.begin && r_.view(t_[at]) == "only") --at;
    return t_[at].is(naming);
  }

  void join_interrupted(Index previous, Index k, std::size_t event) {
    const Index q = t_[k].code;
    const Index p = t_[previous].code;
    if (last_event_ != event || d_.quotations[q].type != Quotation::Type::direct ||
        d_.quotations[p].type != Quotation::Type::direct)
      return;
    d_.quotations[q].joins = p;
  }

  /// Roe: “...” without a verb, as in headlines.
  bool label(Index k) {
    if (k == unit_.begin || !t_[k - 1].is_mark(':')) return false;
    const NounPhrases phrases(r_, unit_);
    const NounPhrase phrase = phrases.ending_at(k - 1);
    if (!phrases.can_speak(phrase) || phrase.begin != unit_.begin) return false;
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
    if (phrase.mention < 0 || (phrase.end < unit_.end && !t_[phrase.end].is_mark(','))) return false;
    const auto speaker = references_.resolve(phrase);
    if (!speaker) return false;
    set(t_[k].code, *speaker, "signed", Quotation::Type::direct);
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
    const Looks looks = look_at(q);
    if (unit_.kind == Sentence::Kind::heading && k == unit_.begin && k + 1 < unit_.end && t_[k + 1].is_mark(':')) {
      d_.quotations[q].type = Quotation::Type::direct;
      return;
    }
    const bool whole = looks.capital && looks.sentence && looks.words >= 4;
    d_.quotations[q].type = whole ? Quotation::Type::direct : Quotation::Type::term;
    d_.quotations[q].rule = whole ? "open" : "term";
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
    const Looks looks = look_at(q);
    quotation.type = looks.words >= 3 || looks.sentence ? Quotation::Type::direct : Quotation::Type::term;
    if (quotation.type == Quotation::Type::term) {
      quotation.rule = "term";
      return;
    }
    if (stranger_ && !voice_) {
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

  /// A unit without quotation marks: who speaks in it, or whom it is about, may be the one who speaks next.
  void after_plain_unit() {
    voice_from_.reset();
    bool spoken = false;
    for (const Known& k : known_) {
      const bool says = k.event.kind == SpeechEvent::Kind::say || k.event.kind == SpeechEvent::Kind::according;
      if (!says || k.event.negated) continue;
      spoken = true;
      voice_ = k.speaker;
      voice_rule_ = "speaker before";
    }
    if (!spoken) {
      if (const auto subject = references_.subject()) {
        const bool same = voice_ && voice_->actor == subject->actor;
        voice_ = subject;
        if (!same) voice_rule_ = "subject before";
      } else if (!references_.names_nobody() && !begins_with_pronoun()) {
        voice_.reset();
      }
    }
    reported_here_ = true;
    // “Why?” Roe asked.
    if (!waiting_.empty() && !known_.empty()) {
      const Known& first = known_.front();
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

  [[nodiscard]] bool begins_with_pronoun() const {
    return t_[unit_.begin].classes.any(WordClasses(male_pronoun, female_pronoun));
  }

  /// What a new paragraph takes over from the one before.
  void end_paragraph(const FlowUnit& next) {
    for (const Index q : waiting_) {
      if (!carried_ || stranger_ || (reported_here_ && voice_)) break;
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
    const bool prose = next.kind == Sentence::Kind::prose && unit_.kind == Sentence::Kind::prose;
    if (ends_with_colon_ || (prose && voice_rule_ != "subject before")) {
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
  std::vector<Known> known_;
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
