// What becomes of a link: from which report to which, which sentences say the same, and what was changed on the way.

#include "detente/evidence/reuse_pair.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/names.hpp"

namespace detente {

namespace {

using enum WordClass;

constexpr double enough_for_direction = 0.2;
constexpr std::size_t most_compared_quotations = 200;  // in a report, for altered ones

/// The words of a name, folded, without small ones.
std::vector<std::string> name_parts(std::string_view name) {
  std::vector<std::string> out;
  std::vector<ComparedWord> words;
  append_compared_words(name, {0, name.size()}, words);
  for (const ComparedWord& word : words) {
    const std::string_view text = name.substr(word.span.begin, word.span.end - word.span.begin);
    if (text.size() > 1 && !Lexicon::english().classes(text).any(WordClasses(determiner, preposition)))
      out.push_back(fold_name(text));
  }
  return out;
}

void turn(SharedFacts& facts) {
  for (AlignedSentences& s : facts.aligned) std::swap(s.copy, s.original);
  for (SharedQuotation& q : facts.quotations) std::swap(q.a, q.b);
  std::ranges::sort(facts.aligned, {}, [](const AlignedSentences& s) { return std::pair(s.copy, s.original); });
  std::ranges::sort(facts.quotations, {}, [](const SharedQuotation& q) { return std::pair(q.a, q.b); });
}

/// The words without the marks around them.
Span inside(const Document& d, const Quotation& q) {
  const std::size_t open = code_point_at(d.text, q.span.begin).length;
  const std::size_t close = code_point_before(d.text, q.span.end).length;
  return {q.span.begin + open, std::max(q.span.begin + open, q.span.end - close)};
}

/// Whether the copy says that it leaves something out there.
bool is_marked_gap(std::string_view text, const Span& place) {
  const std::size_t begin = place.begin > 12 ? place.begin - 12 : 0;
  const std::string_view around = text.substr(begin, place.end + 12 - begin);
  return around.find("...") != std::string_view::npos || around.find("\u2026") != std::string_view::npos ||
         around.find('[') != std::string_view::npos;
}

std::vector<AlteredQuotation> find_altered(const Document& copy, const Document& original, const SharedFacts& facts) {
  std::vector<AlteredQuotation> out;
  const bool few =
      copy.quotations.size() <= most_compared_quotations && original.quotations.size() <= most_compared_quotations;
  for (std::uint32_t c = 0; c < copy.quotations.size(); ++c) {
    const Quotation& mine = copy.quotations[c];
    if (mine.words < 4) continue;
    std::optional<std::uint32_t> best;
    WordMatch match;
    const auto consider = [&](std::uint32_t o) {
      const Quotation& theirs = original.quotations[o];
      const WordMatch m = closest_match(original.text, inside(original, theirs), copy.text, inside(copy, mine));
      const std::uint32_t shorter = std::min(mine.words, theirs.words);
      if (m.common < 4 || m.common * 5 < shorter * 3 || (best && m.common <= match.common)) return;
      best = o;
      match = m;
    };
    for (const SharedQuotation& q : std::ranges::equal_range(facts.quotations, c, {}, &SharedQuotation::a))
      consider(q.b);
    if (!best && few) {
      for (std::uint32_t o = 0; o < original.quotations.size(); ++o) consider(o);
    }
    if (!best) continue;
    WordComparison compared = compare_words(original.text, match.from, copy.text, match.to);
    std::erase_if(compared.changes, [&](const WordChange& change) {
      return change.to.begin == change.to.end && is_marked_gap(copy.text, change.to);
    });
    if (!compared.changes.empty()) out.push_back({c, *best, std::move(compared.changes)});
  }
  return out;
}

bool names(const Document& d, std::uint32_t sentence, const std::string& speaker) {
  const std::uint32_t paragraph = d.sentences[sentence].paragraph;
  const std::vector<std::string> wanted = name_parts(speaker);
  for (std::uint32_t s = sentence > 0 ? sentence - 1 : 0; s < std::min<std::size_t>(sentence + 2, d.sentences.size());
       ++s) {
    if (s != sentence && d.sentences[s].paragraph + 1 < paragraph) continue;
    const std::string_view text = d.at(d.sentences[s].span);
    std::vector<ComparedWord> words;
    append_compared_words(text, {0, text.size()}, words);
    for (const ComparedWord& word : words) {
      const std::string folded = fold_name(text.substr(word.span.begin, word.span.end - word.span.begin));
      if (std::ranges::find(wanted, folded) != wanted.end()) return true;
    }
  }
  return false;
}

std::vector<LostAttribution> find_lost(const Document& copy, const Document& original, const SharedFacts& facts) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, LostAttribution> out;
  for (const SharedQuotation& q : facts.quotations) {
    const Quotation& mine = copy.quotations[q.a];
    const Quotation& theirs = original.quotations[q.b];
    if (!theirs.speaker || same_speaker(mine.speaker, theirs.speaker)) continue;
    // "the auditor joked": by office, not by name.
    const bool by_office =
        mine.speaker && theirs.speaker->actor && !name_parts(mine.speaker->name).empty() &&
        original.actors[*theirs.speaker->actor].office.find(name_parts(mine.speaker->name).back()) != std::string::npos;
    if (by_office || mine.rule == "pronoun left open" || names(copy, mine.sentence, theirs.speaker->name)) continue;
    out[{mine.sentence, theirs.sentence}] = {mine.sentence, theirs.sentence, theirs.speaker->name,
                                             mine.speaker ? mine.speaker->name : ""};
  }
  const auto statements_of = [](const Document& d, std::uint32_t s) {
    return std::ranges::equal_range(d.statements, s, {}, &ReportedStatement::sentence);
  };
  const auto reports = [&](const Document& d, std::uint32_t s) {
    const auto quotations = std::ranges::equal_range(d.quotations, s, {}, &Quotation::sentence);
    return !statements_of(d, s).empty() ||
           std::ranges::any_of(quotations, [](const Quotation& x) { return x.speaker.has_value(); });
  };
  for (const AlignedSentences& s : facts.aligned) {
    if (s.kind == AlignedSentences::Kind::quotation || reports(copy, s.copy)) continue;
    if (any_word(copy.at(copy.sentences[s.copy].span), say)) continue;
    for (const ReportedStatement& said : statements_of(original, s.original)) {
      if (names(copy, s.copy, said.speaker.name)) continue;
      out.try_emplace({s.copy, s.original}, LostAttribution{s.copy, s.original, said.speaker.name, ""});
    }
  }
  std::vector<LostAttribution> list;
  for (auto& [place, lost] : out) list.push_back(std::move(lost));
  return list;
}

}  // namespace

std::vector<std::uint32_t> sentences_of(const std::vector<AlignedSentences>& aligned,
                                        std::uint32_t AlignedSentences::*side) {
  std::vector<std::uint32_t> out;
  for (const AlignedSentences& s : aligned) out.push_back(s.*side);
  return each_once(std::move(out));
}

bool is_person(const Document& d, const std::optional<Speaker>& speaker) {
  return speaker && speaker->actor && d.actors[*speaker->actor].kind == Actor::Kind::person;
}

bool same_speaker(const std::optional<Speaker>& a, const std::optional<Speaker>& b) {
  if (!a || !b) return false;
  const std::vector<std::string> x = name_parts(a->name);
  return std::ranges::any_of(name_parts(b->name),
                             [&](const std::string& w) { return std::ranges::find(x, w) != x.end(); });
}

std::optional<ReusePair> judge_pair(const ReuseReport& first_report, const ReuseReport& second_report,
                                    std::uint32_t first, std::uint32_t second, const SharedFacts& shared) {
  const Document& a = first_report.document;
  const Document& b = second_report.document;
  if (shared.aligned.empty()) return std::nullopt;
  SharedFacts facts = shared;
  const std::vector<AlignedSentences> paraphrases = find_paraphrases(first_report, second_report, facts.aligned);
  ReusePair out{.copy = first, .original = second};
  std::vector<std::string> reasons;
  const auto link = link_of(first_report, second_report, facts, paraphrases, reasons);
  if (!link) return std::nullopt;
  out.link = *link;
  bool turned = false;
  if (out.link == ReusePair::Link::copy) {
    facts.aligned.insert(facts.aligned.end(), paraphrases.begin(), paraphrases.end());
    std::ranges::sort(facts.aligned, {}, [](const AlignedSentences& s) { return std::pair(s.copy, s.original); });
    const DirectionSigns signs = direction_signs(first_report, second_report, facts);
    if (a.date && b.date && *a.date != *b.date) {
      out.direction = ReusePair::Direction::date;
      turned = *a.date < *b.date;
      reasons.emplace_back("the original is earlier");
    } else if (signs.sum >= enough_for_direction || signs.sum <= -enough_for_direction) {
      out.direction = ReusePair::Direction::context;
      turned = signs.sum < 0;
      reasons.push_back("the original " + signs.reason);
    } else {
      turned = signs.sum < 0;
      reasons.emplace_back("which one is the original is open");
    }
    out.reason = join_words(reasons, "; ");
  } else {
    out.reason = out.link == ReusePair::Link::speech ? "both quote the same words" : "both hold the same background";
  }
  if (turned) {
    std::swap(out.copy, out.original);
    turn(facts);
  }
  const Document& copy = turned ? b : a;
  const Document& original = turned ? a : b;
  out.altered = find_altered(copy, original, facts);
  if (out.link == ReusePair::Link::copy) out.lost = find_lost(copy, original, facts);
  out.aligned = std::move(facts.aligned);
  return out;
}

}  // namespace detente
