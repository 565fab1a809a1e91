// Cosine of the sentences' sets of stems, each weighted by the logarithm of how rare it is (inverse document frequency,
// Sparck Jones 1972), with the sentences of the two reports as the collection. Measures over whole documents see
// nothing where two long reports share three sentences; and with weights from a large collection, two reports of one
// event look alike, because they share its names.

#include "detente/evidence/resemblance.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace detente {

namespace {

/// A stem of a sentence, with its weight.
struct Weighted {
  Stem stem = 0;
  bool name = false;
  double weight = 0;
};

/// A sentence as a set of stems, ascending.
struct StemSet {
  std::vector<Weighted> stems;
  double weight = 0;
};

std::vector<StemSet> sets_of(const Content& content, bool quoted_words) {
  std::vector<StemSet> out(content.sentences());
  for (std::uint32_t s = 0; s < out.size(); ++s) {
    for (const ContentWord& word : content.of(s)) {
      if (quoted_words || !word.quoted) out[s].stems.push_back({.stem = word.stem, .name = word.name});
    }
    // A stem is a name if it is one anywhere in the sentence: such ones come first, and stay.
    std::ranges::sort(out[s].stems, {}, [](const Weighted& w) { return std::pair(w.stem, !w.name); });
    const auto rest = std::ranges::unique(out[s].stems, {}, &Weighted::stem);
    out[s].stems.erase(rest.begin(), rest.end());
  }
  return out;
}

/// How rare each stem is among the sentences of both reports.
class Rarity {
 public:
  Rarity(const std::vector<StemSet>& a, const std::vector<StemSet>& b, double power) : power_(power) {
    for (const auto* sets : {&a, &b}) {
      for (const StemSet& set : *sets) {
        sentences_ += set.stems.empty() ? 0 : 1;
        for (const Weighted& w : set.stems) all_.push_back(w.stem);
      }
    }
    std::ranges::sort(all_);
  }

  [[nodiscard]] double of(Stem stem) const {
    const double rarity = std::log(sentences_ / static_cast<double>(std::ranges::equal_range(all_, stem).size()));
    return power_ == 1 ? rarity : std::pow(rarity, power_);
  }

 private:
  std::vector<Stem> all_;  ///< once for each sentence that has it, ascending
  double sentences_ = 1;
  double power_ = 1;
};

void weigh(std::vector<StemSet>& sets, const Rarity& rarity) {
  for (StemSet& set : sets) {
    for (Weighted& w : set.stems) {
      w.weight = rarity.of(w.stem);
      set.weight += w.weight;
    }
  }
}

}  // namespace

std::vector<Resemblance> resembling_sentences(const Content& a, const Content& b, const ResemblanceOptions& options) {
  if (a.sentences() > most_sentences || b.sentences() > most_sentences) return {};
  std::vector<StemSet> x = sets_of(a, options.quoted_words);
  std::vector<StemSet> y = sets_of(b, options.quoted_words);
  const Rarity rarity(x, y, options.rarity);
  weigh(x, rarity);
  weigh(y, rarity);
  std::vector<Resemblance> out;
  for (std::uint32_t i = 0; i < x.size(); ++i) {
    if (x[i].stems.size() < 3) continue;
    const auto begin = static_cast<std::ptrdiff_t>(out.size());
    for (std::uint32_t j = 0; j < y.size(); ++j) {
      if (y[j].stems.size() < 3) continue;
      double common = 0;
      std::uint32_t words = 0;
      std::uint32_t plain = 0;
      auto q = y[j].stems.begin();
      for (const Weighted& p : x[i].stems) {
        while (q != y[j].stems.end() && q->stem < p.stem) ++q;
        if (q == y[j].stems.end()) break;
        if (q->stem != p.stem) continue;
        common += p.weight;
        ++words;
        if (!p.name && !q->name) ++plain;
      }
      if (words < options.least_words || (!options.quoted_words && plain < options.least_words)) continue;
      const double likeness = common / std::sqrt(x[i].weight * y[j].weight);
      if (likeness >= least_likeness)
        out.push_back({.a = i, .b = j, .likeness = likeness, .shared = plain, .words = words});
    }
    std::stable_sort(out.begin() + begin, out.end(),
                     [](const Resemblance& p, const Resemblance& q) { return p.likeness > q.likeness; });
  }
  return out;
}

}  // namespace detente
