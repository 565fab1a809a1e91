// Random sentences, a stretch of them as a quotation, and one change. What is left alone must be found letter by
// letter; what changes only how it is set must be found; one word put in, left out or exchanged must be reported as
// altered, with its kind. DETENTE_CASES says how many (default 4,000), DETENTE_SEED where they begin. A failure prints
// its seed.

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "detente/base/random.hpp"
#include "detente/evidence/citations.hpp"
#include "property/from_environment.hpp"

namespace detente::tests {

namespace {

using Kind = WordChange::Kind;

/// Words of one kind: those that texts have, and those that only a falsified quotation has.
struct Family {
  Kind kind;
  std::vector<std::string> true_words;
  std::vector<std::string> false_words;
};

const std::array<Family, 5> families{{
    {Kind::negation, {"not", "never"}, {"nobody", "neither"}},
    {Kind::number, {"12,000", "40", "seven", "3.5"}, {"13,000", "45", "nine", "35"}},
    {Kind::date, {"Monday", "March", "2031"}, {"Friday", "November", "2029"}},
    {Kind::name, {"Marlow", "Halvik", "Vostmark", "Russia"}, {"Marley", "Halvig", "Vestmark", "Ukraine"}},
    {Kind::modal, {"will", "could"}, {"must", "should"}},
}};
const std::vector<std::string> plain{"boats", "fish",  "bank", "the", "a",     "of",   "and",     "sign",   "close",
                                     "talks", "quota", "on",   "in",  "their", "stay", "harbors", "season", "agree"};

struct Word {
  std::string text;
  std::optional<std::size_t> family{};
};

std::string joined(const std::vector<Word>& words) {
  std::string out;
  for (const Word& word : words) out += (out.empty() ? "" : " ") + word.text;
  return out;
}

/// A sentence in which no two words are the same, so that nothing else in it looks like a stretch of it.
std::vector<Word> random_sentence(Random& random, std::size_t number) {
  std::vector<Word> words;
  const std::size_t length = 12 + random.below(10);
  for (std::size_t k = 0; k < length; ++k) {
    if (random.chance(60)) {
      words.push_back({plain[random.below(plain.size())] + std::string(1, static_cast<char>('a' + k)) +
                       std::string(1, static_cast<char>('a' + number))});
    } else {
      const std::size_t f = random.below(families.size());
      words.push_back({families[f].true_words[random.below(families[f].true_words.size())], f});
    }
  }
  return words;
}

/// The same words, set in another way.
std::string reset(const std::string& quote, Random& random) {
  std::string out;
  for (const char c : quote) {
    if (c == ' ' && random.chance(20)) out += "\n  ";
    else if (c >= 'a' && c <= 'z' && random.chance(10)) out += static_cast<char>(c - 'a' + 'A');
    else out += c;
  }
  return random.chance(30) ? "\u201C" + out + "\u201D" : out;
}

void check_one(std::uint64_t seed) {
  CAPTURE(seed);
  Random random(seed);
  std::string text;
  std::vector<std::vector<Word>> sentences;
  std::vector<Span> spans;
  for (std::size_t k = 0; k < 4; ++k) {
    sentences.push_back(random_sentence(random, k));
    const std::string sentence = joined(sentences.back()) + ".";
    if (!text.empty()) text += " ";
    spans.push_back({text.size(), text.size() + sentence.size()});
    text += sentence;
  }
  const std::size_t cited = random.below(sentences.size());
  const std::vector<Word>& words = sentences[cited];
  const std::size_t length = 4 + random.below(words.size() - 4);
  const std::size_t begin = random.below(words.size() - length + 1);
  std::vector<Word> quoted(words.begin() + static_cast<std::ptrdiff_t>(begin),
                           words.begin() + static_cast<std::ptrdiff_t>(begin + length));
  const std::string quote = joined(quoted);
  CAPTURE(text);
  CAPTURE(quote);
  const QuoteMatch found = find_quote(quote, text, spans[cited]);
  REQUIRE(found.status == QuoteStatus::exact);
  CHECK(text.substr(found.place.begin, found.place.end - found.place.begin) == quote);
  const std::string other_way = reset(quote, random);
  CHECK(find_quote(other_way, text, spans[cited]).status <= QuoteStatus::normalised);

  // One change in the middle, so that what is left on either side still begins and ends as in the text.
  const std::size_t at = 1 + random.below(length - 2);
  const Family& family = families[random.below(families.size())];
  Word& word = quoted[at];
  Kind expected = family.kind;
  switch (random.below(3)) {
    case 0:  // a word of the kind in the place of one of its own kind, or of any
      if (word.family) expected = families[*word.family].kind;
      word.text = (word.family ? families[*word.family] : family)
                      .false_words[random.below(family.false_words.size() < 2 ? 1 : 2)];
      break;
    case 1:  // put in
      quoted.insert(quoted.begin() + static_cast<std::ptrdiff_t>(at),
                    {family.false_words[random.below(family.false_words.size())]});
      break;
    default:  // left out
      expected = word.family ? families[*word.family].kind : Kind::other;
      // Beside the same word what is left may be a stretch of the text again.
      if (word.text == quoted[at - 1].text || word.text == quoted[at + 1].text) return;
      quoted.erase(quoted.begin() + static_cast<std::ptrdiff_t>(at));
      break;
  }
  const std::string falsified = joined(quoted);
  CAPTURE(falsified);
  const QuoteMatch altered = find_quote(falsified, text, spans[cited]);
  REQUIRE(altered.status == QuoteStatus::altered);
  const WordComparison compared = compare_words(falsified, {0, falsified.size()}, text, altered.place);
  REQUIRE(!compared.changes.empty());
  Kind gravest = Kind::other;
  for (const WordChange& change : compared.changes) gravest = std::min(gravest, change.kind);
  CHECK(gravest <= expected);
}

std::string random_bytes(Random& random, std::size_t most) {
  static const std::array<std::string, 18> pieces{"a",      " ",       "not ",   "\"",   "'",        "-",
                                                  "\u2014", "\u201C",  "1,5",    ".",    "%",        "\n",
                                                  "\u00AD", "e\u0301", "\u00E9", "\xFF", "\xE2\x80", "U.S."};
  std::string out;
  for (std::size_t k = random.below(most); k > 0; --k) out += pieces[random.below(pieces.size())];
  return out;
}

}  // namespace

TEST_CASE("a falsified quotation is reported as altered") {
  const std::uint64_t cases = from_environment("DETENTE_CASES", 4'000);
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  for (std::uint64_t seed = first; seed < first + cases; ++seed) check_one(seed);
}

TEST_CASE("whatever is quoted from whatever text, the place lies in the text") {
  const std::uint64_t cases = from_environment("DETENTE_CASES", 4'000);
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Document report = read_document("r", random_bytes(random, 120));
    const std::string quote = random_bytes(random, random.chance(10) ? 300 : 20);
    const QuoteMatch found = find_quote(quote, report.text, {0, report.text.size()});
    CHECK(found.place.begin <= found.place.end);
    CHECK(found.place.end <= report.text.size());
    if (found.status == QuoteStatus::missing) continue;
    CHECK(found.place.begin < found.place.end);
    // What was found is found again, and as it stands.
    const std::string again(report.at(found.place));
    CHECK(find_quote(again, report.text, found.place).status == QuoteStatus::exact);
  }
}

}  // namespace detente::tests
