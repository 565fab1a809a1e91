#include "detente/evidence/noun_phrases.hpp"

#include <algorithm>
#include <array>

#include "detente/evidence/chars.hpp"

namespace detente {

namespace {

using enum WordClass;
using Kind = TextToken::Kind;

constexpr std::uint32_t reach = 30;  ///< tokens that a phrase may have, and a look back may take
constexpr WordClasses pronouns{male_pronoun, female_pronoun, plural_pronoun, other_pronoun};

bool equals_lower(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() && starts_with_lower(word, lower);
}

}  // namespace

bool NounPhrases::is(std::uint32_t k, std::string_view lower) const {
  return k >= b_ && k < e_ && t_[k].is_word() && equals_lower(word(k), lower);
}

bool NounPhrases::is_clause_verb(std::uint32_t k) const {
  const TextToken& token = t_[k];
  if (in_mention(k)) return false;
  if (token.is(auxiliary)) return true;
  if (!token.classes.any(WordClasses(say, calling, thinking)) ||
      token.classes.any(WordClasses(saying_noun, role_modifier, role, group_noun, institution)))
    return false;
  for (const WordClass c : {say, calling, thinking}) {
    const auto form = r_.words.form(word(k), c);
    if (!form.lemma.empty() && (form.form == WordForm::past || form.form == WordForm::third)) return true;
  }
  return false;
}

bool NounPhrases::has_verb(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t k = begin; k < end; ++k) {
    if (is_clause_verb(k)) return true;
    const std::string_view w = word(k);
    if (!in_mention(k) && w.size() > 4 && w.ends_with("ed") && !t_[k].upper) return true;
  }
  return false;
}

std::uint32_t NounPhrases::head_end(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t k = begin + 1; k < end; ++k) {
    if (in_mention(k)) continue;
    if (t_[k].is(preposition) || (t_[k].is(subordinator) && !t_[k].is(coordinator)) || t_[k].is_mark('(')) return k;
    // "analysts led by": what follows the noun only says more of it.
    const bool noun = t_[k - 1].classes.any(WordClasses(role, group_noun, institution)) || in_mention(k - 1);
    if (noun && k + 1 < end && t_[k + 1].is(preposition) && !t_[k].upper && (word(k).ends_with("ed") || is(k, "known")))
      return k;
    // "officials familiar with", "people close to": the adjective goes with what follows.
    if (k + 1 < end && t_[k + 1].is(preposition) &&
        (is(k, "familiar") || is(k, "close") || is(k, "briefed") || is(k, "involved") || is(k, "loyal") ||
         is(k, "opposed")))
      return k;
  }
  return end;
}

/// "Permanent Representative to the UN Anna Roe", "Minister of Defense Roe": the title is hers, and no preposition,
/// office or possessive stands directly before her.
bool NounPhrases::names_holder(std::uint32_t begin, std::uint32_t end) const {
  if (!is_person(end - 1)) return false;
  const NameMention& mention = r_.mentions[static_cast<std::size_t>(r_.mention_in_flow[end - 1])];
  std::uint32_t name = end - 1;
  while (name > begin && t_[name].begin > r_.tokens[mention.name].begin) --name;
  if (name <= begin + 2 || !t_[name - 1].is_word()) return false;
  const TextToken& before = t_[name - 1];
  if (!before.upper || before.classes.any(WordClasses(role, preposition, determiner, coordinator, abbreviated_title)))
    return false;
  for (std::uint32_t k = begin; k < name; ++k) {
    if (t_[k].is(role)) return true;
  }
  return false;
}

/// "the Liberal Anna Roe", but not "the brother of Anna Roe": nothing that takes an object stands in front of the name.
bool NounPhrases::names_itself(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t k = begin; k < end; ++k) {
    if (t_[k].kind == Kind::possessive || (t_[k].is(preposition) && !in_mention(k)) || t_[k].kind == Kind::mark)
      return false;
  }
  return true;
}

NounPhrase NounPhrases::make(std::uint32_t begin, std::uint32_t end) const {
  while (begin < end &&
         (t_[begin].is(coordinator) || t_[begin].kind == Kind::mark ||
          (t_[begin].is(between) && !t_[begin].is(determiner) && !in_mention(begin) && end - begin > 1))) {
    ++begin;
  }
  if (begin >= end) return {};
  NounPhrase phrase{.begin = begin, .end = end};
  const std::uint32_t head = head_end(begin, end);
  if (in_mention(head - 1)) phrase.mention = r_.mention_in_flow[head - 1];
  if (head < end && names_holder(begin, end)) phrase.mention = r_.mention_in_flow[end - 1];
  // "one of the officials", but "one of them".
  const bool one_of = head - begin == 1 && is(begin, "one") && end - begin > 2 && is(begin + 1, "of") &&
                      !t_[begin + 2].is(plural_pronoun);
  if (head - begin == 1 && t_[begin].classes.any(pronouns) && !one_of) phrase.pronoun = true;
  // "Putin himself".
  if (head - begin == 2 && in_mention(begin) && t_[begin + 1].classes.any(pronouns))
    phrase.mention = r_.mention_in_flow[begin];
  // "Roe and Doe", "Roe and her advisers": the first one stands for all.
  for (std::uint32_t k = begin + 1; k + 1 < head; ++k) {
    if (is(k, "and") && in_mention(k - 1) && !in_mention(k)) phrase.mention = r_.mention_in_flow[k - 1];
  }
  return phrase;
}

NounPhrase NounPhrases::ending_at(std::uint32_t end) const {
  const auto is_subject_pronoun = [&](std::uint32_t at) {
    return !in_mention(at) && (is(at, "he") || is(at, "she") || is(at, "they") || is(at, "we") || is(at, "i"));
  };
  if (end > b_ && is_subject_pronoun(end - 1)) return make(end - 1, end);
  std::uint32_t k = end;
  std::uint32_t head_stop = end;
  const std::uint32_t least = end - b_ > reach ? end - reach : b_;
  while (k > least) {
    const std::uint32_t at = k - 1;
    const TextToken& token = t_[at];
    if (in_mention(at) || token.kind == Kind::possessive || token.kind == Kind::number) {
      --k;
      continue;
    }
    if (token.kind == Kind::quotation) break;
    if (is(at, "to") && at > b_ && is(at - 1, "according")) break;
    if (is_subject_pronoun(at)) return {};  // "she talked about a boy": a clause
    if (token.kind == Kind::mark) {
      if (token.code == ')') {
        const std::uint32_t open = opening_bracket(at);
        if (open == at) break;
        k = open;
        continue;
      }
      if (!is_dash(token.code) || token.end != t_[k].begin) {
        if (token.code != '&' && token.code != '/') break;
      }
      --k;
      continue;
    }
    if (is(at, "who") && at > b_ && t_[at - 1].is_word() && !is_clause_verb(at - 1)) {
      head_stop = at;
      --k;
      continue;
    }
    if (token.is(subordinator) && !token.is(preposition) && !token.is(determiner)) break;
    if (is(at, "that") || is(at, "as") || is(at, "before") || is(at, "after") || is(at, "since") || is(at, "until"))
      break;
    if (token.is(coordinator)) {
      if (!is(at, "and") && !is(at, "or")) break;
      std::uint32_t left = at;
      const auto stops = [&](std::uint32_t m) {
        if (in_mention(m) || t_[m].kind == Kind::possessive) return false;
        return !t_[m].is_word() || is(m, "as") || (t_[m].is(subordinator) && !t_[m].is(determiner));
      };
      while (left > least && at - left < 9 && !stops(left - 1)) --left;
      if (at == left || at - left >= 9 || has_verb(left, at) || (t_[left].is(preposition) && !in_mention(left))) break;
      k = left;
      break;
    }
    if (token.is(weekday) && at + 1 < end) break;
    if (head_stop == end && is_clause_verb(at)) break;
    --k;
  }
  if (head_stop < end) end = head_stop;
  while (k < end && (t_[k].is(coordinator) || t_[k].kind == Kind::mark)) ++k;
  if (k >= end) return {};
  if (!t_[k].is(preposition) || in_mention(k)) return make(k, end);
  // "In Moscow Mr. Putin", "after the talks officials": what stands behind the adverbial.
  std::uint32_t begin = end - 1;
  if (in_mention(begin)) {
    while (begin > k && r_.mention_in_flow[begin - 1] == r_.mention_in_flow[end - 1]) --begin;
    if (begin > k + 1 || !in_mention(begin)) return make(begin, end);
    return {};
  }
  while (begin > k + 1 && !in_mention(begin - 1) && !t_[begin - 1].is(preposition) && !t_[begin].is(determiner))
    --begin;
  if (begin == k + 1 && !t_[begin].classes.any(pronouns)) begin = end - 1;
  return make(begin, end);
}

std::uint32_t NounPhrases::opening_bracket(std::uint32_t close) const {
  const std::uint32_t least = close - b_ > reach ? close - reach : b_;
  for (std::uint32_t k = close; k-- > least;) {
    if (t_[k].is_mark('(')) return k;
  }
  return close;
}

bool NounPhrases::is_modifier(std::uint32_t begin, std::uint32_t end) const {
  if (begin >= end) return true;
  const TextToken& first = t_[begin];
  if (first.kind == Kind::number) return true;
  if (!first.is_word()) return false;
  if (end - begin == 1 && first.is(abbreviation)) return true;  // "a school in Lynchburg, Va., called"
  if (in_mention(begin) && !first.is(country)) {
    // A place or a party alone, "R-Ohio": not the one who speaks, if somebody stands before it.
    const NameMention& mention = r_.mentions[static_cast<std::size_t>(r_.mention_in_flow[begin])];
    const bool whole = r_.mention_in_flow[end - 1] == r_.mention_in_flow[begin];
    return whole && mention.kind == Actor::Kind::place;
  }
  if (first.is(determiner) || first.is(preposition) || first.is(between) || first.is(subordinator)) return true;
  // "Roe, Republican of Iowa, said"
  if (end - begin > 2 && first.is(role) && !in_mention(begin) && t_[begin + 1].is(preposition)) return true;
  if (in_mention(end - 1) || (end - begin == 1 && first.classes.any(pronouns))) return false;
  if (first.is(role) || first.is(role_modifier) || first.is(country)) return true;
  const std::string_view w = word(begin);
  if (!first.upper && (w.ends_with("ing") || w.ends_with("ed") || w.ends_with("ly"))) return true;
  if (w.find('-') != std::string_view::npos && first.upper && w.size() < 14 && end - begin == 1) return true;
  if (!first.upper && first.classes.any(WordClasses(say, calling, thinking))) return true;  // "told of the remark"
  for (std::uint32_t k = begin; k < end; ++k) {
    if (t_[k].is(role) && !t_[k].upper) return true;
  }
  return first.is(abbreviation);
}

bool NounPhrases::is_body(std::uint32_t begin, std::uint32_t end) const {
  if (!in_mention(begin) || r_.mention_in_flow[begin] != r_.mention_in_flow[end - 1]) return false;
  const Actor::Kind kind = r_.mentions[static_cast<std::size_t>(r_.mention_in_flow[begin])].kind;
  return kind == Actor::Kind::organization || kind == Actor::Kind::unknown;
}

bool NounPhrases::is_person(std::uint32_t k) const {
  if (!in_mention(k)) return false;
  const NameMention& mention = r_.mentions[static_cast<std::size_t>(r_.mention_in_flow[k])];
  return mention.actor && r_.actors[*mention.actor].kind == Actor::Kind::person;
}

NounPhrase NounPhrases::given_name(std::uint32_t from) const {
  const std::uint32_t most = std::min(e_, from + reach);
  bool names = false;
  for (std::uint32_t k = from; k < most; ++k) {
    if (t_[k].kind == Kind::quotation || t_[k].is_mark(';')) return {};
    names = names || (!in_mention(k) && (is(k, "name") || is(k, "identified") || is(k, "known") || is(k, "named") ||
                                         is(k, "introduced") || is(k, "identify") || is(k, "identifies")));
    if (!names || !in_mention(k) || k == from) continue;
    const bool link = is(k - 1, "as") || is(k - 1, "only") || is(k - 1, "is") || is(k - 1, "was") ||
                      (t_[k - 1].is(preposition) && is(k - 2, "only"));
    if (!link) return {};
    return make(k, mention_end(k));
  }
  return {};
}

std::uint32_t NounPhrases::mention_end(std::uint32_t k) const {
  std::uint32_t end = k + 1;
  while (end < e_ && r_.mention_in_flow[end] == r_.mention_in_flow[k]) ++end;
  return end;
}

NounPhrase NounPhrases::before_parenthesis(std::uint32_t mark) const {
  if (t_[mark].is_mark(')')) {
    const std::uint32_t open = opening_bracket(mark);
    if (open == mark || open == b_) return {};
    return t_[open - 1].is_mark(',') ? before_parenthesis(open - 1) : ending_at(open);
  }
  if (is_dash(t_[mark].code)) {
    const std::uint32_t least = mark - b_ > 2 * reach ? mark - 2 * reach : b_;
    const auto dash = [&](std::uint32_t k) { return t_[k].kind == Kind::mark && is_dash(t_[k].code); };
    std::uint32_t k = mark;
    while (k > least && dash(k - 1)) --k;  // "--"
    while (k > least && !dash(k - 1)) --k;
    while (k > least && dash(k - 1)) --k;
    if (k == least) return {};
    // "Roe, the head of Doe Media -- the house that owns it -- told".
    const NounPhrase phrase = ending_at(k);
    const bool explains = phrase.begin > b_ && t_[phrase.begin - 1].is_mark(',') && is_modifier(phrase.begin, k);
    return explains ? before_parenthesis(phrase.begin - 1) : phrase;
  }
  if (!t_[mark].is_mark(',')) return {};
  NounPhrase fallback;
  std::uint32_t end = mark;
  const std::uint32_t least = mark - b_ > 2 * reach ? mark - 2 * reach : b_;
  for (;;) {
    std::uint32_t begin = end;
    while (begin > least) {
      const TextToken& token = t_[begin - 1];
      if (token.kind == Kind::quotation || token.is_mark(',') || token.is_mark(';') || token.is_mark(':')) break;
      if (token.is_mark(')')) {
        const std::uint32_t open = opening_bracket(begin - 1);
        if (open < begin - 1) {
          begin = open;
          continue;
        }
      }
      --begin;
    }
    const bool more = begin > b_ && begin > least && t_[begin - 1].is_mark(',');
    const bool article = begin < end && t_[begin].is(determiner);
    // "European leaders, including ..., have warned": nothing stands before it, so it is what is explained.
    const bool group = !more && begin < end && t_[begin].is(country) && !t_[begin].is(preposition);
    if (more && !is_modifier(begin, end) && is_body(begin, end)) {
      // "a spokesman for the owner of the dam, Northern Power, said": the spokesman.
      std::uint32_t role_begin = begin - 1;
      while (role_begin > least && t_[role_begin - 1].kind != Kind::mark && t_[role_begin - 1].kind != Kind::quotation)
        --role_begin;
      const NounPhrase phrase = make(role_begin, begin - 1);
      const bool indefinite = is(role_begin, "a") || is(role_begin, "an") || is(role_begin, "one");
      // "a union official, Roe, said" has nothing but Roe to be told by the name.
      const std::uint32_t head = head_of(phrase);
      const bool owned = !phrase.empty() && head + 1 < phrase.end && !is_person(begin);
      if (owned && indefinite && phrase.mention < 0 && t_[head].is(role)) return phrase;
    }
    // "her predecessor, the Liberal Anna Roe, said".
    const bool named = more && article && is_person(end - 1) && begin + 1 < end && names_itself(begin, end);
    if (named || !is_modifier(begin, end) || group) {
      const NounPhrase phrase = ending_at(end);
      return can_speak(phrase) ? phrase : fallback;
    }
    if (article && begin < end) fallback = make(begin, end);
    if (!more) return fallback;
    end = begin - 1;
    // `“...,” Smith` and the like end the search.
    if (end <= b_) return fallback;
  }
}

NounPhrase NounPhrases::starting_at(std::uint32_t begin) const {
  if (begin >= e_) return {};
  const TextToken& first = t_[begin];
  const bool plausible = in_mention(begin) || first.kind == Kind::number || first.is(determiner) || first.is(role) ||
                         first.is(role_modifier) || first.is(country) || first.is(institution) ||
                         first.is(group_noun) || first.is(organization_word) || first.classes.any(pronouns) ||
                         first.is(seat);
  const std::uint32_t most = std::min(e_, begin + reach);
  std::uint32_t k = begin;
  bool any_noun = false;
  while (k < most) {
    const TextToken& token = t_[k];
    if (in_mention(k)) {
      ++k;
      any_noun = true;
      continue;
    }
    // Behind a name only what can belong to it: "Kremlin officials", not "Roe cut".
    const bool behind_name = k > begin && in_mention(k - 1) && token.is_word();
    if (behind_name && !token.classes.any(WordClasses(role, role_modifier, group_noun, institution, organization_word,
                                                      preposition, coordinator, saying_noun)))
      break;
    // Nor behind what somebody is: "his wife shushed him".
    const bool behind_role = k > begin && t_[k - 1].is(role) && t_[k - 1].is_word() && token.is_word() && !token.upper;
    if (behind_role &&
        !token.classes.any(WordClasses(role, role_modifier, group_noun, institution, organization_word, preposition,
                                       coordinator, saying_noun)) &&
        !is(k, "close") && !is(k, "familiar"))
      break;
    if (token.kind == Kind::possessive || token.kind == Kind::number) {
      ++k;
      continue;
    }
    if (token.kind == Kind::mark) {
      const bool hyphen = is_dash(token.code) && k > begin && token.begin == t_[k - 1].end && k + 1 < e_ &&
                          t_[k + 1].begin == token.end;
      if (!hyphen && token.code != '&') break;
      ++k;
      continue;
    }
    if (!token.is_word() || token.is(weekday) || token.is(month)) break;
    if (is(k, "of") || is(k, "for") || is(k, "from") || is(k, "with") || is(k, "at") || (is(k, "in") && !any_noun) ||
        is(k, "to") || is(k, "close")) {
      const bool belongs = is(k, "of") || is(k, "for") || is(k, "from") || is(k, "at") ||
                           (is(k, "with") && is(k - 1, "familiar")) || (is(k, "to") && is(k - 1, "close")) ||
                           (is(k, "close") && is(k + 1, "to"));
      if (!belongs || k == begin) break;
      ++k;
      continue;
    }
    if (is(k, "and") && k > begin &&
        (in_mention(k + 1) || (k + 1 < e_ && t_[k + 1].is(determiner) && !is(k + 1, "that")))) {
      ++k;
      continue;
    }
    if (token.is(preposition) || token.is(coordinator) || (token.is(subordinator) && !token.is(determiner)) ||
        is_clause_verb(k))
      break;
    if (token.is(between) && !token.is(determiner) && k > begin && !t_[k - 1].is(determiner)) break;
    if (token.classes.any(pronouns) && !token.is(determiner)) {
      if (k == begin) ++k;
      break;
    }
    any_noun = true;
    ++k;
  }
  if (k == begin || (!plausible && !first.upper && !any_noun)) return {};
  NounPhrase phrase = make(begin, k);
  if (phrase.empty()) return {};
  if (!plausible && phrase.mention < 0) {
    const std::uint32_t head = head_of(phrase);
    const WordClasses nouns(role, group_noun, institution, organization_word);
    if (!t_[head].classes.any(nouns)) return {};
  }
  // "the group's director, Anna Roe,": the name in apposition.
  if (phrase.mention < 0 && !phrase.pronoun && k + 1 < e_ && t_[k].is_mark(',') && in_mention(k + 1)) {
    const std::uint32_t end = mention_end(k + 1);
    const NameMention& mention = r_.mentions[static_cast<std::size_t>(r_.mention_in_flow[k + 1])];
    const bool closed = end == e_ || t_[end].kind == Kind::mark || t_[end].kind == Kind::quotation;
    if (closed && mention.kind != Actor::Kind::place && mention.kind != Actor::Kind::organization)
      return make(k + 1, end);
  }
  return phrase;
}

NounPhrase NounPhrases::name_ending_at(std::uint32_t end) const {
  if (end <= b_) return {};
  std::uint32_t begin = end - 1;
  if (!in_mention(begin)) {
    // "the Russian leader", from its article on.
    while (begin > b_ && end - begin < 6 && t_[begin - 1].is_word() && !t_[begin].is(determiner)) --begin;
    return t_[begin].is(determiner) ? make(begin, end) : ending_at(end);
  }
  while (begin > b_ && r_.mention_in_flow[begin - 1] == r_.mention_in_flow[end - 1]) --begin;
  return {.begin = begin, .end = end, .mention = r_.mention_in_flow[end - 1]};
}

std::uint32_t NounPhrases::inline_head() const {
  for (std::uint32_t k = b_; k < std::min(e_, b_ + 10); ++k) {
    if (t_[k].is_mark(':')) return k + 1 < e_ && t_[k + 1].kind != Kind::quotation ? k + 1 : b_;
    if (t_[k].kind == Kind::quotation || t_[k].is_mark(',') || (t_[k].is_word() && is_clause_verb(k))) return b_;
  }
  return b_;
}

/// "The next year,", "Two months later,", "Last November,".
bool NounPhrases::tells_time(std::uint32_t from, std::uint32_t before) const {
  for (std::uint32_t k = from; k + 1 < std::min(before, from + 4) && !in_mention(k); ++k) {
    if (!t_[k + 1].is_mark(',')) continue;
    return is(k, "later") || is(k, "earlier") || is(k, "ago") || is(k, "morning") || is(k, "night") ||
           t_[k].is(month) || t_[k].is(weekday) || t_[k].is(unit_of_time);
  }
  return false;
}

NounPhrase NounPhrases::at_start(std::uint32_t before) const {
  std::uint32_t k = b_;
  const auto skip_small = [&] {
    while (k < before && (t_[k].is(coordinator) || t_[k].kind == Kind::mark ||
                          (t_[k].is(between) && !t_[k].is(determiner) && !in_mention(k))))
      ++k;
  };
  skip_small();
  if (const std::uint32_t head = inline_head(); head > k && head < before) {
    k = head;
    skip_small();
  }
  for (int part = 0; part < 2 && k < before; ++part) {
    // "About 2,300 workers".
    const bool amount = k + 1 < before && t_[k + 1].kind == Kind::number &&
                        (is(k, "about") || is(k, "over") || is(k, "around") || is(k, "under"));
    if (amount) ++k;
    const bool adverbial = !in_mention(k) && !amount &&
                           (t_[k].is(preposition) || (t_[k].is(subordinator) && !t_[k].is(determiner)) ||
                            (t_[k].is_word() && word(k).ends_with("ing")) || tells_time(k, before));
    if (!adverbial) break;
    const std::uint32_t most = std::min(before, k + 20 * reach);
    while (k < most && !t_[k].is_mark(',')) ++k;
    skip_small();
  }
  if (k >= before) return {};
  const NounPhrase phrase = starting_at(k);
  return phrase.end <= before && can_speak(phrase) ? phrase : NounPhrase{};
}

std::uint32_t NounPhrases::head_of(const NounPhrase& phrase) const {
  return phrase.empty() ? phrase.begin : head_end(phrase.begin, phrase.end) - 1;
}

bool NounPhrases::can_speak(const NounPhrase& phrase) const {
  if (phrase.empty()) return false;
  if (phrase.mention >= 0) return true;
  const std::uint32_t head = head_of(phrase);
  const TextToken& token = t_[head];
  if (phrase.pronoun)
    return !token.is(preposition) && !is(head, "which") && !is(head, "this") && !is(head, "that") &&
           !is(head, "these") && !is(head, "those") && !is(head, "whom");
  if (is(head, "one") && head + 1 < phrase.end && is(head + 1, "of")) return true;
  if (is(head, "other") && head > phrase.begin && is(head - 1, "the")) return true;
  return token.classes.any(
      WordClasses(role, group_noun, institution, organization_word, saying_noun, seat, country, plural_pronoun));
}

}  // namespace detente
