// Sentences that say the same in other words: the heaviest chain of resembling sentences that runs through both reports
// in order, with what they share word for word as fixed points (global alignment: Needleman & Wunsch 1970). Two reports
// of one event are full of sentences that look alike; one that takes from the other also keeps most of its order.
//
// Rare words weigh more than in a plain cosine, words in quotation marks count too (what one quotes, the other
// reports), and a pair must be nearly the best for both of its sentences. Cost: the product of the numbers of
// sentences.

#include <algorithm>
#include <map>
#include <set>

#include "detente/evidence/resemblance.hpp"
#include "detente/evidence/reuse_pair.hpp"

namespace detente {

namespace {

constexpr double rarity = 1.5;
constexpr std::uint32_t least_words = 2;
constexpr double nearly_best = 0.9;
constexpr double of_other_numbers = 0.7;  // what remains of the likeness of sentences whose numbers differ
constexpr double fixed_point = 1;         // what a pair that is aligned already weighs in the chain

using SentencePair = std::pair<std::uint32_t, std::uint32_t>;  // sentences of the two reports

/// The numbers in a sentence, in digits, each once.
std::set<std::uint32_t> numbers_in(const Document& d, std::uint32_t sentence) {
  std::vector<ComparedWord> words;
  append_compared_words(d.text, d.sentences[sentence].span, words);
  std::set<std::uint32_t> out;
  for (const ComparedWord& word : words)
    if (d.text[word.span.begin] >= '0' && d.text[word.span.begin] <= '9') out.insert(word.hash);
  return out;
}

/// Whether both sentences give numbers, and no number is in both.
bool other_numbers(const Document& a, const Document& b, const Resemblance& r) {
  const std::set<std::uint32_t> x = numbers_in(a, r.a);
  const std::set<std::uint32_t> y = numbers_in(b, r.b);
  return !x.empty() && !y.empty() && std::ranges::none_of(x, [&](std::uint32_t n) { return y.contains(n); });
}

/// Resembling sentences that may be a paraphrase, with their likeness.
std::map<SentencePair, double> candidates(const ReuseReport& first, const ReuseReport& second,
                                          const std::vector<AlignedSentences>& aligned) {
  const Document& a = first.document;
  const Document& b = second.document;
  std::set<std::uint32_t> taken_a;
  std::set<std::uint32_t> taken_b;
  for (const AlignedSentences& s : aligned) {
    taken_a.insert(s.copy);
    taken_b.insert(s.original);
  }
  std::map<SentencePair, double> out;
  std::map<std::uint32_t, double> best_a;
  std::map<std::uint32_t, double> best_b;
  for (const Resemblance& r : resembling_sentences(
           first.content, second.content, {.quoted_words = true, .rarity = rarity, .least_words = least_words})) {
    if (a.sentences[r.a].kind == Sentence::Kind::heading || b.sentences[r.b].kind == Sentence::Kind::heading) continue;
    if (taken_a.contains(r.a) || taken_b.contains(r.b)) continue;
    const double likeness = other_numbers(a, b, r) ? r.likeness * of_other_numbers : r.likeness;
    if (likeness <= least_likeness) continue;
    out[{r.a, r.b}] = likeness;
    best_a[r.a] = std::max(best_a[r.a], likeness);
    best_b[r.b] = std::max(best_b[r.b], likeness);
  }
  std::erase_if(out, [&](const auto& entry) {
    const auto& [place, likeness] = entry;
    return likeness < nearly_best * std::max(best_a[place.first], best_b[place.second]);
  });
  return out;
}

}  // namespace

std::vector<AlignedSentences> find_paraphrases(const ReuseReport& first, const ReuseReport& second,
                                               const std::vector<AlignedSentences>& aligned) {
  const Document& a = first.document;
  const Document& b = second.document;
  std::vector<AlignedSentences> out;
  const std::map<SentencePair, double> found = candidates(first, second, aligned);
  if (found.empty()) return out;
  std::map<SentencePair, double> gain;
  for (const auto& [place, likeness] : found) gain[place] = likeness - least_likeness;
  for (const AlignedSentences& s : aligned) gain[{s.copy, s.original}] = fixed_point;
  // best[y]: the heaviest chain within the sentences so far of the first report and the first y of the second one.
  const std::size_t width = b.sentences.size() + 1;
  enum class Step : std::uint8_t { skip_a, skip_b, pair };
  std::vector<double> best(width, 0);
  std::vector<Step> steps(a.sentences.size() * width, Step::skip_a);
  for (std::uint32_t x = 0; x < a.sentences.size(); ++x) {
    std::vector<double> next = best;
    const auto row = gain.lower_bound({x, 0});
    auto at = row;
    for (std::uint32_t y = 0; y + 1 < width; ++y) {
      Step& step = steps[x * width + y + 1];
      if (next[y] > next[y + 1]) {
        next[y + 1] = next[y];
        step = Step::skip_b;
      }
      if (at == gain.end() || at->first != SentencePair(x, y)) continue;
      if (best[y] + at->second > next[y + 1]) {
        next[y + 1] = best[y] + at->second;
        step = Step::pair;
      }
      ++at;
    }
    best = std::move(next);
  }
  auto x = static_cast<std::uint32_t>(a.sentences.size());
  auto y = static_cast<std::uint32_t>(b.sentences.size());
  while (x > 0 && y > 0) {
    const Step step = steps[(x - 1) * width + y];
    if (step == Step::skip_b) {
      --y;
      continue;
    }
    --x;
    if (step == Step::skip_a) continue;
    --y;
    const auto paraphrase = found.find({x, y});
    if (paraphrase == found.end()) continue;
    out.push_back({.copy = x,
                   .original = y,
                   .kind = AlignedSentences::Kind::paraphrase,
                   .words = 0,
                   .likeness = paraphrase->second});
  }
  std::ranges::reverse(out);
  return out;
}

}  // namespace detente
