#include "detente/evidence/outlet_names.hpp"

#include <algorithm>
#include <array>
#include <ranges>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/lexicon.hpp"
#include "detente/evidence/names.hpp"

namespace detente {

namespace {

using enum WordClass;

constexpr std::size_t most_words = 200'000;  // of a text, in which names are looked for
constexpr std::size_t shortest_line = 10;    // words of a line that may be little more than names

bool is_one_of(const auto& list, const std::string& word) { return std::ranges::find(list, word) != list.end(); }

/// What outlets do.
constexpr std::array<std::string_view, 7> reporting{"reported", "reports", "wrote",   "writes",
                                                    "quotes",   "quoted",  "revealed"};

/// A word as names are compared.
struct NameWord {
  std::string folded;
  bool capital = false;
  bool owner = false;  ///< "Clarion's"
  bool ends = false;   ///< a comma, dash or the like stands behind it: no name goes on
};

bool is_small(const NameWord& word) {
  return !word.capital &&
         Lexicon::english().classes(word.folded).any(WordClasses(determiner, preposition, coordinator));
}

/// The words of a text, without punctuation and possessive endings.
std::vector<NameWord> name_words(std::string_view text) {
  std::vector<NameWord> out;
  const auto divides = [](char32_t c) { return is_space(c) || c == '/' || c == '|'; };
  for (std::size_t at = 0; at < text.size() && out.size() < most_words;) {
    while (at < text.size() && divides(code_point_at(text, at).code)) {
      if (!is_space(code_point_at(text, at).code) && !out.empty()) out.back().ends = true;
      at += code_point_at(text, at).length;
    }
    std::size_t begin = at;
    while (at < text.size() && !divides(code_point_at(text, at).code)) at += code_point_at(text, at).length;
    std::size_t end = at;
    const auto belongs = [](char32_t c) { return is_letter(c) || is_digit(c); };
    while (begin < end && !belongs(code_point_at(text, begin).code)) begin += code_point_at(text, begin).length;
    while (begin < end && !belongs(code_point_before(text, end).code)) end -= code_point_before(text, end).length;
    std::string_view word = text.substr(begin, end - begin);
    if (word.empty()) {
      // "&" joins, a dash or a bar divides.
      if (!out.empty() && at - begin == 0 && text.substr(0, at).ends_with('&')) continue;
      if (!out.empty()) out.back().ends = true;
      continue;
    }
    bool owner = false;
    for (const std::string_view possessive : {"'s", "\u2019s"}) {
      if (!word.ends_with(possessive)) continue;
      word.remove_suffix(possessive.size());
      owner = true;
    }
    NameWord next{.folded = fold_name(word), .capital = is_upper(code_point_at(word, 0).code), .owner = owner};
    const bool initial = word.size() == 1;
    next.ends = end < at && !(initial && text[end] == '.');
    if (!out.empty() && begin > 0 && is_opener(code_point_before(text, begin).code)) out.back().ends = true;
    out.push_back(std::move(next));
  }
  return out;
}

/// Whether a small word stands inside of names.
bool joins_names(const NameWord& word) {
  static constexpr std::array<std::string_view, 22> words{"of",  "the", "and", "de", "del", "della", "di",  "da",
                                                          "do",  "la",  "le",  "el", "al",  "du",    "des", "van",
                                                          "von", "der", "den", "y",  "et",  "und"};
  return !word.capital && std::ranges::find(words, word.folded) != words.end();
}

/// A row of words with capital letters, [begin, end) with small words inside.
struct Row {
  OutletName name;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Row> rows_in(const std::vector<NameWord>& words) {
  std::vector<Row> out;
  for (std::size_t k = 0; k < words.size();) {
    if (!words[k].capital) {
      ++k;
      continue;
    }
    Row row{.name = {}, .begin = k, .end = k};
    std::size_t next = k;
    for (bool more = true; more;) {
      row.name.push_back(words[next].folded);
      more = false;
      if (words[next++].ends) break;
      std::size_t ahead = next;
      while (ahead < words.size() && joins_names(words[ahead]) && !words[ahead].ends) ++ahead;
      if (ahead < words.size() && words[ahead].capital && ahead - next <= 2) {
        next = ahead;
        more = true;
      }
    }
    row.end = next;
    while (!row.name.empty() &&
           Lexicon::english().classes(row.name.front()).any(WordClasses(determiner, preposition, coordinator))) {
      row.name.erase(row.name.begin());
      ++row.begin;
    }
    if (!row.name.empty()) out.push_back(std::move(row));
    k = next;
  }
  return out;
}

/// Whether the words around say that something comes from there: "told X", "the daily X", "X reported".
bool is_as_source(const std::vector<NameWord>& words, const Row& row) {
  static constexpr std::array<std::string_view, 16> before{
      "told",  "tell",    "to",        "by",          "with",   "from",   "on",      "site",
      "radio", "station", "newspaper", "publication", "portal", "citing", "quoting", "via"};
  static constexpr std::array<std::string_view, 13> behind{"reported", "reports",  "writes",    "wrote",   "quotes",
                                                           "quoted",   "revealed", "published", "learned", "cited",
                                                           "cites",    "has",      "newspaper"};
  std::size_t k = row.begin;
  while (k > 0 && is_small(words[k - 1]) && !is_one_of(before, words[k - 1].folded) && row.begin - k < 2) --k;
  if (k > 0 && !words[k - 1].ends && (is_one_of(before, words[k - 1].folded) || is_paper(words[k - 1].folded)))
    return true;
  const std::size_t next = row.end;
  return next < words.size() && !words[next - 1].ends && is_one_of(behind, words[next].folded);
}

/// The word in front of a name, "the" left out; the end of the words if there is none.
std::size_t word_before(const std::vector<NameWord>& words, const Row& row) {
  std::size_t k = row.begin;
  while (k > 0 && words[k - 1].folded == "the") --k;
  return k > 0 ? k - 1 : words.size();
}

/// What outlets are called: "the daily X", "the news agency X".
bool is_outlet_noun(const std::vector<NameWord>& words, std::size_t k) {
  static constexpr std::array<std::string_view, 19> nouns{
      "newspaper", "paper",      "daily",       "weekly",     "monthly",     "magazine", "website",
      "site",      "portal",     "outlet",      "newspapers", "broadcaster", "tabloid",  "programme",
      "podcast",   "newsletter", "publication", "blog",       "bulletin"};
  static constexpr std::array<std::string_view, 4> with_kind{"agency", "station", "channel", "letter"};
  static constexpr std::array<std::string_view, 7> kinds{"news",       "press", "radio", "tv",
                                                         "television", "local", "trade"};
  if (words[k].capital) return false;
  const std::string& word = words[k].folded;
  if (word == "journal") return k > 0 && words[k - 1].folded == "trade";  // a journal of science is read by all
  if (is_one_of(with_kind, word)) return k > 0 && is_one_of(kinds, words[k - 1].folded);
  return is_one_of(nouns, word);
}

/// "the daily X", "the local paper, The X", "the X newspaper"; but "a Finnish newspaper" is not called Finnish.
bool is_called_outlet(const std::vector<NameWord>& words, const Row& row) {
  static constexpr std::array<std::string_view, 2> articles{"a", "an"};
  const std::size_t before = word_before(words, row);
  if (before < words.size() && is_outlet_noun(words, before)) {
    const bool direct = before + 1 == row.begin && !words[before].ends;
    if (direct || words[before + 1].capital || is_paper(row.name.back())) return true;
  }
  if (row.end >= words.size() || words[row.end - 1].ends) return false;
  const bool kind = row.name.size() == 1 && (Lexicon::english().is(row.name[0], country) ||
                                             (row.begin > 0 && is_one_of(articles, words[row.begin - 1].folded)));
  static constexpr std::array<std::string_view, 4> nouns{"newspaper", "magazine", "website", "newsletter"};
  static constexpr std::array<std::string_view, 2> kinds{"news", "press"};
  const std::string& behind = words[row.end].folded;
  const std::string& next = words[std::min(row.end + 1, words.size() - 1)].folded;
  const bool noun = !words[row.end].capital &&
                    (is_one_of(nouns, behind) || (is_one_of(kinds, behind) && (next == "agency" || next == "site")) ||
                     (behind == "agency" && is_one_of(reporting, next)));
  const bool owner = words[row.end - 1].owner && is_outlet_noun(words, row.end);  // "Radio Volta's programme"
  return owner || (!kind && noun);
}

/// "the journalist X", "revealed in X", "covered at length in X".
bool is_author_or_page(const std::vector<NameWord>& words, const Row& row) {
  static constexpr std::array<std::string_view, 4> authors{"journalist", "reporter", "correspondent", "columnist"};
  static constexpr std::array<std::string_view, 11> appeared{"revealed",  "reported",  "wrote",   "writes",
                                                             "published", "interview", "article", "report",
                                                             "column",    "appeared",  "covered"};
  const std::size_t before = word_before(words, row);
  if (before >= words.size() || words[before].ends) return false;
  if (is_one_of(authors, words[before].folded)) return true;
  if (words[before].folded != "in") return false;
  for (std::size_t k = before; k > 0 && before - k < 3 && !words[k - 1].ends; --k)
    if (is_one_of(appeared, words[k - 1].folded)) return true;
  return false;
}

/// "told X".
bool is_told(const std::vector<NameWord>& words, const Row& row) {
  static constexpr std::array<std::string_view, 4> verbs{"told", "tell", "tells", "telling"};
  const std::size_t before = word_before(words, row);
  return before < words.size() && !words[before].ends && is_one_of(verbs, words[before].folded);
}

/// "X reported", "a report by X".
bool has_reported(const std::vector<NameWord>& words, const Row& row) {
  static constexpr std::array<std::string_view, 10> made{"carried", "report", "reported", "published", "quoted",
                                                         "cited",   "saying", "dispatch", "despatch",  "investigation"};
  const std::size_t before = word_before(words, row);
  if (before < words.size() && before > 0 && !words[before].ends && words[before].folded == "by" &&
      is_one_of(made, words[before - 1].folded))
    return true;
  return row.end < words.size() && !words[row.end - 1].ends && is_one_of(reporting, words[row.end].folded);
}

/// "in X", "near X".
bool stands_as_place(const std::vector<NameWord>& words, const Row& row) {
  static constexpr std::array<std::string_view, 8> before{"in",     "near", "at",   "outside",
                                                          "around", "of",   "from", "into"};
  const std::size_t k = word_before(words, row);
  return k < words.size() && !words[k].ends && is_one_of(before, words[k].folded);
}

/// "according to X", "according to the specialist service X".
bool is_according_to(const std::vector<NameWord>& words, const Row& row) {
  for (std::size_t k = row.begin; k > 1 && row.begin - k < 5 && !words[k - 1].ends && !words[k - 1].capital; --k)
    if (words[k - 1].folded == "to" && words[k - 2].folded == "according") return true;
  return false;
}

/// "The Clarion has learned", "Surface & Stone can reveal", "the Observer was shown".
bool reports_itself(const std::vector<NameWord>& words, const Row& row) {
  static constexpr std::array<std::string_view, 2> helpers{"has", "can"};
  static constexpr std::array<std::string_view, 7> verbs{"learned", "learnt",   "reveal",     "report",
                                                         "seen",    "disclose", "established"};
  static constexpr std::array<std::string_view, 2> given{"shown", "given"};
  if (row.end + 1 >= words.size() || words[row.end - 1].ends) return false;
  const std::string& first = words[row.end].folded;
  const std::string& second = words[row.end + 1].folded;
  return first == "understands" || (is_one_of(helpers, first) && is_one_of(verbs, second)) ||
         (first == "was" && is_one_of(given, second) && is_paper(row.name.back()));
}

}  // namespace

bool is_body(const OutletName& name) {
  return Lexicon::english().is(name.back(), organization_word) && !is_paper(name.back());
}

bool is_paper(const std::string& word) {
  // "the press" is no paper, "the Upland Free Press" is one.
  static constexpr std::array<std::string_view, 4> in_names{"press", "media", "review", "online"};
  const std::string last = word.substr(word.rfind('-') + 1);
  return Lexicon::english().is(last, paper) || is_one_of(in_names, last);
}

std::vector<NamedOutlet> outlets_in(std::string_view text) {
  const std::vector<NameWord> words = name_words(text);
  std::vector<NamedOutlet> out;
  for (Row& row : rows_in(words)) {
    const bool owner = words[row.end - 1].owner && is_paper(row.name.back());  // "the Clarion's story"
    const bool called = is_called_outlet(words, row);
    const bool reported = owner || called || (has_reported(words, row) && !is_body(row.name));
    const bool surely = reported || (is_told(words, row) && !is_body(row.name));
    const bool according = is_according_to(words, row);
    const bool written = is_author_or_page(words, row);
    const bool source = surely || according || written || is_as_source(words, row);
    const bool itself = reports_itself(words, row);
    const bool place = stands_as_place(words, row);
    out.push_back({.name = std::move(row.name),
                   .source = source,
                   .surely = surely,
                   .third = reported || according,
                   .called = called,
                   .written = written,
                   .place = place,
                   .itself = itself});
  }
  return out;
}

bool is_label(std::string_view line) {
  const std::vector<NameWord> words = name_words(line);
  if (words.empty()) return false;
  static constexpr std::array<std::string_view, 10> marks{"by",      "edition",  "investigation", "newsroom",
                                                          "staff",   "writer",   "correspondent", "editor",
                                                          "editing", "interview"};
  std::size_t capitals = 0;
  std::size_t large = 0;
  for (const NameWord& word : words) {
    if (is_one_of(marks, word.folded) || (word.capital && is_paper(word.folded))) return true;
    if (is_small(word)) continue;
    ++large;
    capitals += word.capital ? 1 : 0;
  }
  return words.size() <= shortest_line && capitals * 5 >= large * 3;
}

bool is_of(const NamedOutlet& mention, const OutletName& name) {
  const bool by_words = mention.surely || mention.third || mention.written;
  if (name.size() == 1) return mention.surely && mention.name.back() == name.back();
  if (by_words && !std::ranges::search(mention.name, name).empty()) return true;
  // "Radio Volta" for "Radio Volta News", "the broadcaster BRK" for "BRK News".
  const bool begins = std::ranges::equal(mention.name, name | std::views::take(mention.name.size()));
  if (begins && mention.surely && (mention.name.size() > 1 || mention.third)) return true;
  if (!is_paper(name.back()) || !mention.source || mention.name.back() != name.back()) return false;
  return mention.name.size() == 1 || mention.name == name;
}

}  // namespace detente
