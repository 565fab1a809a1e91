// Which of the words that two reports share count, and in which sentences and quotations they stand.

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/reuse_pair.hpp"
#include "detente/evidence/word_diff.hpp"

namespace detente {

namespace {

constexpr std::uint32_t least_free = 5;        // words of a run that are neither names nor stock phrases
constexpr std::ptrdiff_t least_said = 3;       // words of content, names apart, where only one report quotes
constexpr std::uint32_t surely_spoken = 12;    // so long a run is not spoken by chance by two
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

/// Whether words are an office's long title: "Special Rapporteur on the independence of judges and lawyers".
bool is_title(const Document& d, const std::vector<PlacedWord>& words) {
  const Lexicon& lexicon = Lexicon::english();
  bool begun = false;  // with words in small letters
  for (const PlacedWord& word : words) {
    const std::string_view text = d.at(word.span);
    if (!begun && is_upper(code_point_at(text, 0).code)) continue;
    const WordClasses classes = lexicon.classes(text);
    if (!begun && !classes.has(WordClass::preposition)) return false;
    begun = true;
    if (classes.any(WordClasses(WordClass::auxiliary, WordClass::modal, WordClass::say)) || text.ends_with("ed") ||
        text.ends_with("ing") || is_digit(static_cast<unsigned char>(text[0])))
      return false;
  }
  return begun;
}

/// Whether a word is part of a name. Names in reading order.
bool is_name(const std::vector<Span>& names, const Span& word) {
  const auto after = std::ranges::upper_bound(names, word.begin, {}, &Span::begin);
  return after != names.begin() && word.end <= std::prev(after)->end;
}

bool says_something(std::string_view word) { return is_content(word) || is_digit(static_cast<unsigned char>(word[0])); }

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
    if (is_name(names, words[k].span)) bound[k] = 1;
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

/// Whether two quotations that share a few words in a row can be one utterance: three fifths of the shorter one are the
/// same, half where one person is said to have spoken, and they are not said by two people. "President of the United
/// States" stands in many.
bool one_utterance(const Document& a, std::uint32_t qa, const Document& b, std::uint32_t qb) {
  const Quotation& x = a.quotations[qa];
  const Quotation& y = b.quotations[qb];
  const bool same = same_speaker(x.speaker, y.speaker);
  if (is_person(a, x.speaker) && is_person(b, y.speaker) && !same) return false;
  return closest_match(a.text, x.span, b.text, y.span).common * 10 >= std::min(x.words, y.words) * (same ? 5U : 6U);
}

/// Those of the stems that neither report has elsewhere than in the aligned sentences.
Stems own_stems(const Content& a, const Content& b, const std::vector<AlignedSentences>& aligned, Stems stems) {
  return without(without(each_once(std::move(stems)), a.beside(sentences_of(aligned, &AlignedSentences::copy))),
                 b.beside(sentences_of(aligned, &AlignedSentences::original)));
}

/// What falls into one pair of sentences, or of quotations.
struct Overlap {
  std::uint32_t words = 0;
  std::uint32_t quoted = 0;
};

/// The words of a run, by where they stand.
struct RunWords {
  std::uint32_t prose = 0;     ///< the longest row outside of quotation marks
  std::uint32_t unquoted = 0;  ///< outside of quotation marks in both
  std::uint32_t half = 0;      ///< in quotation marks in one of them only
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> quoted{};  ///< the longest row in two quotations
  std::map<std::pair<bool, std::uint32_t>, std::uint32_t> half_quoted{};  ///< by whether in the first, and quotation
};

RunWords words_of_run(const std::vector<PlacedWord>& x, const std::vector<PlacedWord>& y, std::size_t length) {
  RunWords out;
  std::uint32_t row = 0;
  std::uint32_t quoted_row = 0;
  for (std::size_t k = 0; k < length; ++k) {
    const bool in_both = x[k].quotation && y[k].quotation;
    const bool in_none = !x[k].quotation && !y[k].quotation;
    row = in_none ? row + 1 : 0;
    out.prose = std::max(out.prose, row);
    out.unquoted += in_none ? 1 : 0;
    const bool same = k > 0 && x[k].quotation == x[k - 1].quotation && y[k].quotation == y[k - 1].quotation;
    quoted_row = !in_both ? 0 : same ? quoted_row + 1 : 1;
    if (in_both) {
      std::uint32_t& most = out.quoted[{*x[k].quotation, *y[k].quotation}];
      most = std::max(most, quoted_row);
    } else if (!in_none) {
      ++out.half;
      ++out.half_quoted[{x[k].quotation.has_value(), x[k].quotation ? *x[k].quotation : *y[k].quotation}];
    }
  }
  return out;
}

}  // namespace

SharedFacts shared_facts(const ReuseReport& first, const ReuseReport& second, const std::vector<SharedRun>& all_runs) {
  const Document& a = first.document;
  const Document& b = second.document;
  std::vector<SharedRun> runs = all_runs;
  drop_common_edges(first, second, runs);
  std::uint32_t in_common = 0;
  for (const SharedRun& run : runs) in_common += run.common ? run.length : 0;
  SharedFacts facts;
  std::optional<std::vector<Span>> names;  // of the first report, once they are needed
  std::map<std::pair<std::uint32_t, std::uint32_t>, Overlap> sentences;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> quotations;
  Stems stems;  // in shared prose, in reading order
  for (const SharedRun& run : runs) {
    if (run.common && in_common < least_in_common) continue;
    const std::vector<PlacedWord> x = placed_words(a, first.words, run.a, run.length);
    const std::vector<PlacedWord> y = placed_words(b, second.words, run.b, run.length);
    const std::size_t length = std::min(x.size(), y.size());
    if (length == 0) continue;
    RunWords words = words_of_run(x, y, length);
    std::erase_if(words.quoted, [&](const auto& shared) {
      return shared.second < least_run && !one_utterance(a, shared.first.first, b, shared.first.second);
    });
    std::uint32_t quoted = 0;  // the longest row in one quotation of each
    for (const auto& [pair_of, row] : words.quoted) quoted = std::max(quoted, row);
    bool as_prose = words.prose >= least_run;
    if (as_prose && !names) names = name_places(a);
    if (as_prose) {
      const std::uint32_t free = free_words(*names, x, first.words.words.data() + run.a);
      as_prose = free >= least_free;
      if (as_prose) facts.says_it = facts.says_it || !is_title(a, x);
    }
    if (words.half > 0 && !names) names = name_places(a);
    if (words.half >= least_run && words.half < surely_spoken) {
      const auto says = std::ranges::count_if(
          x, [&](const PlacedWord& word) { return !is_name(*names, word.span) && says_something(a.at(word.span)); });
      if (says < least_said) words.half = 0;
    }
    const bool as_quotation = quoted >= least_quoted_run || words.half >= least_run;
    if (!as_prose && !as_quotation) continue;
    if (as_prose) {
      facts.prose_words += words.unquoted;
      for (const PlacedWord& word : x) {
        if (word.quotation || is_name(*names, word.span)) continue;
        if (says_something(a.at(word.span))) stems.push_back(stem_number(a.at(word.span)));
        else ++facts.plain_words;
      }
    }
    for (const auto& [pair_of, row] : words.quoted) {
      std::uint32_t& most = quotations[pair_of];
      most = std::max(most, row);
    }
    if (words.half >= least_run) {
      for (const auto& [place, row] : words.half_quoted)
        facts.half.push_back({.in_first = place.first, .quotation = place.second, .words = row});
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
  if (facts.prose_words > 0) drop_addresses(first, second, facts);
  const Stems own = own_stems(first.content, second.content, facts.aligned, stems);
  facts.own_words = static_cast<std::uint32_t>(own.size());
  facts.plain_words += static_cast<std::uint32_t>(
      std::ranges::count_if(stems, [&](Stem x) { return std::ranges::binary_search(own, x); }));
  return facts;
}

}  // namespace detente
