// Whom "the minister", "the 24-year-old" and "the statement" mean.

#include <algorithm>
#include <array>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/references.hpp"

namespace detente {

namespace {

using enum WordClass;
using Index = std::uint32_t;

constexpr std::uint32_t most_units_to_statement = 6;  ///< from "in a statement" to "the statement said"
constexpr std::uint32_t most_units_to_role = 8;       ///< from "an envoy" to "the envoy"

bool leads_a_country(std::string_view role) {
  static constexpr std::array<std::string_view, 9> heads{"president", "premier", "minister", "chancellor",     "king",
                                                         "queen",     "leader",  "emperor",  "president-elect"};
  return std::ranges::find(heads, role) != heads.end();
}

}  // namespace

std::optional<std::string> References::described_subject() const {
  const NounPhrases phrases(r_, unit_);
  const NounPhrase phrase = phrases.at_start(unit_.end);
  if (phrase.empty() || phrase.pronoun || phrase.mention >= 0 || is_plural(phrase)) return std::nullopt;
  const TextToken& head = r_.flow[phrases.head_of(phrase)];
  if (!head.is(role) || head.is(group_noun) || head.is(institution)) return std::nullopt;
  // "A teacher", "Roe's mother".
  bool owned = false;
  for (Index k = phrase.begin; k < phrase.end; ++k) owned = owned || r_.flow[k].kind == TextToken::Kind::possessive;
  if (!owned && !r_.flow[phrase.begin].is(determiner)) return std::nullopt;
  const auto speaker = resolve_description(phrase);
  if (!speaker || speaker->actor) return std::nullopt;
  return speaker->name;
}

std::optional<Speaker> References::resolve_description(const NounPhrase& phrase) const {
  const Span place = place_of(phrase);
  const std::string_view text = r_.text.substr(place.begin, place.end - place.begin);
  if (const auto name = aliases_.name_of(text)) {
    const auto known = std::ranges::find(r_.actors, *name, &Actor::name);
    Speaker speaker{.name = std::string(*name), .place = place};
    if (known != r_.actors.end()) speaker.actor = static_cast<Index>(known - r_.actors.begin());
    return speaker;
  }
  const TextToken& first = r_.flow[phrase.begin];
  const std::string_view article = r_.view(first);
  const TextToken& last = r_.flow[phrase.end - 1];
  if (last.is(saying_noun) && first.is(determiner) && phrase.end - phrase.begin <= 3) {
    // "The mission said in a statement ...": then "the statement said".
    const auto author = authors_.find(ascii_lower(r_.view(last)));
    if (author != authors_.end() && units_ - author->second.unit <= most_units_to_statement)
      return Speaker{.name = author->second.name, .actor = author->second.actor, .place = place};
    if (focus_.spoke && focus_.distance == 1)
      return Speaker{.name = focus_.name, .actor = focus_.actor, .place = place};
  }
  const bool definite = starts_with_lower(article, "the") || first.kind != TextToken::Kind::word ||
                        !first.is(determiner) || r_.flow[phrase.begin].is(male_pronoun) || first.is(country) ||
                        starts_with_lower(article, "that");
  std::string head;
  std::string office;
  std::string land;
  for (Index k = phrase.begin; k < phrase.end; ++k) {
    const TextToken& token = r_.flow[k];
    if (const auto form = r_.words.form(r_.view(token), country); token.is(country) && !form.lemma.empty())
      land = form.lemma;
    if (token.is(preposition)) break;
    if (!token.is(role)) continue;
    head = ascii_lower(r_.view(token));
    office = head;
    for (Index m = k; m > phrase.begin && r_.flow[m - 1].is(role_modifier) && !r_.flow[m - 1].upper; --m)
      office = ascii_lower(r_.view(r_.flow[m - 1])) + " " + office;
  }
  if (definite && !head.empty() && !first.is(group_noun)) {
    std::vector<Index> holders;
    for (const OfficeHolder& holder : r_.offices) {
      const bool same_office = office == head ? holder.head == head : holder.office == office;
      const bool leads = head == "leader" && leads_a_country(holder.head) && !land.empty();
      if (!same_office && !leads) continue;
      if (!land.empty() && holder.country != land) continue;
      if (std::ranges::find(holders, holder.actor) == holders.end()) holders.push_back(holder.actor);
      if (holders.size() > 4) break;
    }
    if (holders.size() == 1) return speaker_of(holders.front(), place);
    if (focus_.actor && focus_.distance <= 2 && std::ranges::find(holders, *focus_.actor) != holders.end())
      return speaker_of(*focus_.actor, place);
  }
  // "the model, 29,".
  const bool aged = phrase.end + 2 < unit_.end && r_.flow[phrase.end].is_mark(',') &&
                    r_.flow[phrase.end + 2].is_mark(',') && r_.flow[phrase.end + 1].kind == TextToken::Kind::number &&
                    r_.flow[phrase.end + 1].end - r_.flow[phrase.end + 1].begin == 2;
  if (definite && (aged || text.find("-year-old") != std::string_view::npos)) {
    if (auto speaker = resolve_epithet(place)) return speaker;
  }
  // "the striker", who has not been spoken of under this word: the one whom the sentence before is about.
  // A capital letter makes an office of it, and another person ("the Presiding Officer"), but for members of a party.
  const bool lower = !last.upper || is_any_of(phrase.end - 1, {"democrat", "republican", "tory", "centrist"});
  if (lower && starts_with_lower(article, "the") && article.size() == 3 && !head.empty() && !last.is(group_noun) &&
      phrase.end - phrase.begin <= 4 && focus_.distance <= 1 && !appeared_before(head, phrase.begin)) {
    if (auto speaker = resolve_epithet(place)) return speaker;
  }
  return in_words(phrase);
}

/// The words of the report, without an article.
Speaker References::in_words(const NounPhrase& phrase) const {
  const Span place = place_of(phrase);
  const std::string_view article = r_.view(r_.flow[phrase.begin]);
  Index begin = phrase.begin;
  if (phrase.end - begin > 1 && !starts_with_lower(r_.view(r_.flow[begin + 1]), "other") &&
      (starts_with_lower(article, "the") || article == "a" || article == "A" || article == "an" || article == "An") &&
      article.size() <= 3)
    ++begin;
  return {.name = std::string(r_.text.substr(r_.flow[begin].begin, place.end - r_.flow[begin].begin)), .place = place};
}

/// Two words that nothing says of what they are; mostly somebody.
bool References::is_full_name(Index actor) const {
  const Actor& a = r_.actors[actor];
  return a.kind == Actor::Kind::unknown && a.name.find(' ') != std::string::npos;
}

std::optional<Speaker> References::resolve_epithet(const Span& place) const {
  const bool person = focus_.actor && focus_.distance <= 2 && !focus_.plural && !focus_.body &&
                      (surely_person(*focus_.actor) || is_full_name(*focus_.actor));
  if (person) return speaker_of(*focus_.actor, place);
  if (recent_.size() == 1 && surely_person(recent_.front().actor)) return speaker_of(recent_.front().actor, place);
  return std::nullopt;
}

bool References::appeared_before(const std::string& word, Index before) const {
  if (const auto known = roles_.find(word); known != roles_.end() && units_ - known->second < most_units_to_role)
    return true;
  for (Index k = before - std::min(before - unit_.begin, most_tokens_back); k < before; ++k) {
    if (r_.flow[k].is(role) && is_any_of(k, {word})) return true;
  }
  return false;
}

}  // namespace detente
