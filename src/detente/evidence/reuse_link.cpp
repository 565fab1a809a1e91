// Copy, speech, or background: what two reports are to each other that share words. Ministers speak to many, agencies
// repeat a paragraph of background for years: such words are shared by reports whose authors have not read each other.

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/resemblance.hpp"
#include "detente/evidence/reuse_pair.hpp"

namespace detente {

namespace {

using enum WordClass;

constexpr double enough_for_copy = 1.0;
constexpr double most_from_public = 0.7;  // of words that were spoken to everybody, however many spoke
constexpr double other_event = 0.08;      // reports that share less of their words besides tell of different events;
constexpr double other_event_of_agency = 0.25;  // an agency says again what is known, with its own words
constexpr double from_paraphrase = 0.25;
constexpr double most_from_paraphrases = 1;
constexpr double most_beside_public = 0.25;  // reports of one event by two who were there say much the same
constexpr double same_event = 0.25;          // of sentences, three of whose words are not by chance the same
constexpr std::size_t most_voices = 50;
constexpr std::size_t most_actors = 1000;  // of a report, that are looked through for other forms of a name

/// "the judge, Mrs Justice Okafor": whether what stands beside a name where it comes first is a public office.
bool holds_office(const Document& d, const Actor& actor) {
  for (std::size_t k = 0; k < std::min<std::size_t>(actor.mentions.size(), 3); ++k) {
    const Span mention = actor.mentions[k];
    const auto s = d.sentence_at(mention.begin);
    if (!s) continue;
    const Span sentence = d.sentences[*s].span;
    const std::size_t begin = std::max(sentence.begin, mention.begin > 40 ? mention.begin - 40 : 0);
    const std::size_t end = std::max(mention.end, std::min(sentence.end, mention.end + 40));
    if (any_word(d.at({begin, end}), public_role)) return true;
  }
  return false;
}

/// Whether words were spoken to many: their speaker holds a public office, or the sentences around name an occasion.
bool is_public(const Document& d, const Quotation& q) {
  if (q.speaker) {
    if (any_word(q.speaker->name, public_role)) return true;
    if (q.speaker->actor) {
      const Actor& actor = d.actors[*q.speaker->actor];
      if (actor.kind == Actor::Kind::organization || actor.kind == Actor::Kind::place) return true;
      if (holds_office(d, actor)) return true;
      // The same name in a form that was not merged with it.
      const bool few = d.actors.size() <= most_actors;
      if (few && std::ranges::any_of(d.actors, [&](const Actor& other) {
            return same_speaker(q.speaker, Speaker{.name = other.name}) && holds_office(d, other);
          }))
        return true;
    }
  }
  const std::uint32_t first = q.sentence > 0 ? q.sentence - 1 : 0;
  for (std::uint32_t s = first; s < std::min<std::size_t>(q.sentence + 2, d.sentences.size()); ++s) {
    const Span span = d.sentences[s].span;
    if (s > q.sentence && d.sentences[s].paragraph != d.sentences[q.sentence].paragraph) break;
    // The quoted words themselves do not count.
    if (any_word(d.text.substr(span.begin, std::max(span.begin, std::min(span.end, q.span.begin)) - span.begin),
                 occasion))
      return true;
    if (span.end > q.span.end &&
        any_word(d.text.substr(std::max(span.begin, q.span.end), span.end - std::max(span.begin, q.span.end)),
                 occasion))
      return true;
  }
  return false;
}

/// Somebody whose words both reports quote.
struct Voice {
  std::optional<Speaker> speaker{};
  bool in_private = true;   // speaks to one reporter
  std::uint32_t words = 0;  // in the longest quotation shared
};

std::vector<Voice> voices_of(const Document& a, const Document& b, const SharedFacts& facts) {
  std::vector<Voice> out;
  for (const SharedQuotation& q : facts.quotations) {
    if (q.words < least_quoted_run || out.size() > most_voices) continue;
    const Quotation& x = a.quotations[q.a];
    const Quotation& y = b.quotations[q.b];
    const auto& speaker = x.speaker ? x.speaker : y.speaker;
    if (!speaker) continue;
    auto voice = std::ranges::find_if(
        out, [&](const Voice& v) { return same_speaker(v.speaker, x.speaker) || same_speaker(v.speaker, y.speaker); });
    if (voice == out.end()) voice = out.insert(voice, {.speaker = speaker});
    voice->in_private = voice->in_private && !is_public(a, x) && !is_public(b, y);
    voice->words = std::max(voice->words, q.words);
  }
  return out;
}

/// Whether a sentence passes on what one of them said, without quoting it.
bool reports_voice(const Document& d, std::uint32_t sentence, const std::vector<Voice>& voices) {
  return std::ranges::any_of(std::ranges::equal_range(d.statements, sentence, {}, &ReportedStatement::sentence),
                             [&](const ReportedStatement& said) {
                               return std::ranges::any_of(
                                   voices, [&](const Voice& v) { return same_speaker(v.speaker, said.speaker); });
                             });
}

/// How much speaks for a copy where only quotations are shared.
double signs_of_copy(const Document& a, const Document& b, const SharedFacts& facts,
                     const std::vector<AlignedSentences>& paraphrases, std::vector<std::string>& reasons) {
  const std::vector<Voice> voices = voices_of(a, b, facts);
  double in_private = 0;
  double in_public = 0;
  for (const Voice& voice : voices) {
    if (voice.in_private) in_private += voice.words >= least_run ? enough_for_copy : 0.8;
    else in_public += 0.35;
  }
  double sum = in_private + std::min(in_public, most_from_public);
  const bool told_one = std::ranges::any_of(facts.quotations, [&](const SharedQuotation& q) {
    return tells_a_paper(a, a.quotations[q.a].sentence) || tells_a_paper(b, b.quotations[q.b].sentence);
  });
  if (told_one) {
    sum += 0.8;
    reasons.emplace_back("said to one paper");
  }
  if (voices.size() > 1) reasons.push_back(fmt::format("the same words of {} people", voices.size()));
  // Sentences that say the same in the same order.
  std::size_t same = 0;
  for (const AlignedSentences& p : paraphrases) {
    // Word for word, and yet no shared prose: page furniture.
    if (p.likeness > 0.99) continue;
    // More of what was said to everybody.
    if (in_private == 0 && (reports_voice(a, p.copy, voices) || reports_voice(b, p.original, voices))) continue;
    ++same;
  }
  if (same > 0)
    reasons.push_back(fmt::format("the same said around them, {}", same == 1 ? "once" : fmt::format("{} times", same)));
  return sum + std::min(from_paraphrase * static_cast<double>(same),
                        in_private > 0 || told_one ? most_from_paraphrases : most_beside_public);
}

std::size_t words_in(const Document& d, std::uint32_t sentence) {
  std::vector<ComparedWord> words;
  append_compared_words(d.text, d.sentences[sentence].span, words);
  return words.size();
}

/// Whether something is told in the report before this sentence.
bool has_prose_before(const Document& d, std::uint32_t sentence) {
  return std::any_of(d.sentences.begin(), d.sentences.begin() + sentence,
                     [](const Sentence& s) { return s.kind == Sentence::Kind::prose && counts_for_reuse(s); });
}

/// The stems of content in the sentences that are not these (ascending).
std::set<std::string> stems_beside(const Document& d, const std::vector<std::uint32_t>& sentences) {
  std::vector<std::uint32_t> others;
  for (std::uint32_t s = 0; s < d.sentences.size(); ++s)
    if (!std::ranges::binary_search(sentences, s)) others.push_back(s);
  return stems_of(d, others);
}

/// Whether what two reports share is a standing paragraph of background: whole sentences in one row, letter for letter,
/// in the middle of reports on different events.
bool is_background(const Document& a, const Document& b, const SharedFacts& facts) {
  if (!facts.quotations.empty() || facts.aligned.empty()) return false;
  std::vector<std::uint32_t> block_a;
  std::vector<std::uint32_t> block_b;
  for (const AlignedSentences& s : facts.aligned) {
    const bool next = block_a.empty() || (s.copy == block_a.back() + 1 && s.original == block_b.back() + 1);
    if (!next || s.words != words_in(a, s.copy) || s.words != words_in(b, s.original)) return false;
    if (cites_others(a, s.copy) || cites_others(b, s.original)) return false;
    block_a.push_back(s.copy);
    block_b.push_back(s.original);
  }
  if (!has_prose_before(a, block_a.front()) || !has_prose_before(b, block_b.front())) return false;
  for (const Resemblance& r : resembling_sentences(a, b)) {
    if (std::ranges::binary_search(block_a, r.a) || std::ranges::binary_search(block_b, r.b)) continue;
    if (r.shared >= 3 && r.likeness >= same_event) return false;
  }
  const std::set<std::string> x = stems_beside(a, block_a);
  const std::set<std::string> y = stems_beside(b, block_b);
  std::vector<std::string> both;
  std::ranges::set_intersection(x, y, std::back_inserter(both));
  const bool one_agency = !agency_of(a).empty() && agency_of(a) == agency_of(b);
  return static_cast<double>(both.size()) <
         (one_agency ? other_event_of_agency : other_event) * static_cast<double>(std::min(x.size(), y.size()));
}

}  // namespace

bool any_word(std::string_view text, WordClass wanted) {
  const Lexicon& words = Lexicon::english();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" ,.;:\n\"", at), text.size());
    if (words.is(text.substr(at, end - at), wanted)) return true;
    at = end + 1;
  }
  return false;
}

bool tells_a_paper(const Document& d, std::uint32_t sentence) {
  for (std::uint32_t s = sentence > 1 ? sentence - 2 : 0; s < std::min<std::size_t>(sentence + 2, d.sentences.size());
       ++s) {
    const std::string text = ascii_lower(d.at(d.sentences[s].span));
    for (const std::string_view verb :
         {"told ", "interview with ", "interview published by ", "speaking to ", "spoke to ", "reported by "}) {
      for (std::size_t at = text.find(verb); at != std::string::npos; at = text.find(verb, at + 1)) {
        const std::string_view behind = std::string_view(text).substr(at + verb.size(), 40);
        const std::string_view whom = behind.substr(0, behind.find_first_of(",.;:\""));
        if (any_word(whom, paper) && !any_word(whom, occasion)) return true;
      }
    }
  }
  return false;
}

ReusePair::Link link_of(const Document& a, const Document& b, const SharedFacts& facts,
                        const std::vector<AlignedSentences>& paraphrases, std::vector<std::string>& reasons) {
  using enum ReusePair::Link;
  if (facts.prose_words >= least_run) {
    if (is_background(a, b, facts)) return background;
    reasons.push_back(fmt::format("{} words of prose in a row", facts.prose_words));
    return copy;
  }
  return signs_of_copy(a, b, facts, paraphrases, reasons) >= enough_for_copy ? copy : speech;
}

}  // namespace detente
