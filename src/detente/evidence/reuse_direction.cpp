// Which of two reports is the original, where no date says it. A report that takes from another one leaves things out:
// it cuts quotations and joins what an interruption divided, drops names, replaces days and numbers by "recently" and
// "some", and says where it has it from. Each sign counts a little; together they decide or, near zero, do not. The
// weights follow a logistic regression over 129 pairs judged by hand (docs/evidence.md): how many people are introduced
// at length, or spoken of elsewhere, says little; who quotes more, was there, or is named by the other says most.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/reuse_pair.hpp"
#include "detente/evidence/word_diff.hpp"

namespace detente {

namespace {

constexpr std::uint32_t most_sentences_read = 100;  ///< of one report, for signs that may stand anywhere
constexpr std::size_t longest_read = 1000;          ///< bytes of one of them

constexpr std::uint32_t mostly = 8;      ///< tenths of the words of an excerpt that stand in the whole
constexpr double enough_context = 0.8;   ///< where no other sign tells the direction
constexpr double most_by_cutting = 1.2;  ///< signs that one report shows just because it took more from a third

/// What one report has of each sign.
struct Signs {
  double excerpt = 0;      ///< words of the shared quotations that only this one has
  double interrupted = 0;  ///< shared quotations that are divided here
  double named = 0;        ///< shared quotations with a person named as the speaker
  double vague = 0;        ///< words in the shared sentences that leave things open
  double introduced = 0;   ///< words that say who the quoted people are
  double more_words = 0;   ///< other quotations of the people quoted in both
  double names = 0;        ///< mentions elsewhere of the names in them
  double context = 0;      ///< words of both shared sentences that recur elsewhere
  double borrowed = 0;     ///< says that it has it from others
  double issued = 0;       ///< 1 for a press release, less for an agency's report that cites nobody
  double own_paper = 0;    ///< 1 if they were said to a paper that it names: "told the Herald"
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

/// Whether the first quotation is a part of the second one: nearly all of its words stand there, in their order.
bool is_excerpt(const Document& d, const Quotation& part, const Document& of, const Quotation& whole,
                std::uint32_t shared) {
  if (part.words >= whole.words) return false;
  if (part.words <= shared + 1) return true;
  const std::uint32_t common = compare_words(d.text, part.span, of.text, whole.span).common;
  return common * 10 >= part.words * mostly && whole.words * 4 >= part.words * 5;
}

/// Words in these sentences that leave things open: "some", "nearly", "recently".
double vague_words(const Document& d, const std::vector<std::uint32_t>& sentences) {
  double count = 0;
  std::vector<ComparedWord> words;
  for (const std::uint32_t s : sentences) {
    words.clear();
    append_compared_words(d.text, d.sentences[s].span, words);
    for (const ComparedWord& word : words) count += Lexicon::english().is(d.at(word.span), WordClass::vague) ? 1 : 0;
  }
  return count;
}

Signs signs_of(const ReuseReport& report, const std::vector<std::uint32_t>& sentences,
               const std::vector<std::uint32_t>& quotations) {
  const Document& d = report.document;
  const std::vector<Marks>& marks = report.provenance.marks;
  Signs out;
  std::set<std::uint32_t> speakers;
  for (const std::uint32_t q : quotations) {
    const Quotation& quotation = d.quotations[q];
    if (quotation.joins) ++out.interrupted;
    if (quotation.speaker && quotation.speaker->actor && speakers.insert(*quotation.speaker->actor).second)
      out.introduced += introduction(d, *quotation.speaker);
  }
  for (const Quotation& quotation : d.quotations) {
    const auto index = static_cast<std::uint32_t>(&quotation - d.quotations.data());
    if (quotation.words < least_quoted_run || std::ranges::binary_search(quotations, index)) continue;
    if (quotation.speaker && quotation.speaker->actor && speakers.contains(*quotation.speaker->actor)) ++out.more_words;
  }
  // Papers that are another's: "the Ledger reported". What was told to them is taken from there.
  std::set<std::string> others;
  for (const Provenance::Mention& m : report.provenance.mentions)
    if (m.outlet.third && m.outlet.surely) others.insert(m.outlet.name.back());
  std::set<std::uint32_t> of_others;  // sentences
  for (const Provenance::Mention& m : report.provenance.mentions)
    if (m.outlet.surely && others.contains(m.outlet.name.back())) of_others.insert(m.sentence);
  for (const std::uint32_t s : sentences) {
    const Marks& here = marks[s];
    const bool own = here.own || here.among || (s > 0 && (marks[s - 1].own || marks[s - 1].among));
    if (here.cites || of_others.contains(s) || (here.other && !own)) ++out.borrowed;
    else if (here.named || (s > 0 && marks[s - 1].named)) out.own_paper = 1;
    if (own) --out.borrowed;
  }
  out.vague = vague_words(d, sentences);
  for (std::uint32_t s = 0; s < d.sentences.size() && s < most_sentences_read; ++s) {
    const Sentence& sentence = d.sentences[s];
    const bool prose = !sentence.boilerplate && sentence.span.end - sentence.span.begin <= longest_read;
    if (prose && marks[s].first_hand) ++out.first_hand;
  }
  if (report.provenance.interview) out.first_hand += 2;
  out.issued = report.provenance.release ? 1 : out.borrowed <= 0 && !report.provenance.agency.empty() ? 0.25 : 0;
  return out;
}

}  // namespace

DirectionSigns direction_signs(const ReuseReport& first, const ReuseReport& second, const SharedFacts& facts) {
  const Document& a = first.document;
  const Document& b = second.document;
  const std::vector<std::uint32_t> sentences_a = sentences_of(facts.aligned, &AlignedSentences::copy);
  const std::vector<std::uint32_t> sentences_b = sentences_of(facts.aligned, &AlignedSentences::original);
  std::vector<std::uint32_t> quotations_a;
  std::vector<std::uint32_t> quotations_b;
  for (const SharedQuotation& q : facts.quotations) {
    quotations_a.push_back(q.a);
    quotations_b.push_back(q.b);
  }
  quotations_a = each_once(std::move(quotations_a));
  quotations_b = each_once(std::move(quotations_b));
  Signs x = signs_of(first, sentences_a, quotations_a);
  Signs y = signs_of(second, sentences_b, quotations_b);
  for (const SharedQuotation& q : facts.quotations) {
    const Quotation& mine = a.quotations[q.a];
    const Quotation& theirs = b.quotations[q.b];
    // Words beyond the shared ones, where only one of the two goes on.
    if (is_excerpt(b, theirs, a, mine, q.words)) x.excerpt += 1;
    if (is_excerpt(a, mine, b, theirs, q.words)) y.excerpt += 1;
    x.named += is_person(a, mine.speaker) ? 1 : 0;
    y.named += is_person(b, theirs.speaker) ? 1 : 0;
  }
  // Words and names that stand in what is shared: who speaks of them elsewhere too?
  const Stems shared = common(first.content.in(sentences_a), second.content.in(sentences_b));
  x.context = static_cast<double>(first.content.recurring(sentences_a, shared).size());
  y.context = static_cast<double>(second.content.recurring(sentences_b, shared).size());
  const auto names_a = names_elsewhere(a, sentences_a);
  for (const auto& [name, times] : names_elsewhere(b, sentences_b)) {
    const auto same = names_a.find(name);
    if (same == names_a.end()) continue;
    x.names += std::min(same->second, 3.0);
    y.names += std::min(times, 3.0);
  }
  const SharedSource source = shared_source(first.provenance, sentences_a, second.provenance, sentences_b);
  const bool named_a = source.first || names_other(second.provenance, first.provenance);
  const bool named_b = source.second || names_other(first.provenance, second.provenance);
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
  sign(x.excerpt, y.excerpt, 0.75, 1.5, "gives longer quotations");
  sign(x.interrupted, y.interrupted, 0.5, 1.0, "keeps the interruptions of quotations");
  sign(x.named, y.named, 0.25, 0.75, "names who speaks");
  sign(y.vague, x.vague, 0.3, 0.6, "leaves less open");
  sign(x.introduced, y.introduced, 0.1, 0.4, "introduces the speakers more fully");
  sign(x.context, y.context, 0.12, 0.72, "says more about it elsewhere");
  sign(x.names, y.names, 0.2, 0.6, "speaks of the same people and bodies elsewhere");
  sign(y.borrowed, x.borrowed, 1.5, 3.0, "does not cite others for it");
  if (named_a != named_b) sign(named_a ? 1 : 0, named_b ? 1 : 0, 3.0, 3.0, "is named by the other one");
  else sign(x.own_paper, y.own_paper, 0.5, 0.5, "says to whom it was said");
  sign(x.issued, y.issued, 1.5, 1.5, "was issued for others to print");
  sign(x.first_hand, y.first_hand, 0.6, 1.2, "has it at first hand");
  // Both have it from a third; or both say that it was told to one paper, which one of them may be.
  const bool from_third = (x.borrowed > 0 && y.borrowed > 0) || (source.shared && (source.third || source.credited));
  const bool nobodys_own = x.first_hand == 0 && y.first_hand == 0 && x.issued < 1 && y.issued < 1;
  if (named_a == named_b && from_third) out.sum = 0;
  else if (named_a == named_b && source.shared && source.alike && nobodys_own)
    out.sum = std::copysign(std::max(0.0, std::abs(out.sum) - most_by_cutting), out.sum);
  // Which report speaks more of a thing says little by itself: both may have it from a third.
  const bool lone = reasons_a.size() + reasons_b.size() == 1 && x.context != y.context;
  if (lone && std::abs(out.sum) < enough_context) out.sum *= 0.25;
  const auto& reasons = out.sum > 0 ? reasons_b : reasons_a;
  out.reason = join_words(reasons);
  return out;
}

}  // namespace detente
