#include "detente/evidence/speech_verbs.hpp"

#include <algorithm>
#include <string>

#include "detente/evidence/chars.hpp"

namespace detente {

using enum WordClass;

bool SpeechVerbs::is(Index k, std::string_view lower) const {
  return k >= b_ && k < e_ && t_[k].is_word() && word(k).size() == lower.size() && starts_with_lower(word(k), lower);
}

bool SpeechVerbs::is_any(Index k, std::initializer_list<std::string_view> lower) const {
  return std::ranges::any_of(lower, [&](std::string_view w) { return is(k, w); });
}

std::optional<SpeechVerbs::Verb> SpeechVerbs::verb_at(Index i) const {
  const std::string_view w = word(i);
  if (t_[i].is(say_phrase)) {
    const auto rest = r_.words.phrases(w, say_phrase);
    for (const std::string_view more : rest) {
      Index k = i + 1;
      std::string whole(ascii_lower(w));
      std::string_view left = more;
      bool fits = true;
      while (fits && !left.empty()) {
        const std::string_view part = left.substr(0, left.find(' '));
        fits = is(k, part);
        if (fits) whole += " " + std::string(part);
        left.remove_prefix(std::min(part.size() + 1, left.size()));
        ++k;
      }
      if (!fits) continue;
      const auto form = r_.words.form(whole, say_phrase);
      return Verb{SpeechEvent::Kind::say, form.lemma, form.form, k};
    }
  }
  static constexpr std::pair<WordClass, SpeechEvent::Kind> kinds[] = {
      {say, SpeechEvent::Kind::say}, {calling, SpeechEvent::Kind::call}, {thinking, SpeechEvent::Kind::think}};
  for (const auto& [c, kind] : kinds) {
    if (!t_[i].is(c)) continue;
    const auto form = r_.words.form(w, c);
    return Verb{kind, form.lemma, form.form, i + 1};
  }
  if (is_tag(i)) return Verb{SpeechEvent::Kind::say, "say", WordForm::past, i + 1};
  return std::nullopt;
}

/// “...,” he quavered: whatever it means, what follows a quotation with a comma and a name or pronoun, and ends
/// there, says how it was said.
bool SpeechVerbs::is_tag(Index i) const {
  const std::string_view w = word(i);
  if (w.size() < 5 || !w.ends_with("ed") || t_[i].upper || i < b_ + 2) return false;
  Index k = i - 1;
  if (r_.mention_in_flow[k] >= 0) {
    while (k > b_ && r_.mention_in_flow[k - 1] == r_.mention_in_flow[i - 1]) --k;
  } else if (!t_[k].classes.any(WordClasses(male_pronoun, female_pronoun))) {
    return false;
  }
  if (k == b_ || t_[k - 1].kind != Kind::quotation) return false;
  const std::string_view quoted = r_.view(t_[k - 1]);
  std::size_t end = quoted.size();
  while (end > 0 && is_quotation_mark(code_point_before(quoted, end).code))
    end -= code_point_before(quoted, end).length;
  const char32_t last = code_point_before(quoted, end).code;
  if (last != ',' && last != '?' && last != '!') return false;
  return i + 1 == e_ || t_[i + 1].kind == Kind::mark || t_[i + 1].kind == Kind::quotation;
}

SpeechVerbs::Left SpeechVerbs::left_of(Index i) const {
  Left left;
  Index k = i;
  while (k > b_) {
    const Index at = k - 1;
    const TextToken& token = t_[at];
    if (r_.mention_in_flow[at] >= 0) break;
    if (token.kind == Kind::possessive && at > b_ &&
        (is_any(at - 1, {"he", "she", "it", "who", "they", "i", "we", "you"}))) {
      --k;  // "he's", "they'd"
      continue;
    }
    if (token.is_word()) {
      const std::string_view w = word(at);
      if (is(at, "not") || is(at, "never") || w.ends_with("n't") || w.ends_with("n’t") || is(at, "cannot"))
        left.negated = true;
      if (is_any(at, {"is", "are", "was", "were", "be", "been", "being"}))
        left.passive = left.passive || at + 1 == i || !left.perfect;
      if (is_any(at, {"has", "have", "had", "having"})) left.perfect = true;
      if (is_any(at, {"will", "would", "could", "can", "may", "might", "should", "must", "shall", "won't", "wouldn't"}))
        left.modal = true;
      if (token.is(hearsay)) left.hearsay = true;
      if (is_any(at, {"do", "does", "did", "don't", "doesn't", "didn't", "don’t", "doesn’t", "didn’t"}))
        left.did = true;
      const bool adverb = w.size() > 4 && w.ends_with("ly") && !token.upper && !is_noun(at);
      const bool particle = token.is(between) || token.is(auxiliary) || token.is(hearsay) || adverb;
      if (particle && !(token.is(determiner) && at > b_ && token.upper)) {
        --k;
        continue;
      }
      const bool time = token.is(weekday) || is_any(at, {"week", "month", "year", "night", "morning", "evening",
                                                         "afternoon", "today", "yesterday"});
      if (time) {
        --k;
        while (k > b_ && (is_any(k - 1, {"on", "last", "this", "late", "early", "earlier", "later", "in", "the"}) ||
                          t_[k - 1].is(weekday)))
          --k;
        continue;
      }
    }
    break;
  }
  left.none = k == b_;
  left.at = left.none ? b_ : k - 1;
  return left;
}

/// "the daily", "the family".
bool SpeechVerbs::is_noun(Index k) const { return t_[k].classes.any(WordClasses(institution, group_noun, role)); }

bool SpeechVerbs::is_no_verb(Index i, const Verb& v) const {
  if (i == b_) return v.form == WordForm::base || (v.form == WordForm::third && t_[i].is(saying_noun));
  const TextToken& before = t_[i - 1];
  if (before.kind == Kind::possessive)
    return v.form != WordForm::past || !is_any(i - 2 >= b_ ? i - 2 : b_, {"he", "she", "it", "who"});
  if (before.kind == Kind::number) return true;
  if (v.lemma == "answer" && is(v.end, "to")) return true;  // "an aide who answers to Roe"
  // "in a widely shared essay".
  if (v.form == WordForm::past && i > b_ + 1 && word(i - 1).ends_with("ly") && !is_noun(i - 1) &&
      t_[i - 2].is(determiner) && t_[i - 1].end > t_[i - 1].begin + 4 &&
      is_any(i - 2, {"a", "an", "the", "his", "her", "their", "its"}))
    return true;
  if (before.is(determiner) && !before.classes.any(WordClasses(other_pronoun, group_noun, female_pronoun)) &&
      !is(i - 1, "all") && !is(i - 1, "both"))
    return true;
  if (is_any(i - 1, {"her", "his", "their", "its", "our", "my", "your", "this", "that", "these", "those"}))
    return v.form != WordForm::past || !is_any(i - 1, {"that", "this"}) || t_[i].is(saying_noun);
  const bool noun_too =
      t_[i].is(saying_noun) || t_[i].is(role_modifier) || t_[i].is(institution) || t_[i].is(group_noun);
  if (before.is(preposition) && r_.mention_in_flow[i - 1] < 0)
    return v.form != WordForm::ing && (noun_too || v.form != WordForm::past || is_any(i - 1, {"of", "with"}));
  return false;
}

bool SpeechVerbs::is_participle(Index i, const Verb& v) const {
  if (v.form != WordForm::past || i == b_ || !t_[i - 1].is_mark(',') || v.end >= e_) return false;
  const bool passive_like = v.lemma == "tell" || v.lemma == "ask" || v.lemma == "inform" || v.lemma == "remind" ||
                            v.lemma == "urge" || v.lemma == "quote";
  return passive_like && (t_[v.end].is(preposition) || is_any(v.end, {"that", "whether", "if", "why", "how", "what"}));
}

bool SpeechVerbs::is_past_too(const Verb& v) {
  return v.lemma == "read" || v.lemma == "put it" || v.lemma == "set out" || v.lemma == "hit back" ||
         v.lemma == "cast" || v.lemma == "let it be known";
}

}  // namespace detente
