// Which of two reports is the original, where no date says it. A report that takes from another one leaves things out:
// it cuts quotations and joins what an interruption divided, drops who said it, names people with less of what they
// are, replaces days and numbers by "recently" and "many", and says where it has it from. Each sign counts a little;
// together they decide or, near zero, do not.

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/resemblance.hpp"
#include "detente/evidence/reuse_pair.hpp"
#include "detente/evidence/word_stream.hpp"

namespace detente {

namespace {

constexpr std::uint32_t most_sentences_read = 100;  ///< of one report, for signs that may stand anywhere
constexpr std::size_t longest_read = 1000;          ///< bytes of one of them
constexpr std::size_t longest_mark = 100;           ///< bytes that may hold a dateline, or the head of a press release

constexpr double enough_context = 0.8;  ///< where no other sign tells the direction

/// What one report has of each sign.
struct Signs {
  double excerpt = 0;      ///< words of the shared quotations that only this one has
  double interrupted = 0;  ///< shared quotations that are divided here
  double attributed = 0;   ///< shared sentences and quotations with a speaker
  double introduced = 0;   ///< words that say who the quoted people are
  double more_words = 0;   ///< other quotations of the people quoted in both
  double names = 0;        ///< mentions elsewhere of the names in them
  double context = 0;      ///< words of both shared sentences that recur elsewhere
  double borrowed = 0;     ///< says that it has it from others
  double issued = 0;       ///< 1 for a press release, less for an agency's report that cites nobody
  double own_paper = 0;    ///< 1 if they were said to a paper that it names
  double first_hand = 0;   ///< sentences anywhere in which its reporters were there, or have it for themselves
};

/// How fully a speaker is introduced: parts of the name, words of the office.
double introduction(const Document& d, const Speaker& speaker) {
  if (!speaker.actor) return 0;
  const Actor& actor = d.actors[*speaker.actor];
  double words = 0;
  for (const char c : actor.name) words += c == ' ' ? 0.5 : 0;
  for (const char c : actor.office) words += c == ' ' ? 1 : 0;
  return words + (actor.office.empty() ? 0 : 1);
}

bool says_where_from(const Document& d, std::uint32_t sentence) {
  static constexpr std::array<std::string_view, 12> marks{
      "according to media", "media report",     "news agency report", "as reported by",
      "first reported",     "reported earlier", "quoted by",          "was quoted as",
      "cited by",           "citing ",          "reports say",        "according to a report"};
  const std::string lower = ascii_lower(d.at(d.sentences[sentence].span));
  return std::ranges::any_of(marks, [&](std::string_view m) { return lower.find(m) != std::string::npos; });
}

bool speaks_of_itself(const Document& d, std::uint32_t sentence) {
  static constexpr std::array<std::string_view, 6> marks{
      "told this newspaper", "told this reporter", "told us", "told me", "to this newspaper", "said to me"};
  const std::string lower = ascii_lower(d.at(d.sentences[sentence].span));
  return std::ranges::any_of(marks, [&](std::string_view m) { return lower.find(m) != std::string::npos; });
}

/// Whom somebody speaks to in a sentence: `named` for "told the Herald", which papers mostly say of themselves, `other`
/// for "told the paper", "told a local newspaper", which they say of others.
struct SpokenTo {
  bool named = false;
  bool other = false;
};

SpokenTo spoken_to(const Document& d, std::uint32_t sentence) {
  SpokenTo out;
  const std::string_view text = d.at(d.sentences[sentence].span);
  for (const std::string_view verb : {"told ", "interview with ", "speaking to ", "spoke to "}) {
    for (std::size_t at = text.find(verb); at != std::string_view::npos; at = text.find(verb, at + 1)) {
      const std::string_view behind = text.substr(at + verb.size(), 40);
      const std::string_view whom = behind.substr(0, behind.find_first_of(",.;:\""));
      if (!any_word(ascii_lower(whom), WordClass::paper)) continue;
      const std::size_t name = whom.find(' ');
      const bool named =
          whom.starts_with("the ") && whom.size() > name + 1 && is_upper(code_point_at(whom, name + 1).code);
      (named ? out.named : out.other) = true;
    }
  }
  return out;
}

/// "told this magazine", "seen by the Herald", "our correspondent".
bool is_first_hand(const Document& d, std::uint32_t sentence) {
  static constexpr std::array<std::string_view, 14> marks{
      "this newspaper", "this magazine", "this reporter", "our correspondent",         "our reporter",
      "told me",        "tells me",      "seen by the ",  "obtained by the ",          "reviewed by the ",
      "we visited",     "i visited",     "'s questions",  "declined to be interviewed"};
  const std::string lower = ascii_lower(d.at(d.sentences[sentence].span));
  return std::ranges::any_of(marks, [&](std::string_view m) { return lower.find(m) != std::string::npos; });
}

/// The words of a sentence that the other report does not share: "..., the Ledger reported", "Of the clinic it says:
/// ...".
bool adds_a_source(const Document& d, std::uint32_t sentence) {
  static constexpr std::array<std::string_view, 8> marks{" reported on ",  " reported sunday", " it says: ",
                                                         " says: ",        " reported last ",  " reported earlier",
                                                         " as saying by ", " has put it"};
  const std::string lower = ascii_lower(d.at(d.sentences[sentence].span));
  return std::ranges::any_of(marks, [&](std::string_view m) { return lower.find(m) != std::string::npos; });
}

/// "For immediate release", "Press contact": written to be taken from.
bool is_release(const Document& d) {
  static constexpr std::array<std::string_view, 7> marks{
      "for immediate release", "press release",    "press contact",  "media contact",
      "media inquiries:",      "notes to editors", "note to editors"};
  return std::ranges::any_of(d.sentences, [&](const Sentence& s) {
    if (s.span.end - s.span.begin > longest_mark) return false;
    const std::string lower = ascii_lower(d.at(s.span));
    return std::ranges::any_of(marks, [&](std::string_view m) { return lower.starts_with(m); });
  });
}

/// The last words of the names in some sentences, with how often each is spoken of in the other ones.
std::map<std::string, double> names_elsewhere(const Document& d, const std::vector<std::uint32_t>& sentences) {
  std::map<std::string, double> out;
  for (const Actor& actor : d.actors) {
    std::set<std::string> forms;
    double others = 0;
    for (const Span& mention : actor.mentions) {
      const auto s = d.sentence_at(mention.begin);
      const std::string_view text = d.at(mention);
      if (!s || !std::ranges::binary_search(sentences, static_cast<std::uint32_t>(*s))) ++others;
      else forms.insert(ascii_lower(text.substr(0, text.find(' '))));
    }
    for (const std::string& form : forms) out[form] += others;
  }
  return out;
}

/// "he" or "she" in a sentence.
bool names_person(std::string_view text) {
  return any_word(text, WordClass::male_pronoun) || any_word(text, WordClass::female_pronoun);
}

Signs signs_of(const Document& d, const std::vector<std::uint32_t>& sentences,
               const std::vector<std::uint32_t>& quotations) {
  Signs out;
  std::set<std::uint32_t> speakers;
  std::set<std::uint32_t> attributed;  // sentences
  for (const std::uint32_t q : quotations) {
    const Quotation& quotation = d.quotations[q];
    if (quotation.joins) ++out.interrupted;
    if (quotation.rule == "pronoun left open" && names_person(d.at(d.sentences[quotation.sentence].span)))
      attributed.insert(quotation.sentence);
    if (!quotation.speaker) continue;
    attributed.insert(quotation.sentence);
    if (quotation.speaker->actor && speakers.insert(*quotation.speaker->actor).second)
      out.introduced += introduction(d, *quotation.speaker);
  }
  for (const Quotation& quotation : d.quotations) {
    const auto index = static_cast<std::uint32_t>(&quotation - d.quotations.data());
    if (quotation.words < least_quoted_run || std::ranges::binary_search(quotations, index)) continue;
    if (quotation.speaker && quotation.speaker->actor && speakers.contains(*quotation.speaker->actor)) ++out.more_words;
  }
  for (const ReportedStatement& s : d.statements) {
    if (std::ranges::binary_search(sentences, s.sentence)) attributed.insert(s.sentence);
  }
  out.attributed = static_cast<double>(attributed.size());
  for (const std::uint32_t s : sentences) {
    const SpokenTo here = spoken_to(d, s);
    if (cites_others(d, s) || (here.other && !speaks_of_itself(d, s))) ++out.borrowed;
    else if (here.named || (s > 0 && spoken_to(d, s - 1).named)) out.own_paper = 1;
    if (speaks_of_itself(d, s)) --out.borrowed;
  }
  for (std::uint32_t s = 0; s < d.sentences.size() && s < most_sentences_read; ++s) {
    const Sentence& sentence = d.sentences[s];
    const bool prose = !sentence.boilerplate && sentence.span.end - sentence.span.begin <= longest_read;
    if (prose && is_first_hand(d, s)) ++out.first_hand;
  }
  out.issued = is_release(d) ? 1 : out.borrowed <= 0 && !agency_of(d).empty() ? 0.25 : 0;
  return out;
}

void sort_and_unique(std::vector<std::uint32_t>& list) {
  std::ranges::sort(list);
  const auto rest = std::ranges::unique(list);
  list.erase(rest.begin(), rest.end());
}

}  // namespace

std::string_view agency_of(const Document& d) {
  std::uint32_t prose = 0;
  for (const Sentence& s : d.sentences) {
    if (s.kind != Sentence::Kind::prose || !counts_for_reuse(s)) continue;
    if (++prose > 3) break;
    const std::string_view text = d.at(s.span).substr(0, longest_mark);
    const std::size_t open = text.find(" (");
    const std::size_t close = text.find(')', open == std::string_view::npos ? text.size() : open);
    if (close == std::string_view::npos || text.size() < 2 || text[1] < 'A' || text[1] > 'Z') continue;
    const std::string_view behind = text.substr(close + 1);
    for (const std::string_view dash : {" - ", " -- ", " \u2013 ", " \u2014 "})
      if (behind.starts_with(dash)) return text.substr(open + 2, close - open - 2);
  }
  return {};
}

bool cites_others(const Document& d, std::uint32_t sentence) {
  return says_where_from(d, sentence) || adds_a_source(d, sentence);
}

DirectionSigns direction_signs(const Document& a, const Document& b, const SharedFacts& facts) {
  std::vector<std::uint32_t> sentences_a;
  std::vector<std::uint32_t> sentences_b;
  std::vector<std::uint32_t> quotations_a;
  std::vector<std::uint32_t> quotations_b;
  for (const AlignedSentences& s : facts.aligned) {
    sentences_a.push_back(s.copy);
    sentences_b.push_back(s.original);
  }
  for (const SharedQuotation& q : facts.quotations) {
    quotations_a.push_back(q.a);
    quotations_b.push_back(q.b);
  }
  for (auto* list : {&sentences_a, &sentences_b, &quotations_a, &quotations_b}) sort_and_unique(*list);
  Signs x = signs_of(a, sentences_a, quotations_a);
  Signs y = signs_of(b, sentences_b, quotations_b);
  for (const SharedQuotation& q : facts.quotations) {
    const std::uint32_t own = a.quotations[q.a].words;
    const std::uint32_t other = b.quotations[q.b].words;
    // Words beyond the shared ones, where only one of the two goes on.
    if (own > q.words && other <= q.words + 1) x.excerpt += 1;
    if (other > q.words && own <= q.words + 1) y.excerpt += 1;
  }
  // Words and names that stand in what is shared: who speaks of them elsewhere too?
  std::set<std::string> shared;
  std::ranges::set_intersection(stems_of(a, sentences_a), stems_of(b, sentences_b),
                                std::inserter(shared, shared.end()));
  x.context = static_cast<double>(recurring(a, sentences_a, shared));
  y.context = static_cast<double>(recurring(b, sentences_b, shared));
  const auto names_a = names_elsewhere(a, sentences_a);
  for (const auto& [name, times] : names_elsewhere(b, sentences_b)) {
    const auto same = names_a.find(name);
    if (same == names_a.end()) continue;
    x.names += std::min(same->second, 3.0);
    y.names += std::min(times, 3.0);
  }
  DirectionSigns out;
  std::vector<std::string> reasons_b;
  std::vector<std::string> reasons_a;
  const auto sign = [&](double in_a, double in_b, double weight, double most, const char* reason) {
    const double difference = std::clamp((in_b - in_a) * weight, -most, most);
    out.sum += difference;
    if (difference > 0) reasons_b.emplace_back(reason);
    if (difference < 0) reasons_a.emplace_back(reason);
  };
  sign(x.more_words, y.more_words, 0.75, 2.25, "quotes more of the same people");
  sign(x.attributed, y.attributed, 0.6, 1.8, "says who said it");
  sign(x.excerpt, y.excerpt, 0.75, 1.5, "gives longer quotations");
  sign(x.interrupted, y.interrupted, 0.5, 1.0, "keeps the interruptions of quotations");
  sign(x.introduced, y.introduced, 0.4, 1.2, "introduces the speakers more fully");
  sign(x.context, y.context, 0.2, 1.2, "says more about it elsewhere");
  sign(x.names, y.names, 0.5, 1.5, "speaks of the same people and bodies elsewhere");
  sign(y.borrowed, x.borrowed, 1.5, 3.0, "does not cite others for it");
  sign(x.own_paper, y.own_paper, 1.0, 1.0, "says to whom it was said");
  sign(x.issued, y.issued, 1.5, 1.5, "was issued for others to print");
  sign(x.first_hand, y.first_hand, 0.5, 1.0, "has it at first hand");
  // Which report speaks more of a thing says little by itself: both may have it from a third.
  const bool lone = reasons_a.size() + reasons_b.size() == 1 && x.context != y.context;
  if (lone && std::abs(out.sum) < enough_context) out.sum *= 0.25;
  const auto& reasons = out.sum > 0 ? reasons_b : reasons_a;
  out.reason = join_words(reasons);
  return out;
}

}  // namespace detente
