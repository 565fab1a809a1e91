#include "detente/evidence/references.hpp"

#include <algorithm>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/names.hpp"

namespace detente {

namespace {

using enum WordClass;
using Index = std::uint32_t;

constexpr std::uint32_t most_units_back = 3;  ///< how far a pronoun reaches back

/// Whether "he" (or "she") can mean somebody who is described so: not a spokeswoman (or a spokesman).
bool fits_role(std::string_view description, Gender wanted) {
  const WordClass other = wanted == Gender::male ? female_role : male_role;
  for (std::size_t at = 0; at < description.size();) {
    const std::size_t end = std::min(description.find(' ', at), description.size());
    if (Lexicon::english().is(description.substr(at, end - at), other)) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace

Span References::place_of(const NounPhrase& phrase) const {
  return {r_.flow[phrase.begin].begin, r_.flow[phrase.end - 1].end};
}

Speaker References::speaker_of(Index actor, Span place) const {
  return {.name = r_.actors[actor].name, .actor = actor, .place = place};
}

bool References::is_person(std::int32_t mention) const {
  if (mention < 0) return false;
  const NameMention& m = r_.mentions[static_cast<std::size_t>(mention)];
  if (!m.actor) return false;
  const Actor::Kind kind = r_.actors[*m.actor].kind;
  const bool several_words = r_.actors[*m.actor].name.find(' ') != std::string::npos;
  return kind == Actor::Kind::person || (kind == Actor::Kind::unknown && m.certain && several_words);
}

bool References::agrees(Index actor, Gender wanted) const {
  return r_.genders[actor] == Gender::unknown || r_.genders[actor] == wanted;
}

/// Whether the mention [begin, end) of the flow looks like the subject of its clause.
bool References::is_subject(Index begin, Index end) const {
  const bool followed = end < r_.flow.size() && (r_.flow[end].is_word() || r_.flow[end].is_mark(','));
  if (!followed || (r_.flow[end].is_word() && r_.flow[end].is(coordinator))) return false;
  // "Roe supporters".
  if (r_.flow[end].classes.any(WordClasses(role, group_noun)) && !r_.flow[end].is(determiner)) return false;
  if (begin == 0) return true;
  const TextToken& before = r_.flow[begin - 1];
  if (before.is(preposition) && !before.is(subordinator)) return false;
  // "When Roe, the head of the office, gave a talk".
  const bool explained = r_.flow[end].is_mark(',') && end + 1 < r_.flow.size() && r_.flow[end + 1].is(determiner);
  if (before.is(subordinator)) return r_.flow[end].is_word() || explained;
  // "whether she respects Roe,".
  const bool object = before.is_word() && !before.upper && begin - 1 > unit_.begin && r_.flow[end].is_mark(',') &&
                      !before.classes.any(WordClasses(role, role_modifier, coordinator, determiner, between, weekday));
  if (object) return false;
  if (before.kind == TextToken::Kind::possessive || before.is(say) || before.is(calling)) return false;
  return true;
}

bool References::is_any_of(Index k, std::initializer_list<std::string_view> lower) const {
  const std::string_view w = r_.view(r_.flow[k]);
  return std::ranges::any_of(lower,
                             [&](std::string_view x) { return w.size() == x.size() && starts_with_lower(w, x); });
}

void References::look_through() {
  const FlowUnit& unit = unit_;
  persons_.clear();
  subject_.reset();
  main_begin_ = 0;
  const Index first = unit.begin + (unit.begin < unit.end && r_.flow[unit.begin].is(coordinator) ? 1 : 0);
  pronoun_first_ = first < unit.end && is_any_of(first, {"he", "she"});
  for (Index k = unit.begin; k < unit.end;) {
    const std::int32_t m = r_.mention_in_flow[k];
    if (m < 0) {
      ++k;
      continue;
    }
    const Index begin = k;
    while (k < unit.end && r_.mention_in_flow[k] == m) ++k;
    if (begin >= unit.begin + 3 && is_any_of(begin - 1, {"is", "was"}) && is_any_of(begin - 2, {"name"}) &&
        is_any_of(begin - 3, {"his", "her"}) && r_.mentions[static_cast<std::size_t>(m)].actor) {
      // "His name is Darius".
      const Index actor = *r_.mentions[static_cast<std::size_t>(m)].actor;
      r_.actors[actor].kind = Actor::Kind::person;
      r_.genders[actor] = is_any_of(begin - 3, {"his"}) ? Gender::male : Gender::female;
    }
    // "who gave her name as Roe".
    const bool named = begin > unit.begin + 2 && is_any_of(begin - 1, {"as"}) &&
                       (is_any_of(begin - 2, {"name", "only", "identified", "himself", "herself", "known"}));
    if (named && r_.mentions[static_cast<std::size_t>(m)].actor) {
      const Index actor = *r_.mentions[static_cast<std::size_t>(m)].actor;
      if (r_.actors[actor].kind == Actor::Kind::unknown) r_.actors[actor].kind = Actor::Kind::person;
      if (!subject_ && r_.actors[actor].kind == Actor::Kind::person) subject_ = actor;
    }
    if (!is_person(m)) continue;
    // "Roe and his wife".
    if (Gender& gender = r_.genders[*r_.mentions[static_cast<std::size_t>(m)].actor];
        gender == Gender::unknown && k + 1 < unit.end && is_any_of(k, {"and"}) && is_any_of(k + 1, {"his", "her"}))
      gender = is_any_of(k + 1, {"his"}) ? Gender::male : Gender::female;
    // "Putin's refusal" is about the refusal.
    const bool owner = k < unit.end && r_.flow[k].kind == TextToken::Kind::possessive;
    const Index actor = *r_.mentions[static_cast<std::size_t>(m)].actor;
    if (persons_.size() < 8 && std::ranges::find(persons_, actor) == persons_.end()) persons_.push_back(actor);
    if (!subject_ && !owner && is_subject(begin, k) && begin - unit.begin < 25) subject_ = actor;
  }
  // "After Roe had resigned, Doe spoke": the sentence is about Doe.
  const NounPhrase main = NounPhrases(r_, unit).at_start(unit.end);
  if (!subject_ || !is_person(main.mention) || !is_subject(main.begin, main.end)) return;
  subject_ = r_.mentions[static_cast<std::size_t>(main.mention)].actor;
  main_begin_ = r_.flow[main.begin].begin;
}

bool References::has_pronoun_subject() const {
  const bool male = r_.genders[*focus_.actor] != Gender::female;
  const bool female = r_.genders[*focus_.actor] != Gender::male;
  for (Index k = unit_.begin; k < std::min(unit_.end, unit_.begin + 10); ++k) {
    if ((male && is_any_of(k, {"he"})) || (female && is_any_of(k, {"she"}))) return true;
  }
  return false;
}

/// "Stubbs, who came in his jacket": the only one named in the unit owns what is called his.
void References::learn_gender() {
  if (persons_.size() != 1 || !subject_ || r_.genders[*subject_] != Gender::unknown) return;
  bool male = false;
  bool female = false;
  bool named = false;
  for (Index k = unit_.begin; k < unit_.end; ++k) {
    named = named || r_.mention_in_flow[k] >= 0;
    if (!named && r_.flow[k].classes.any(WordClasses(male_pronoun, female_pronoun))) return;
    male = male || is_any_of(k, {"his", "himself"});
    female = female || is_any_of(k, {"her", "herself"});
    if (is_any_of(k, {"he", "she", "him", "hers"})) return;
  }
  if (male == female || !(surely_person(*subject_) || is_full_name(*subject_))) return;
  const Gender gender = male ? Gender::male : Gender::female;
  const auto other = [&](const Recent& r) {
    return r.actor != *subject_ && r_.genders[r.actor] != Gender::unknown && r_.genders[r.actor] == gender;
  };
  if (std::ranges::none_of(recent_, other)) r_.genders[*subject_] = gender;
}

void References::enter(const FlowUnit& unit) {
  unit_ = unit;
  next_focus_ = {};
  stranger_before_ = stranger_;
  stranger_ = false;
}

void References::leave() {
  look_through();
  learn_gender();
  ++units_;
  for (Index k = unit_.begin; k < unit_.end; ++k) {
    // "the envoy" in a heading is whom the text goes on to name.
    if (r_.flow[k].is(role) && unit_.kind != Sentence::Kind::heading) roles_[ascii_lower(r_.view(r_.flow[k]))] = units_;
    if (r_.flow[k].is(saying_noun) && next_focus_.spoke && k > unit_.begin && is_any_of(k - 1, {"a", "an"}))
      authors_[ascii_lower(r_.view(r_.flow[k]))] = {next_focus_.name, next_focus_.actor, units_};
  }
  for (Recent& recent : recent_) ++recent.distance;
  std::erase_if(recent_, [](const Recent& recent) { return recent.distance > most_units_back; });
  for (const Index actor : persons_) {
    std::erase_if(recent_, [&](const Recent& recent) { return recent.actor == actor; });
    recent_.push_back({actor, 1});
    if (r_.genders[actor] == Gender::unknown) continue;
    const std::size_t gender = r_.genders[actor] == Gender::male ? 0 : 1;
    several_[gender] = several_[gender] || (sole_[gender] && *sole_[gender] != actor);
    sole_[gender] = actor;
  }
  // Somebody else came in between.
  const bool other = focus_.actor && std::ranges::find(persons_, *focus_.actor) == persons_.end() &&
                     std::ranges::any_of(persons_, [&](Index actor) { return surely_person(actor); });
  if (unit_.kind == Sentence::Kind::heading) {
    focus_ = {};
    recent_.clear();
  } else if (next_focus_.spoke && next_focus_.place.end >= main_begin_) {
    focus_ = next_focus_;
    focus_.distance = 1;
  } else if (subject_ && pronoun_first_ && focus_.actor && surely_person(*focus_.actor) && has_pronoun_subject()) {
    focus_.distance = 1;  // "She never remarried after her husband, Roe, died": still she
  } else if (subject_) {
    focus_ = {};
    focus_.actor = subject_;
    focus_.distance = 1;
  } else if (const auto name = described_subject()) {
    focus_ = {.actor = {}, .name = *name, .place = {}};
    focus_.distance = 1;
  } else if ((!other || pronoun_first_) && focus_.actor && surely_person(*focus_.actor) && has_pronoun_subject()) {
    // "He thanked voters", "And he wrote to Roe's brother": still the same one.
  } else {
    focus_.distance += other ? 3 : 1;
  }
  // "Residents fled. “...,” they said."
  const NounPhrases phrases(r_, unit_);
  const NounPhrase start = phrases.at_start(unit_.end);
  const bool group = !start.empty() && !start.pronoun && start.mention < 0 && is_plural(start);
  if (group) crowd_ = in_words(start).name;
  else if (start.empty() || !r_.flow[start.begin].is(plural_pronoun)) crowd_.clear();
}

void References::note_speaker(const NounPhrase& phrase, const Speaker& speaker) {
  const bool pronoun = phrase.pronoun && next_focus_.spoke;
  if (pronoun && next_focus_.name == speaker.name) return;  // the same voice
  next_focus_ = {.actor = speaker.actor, .name = speaker.name, .place = speaker.place, .spoke = true};
  const TextToken& last = r_.flow[phrase.end - 1];
  next_focus_.plural = is_plural(phrase);
  const bool word = last.is(institution) || last.is(organization_word) || last.is(seat);
  const Actor::Kind kind = speaker.actor ? r_.actors[*speaker.actor].kind : Actor::Kind::unknown;
  next_focus_.body =
      kind == Actor::Kind::organization || kind == Actor::Kind::place || (kind == Actor::Kind::unknown && word);
}

bool References::is_plural(const NounPhrase& phrase) const {
  for (Index k = phrase.begin; k < phrase.end; ++k) {
    const TextToken& token = r_.flow[k];
    if (r_.mention_in_flow[k] < 0 && (token.is(group_noun) || token.is(plural_pronoun) || token.is(coordinator)))
      return true;
    if (token.is(preposition)) return false;
  }
  return false;
}

std::optional<Speaker> References::subject() const {
  if (!subject_) return std::nullopt;
  return speaker_of(*subject_, {});
}

std::optional<Index> References::only_one(Gender wanted) const {
  for (const bool known : {true, false}) {
    std::optional<Index> found;
    for (const Recent& recent : recent_) {
      const Gender gender = r_.genders[recent.actor];
      if (known ? gender != wanted : gender != Gender::unknown || !surely_person(recent.actor)) continue;
      if (found) return std::nullopt;
      found = recent.actor;
    }
    if (found) return found;
  }
  return std::nullopt;
}

std::optional<Speaker> References::resolve_person(Gender wanted, const NounPhrase& phrase) {
  const Span place = place_of(phrase);
  const auto decide = [&](Index actor) {
    if (r_.genders[actor] == Gender::unknown) r_.genders[actor] = wanted;
    return speaker_of(actor, place);
  };
  // "the leader's views on what he calls": the owner close before.
  for (Index k = phrase.begin;
       k > unit_.begin + 1 && phrase.begin - k < 7 && r_.flow[k - 1].kind != TextToken::Kind::mark; --k) {
    if (r_.flow[k - 1].kind != TextToken::Kind::possessive) continue;
    const auto owner = resolve(NounPhrases(r_, unit_).name_ending_at(k - 1));
    if (owner && owner->actor && surely_person(*owner->actor) && agrees(*owner->actor, wanted))
      return decide(*owner->actor);
    break;
  }
  // A subject earlier in the same unit: "When Roe arrived, she said".
  std::optional<Index> here;
  bool several = false;
  for (Index k = phrase.begin - std::min(phrase.begin - unit_.begin, most_tokens_back); k < phrase.begin;) {
    const std::int32_t m = r_.mention_in_flow[k];
    const Index begin = k++;
    if (m < 0) continue;
    while (k < phrase.begin && r_.mention_in_flow[k] == m) ++k;
    if (!is_person(m) || !is_subject(begin, k) || !surely_person(*r_.mentions[static_cast<std::size_t>(m)].actor))
      continue;
    const Index actor = *r_.mentions[static_cast<std::size_t>(m)].actor;
    if (!agrees(actor, wanted)) continue;
    several = several || (here && *here != actor);
    here = actor;
  }
  if (here && !several) return decide(*here);
  // "Roe explained that her lawyer, Doe, had “...,” she wrote".
  const bool spoke = next_focus_.spoke && next_focus_.actor && !next_focus_.plural && !next_focus_.body;
  if (several && spoke && agrees(*next_focus_.actor, wanted)) return decide(*next_focus_.actor);
  if (several) return std::nullopt;
  // "Roe's frustration with Doe grew, as he described": nobody else is a subject.
  if (const std::int32_t m = r_.mention_in_flow[unit_.begin]; is_person(m) && phrase.begin > unit_.begin) {
    const Index actor = *r_.mentions[static_cast<std::size_t>(m)].actor;
    if (surely_person(actor) && agrees(actor, wanted)) return decide(actor);
  }
  // "Roe's aide said she": who speaks in this unit already.
  if (spoke && agrees(*next_focus_.actor, wanted)) return decide(*next_focus_.actor);
  if (next_focus_.spoke && !next_focus_.actor && !next_focus_.plural && !next_focus_.body &&
      !next_focus_.name.empty() && fits_role(next_focus_.name, wanted))
    return Speaker{.name = next_focus_.name, .place = place};
  if (stranger_before_) return std::nullopt;
  // The one who spoke last, or whom the sentence before is about.
  const std::size_t side = wanted == Gender::male ? 0 : 1;
  const bool sole = sole_[side] && !several_[side];
  if (focus_.actor && focus_.distance <= 3 && agrees(*focus_.actor, wanted) && !focus_.plural && !focus_.body) {
    const bool known = r_.genders[*focus_.actor] == wanted;
    // The only one so far who is known to be "he", rather than somebody of whom nothing is known.
    const bool spoke_just_now = focus_.spoke && focus_.distance == 1;
    if (!known && sole && (focus_.distance > 1 || !surely_person(*focus_.actor)) && !spoke_just_now) {
      const auto is_sole = [&](const Recent& recent) { return recent.actor == *sole_[side]; };
      if (is_full_name(*focus_.actor) && std::ranges::none_of(recent_, is_sole)) return decide(*focus_.actor);
      return decide(*sole_[side]);
    }
    // Somebody else of that kind in the sentence before, who is known to fit better.
    const auto fits_better = [&](const Recent& other) {
      return other.distance == 1 && other.actor != *focus_.actor && !known && r_.genders[other.actor] == wanted;
    };
    if (std::ranges::none_of(recent_, fits_better)) return decide(*focus_.actor);
  }
  // Somebody without a name: "the clerk said no; ..., he added".
  if (!focus_.actor && !focus_.name.empty() && focus_.distance <= 2 && !focus_.plural && !focus_.body)
    return fits_role(focus_.name, wanted) ? std::optional(Speaker{.name = focus_.name, .place = place}) : std::nullopt;
  if (const auto only = only_one(wanted)) return decide(*only);
  const auto unknown = [&](const Recent& r) {
    return r_.genders[r.actor] == Gender::unknown && surely_person(r.actor);
  };
  if (sole && std::ranges::none_of(recent_, unknown)) return decide(*sole_[side]);
  return std::nullopt;
}

std::optional<Speaker> References::resolve_pronoun(const NounPhrase& phrase) {
  const TextToken& token = r_.flow[phrase.begin];
  if (token.is(male_pronoun)) return resolve_person(Gender::male, phrase);
  if (token.is(female_pronoun)) return resolve_person(Gender::female, phrase);
  const Focus& focus = next_focus_.spoke ? next_focus_ : focus_;
  const bool open = focus.distance <= 1 && focus.spoke && !focus.name.empty();
  const Span place = place_of(phrase);
  if (token.is(plural_pronoun)) {
    // "Workers walked out over what they call".
    const NounPhrase start = NounPhrases(r_, unit_).at_start(phrase.begin);
    if (!start.empty() && !start.pronoun && start.mention < 0 && is_plural(start)) return resolve(start);
    if (open && focus.plural) return Speaker{.name = focus.name, .actor = focus.actor, .place = place};
    if (!open && !crowd_.empty()) return Speaker{.name = crowd_, .place = place};
  }
  if (starts_with_lower(r_.view(token), "it") && open && focus.body && !focus.plural)
    return Speaker{.name = focus.name, .actor = focus.actor, .place = place};
  if (starts_with_lower(r_.view(token), "one") && open && focus.plural && !focus.actor) {
    std::string name = focus.name;
    if (name.size() > 1 && is_upper(static_cast<unsigned char>(name[0])) &&
        is_lower(static_cast<unsigned char>(name[1])))
      name[0] = static_cast<char>(name[0] - 'A' + 'a');
    return Speaker{.name = "one of the " + name, .place = place};
  }
  if (is_any_of(phrase.begin, {"one"})) return Speaker{.name = "one", .place = place};
  return std::nullopt;
}

std::optional<Speaker> References::resolve(const NounPhrase& phrase) {
  if (phrase.empty()) return std::nullopt;
  if (phrase.pronoun) return resolve_pronoun(phrase);
  if (phrase.mention < 0) return resolve_description(phrase);
  const NameMention& mention = r_.mentions[static_cast<std::size_t>(phrase.mention)];
  const Span place = place_of(phrase);
  Speaker speaker{.name = std::string(r_.text.substr(r_.tokens[mention.name].begin,
                                                     r_.tokens[mention.end - 1].end - r_.tokens[mention.name].begin)),
                  .place = place};
  if (mention.actor) speaker = speaker_of(*mention.actor, place);
  // "the Scot said": one of that country, who has been named before.
  const TextToken& first = r_.flow[phrase.begin];
  const TextToken& only = r_.flow[phrase.end - 1];
  const std::string_view word = r_.view(only);
  const bool one = !word.ends_with('s') && !word.ends_with("sh") && !word.ends_with("ch") && !word.ends_with("ese");
  if (phrase.end - phrase.begin <= 2 && only.is(country) && one && phrase.begin > 0 && !only.is(seat)) {
    const bool article = is_any_of(phrase.begin, {"the"}) || is_any_of(phrase.begin - 1, {"the"});
    if (article && (first.is(determiner) || phrase.end - phrase.begin == 1)) return resolve_epithet(place);
  }
  // "the 36-year-old Romanian".
  if (only.is(country) && one &&
      r_.text.substr(place.begin, place.end - place.begin).find("-year-old") != std::string_view::npos) {
    if (auto person = resolve_epithet(place)) return person;
  }
  // "Roe and her advisers": the others as they are written.
  for (Index k = phrase.begin; k + 1 < phrase.end; ++k) {
    if (!starts_with_lower(r_.view(r_.flow[k]), "and") || r_.mention_in_flow[k] >= 0) continue;
    const auto from = r_.flow[k].begin;
    std::string others(r_.text.substr(from, place.end - from));
    const std::int32_t second = r_.mention_in_flow[phrase.end - 1];
    if (second >= 0 && second != phrase.mention) {
      const NameMention& m = r_.mentions[static_cast<std::size_t>(second)];
      if (m.actor) others = "and " + r_.actors[*m.actor].name;
    }
    speaker.name += " " + others;
    break;
  }
  return speaker;
}

}  // namespace detente
