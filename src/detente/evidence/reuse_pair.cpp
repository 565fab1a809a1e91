// Copy or the same speech, from which to which, and what was changed on the way. Two reports that quote the same words
// of a minister need not have read each other: ministers speak to many. Words of somebody who speaks to one reporter,
// quotations of several people, or sentences around the quotations that say the same tell that one has read the other.

#include "detente/evidence/reuse_pair.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/names.hpp"
#include "detente/evidence/resemblance.hpp"

namespace detente {

namespace {

using enum WordClass;

constexpr double enough_for_copy = 1.0;
constexpr double enough_for_direction = 0.3;
constexpr double close_paraphrase = 0.35;
constexpr double least_paraphrase = 0.25;
constexpr std::size_t most_voices = 50;
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

bool any_word(std::string_view text, WordClass wanted) {
  const Lexicon& words = Lexicon::english();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" ,.;:\n\"", at), text.size());
    if (words.is(text.substr(at, end - at), wanted)) return true;
    at = end + 1;
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
      // "the judge, Mrs Justice Okafor": what stands beside the name where it comes first.
      for (std::size_t k = 0; k < std::min<std::size_t>(actor.mentions.size(), 3); ++k) {
        const Span mention = actor.mentions[k];
        const std::size_t begin = mention.begin > 40 ? mention.begin - 40 : 0;
        if (any_word(std::string_view(d.text).substr(begin, mention.end + 40 - begin), public_role)) return true;
      }
    }
  }
  const std::uint32_t first = q.sentence > 0 ? q.sentence - 1 : 0;
  for (std::uint32_t s = first; s < std::min<std::size_t>(q.sentence + 2, d.sentences.size()); ++s) {
    const Span span = d.sentences[s].span;
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

/// "told the Herald", "in an interview with a local newspaper": near the sentence.
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

/// How much speaks for a copy where only quotations are shared.
double signs_of_copy(const Document& a, const Document& b, const SharedFacts& facts,
                     const std::vector<Resemblance>& alike, std::vector<std::string>& reasons) {
  struct Voice {
    std::optional<Speaker> speaker{};
    bool in_private = true;   // speaks to one reporter
    std::uint32_t words = 0;  // in the longest quotation shared
  };
  std::vector<Voice> speakers;
  for (const SharedQuotation& q : facts.quotations) {
    if (q.words < least_quoted_run || speakers.size() > most_voices) continue;
    const Quotation& x = a.quotations[q.a];
    const Quotation& y = b.quotations[q.b];
    const auto& speaker = x.speaker ? x.speaker : y.speaker;
    if (!speaker) continue;
    auto voice = std::ranges::find_if(speakers, [&](const Voice& v) {
      return same_speaker(v.speaker, x.speaker) || same_speaker(v.speaker, y.speaker);
    });
    if (voice == speakers.end()) voice = speakers.insert(voice, {.speaker = speaker});
    voice->in_private = voice->in_private && !is_public(a, x) && !is_public(b, y);
    voice->words = std::max(voice->words, q.words);
  }
  double sum = 0;
  for (const Voice& voice : speakers)
    sum += !voice.in_private ? 0.35 : voice.words >= least_run ? enough_for_copy : 0.8;
  const bool told_one = std::ranges::any_of(facts.quotations, [&](const SharedQuotation& q) {
    return tells_a_paper(a, a.quotations[q.a].sentence) || tells_a_paper(b, b.quotations[q.b].sentence);
  });
  if (told_one) {
    sum += 0.8;
    reasons.emplace_back("said to one paper");
  }
  if (speakers.size() > 1) reasons.push_back(fmt::format("the same words of {} people", speakers.size()));
  // Sentences that say the same and stand beside no others.
  std::set<std::uint32_t> used;
  std::uint32_t paraphrases = 0;
  double from_paraphrases = 0;
  std::optional<std::uint32_t> last;
  for (const Resemblance& r : alike) {
    // The same word for word, and yet no shared prose: page furniture.
    if (r.likeness > 0.99) continue;
    if (last == r.a || r.shared < 3 || r.likeness < close_paraphrase || used.contains(r.b)) continue;
    last = r.a;
    used.insert(r.b);
    ++paraphrases;
    from_paraphrases += r.likeness >= 0.5 ? 0.4 : 0.2;
  }
  if (paraphrases > 0)
    reasons.push_back(
        fmt::format("the same said around them, {}", paraphrases == 1 ? "once" : fmt::format("{} times", paraphrases)));
  return sum + std::min(from_paraphrases, 1.0);
}

/// Paraphrases that fit in: close ones, and others that keep the order of what is shared.
void add_paraphrases(const std::vector<Resemblance>& alike, std::vector<AlignedSentences>& aligned) {
  std::vector<AlignedSentences> anchors = aligned;
  std::set<std::uint32_t> taken;
  for (const AlignedSentences& s : anchors) taken.insert(s.copy);
  std::vector<AlignedSentences> found;
  for (const Resemblance& r : alike) {
    if (taken.contains(r.a)) continue;
    const bool in_order = std::ranges::all_of(anchors, [&](const AlignedSentences& s) {
      return s.copy == r.a || s.original == r.b || (s.copy < r.a) == (s.original < r.b);
    });
    if (r.likeness < (in_order && r.shared >= 3 ? least_paraphrase : close_paraphrase + 0.05)) continue;
    taken.insert(r.a);
    found.push_back(
        {.copy = r.a, .original = r.b, .kind = AlignedSentences::Kind::paraphrase, .words = 0, .likeness = r.likeness});
  }
  aligned.insert(aligned.end(), found.begin(), found.end());
  std::ranges::sort(aligned, {}, [](const AlignedSentences& s) { return std::pair(s.copy, s.original); });
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

bool same_speaker(const std::optional<Speaker>& a, const std::optional<Speaker>& b) {
  if (!a || !b) return false;
  const std::vector<std::string> x = name_parts(a->name);
  return std::ranges::any_of(name_parts(b->name),
                             [&](const std::string& w) { return std::ranges::find(x, w) != x.end(); });
}

std::optional<ReusePair> judge_pair(const Document& a, const Document& b, std::uint32_t first, std::uint32_t second,
                                    const SharedFacts& shared) {
  if (shared.aligned.empty()) return std::nullopt;
  SharedFacts facts = shared;
  const std::vector<Resemblance> alike = resembling_sentences(a, b);
  ReusePair out{.copy = first, .original = second};
  std::vector<std::string> reasons;
  if (facts.prose_words >= least_run) {
    reasons.push_back(fmt::format("{} words of prose in a row", facts.prose_words));
  } else if (signs_of_copy(a, b, facts, alike, reasons) < enough_for_copy) {
    out.link = ReusePair::Link::speech;
    out.reason = "both quote the same words";
  }
  bool turned = false;
  if (out.link == ReusePair::Link::copy) {
    add_paraphrases(alike, facts.aligned);
    const DirectionSigns signs = direction_signs(a, b, facts);
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
