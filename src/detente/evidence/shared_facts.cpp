// Which of the words that two reports share count, and in which sentences and quotations they stand.

#include <algorithm>
#include <map>

#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/reuse_pair.hpp"

namespace detente {

namespace {

constexpr std::uint32_t least_free = 5;        // words of a run that are neither names nor stock phrases
constexpr std::uint32_t surely_prose = 20;     // so long a run is not made of names and stock phrases
constexpr std::uint32_t least_aligned = 3;     // words of a run that must fall into a pair of sentences
constexpr std::uint32_t least_in_common = 60;  // words that stand in very many texts, to be more than furniture

using Hashes = std::vector<std::uint32_t>;

const std::vector<Hashes>& stock_phrases() {
  static const std::vector<Hashes> phrases = [] {
    std::vector<Hashes> out;
    std::vector<ComparedWord> words;
    for (const std::string& phrase : Lexicon::english().entries(WordClass::stock_phrase)) {
      words.clear();
      append_compared_words(phrase, {0, phrase.size()}, words);
      Hashes hashes;
      for (const ComparedWord& word : words) hashes.push_back(word.hash);
      out.push_back(std::move(hashes));
    }
    return out;
  }();
  return phrases;
}

/// The words of a stream with their bytes and whether they stand in which quotation.
struct PlacedWord {
  Span span{};
  std::uint32_t sentence = 0;
  std::optional<std::uint32_t> quotation{};
};

std::vector<PlacedWord> placed_words(const Document& d, const WordStream& stream, std::uint32_t first,
                                     std::uint32_t count) {
  std::vector<PlacedWord> out;
  std::vector<ComparedWord> words;
  std::uint32_t s = stream.sentence_of(first);
  std::size_t skip = first - stream.sentence_begin[s];
  for (; out.size() < count && s < d.sentences.size(); ++s, skip = 0) {
    if (!counts_for_reuse(d.sentences[s])) continue;
    words.clear();
    append_compared_words(d.text, d.sentences[s].span, words);
    for (std::size_t k = skip; k < words.size() && out.size() < count; ++k) {
      PlacedWord word{.span = words[k].span, .sentence = s};
      const auto q =
          std::ranges::upper_bound(d.quotations, word.span.begin, {}, [](const Quotation& x) { return x.span.begin; });
      if (q != d.quotations.begin() && word.span.begin < std::prev(q)->span.end)
        word.quotation = static_cast<std::uint32_t>(q - d.quotations.begin()) - 1;
      out.push_back(word);
    }
  }
  return out;
}

/// How many words of a run say something of their own: outside of quotation marks, names and stock phrases.
std::uint32_t free_words(const std::vector<Span>& names, const std::vector<PlacedWord>& words,
                         const std::uint32_t* hashes) {
  std::vector<char> bound(words.size(), 0);
  for (std::size_t k = 0; k < words.size(); ++k) bound[k] = words[k].quotation ? 1 : 0;
  for (const Hashes& phrase : stock_phrases()) {
    for (std::size_t k = 0; k + phrase.size() <= words.size(); ++k) {
      if (std::equal(phrase.begin(), phrase.end(), hashes + k))
        std::fill_n(bound.begin() + static_cast<std::ptrdiff_t>(k), phrase.size(), 1);
    }
  }
  for (std::size_t k = 0; k < words.size(); ++k) {
    const auto after = std::ranges::upper_bound(names, words[k].span.begin, {}, &Span::begin);
    if (after != names.begin() && words[k].span.end <= std::prev(after)->end) bound[k] = 1;
  }
  return static_cast<std::uint32_t>(std::ranges::count(bound, 0));
}

/// Where names stand, in reading order.
std::vector<Span> name_places(const Document& d) {
  std::vector<Span> out;
  for (const Actor& actor : d.actors) out.insert(out.end(), actor.mentions.begin(), actor.mentions.end());
  std::ranges::sort(out, {}, &Span::begin);
  return out;
}

/// What falls into one pair of sentences, or of quotations.
struct Overlap {
  std::uint32_t words = 0;
  std::uint32_t quoted = 0;
};

}  // namespace

SharedFacts shared_facts(const Document& a, const Document& b, const WordStream& wa, const WordStream& wb,
                         const SharingPair& pair) {
  std::uint32_t in_common = 0;
  for (const SharedRun& run : pair.runs) in_common += run.common ? run.length : 0;
  SharedFacts facts;
  std::optional<std::vector<Span>> names;  // of the first report, once they are needed
  std::map<std::pair<std::uint32_t, std::uint32_t>, Overlap> sentences;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> quotations;
  for (const SharedRun& run : pair.runs) {
    if (run.common && in_common < least_in_common) continue;
    const std::vector<PlacedWord> x = placed_words(a, wa, run.a, run.length);
    const std::vector<PlacedWord> y = placed_words(b, wb, run.b, run.length);
    const std::size_t length = std::min(x.size(), y.size());
    if (length == 0) continue;
    std::uint32_t prose = 0;  // the longest row outside of quotation marks
    std::uint32_t row = 0;
    std::uint32_t unquoted = 0;
    std::uint32_t quoted = 0;  // the longest row in one quotation of each
    std::uint32_t quoted_row = 0;
    std::uint32_t half = 0;  // words in quotation marks in one of them only
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> own;
    for (std::size_t k = 0; k < length; ++k) {
      const bool in_both = x[k].quotation && y[k].quotation;
      const bool in_none = !x[k].quotation && !y[k].quotation;
      row = in_none ? row + 1 : 0;
      prose = std::max(prose, row);
      unquoted += in_none ? 1 : 0;
      half += !in_both && !in_none ? 1 : 0;
      const bool same = k > 0 && x[k].quotation == x[k - 1].quotation && y[k].quotation == y[k - 1].quotation;
      quoted_row = !in_both ? 0 : same ? quoted_row + 1 : 1;
      quoted = std::max(quoted, quoted_row);
      if (in_both) {
        std::uint32_t& most = own[{*x[k].quotation, *y[k].quotation}];
        most = std::max(most, quoted_row);
      }
    }
    bool as_prose = prose >= least_run;
    if (as_prose && prose < surely_prose) {
      if (!names) names = name_places(a);
      as_prose = free_words(*names, x, wa.words.data() + run.a) >= least_free;
    }
    const bool as_quotation = quoted >= least_quoted_run || half >= least_run;
    if (!as_prose && !as_quotation) continue;
    if (as_prose) facts.prose_words += unquoted;
    for (const auto& [pair_of, words] : own) {
      std::uint32_t& most = quotations[pair_of];
      most = std::max(most, words);
    }
    for (std::size_t k = 0; k < length; ++k) {
      const bool in_none = !x[k].quotation && !y[k].quotation;
      Overlap& overlap = sentences[{x[k].sentence, y[k].sentence}];
      ++overlap.words;
      overlap.quoted += in_none ? 0 : 1;
    }
  }
  for (const auto& [at, overlap] : sentences) {
    if (overlap.words < least_aligned) continue;
    facts.aligned.push_back({.copy = at.first,
                             .original = at.second,
                             .kind = overlap.quoted * 2 >= overlap.words ? AlignedSentences::Kind::quotation
                                                                         : AlignedSentences::Kind::verbatim,
                             .words = overlap.words});
  }
  for (const auto& [at, words] : quotations) {
    if (words >= least_aligned) facts.quotations.push_back({at.first, at.second, words});
  }
  if (facts.prose_words > 0) drop_furniture(a, b, facts);
  return facts;
}

}  // namespace detente
