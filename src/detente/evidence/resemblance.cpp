// Cosine of the sentences' sets of stems, each weighted by the logarithm of how rare it is (inverse document frequency,
// Sparck Jones 1972), with the sentences of the two reports as the collection. Measures over whole documents see
// nothing where two long reports share three sentences; and with weights from a large collection, two reports of one
// event look alike, because they share its names.

#include "detente/evidence/resemblance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <unordered_map>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/word_stream.hpp"

namespace detente {

namespace {

using enum WordClass;

/// Words that say nothing of what a sentence is about.
constexpr WordClasses small_words(starter, determiner, preposition, subordinator, coordinator, auxiliary, male_pronoun,
                                  female_pronoun, plural_pronoun, other_pronoun, say, between, hearsay, number_word);

struct Content {
  std::vector<std::uint32_t> stems;  ///< numbers of stems, ascending, each once
  std::vector<std::uint32_t> names;  ///< those of them that stand with a capital letter inside the sentence
};

class Collection {
 public:
  explicit Collection(const ResemblanceOptions& options) : options_(options) {}

  /// The content of each sentence of a report that counts.
  std::vector<Content> read(const Document& d) {
    std::vector<Content> out(d.sentences.size());
    auto quotation = d.quotations.begin();
    std::vector<ComparedWord> words;
    for (std::size_t s = 0; s < d.sentences.size(); ++s) {
      if (!counts_for_reuse(d.sentences[s])) continue;
      words.clear();
      append_compared_words(d.text, d.sentences[s].span, words);
      for (const ComparedWord& word : words) {
        while (quotation != d.quotations.end() && quotation->span.end <= word.span.begin) ++quotation;
        if (!options_.quoted_words && quotation != d.quotations.end() && quotation->span.begin <= word.span.begin &&
            quotation->type != Quotation::Type::term)
          continue;
        add(d, word, word.span.begin == d.sentences[s].span.begin, out[s]);
      }
      finish(out[s]);
      ++sentences_;
    }
    return out;
  }

  [[nodiscard]] double weight(std::uint32_t stem) const {
    const double rarity = std::log(static_cast<double>(sentences_ + 1) / static_cast<double>(frequency_[stem]));
    return options_.rarity == 1 ? rarity : std::pow(rarity, options_.rarity);
  }

 private:
  void add(const Document& d, const ComparedWord& word, bool first, Content& content) {
    const std::string_view text = d.at(word.span);
    if (!is_content(text)) return;
    const auto [found, is_new] = numbers_.emplace(stem_of(text), static_cast<std::uint32_t>(numbers_.size()));
    if (is_new) frequency_.push_back(0);
    content.stems.push_back(found->second);
    if (!first && is_upper(code_point_at(text, 0).code)) content.names.push_back(found->second);
  }

  void finish(Content& content) {
    for (auto* list : {&content.stems, &content.names}) {
      std::ranges::sort(*list);
      const auto rest = std::ranges::unique(*list);
      list->erase(rest.begin(), rest.end());
    }
    for (const std::uint32_t s : content.stems) ++frequency_[s];
  }

  ResemblanceOptions options_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::uint32_t> frequency_;  ///< in how many sentences
  std::size_t sentences_ = 0;
};

}  // namespace

bool is_content(std::string_view word) {
  return word.size() >= 3 && !Lexicon::english().classes(word).any(small_words);
}

std::string stem_of(std::string_view text) {
  std::string word = ascii_lower(text);
  for (const std::string_view ending : {"ing", "ies", "ied", "es", "ed", "ly", "s", "e", "y"}) {
    if (word.size() >= ending.size() + 4 && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      break;
    }
  }
  constexpr std::size_t most = 6;
  if (word.size() > most && code_point_at(word, 0).length == 1) word.resize(most);
  return word;
}

namespace {

/// Calls use(stem) for the words of content of a sentence that counts.
template <class Use>
void for_stems(const Document& document, std::uint32_t sentence, const Use& use) {
  if (!counts_for_reuse(document.sentences[sentence])) return;
  std::vector<ComparedWord> words;
  append_compared_words(document.text, document.sentences[sentence].span, words);
  for (const ComparedWord& word : words) {
    const std::string_view text = document.at(word.span);
    if (is_content(text)) use(stem_of(text));
  }
}

}  // namespace

std::set<std::string> stems_of(const Document& document, const std::vector<std::uint32_t>& sentences) {
  std::set<std::string> out;
  for (const std::uint32_t s : sentences) for_stems(document, s, [&](std::string&& x) { out.insert(std::move(x)); });
  return out;
}

std::size_t recurring(const Document& document, const std::vector<std::uint32_t>& sentences,
                      const std::set<std::string>& stems) {
  std::set<std::string_view> found;
  for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
    if (std::ranges::binary_search(sentences, s)) continue;
    for_stems(document, s, [&](std::string&& x) {
      if (const auto stem = stems.find(x); stem != stems.end()) found.insert(*stem);
    });
  }
  return found.size();
}

std::vector<Resemblance> resembling_sentences(const Document& a, const Document& b, const ResemblanceOptions& options) {
  if (a.sentences.size() > most_sentences || b.sentences.size() > most_sentences) return {};
  Collection collection(options);
  const std::vector<Content> x = collection.read(a);
  const std::vector<Content> y = collection.read(b);
  const auto weight_of = [&](const Content& c) {
    double sum = 0;
    for (const std::uint32_t s : c.stems) sum += collection.weight(s);
    return sum;
  };
  std::vector<double> y_weight;
  for (const Content& c : y) y_weight.push_back(weight_of(c));
  std::vector<Resemblance> out;
  std::vector<std::uint32_t> both;
  for (std::uint32_t i = 0; i < x.size(); ++i) {
    if (x[i].stems.size() < 3) continue;
    const double own = weight_of(x[i]);
    const auto begin = static_cast<std::ptrdiff_t>(out.size());
    for (std::uint32_t j = 0; j < y.size(); ++j) {
      if (y[j].stems.size() < 3) continue;
      both.clear();
      std::ranges::set_intersection(x[i].stems, y[j].stems, std::back_inserter(both));
      if (both.size() < options.least_words) continue;
      double common = 0;
      std::uint32_t plain = 0;
      for (const std::uint32_t s : both) {
        common += collection.weight(s);
        if (!std::ranges::binary_search(x[i].names, s) && !std::ranges::binary_search(y[j].names, s)) ++plain;
      }
      const double likeness = common / std::sqrt(own * y_weight[j]);
      if (!options.quoted_words && plain < options.least_words) continue;
      if (likeness >= least_likeness) out.push_back({i, j, likeness, plain, static_cast<std::uint32_t>(both.size())});
    }
    std::stable_sort(out.begin() + begin, out.end(),
                     [](const Resemblance& p, const Resemblance& q) { return p.likeness > q.likeness; });
  }
  return out;
}

}  // namespace detente
