// Ministers speak to many: their words are shared by reports whose authors have not read each other. What somebody said
// to one reporter is shared only by those who took it from him.

#include "detente/evidence/shared_voices.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <ranges>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"

namespace detente {

namespace {

using enum WordClass;

constexpr std::size_t most_voices = 50;
constexpr std::size_t most_heard = 200;       // quotations that are looked at for them
constexpr std::size_t most_statements = 200;  // of a report, that may say on what occasion somebody spoke
constexpr std::uint32_t reach = 3;            // sentences before and behind a quotation that say to whom it was said
constexpr std::size_t most_actors = 1000;     // of a report, that are looked through for other forms of a name

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

/// Whether the speaker holds a public office, or speaks for a body.
bool is_official(const Document& d, const Quotation& q) {
  if (!q.speaker) return false;
  if (any_word(q.speaker->name, public_role)) return true;
  // "the national weather service"
  if (Lexicon::english().is(std::string_view(q.speaker->name).substr(q.speaker->name.rfind(' ') + 1), institution))
    return true;
  if (!q.speaker->actor) return false;
  const Actor& actor = d.actors[*q.speaker->actor];
  if (actor.kind == Actor::Kind::organization || actor.kind == Actor::Kind::place) return true;
  if (holds_office(d, actor)) return true;
  // The same name in a form that was not merged with it.
  const bool few = d.actors.size() <= most_actors;
  return few && std::ranges::any_of(d.actors, [&](const Actor& other) {
           return same_speaker(q.speaker, Speaker{.name = other.name}) && holds_office(d, other);
         });
}

/// Whether nobody is named as the speaker: "one of the officials", "a source".
bool is_anonymous(const Quotation& q) {
  static constexpr std::array<std::string_view, 6> begins{"one ", "a ", "an ", "another ", "some ", "source"};
  if (!q.speaker) return false;
  const std::string name = ascii_lower(q.speaker->name);
  return std::ranges::any_of(begins, [&](std::string_view x) { return name.starts_with(x); });
}

/// Whether the words are those of something written for everybody to read.
bool is_document(const Quotation& q) {
  static const std::set<std::string_view> documents{
      "report", "study",    "document",   "letter",  "judgment", "judgement", "ruling", "statement",
      "review", "audit",    "survey",     "motion",  "bill",     "law",       "treaty", "agreement",
      "paper",  "petition", "indictment", "verdict", "bulletin", "memo",      "draft",  "minutes"};
  if (!q.speaker) return false;
  const std::string name = ascii_lower(q.speaker->name);
  return documents.contains(std::string_view(name).substr(name.rfind(' ') + 1));
}

/// Whether words were spoken to many: the sentences around name an occasion.
bool is_on_occasion(const ReuseReport& report, const Quotation& q) {
  const std::vector<Marks>& marks = report.provenance.marks;
  const auto names_one = [&](std::uint32_t s) { return marks[s].occasion && !marks[s].other; };
  const auto in_paragraph = [&](std::uint32_t s) {
    return s < marks.size() && marks[s].paragraph == marks[q.sentence].paragraph && names_one(s);
  };
  return names_one(q.sentence) || (q.sentence > 0 && names_one(q.sentence - 1)) || in_paragraph(q.sentence + 1);
}

/// Whether the speaker is heard on an occasion elsewhere: "Mr. Roe gave evidence on Monday."
bool is_heard_on_occasion(const ReuseReport& report, const Quotation& q) {
  const std::vector<ReportedStatement>& all = report.document.statements;
  return std::ranges::any_of(
      std::span(all).first(std::min(all.size(), most_statements)), [&](const ReportedStatement& said) {
        return report.provenance.marks[said.sentence].occasion && same_speaker(q.speaker, said.speaker);
      });
}

/// What a report has of one kind in the sentences close to one.
template <class List>
auto close_to(const List& list, std::uint32_t sentence) {
  const auto place = [](const auto& x) { return x.sentence; };
  const auto begin = std::ranges::lower_bound(list, sentence - std::min(sentence, reach), {}, place);
  return std::ranges::subrange(begin, std::ranges::upper_bound(list, sentence + reach, {}, place));
}

/// Whether words were spoken to one reporter alone, as far as the report says it; on an occasion, only if it says so
/// with the words.
bool is_exclusive(const ReuseReport& report, const Quotation& q, bool occasion) {
  const std::vector<Marks>& marks = report.provenance.marks;
  const auto tells_one = [&](std::uint32_t s) { return marks[s].own || marks[s].named || marks[s].other; };
  if (tells_one(q.sentence)) return true;
  if (occasion) return false;  // "she told us" may be at a press conference
  if (marks[q.sentence].among) return true;
  if (q.sentence > report.provenance.lead && tells_one(report.provenance.lead)) return true;
  // Where else close by the same speaker is heard.
  const auto says_so = [&](const auto& x) { return tells_one(x.sentence) && same_speaker(q.speaker, x.speaker); };
  return std::ranges::any_of(close_to(report.document.statements, q.sentence), says_so) ||
         std::ranges::any_of(close_to(report.document.quotations, q.sentence), says_so);
}

}  // namespace

std::vector<Voice> shared_voices(const ReuseReport& first, const ReuseReport& second, const SharedFacts& facts) {
  const Document& a = first.document;
  const Document& b = second.document;
  std::vector<Voice> out;
  const auto voice_of = [&](const std::optional<Speaker>& x, const std::optional<Speaker>& y) -> Voice& {
    auto voice = std::ranges::find_if(out, [&](const Voice& v) { return v.is(x) || v.is(y); });
    if (voice == out.end()) voice = out.insert(voice, Voice{});
    return *voice;
  };
  const auto hear = [&](Voice& voice, const ReuseReport& report, const Quotation& q, std::uint32_t words,
                        bool occasion) {
    if (q.speaker) voice.speakers.push_back(*q.speaker);
    voice.occasion = voice.occasion || occasion || is_heard_on_occasion(report, q);
    voice.exclusive = voice.exclusive || is_exclusive(report, q, occasion);
    const bool leaked = first.provenance.leaked || second.provenance.leaked;
    voice.exclusive = voice.exclusive || (is_document(q) && leaked);
    voice.official = voice.official || (is_document(q) ? !leaked : is_official(report.document, q));
    voice.words = std::max(voice.words, words);
  };
  std::size_t heard = 0;
  for (const SharedQuotation& q : facts.quotations) {
    if (q.words < least_quoted_run || out.size() > most_voices || heard > most_heard) continue;
    const Quotation& x = a.quotations[q.a];
    const Quotation& y = b.quotations[q.b];
    if (!x.speaker && !y.speaker) continue;
    ++heard;
    Voice& voice = voice_of(x.speaker, y.speaker);
    const bool occasion = is_on_occasion(first, x) || is_on_occasion(second, y);
    hear(voice, first, x, q.words, occasion);
    hear(voice, second, y, q.words, occasion);
    voice.anonymous = voice.anonymous || (is_anonymous(x) && is_anonymous(y));
  }
  for (const HalfQuotation& half : facts.half) {
    const ReuseReport& report = half.in_first ? first : second;
    const Quotation& q = report.document.quotations[half.quotation];
    if (half.words < least_run || out.size() > most_voices || !q.speaker || ++heard > most_heard) continue;
    hear(voice_of(q.speaker, std::nullopt), report, q, half.words, is_on_occasion(report, q));
  }
  return out;
}

bool reports_voice(const Document& d, std::uint32_t sentence, const std::vector<Voice>& voices) {
  return std::ranges::any_of(std::ranges::equal_range(d.statements, sentence, {}, &ReportedStatement::sentence),
                             [&](const ReportedStatement& said) {
                               return std::ranges::any_of(voices, [&](const Voice& v) { return v.is(said.speaker); });
                             });
}

}  // namespace detente
