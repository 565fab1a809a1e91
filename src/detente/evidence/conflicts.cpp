// Sentences are brought together by the set of names in them, which must be equal: that keeps apart what looks alike
// and is about different parties. Within such a set they are compared as sets of stems without negations, opposites and
// numbers; where these stems agree, the rest decides. Contradiction between texts is studied as recognizing textual
// entailment (de Marneffe, Rafferty & Manning 2008); of their features, negation, antonyms and numbers are the ones
// that need no parser.

#include "detente/evidence/conflicts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "detente/base/text.hpp"
#include "detente/evidence/calendar.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/content.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/names.hpp"
#include "detente/evidence/word_stream.hpp"

namespace detente {

namespace {

using enum WordClass;

constexpr double enough_alike = 0.5;
constexpr std::size_t least_shared = 2;       // stems that are no names,
constexpr std::size_t least_in_all = 4;       // and with the names
constexpr std::size_t most_in_a_set = 200;    // sentences with one set of names that are all compared
constexpr std::size_t most_with_a_stem = 40;  // beyond that, only those that share a stem this rare
constexpr int days_apart = 3;                 // reports of one event
constexpr WordClasses times(weekday, month, day_word, unit_of_time);

struct Fact {
  std::uint32_t document = 0;
  std::uint32_t sentence = 0;
  std::vector<std::uint32_t> stems{};                   ///< numbers, ascending
  std::vector<std::pair<std::uint32_t, bool>> poles{};  ///< pairs of opposites that a word belongs to, and which end
  std::vector<std::string> negations{};
  std::vector<std::string> pole_words{};
  std::vector<std::uint32_t> owned{};  ///< stems of what is called "his" or "her"
  std::string owner{};                 ///< whom that means, if there is any
  const Amount* amount = nullptr;      ///< if it has exactly one
  std::optional<Date> date{};
  bool own_date = false;  ///< named in the sentence
};

/// A name for comparing across reports: the family name of a person, else the whole.
std::string key_of(const Actor& actor) {
  if (actor.kind == Actor::Kind::person) {
    const std::size_t space = actor.name.find_last_of(' ');
    return fold_name(std::string_view(actor.name).substr(space == std::string::npos ? 0 : space + 1));
  }
  return fold_name(actor.name);
}

class Collector {
 public:
  explicit Collector(const Lexicon& words) : words_(words) {
    for (const std::string& entry : words.entries(opposite)) poles_.emplace(entry, poles_.size());
  }

  void read(const Document& d, std::uint32_t document, std::map<std::vector<std::string>, std::vector<Fact>>& sets) {
    struct Place {
      Span span{};
      std::uint32_t actor = 0;
    };
    std::vector<Place> places;
    for (std::uint32_t a = 0; a < d.actors.size(); ++a) {
      for (const Span& mention : d.actors[a].mentions) places.push_back({mention, a});
    }
    std::ranges::sort(places, {}, [](const Place& p) { return p.span.begin; });
    auto place = places.begin();
    auto statement = d.statements.begin();
    auto quotation = d.quotations.begin();
    auto amount = d.amounts.begin();
    auto time = d.times.begin();
    for (std::uint32_t s = 0; s < d.sentences.size(); ++s) {
      const Sentence& sentence = d.sentences[s];
      Fact fact{.document = document, .sentence = s, .date = d.date};
      std::set<std::string> names;
      std::vector<Span> name_spans;
      std::vector<std::pair<std::uint32_t, Span>> named;
      while (place != places.end() && place->span.begin < sentence.span.begin) ++place;
      for (; place != places.end() && place->span.begin < sentence.span.end; ++place) {
        named.emplace_back(place->actor, place->span);
        name_spans.push_back(place->span);
      }
      std::vector<Span> speakers;
      std::vector<Span> tellers;
      std::vector<Span> quotes;
      std::optional<std::uint32_t> speaker;
      while (statement != d.statements.end() && statement->sentence < s) ++statement;
      for (; statement != d.statements.end() && statement->sentence == s; ++statement) {
        // Who rejects or denies does something; who says, or denies that something is so, is only the one who tells.
        const WordClasses cue = words_.classes(d.at(statement->cue));
        const bool that = d.text.substr(statement->cue.end, 6) == " that ";
        if (that || !cue.any(WordClasses(opposite, denial))) {
          speakers.push_back(statement->speaker.place);
          tellers.push_back(teller_of(d, sentence, *statement));
        }
        speaker = statement->speaker.actor;
      }
      while (quotation != d.quotations.end() && quotation->sentence < s) ++quotation;
      for (; quotation != d.quotations.end() && quotation->sentence == s; ++quotation) {
        quotes.push_back(quotation->span);
        if (quotation->speaker) speakers.push_back(quotation->speaker->place);
        if (quotation->speaker) speaker = quotation->speaker->actor;
      }
      while (amount != d.amounts.end() && amount->sentence < s) ++amount;
      const auto first_amount = amount;
      while (amount != d.amounts.end() && amount->sentence == s) ++amount;
      if (amount - first_amount == 1) fact.amount = &*first_amount;
      while (time != d.times.end() && time->sentence < s) ++time;
      for (; time != d.times.end() && time->sentence == s; ++time) {
        if (!time->from || fact.own_date) continue;
        // What is said of days to come can change until then: it is of the day on which it was said.
        if (d.date && *d.date < *time->from) continue;
        fact.date = time->from;
        fact.own_date = true;
      }
      if (!counts_for_reuse(sentence) || sentence.kind == Sentence::Kind::heading) continue;
      bool pronoun = false;
      const bool by_person = speaker && d.actors[*speaker].kind == Actor::Kind::person;
      read_words(d, sentence, name_spans, quotes, tellers, fact, by_person, pronoun);
      for (const auto& [actor, span] : named) {
        const bool only_says =
            std::ranges::any_of(speakers, [&](const Span& p) { return p.begin <= span.begin && span.end <= p.end; });
        if (only_says) continue;
        const std::string key = key_of(d.actors[actor]);
        names.insert(key);
        shown_.emplace(key, d.actors[actor].name);
      }
      if (pronoun && speaker) {
        const std::string key = key_of(d.actors[*speaker]);
        names.insert(key);
        shown_.emplace(key, d.actors[*speaker].name);
      }
      if (!fact.owned.empty() && speaker) fact.owner = key_of(d.actors[*speaker]);
      if (names.empty() || fact.stems.size() < least_shared) continue;
      sets[{names.begin(), names.end()}].push_back(std::move(fact));
    }
  }

  [[nodiscard]] double weight(std::uint32_t stem) const {
    return std::log(static_cast<double>(sentences_ + 1) / static_cast<double>(frequency_[stem]));
  }
  /// The names of a set as reports write them.
  [[nodiscard]] std::string subject(const std::vector<std::string>& keys) const {
    std::vector<std::string> names;
    for (const std::string& key : keys) names.push_back(shown_.at(key));
    return join_words(names);
  }

 private:
  void read_words(const Document& d, const Sentence& sentence, const std::vector<Span>& names,
                  const std::vector<Span>& quotes, const std::vector<Span>& tellers, Fact& fact, bool by_person,
                  bool& pronoun) {
    std::vector<ComparedWord> words;
    append_compared_words(d.text, sentence.span, words);
    auto name = names.begin();
    bool owned = false;
    for (const ComparedWord& word : words) {
      while (name != names.end() && name->end <= word.span.begin) ++name;
      if (name != names.end() && name->begin <= word.span.begin) continue;
      const std::string_view text = d.at(word.span);
      const WordClasses classes = words_.classes(text);
      const std::string lower = ascii_lower(text);
      const auto holds = [&](const Span& s) { return s.begin <= word.span.begin && word.span.end <= s.end; };
      if (!classes.has(denial) && std::ranges::any_of(tellers, holds)) continue;
      const bool quoted = std::ranges::any_of(quotes, holds);
      pronoun = pronoun || (quoted && (lower == "i" || lower == "we"));
      pronoun =
          pronoun ||
          (!quoted && !is_possessive(lower) &&
           ((lower == "it" && !by_person) || classes.any(WordClasses(male_pronoun, female_pronoun, plural_pronoun))));
      if (!quoted && is_possessive(lower)) {
        owned = true;
        continue;
      }
      // "denied that it was so" says that it was not.
      const bool denies_that = classes.has(denial) && d.text.substr(word.span.end, 6) == " that ";
      if (classes.has(opposite) && !denies_that) {
        // Both ends are the same word for what the sentence is about.
        const auto form = words_.form(text, opposite);
        if (const auto pole = poles_.find(std::string(form.lemma)); pole != poles_.end()) {
          const auto pair = static_cast<std::uint32_t>(pole->second / 2);
          fact.poles.emplace_back(pair, pole->second % 2 == 1);
          fact.pole_words.emplace_back(text);
          add_stem(fact, "/" + std::to_string(pair));
          continue;
        }
      }
      if (denies_that || classes.has(negation) || lower.ends_with("n't") || lower.ends_with("n\u2019t")) {
        fact.negations.emplace_back(text);
        continue;
      }
      if (!is_content(text) || classes.any(times)) continue;
      if (std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; })) continue;
      add_stem(fact, stem_of(text));
      if (owned) fact.owned.push_back(fact.stems.back());
      owned = false;
    }
    std::ranges::sort(fact.stems);
    const auto rest = std::ranges::unique(fact.stems);
    fact.stems.erase(rest.begin(), rest.end());
    for (const std::uint32_t s : fact.stems) ++frequency_[s];
    ++sentences_;
  }

  /// The words that say who tells something: "its envoy Lukas Brenn said", from the comma in front of them.
  static Span teller_of(const Document& d, const Sentence& sentence, const ReportedStatement& said) {
    const Span place{std::min(said.speaker.place.begin, said.cue.begin),
                     std::max(said.speaker.place.end, said.cue.end)};
    if (place.begin < sentence.span.begin || place.end > sentence.span.end) return said.speaker.place;
    const std::size_t comma = d.text.find_last_of(",;:", place.begin);
    return {comma == std::string::npos ? sentence.span.begin : std::max(sentence.span.begin, comma), place.end};
  }

  static bool is_possessive(std::string_view lower) { return lower == "his" || lower == "her" || lower == "their"; }

  void add_stem(Fact& fact, const std::string& stem) {
    const auto [found, is_new] = numbers_.emplace(stem, static_cast<std::uint32_t>(numbers_.size()));
    if (is_new) frequency_.push_back(0);
    fact.stems.push_back(found->second);
  }

  const Lexicon& words_;
  std::unordered_map<std::string, std::size_t> poles_;  ///< places in the list: 2k and 2k + 1 are opposites
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::uint32_t> frequency_;
  std::map<std::string, std::string> shown_;  ///< for each name for comparing one as it is written
  std::size_t sentences_ = 0;
};

/// What two facts with the same names come to.
std::optional<Conflict> compare(const Fact& a, const Fact& b, std::size_t names, const Collector& collector) {
  std::vector<std::uint32_t> both;
  std::ranges::set_intersection(a.stems, b.stems, std::back_inserter(both));
  if (both.size() < least_shared || both.size() + names < least_in_all) return std::nullopt;
  // "his visit" is another one if somebody else is meant.
  const auto in_both = [&](std::uint32_t stem) { return std::ranges::binary_search(both, stem); };
  if (a.owner != b.owner && (std::ranges::any_of(a.owned, in_both) || std::ranges::any_of(b.owned, in_both)))
    return std::nullopt;
  // What one of them says must be in the other: otherwise the objects may differ ("ready to pay for ramps", "not for
  // lamps").
  const std::size_t left = std::min(a.stems.size(), b.stems.size()) - both.size();
  if (left > both.size() / 6) return std::nullopt;
  const auto weight_of = [&](const std::vector<std::uint32_t>& stems) {
    double sum = 0;
    for (const std::uint32_t s : stems) sum += collector.weight(s);
    return sum;
  };
  const double likeness = weight_of(both) / std::sqrt(weight_of(a.stems) * weight_of(b.stems));
  if (!(likeness >= enough_alike)) return std::nullopt;
  Conflict out{.first = {a.document, a.sentence, {}, a.date},
               .second = {b.document, b.sentence, {}, b.date},
               .subject = {},
               .likeness = likeness};
  // Each pair of opposites turns the meaning over, and so does each negation; twice is not at all.
  std::size_t turns = 0;
  bool by_opposites = false;
  for (const auto& [pole, end] : a.poles) {
    const bool same = std::ranges::any_of(b.poles, [&](const auto& p) { return p.first == pole && p.second == end; });
    const bool other = std::ranges::any_of(b.poles, [&](const auto& p) { return p.first == pole && p.second != end; });
    if (same || !other) continue;
    ++turns;
    by_opposites = true;
  }
  const std::size_t negations = a.negations.size() + b.negations.size();
  turns += negations;
  if (turns % 2 == 1 && negations <= 2) {
    out.kind = by_opposites ? Conflict::Kind::opposite : Conflict::Kind::negation;
    const auto words = [](const Fact& f, bool with_poles) {
      std::vector<std::string> said = f.negations;
      if (with_poles) said.insert(said.end(), f.pole_words.begin(), f.pole_words.end());
      return join_words(said, ", ");
    };
    out.first.says = words(a, by_opposites);
    out.second.says = words(b, by_opposites);
    return out;
  }
  const bool amounts = turns == 0 && a.amount && b.amount && a.amount->kind == b.amount->kind &&
                       a.amount->unit == b.amount->unit && a.amount->kind != Amount::Kind::duration;
  if (!amounts || a.amount->low == b.amount->low || a.amount->high == b.amount->high) return std::nullopt;
  out.kind = Conflict::Kind::number;
  return out;
}

/// Whether two facts are of one time: nothing known of one of them, or days that are close, or the same where both name
/// one.
bool same_time(const Fact& a, const Fact& b) {
  if (!a.date || !b.date) return true;
  if (a.own_date && b.own_date) return *a.date == *b.date;
  return std::abs(days_between(*a.date, *b.date)) <= days_apart;
}

}  // namespace

std::string_view to_text(Conflict::Kind kind) {
  switch (kind) {
    case Conflict::Kind::opposite: return "opposite";
    case Conflict::Kind::number: return "number";
    case Conflict::Kind::negation: break;
  }
  return "negation";
}

Conflicts find_conflicts(const std::vector<Document>& documents, const Control& control) {
  Collector collector(Lexicon::english());
  std::map<std::vector<std::string>, std::vector<Fact>> sets;
  for (std::uint32_t d = 0; d < documents.size() && !control.stopped(); ++d) collector.read(documents[d], d, sets);
  Conflicts out;
  for (const auto& [names, facts] : sets) {
    if (control.stopped()) break;
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    const auto consider = [&](std::size_t x, std::size_t y) {
      if (facts[x].document != facts[y].document) pairs.emplace(std::min(x, y), std::max(x, y));
    };
    if (facts.size() <= most_in_a_set) {
      for (std::size_t x = 0; x < facts.size(); ++x) {
        for (std::size_t y = x + 1; y < facts.size(); ++y) consider(x, y);
      }
    } else {
      std::map<std::uint32_t, std::vector<std::size_t>> holders;
      for (std::size_t x = 0; x < facts.size(); ++x) {
        for (const std::uint32_t s : facts[x].stems) holders[s].push_back(x);
      }
      for (const auto& [stem, list] : holders) {
        if (list.size() > most_with_a_stem) continue;
        for (std::size_t x = 0; x < list.size(); ++x) {
          for (std::size_t y = x + 1; y < list.size(); ++y) consider(list[x], list[y]);
        }
      }
    }
    // Sentences that go against each other at different times make one sequence.
    std::map<std::pair<Conflict::Kind, std::size_t>, std::set<std::size_t>> sequences;
    std::vector<std::size_t> first(facts.size());
    for (std::size_t x = 0; x < facts.size(); ++x) first[x] = x;
    for (const auto& [x, y] : pairs) {
      auto conflict = compare(facts[x], facts[y], names.size(), collector);
      if (!conflict) continue;
      conflict->subject = collector.subject(names);
      if (conflict->kind == Conflict::Kind::number) {
        conflict->first.says = std::string(documents[facts[x].document].at(facts[x].amount->span));
        conflict->second.says = std::string(documents[facts[y].document].at(facts[y].amount->span));
      }
      conflict->same_time = same_time(facts[x], facts[y]);
      if (conflict->first.date && conflict->second.date && *conflict->second.date < *conflict->first.date)
        std::swap(conflict->first, conflict->second);
      if (conflict->same_time) {
        out.conflicts.push_back(std::move(*conflict));
        continue;
      }
      first[y] = first[x];
      auto& change = sequences[{conflict->kind, first[x]}];
      change.insert(x);
      change.insert(y);
    }
    for (const auto& [key, members] : sequences) {
      Conflicts::Change change{.subject = collector.subject(names), .kind = key.first};
      for (const std::size_t x : members) {
        const Fact& f = facts[x];
        ConflictSide side{f.document, f.sentence, {}, f.date};
        if (key.first == Conflict::Kind::number) side.says = std::string(documents[f.document].at(f.amount->span));
        else side.says = join_words(f.negations, ", ");
        if (key.first == Conflict::Kind::opposite) side.says = join_words(f.pole_words, ", ");
        change.sides.push_back(std::move(side));
      }
      std::ranges::stable_sort(change.sides, {}, [](const ConflictSide& s) { return *s.date; });
      out.changes.push_back(std::move(change));
    }
  }
  out.complete = !control.stopped();
  std::ranges::stable_sort(out.conflicts, {}, [](const Conflict& c) {
    return std::tuple(c.first.document, c.first.sentence, c.second.document, c.second.sentence);
  });
  return out;
}

}  // namespace detente
