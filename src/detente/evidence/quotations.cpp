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
    for (SpeechEvent& event : find_events(r_, unit)) known_.push_back({event, references_.resolve(event.speaker)});
    for (const Index k : quotes_) d_.quotations[t_[k].code].words = look_at(t_[k].code).words;

    if (quotes_.empty()) {
      after_plain_unit();
    } else if (!words) {
      for (const Index k : quotes_) stand_alone(t_[k].code);
    } else {
      attribute();
    }
    for (const Known& k : known_) {
      if (k.speaker && k.event.kind != SpeechEvent::Kind::noun && !k.event.speaker.empty())
        references_.note_speaker(k.event.speaker, *k.speaker);
    }
    find_statements(r_, unit, events_of_unit(), d_);
    ends_with_colon_ = unit.end > unit.begin && t_[unit.end - 1].is_mark(':');
  }

  [[nodiscard]] std::vector<SpokenEvent> events_of_unit() const {
    std::vector<SpokenEvent> out;
    for (const Known& k : known_) out.push_back({k.event, k.speaker});
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
        give(q, known_[choice->event], choice->bond, choice->rule);
        if (previous) join_interrupted(*previous, k, choice->event);
        last_event_ = choice->event;
      } else if (!label(k) && !signed_below(k)) {
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
      if (at != event.begin) return std::nullopt;
      if (event.kind == SpeechEvent::Kind::according) return Choice{e, Bond::beside, "according to"};
      if (event.form == WordForm::ing) return std::nullopt;
      if (event.kind == SpeechEvent::Kind::think && event.cue_end < unit_.end && t_[event.cue_end].is_word())
        return std::nullopt;
      return Choice{e, Bond::beside, event.inverted ? "said speaker" : "speaker said"};
    }
    return std::nullopt;
  }

  /// Roe said, “...”; Roe said: “...”; Roe said that it was “...”.
  [[nodiscard]] std::optional<Choice> event_before(Index k) const {
    for (std::size_t e = known_.size(); e-- > 0;) {
      const SpeechEvent& event = known_[e].event;
      if (event.cue_begin >= k) continue;
      if (event.speaker.empty() && event.kind != SpeechEvent::Kind::say) continue;
      const Index end = std::max(event.end, event.cue_end);
      if (end > k) continue;
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

  void give(Index q, const Known& known, Bond bond, std::string_view rule) {
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
    if (bond == Bond::inside && is_term(q, known, looks)) {
      quotation.type = Quotation::Type::term;
      quotation.speaker.reset();
      quotation.rule = "term";
    }
    if (quotation.type == Quotation::Type::direct) remember(q);
  }

  /// A word or name that nobody is said to have uttered: the so-called “republic”, a film called “Harbor Lights”.
  [[nodiscard]] bool is_term(Index q, const Known& known, const Looks& looks) const {
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

  /// Roe: “...” without a verb, as in headlines.
  bool label(Index k) {
    if (k == unit_.begin || !t_[k - 1].is_mark(':')) return false;
    const NounPhrases phrases(r_, unit_);
    const NounPhrase phrase = phrases.ending_at(k - 1);
    if (!phrases.can_speak(phrase) || phrase.begin != unit_.begin) return false;
    const auto speaker = references_.resolve(phrase);
    if (!speaker) return false;
    set(t_[k].code, *speaker, "label", Quotation::Type::direct);
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
    const bool whole = looks.capital && looks.sentence && looks.words >= 4;
    d_.quotations[q].type = whole ? Quotation::Type::direct : Quotation::Type::term;
    d_.quotations[q].rule = whole ? "open" : "term";
    // “...” The minister paused.
    if (whole && k == unit_.begin) stand_alone(q);
  }

  // --- quotations that stand alone
  // ------------------------------------------------------------------------------------

  void remember(Index q) {
    last_direct_ = q;
    last_paragraph_ = unit_.paragraph;
    if (!d_.quotations[q].speaker) return;
    for (const Index waiting : waiting_) {
      set_from(waiting, q, "speaker follows");
      if (!d_.quotations[q].joins && waiting + 1 == q) d_.quotations[q].joins = waiting;
    }
    waiting_.clear();
    voice_ = *d_.quotations[q].speaker;
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
    if (voice_) {
      quotation.speaker = *voice_;
      quotation.rule = voice_from_ ? "goes on" : "speaker before";
      if (voice_from_) quotation.joins = voice_from_;
      voice_from_ = q;
      return;
    }
    if (const auto person = voice_in_paragraph_ ? references_.person_before() : std::nullopt) {
      quotation.speaker = *person;
      quotation.rule = "subject before";
      voice_ = *person;
      voice_from_ = q;
      return;
    }
    waiting_.push_back(q);
  }

  /// A unit without quotation marks: who speaks in it may go on in the next one.
  void after_plain_unit() {
    voice_in_paragraph_ = true;
    voice_from_.reset();
    voice_.reset();
    for (const Known& k : known_) {
      if (k.speaker && (k.event.kind == SpeechEvent::Kind::say || k.event.kind == SpeechEvent::Kind::according) &&
          !k.event.negated)
        voice_ = k.speaker;
    }
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
        voice_from_ = waiting_.back();
        last_direct_ = waiting_.back();
        waiting_.clear();
      }
    }
  }

  /// What a new paragraph takes over from the one before.
  void end_paragraph(const FlowUnit& next) {
    for (const Index q : waiting_) {
      if (!carried_) break;
      d_.quotations[q].speaker = *carried_;
      d_.quotations[q].rule = carried_from_ ? "goes on" : "speaker before";
      if (carried_from_) d_.quotations[q].joins = carried_from_;
      carried_from_ = q;
      voice_ = carried_;
      voice_from_ = q;
    }
    waiting_.clear();
    carried_.reset();
    carried_from_.reset();
    const bool prose = next.kind == Sentence::Kind::prose && unit_.kind == Sentence::Kind::prose;
    if (prose || ends_with_colon_) {
      carried_ = voice_;
      carried_from_ = voice_from_;
    }
    voice_.reset();
    voice_from_.reset();
    voice_in_paragraph_ = false;
    paragraph_ = next.paragraph;
  }

  Reading& r_;
  const std::vector<TextToken>& t_;
  Document& d_;
  References references_;

  FlowUnit unit_{};
  std::vector<Known> known_;
  std::vector<Index> quotes_;  ///< tokens of the unit
  std::optional<std::size_t> last_event_;
  std::uint32_t paragraph_ = 0;
  bool ends_with_colon_ = false;

  std::optional<Speaker> voice_;     ///< who speaks at this place of the paragraph
  std::optional<Index> voice_from_;  ///< in this quotation; nothing if reported without marks
  bool voice_in_paragraph_ = false;  ///< the paragraph has words of the reporter before
  std::optional<Speaker> carried_;   ///< who spoke at the end of the paragraph before
  std::optional<Index> carried_from_;
  std::vector<Index> waiting_;  ///< quotations of the paragraph whose speaker may still come
  std::optional<Index> last_direct_;
  std::uint32_t last_paragraph_ = 0;
};

}  // namespace

void find_quotations(Reading& reading, const Aliases& aliases, Document& document) {
  Attributor(reading, aliases, document).run();
}

}  // namespace detente
