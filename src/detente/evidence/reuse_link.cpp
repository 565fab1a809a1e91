// Copy, speech, or background: what two reports are to each other that share words.

#include <algorithm>

#include <fmt/format.h>

#include "detente/evidence/reuse_pair.hpp"
#include "detente/evidence/shared_voices.hpp"

namespace detente {

namespace {

constexpr double enough_for_copy = 1.0;
constexpr double from_voice = 0.35;       // of words that were spoken to everybody,
constexpr double most_from_public = 0.7;  // however many spoke
constexpr double from_one_paper = 0.8;    // of words that were spoken to one reporter
constexpr std::uint32_t least_private = 6;
constexpr double from_paraphrase = 0.25;
constexpr double most_from_paraphrases = 1;
constexpr double most_beside_public = 0.25;  // reports of one event by two who were there say much the same
constexpr std::uint32_t surely_taken = 16;   // words of prose in a row, whatever they say
constexpr std::uint32_t least_plain = 11;    // words of a shorter row, names and the subject of the reports apart
constexpr std::uint32_t least_own = 3;       // words of content among them of which neither report speaks elsewhere

/// Whether a report says, with these sentences, that it has them from another one.
bool cites_another(const ReuseReport& report, const std::vector<AlignedSentences>& aligned,
                   std::uint32_t AlignedSentences::*side) {
  const std::vector<std::uint32_t> sentences = sentences_of(aligned, side);
  const auto is_here = [&](std::uint32_t s) { return std::ranges::binary_search(sentences, s); };
  return std::ranges::any_of(sentences, [&](std::uint32_t s) { return report.provenance.marks[s].cites; }) ||
         std::ranges::any_of(report.provenance.mentions, [&](const Provenance::Mention& m) {
           return m.outlet.third && m.outlet.surely && (is_here(m.sentence) || is_here(m.sentence + 1));
         });
}

/// How much speaks for a copy where only quotations are shared.
double signs_of_copy(const ReuseReport& a, const ReuseReport& b, const SharedFacts& facts,
                     const std::vector<AlignedSentences>& paraphrases, std::vector<std::string>& reasons) {
  const std::vector<Voice> voices = shared_voices(a, b, facts);
  // Who speaks beside somebody at a press conference speaks there too.
  const bool one_occasion = std::ranges::any_of(voices, &Voice::occasion);
  double in_private = 0;
  double in_public = 0;
  for (const Voice& voice : voices) {
    const bool to_all = voice.official || one_occasion;
    if (!voice.exclusive && !voice.anonymous && to_all) in_public += from_voice;
    else in_private += voice.words >= least_private ? enough_for_copy : from_one_paper;
  }
  double sum = in_private + std::min(in_public, most_from_public);
  const bool told_one = std::ranges::any_of(voices, &Voice::exclusive);
  if (told_one) {
    sum += from_one_paper;
    reasons.emplace_back("said to one paper");
  }
  if (names_other(a.provenance, b.provenance) || names_other(b.provenance, a.provenance)) {
    sum += enough_for_copy;
    reasons.emplace_back("the one names the other's paper or author");
  }
  if (shared_source(a.provenance, sentences_of(facts.aligned, &AlignedSentences::copy), b.provenance,
                    sentences_of(facts.aligned, &AlignedSentences::original))
          .shared) {
    sum += enough_for_copy;
    reasons.emplace_back("both name one paper for it");
  }
  if (cites_another(a, facts.aligned, &AlignedSentences::copy) ||
      cites_another(b, facts.aligned, &AlignedSentences::original)) {
    sum += from_one_paper;
    reasons.emplace_back("has it from another report");
  }
  if (voices.size() > 1) reasons.push_back(fmt::format("the same words of {} people", voices.size()));
  // Sentences that say the same in the same order.
  std::size_t same = 0;
  for (const AlignedSentences& p : paraphrases) {
    // Word for word, and yet no shared prose: page furniture.
    if (p.likeness > 0.99) continue;
    // More of what was said to everybody.
    if (in_private == 0 && (reports_voice(a.document, p.copy, voices) || reports_voice(b.document, p.original, voices)))
      continue;
    ++same;
  }
  if (same > 0)
    reasons.push_back(fmt::format("the same said around them, {}", same == 1 ? "once" : fmt::format("{} times", same)));
  return sum + std::min(from_paraphrase * static_cast<double>(same),
                        in_private > 0 || told_one ? most_from_paraphrases : most_beside_public);
}

}  // namespace

std::optional<ReusePair::Link> link_of(const ReuseReport& a, const ReuseReport& b, const SharedFacts& facts,
                                       const std::vector<AlignedSentences>& paraphrases,
                                       std::vector<std::string>& reasons) {
  using enum ReusePair::Link;
  // A few words in a row stand by chance in two reports of one event.
  const bool by_chance = facts.prose_words < surely_taken &&
                         (!facts.says_it || (facts.own_words < least_own && facts.plain_words < least_plain));
  if (facts.prose_words >= least_run && !(by_chance && facts.quotations.empty())) {
    if (is_background(a, b, facts)) return background;
    reasons.push_back(fmt::format("{} words of prose in a row", facts.prose_words));
    return copy;
  }
  if (by_chance && facts.quotations.empty() && facts.prose_words > 0) return std::nullopt;
  return signs_of_copy(a, b, facts, paraphrases, reasons) >= enough_for_copy ? copy : speech;
}

}  // namespace detente
