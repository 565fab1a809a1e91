#include "detente/evidence/names.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/limits.hpp"

namespace detente {

namespace {

using Kind = TextToken::Kind;
using enum WordClass;

constexpr WordClasses small_words{determiner,     preposition,    subordinator,  coordinator, auxiliary, male_pronoun,
                                  female_pronoun, plural_pronoun, other_pronoun, weekday,     month,     starter};
constexpr WordClasses titles{abbreviated_title, male_title, female_title};

bool ends_with_ing(std::string_view word) { return word.size() > 5 && word.ends_with("ing"); }

/// Finds the runs of one sentence.
class RunFinder {
 public:
  explicit RunFinder(Reading& reading) : reading_(reading), t_(reading.tokens) {}

  void sentence(std::size_t begin, std::size_t end) {
    begin_ = begin;
    end_ = end;
    for (std::size_t i = begin; i < end;) {
      const std::size_t last = run(i);
      if (last > i) {
        parse(i, last);
        i = last;
      } else {
        ++i;
      }
    }
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t k) const { return reading_.view(t_[k]); }

  /// At the start of a sentence, or of a quotation, or behind a colon, where any word is capitalized.
  [[nodiscard]] bool is_first(std::size_t k) const {
    if (k == begin_) return true;
    const TextToken& before = t_[k - 1];
    return before.kind == Kind::mark &&
           (is_quotation_mark(before.code) || before.code == ':' || before.code == '-' || before.code == U'•');
  }

  [[nodiscard]] bool is_name_word(std::size_t k) const {
    if (k >= end_) return false;
    const TextToken& token = t_[k];
    if (!token.is_word() || !token.upper) return false;
    if (token.classes.any(small_words))
      return token.all_upper && token.end - token.begin <= 5 && !token.is(starter) && !token.is(determiner);
    return true;
  }

  /// A word that begins a sentence and is capitalized for that reason only, before a name.
  [[nodiscard]] bool is_ordinary_start(std::size_t k) const {
    if (!is_first(k)) return false;
    const TextToken& token = t_[k];
    if (token.classes.any(WordClasses(male_name, female_name, country, seat, role_modifier, role, organization_word)) ||
        token.classes.any(titles))
      return false;
    if (token.is(between) || token.is(hearsay) || token.is(say) || token.is(thinking) || token.is(calling) ||
        token.is(group_noun))
      return true;
    return ends_with_ing(word(k)) && is_name_word(k + 1);
  }

  /// One behind the last token of the run that begins at `i`, or `i` if none does.
  [[nodiscard]] std::size_t run(std::size_t i) const {
    if (!is_name_word(i) || is_ordinary_start(i)) return i;
    std::size_t k = i + 1;
    bool body = t_[i].is(organization_word);
    while (k < end_) {
      if (is_name_word(k)) {
        body = body || t_[k].is(organization_word);
        ++k;
        continue;
      }
      if (t_[k].is_mark('&') && is_name_word(k + 1)) {  // "Light & Power"
        body = true;
        k += 2;
        continue;
      }
      if (k + 3 < end_ && is_nickname(reading_, k) && is_name_word(k + 3)) {
        k += 4;
        continue;
      }
      if (!t_[k].is_word()) break;
      std::size_t next = k;
      while (next < end_ && t_[next].is(name_particle) && !t_[next].upper) ++next;
      if (next > k && is_name_word(next) && !t_[next].is(role)) {
        k = next + 1;
        continue;
      }
      // "Secretary of State", "Ministry of Foreign Affairs", "Institute of World Economy and ...".
      // But not "Senator Jane Roe of Oregon".
      const std::string_view link = word(k);
      const bool office = t_[k - 1].classes.any(WordClasses(role, role_modifier));
      if (!(body || office) || !(link == "of" || link == "for" || (link == "and" && body && has_of(i, k)))) break;
      next = k + 1;
      if (next < end_ && word(next) == "the") ++next;
      if (!is_name_word(next) || t_[next].classes.any(titles)) break;
      k = next + 1;
    }
    return k;
  }

  [[nodiscard]] bool has_of(std::size_t begin, std::size_t end) const {
    for (std::size_t k = begin; k < end; ++k) {
      if (word(k) == "of") return true;
    }
    return false;
  }

  /// "Secretary of Defense", "of Homeland Security": with a name behind it.
  [[nodiscard]] bool is_part_of_body(std::size_t k, std::size_t end) const {
    const WordClasses words(role_modifier, country, organization_word);
    return t_[k].classes.any(words) || (k + 2 < end && t_[k + 1].classes.any(WordClasses(role_modifier)));
  }

  /// Splits a run into office, title and name.
  void parse(std::size_t begin, std::size_t end) {
    NameMention mention{.first = static_cast<std::uint32_t>(begin),
                        .name = static_cast<std::uint32_t>(begin),
                        .end = static_cast<std::uint32_t>(end)};
    // The last head of an office with something behind it: the name follows.
    std::size_t name = begin;
    for (std::size_t k = begin; k < end; ++k) {
      const bool head = t_[k].is(role) || t_[k].classes.any(titles);
      if (!head || k + 1 >= end) continue;
      std::size_t behind = k + 1;
      if (word(behind) == "of" || word(behind) == "for") {
        ++behind;
        while (behind < end && word(behind) != "New" && (word(behind) == "the" || is_part_of_body(behind, end)))
          ++behind;
      }
      if (behind < end && behind > k && !(behind == k + 1 && t_[k].is(male_name))) name = behind;
    }
    const bool seated = name > begin && word(name - 1) == "of" && end - name <= 2 &&
                        !t_[name].classes.any(WordClasses(male_name, female_name));
    if (seated || (name > begin && is_country(name, end) && !t_[name - 1].classes.any(titles))) {
      // "President of the United States", "Republican of Iowa": the name is that of the country.
      begin = name;
      mention.first = static_cast<std::uint32_t>(begin);
    }
    // "the UN Anna Roe": what she sits in stands in front of her first name.
    for (std::size_t k = begin + 1; name == begin && k + 1 < end; ++k) {
      const TextToken& before = t_[k - 1];
      const bool body = before.is(organization_word) || before.is(country) ||
                        (before.all_upper && before.end - before.begin > 1 && !is_initial(word(k - 1)));
      if (!body || t_[k - 1].classes.any(WordClasses(male_name, female_name))) break;
      if (!t_[k].classes.any(WordClasses(male_name, female_name))) continue;
      begin = name = k;
      mention.first = static_cast<std::uint32_t>(begin);
    }
    mention.name = static_cast<std::uint32_t>(name);
    const bool titled = name > begin;
    for (std::size_t k = begin; k < name; ++k) note_title(mention, k);
    std::size_t words = 0;
    for (std::size_t k = name; k < end; ++k) words += is_initial(word(k)) ? 0U : 1U;
    if (words == 0) return;
    // "the Foreign Secretary", "the California Democrat": an office, and no name.
    if (!titled && t_[end - 1].is(role) && begin > begin_ && (word(begin - 1) == "the" || word(begin - 1) == "The"))
      return;
    classify(mention, titled);
    if (end - begin == 1 && !titled && t_[begin].is(role)) return;  // "the President"
    mention.certain = titled || words > 1 || !is_first(begin) || t_[begin].classes.any(WordClasses(country, seat)) ||
                      t_[begin].all_upper;
    mention.weak_start =
        !titled && words > 1 && is_first(begin) &&
        !t_[begin].classes.any(WordClasses(male_name, female_name, country, seat, organization_word, role));
    if (reading_.mentions.size() < evidence_limits::most_mentions) reading_.mentions.push_back(mention);
    else reading_.cut = true;
  }

  void note_title(NameMention& mention, std::size_t k) const {
    if (t_[k].classes.any(WordClasses(male_title, male_role))) mention.gender = Gender::male;
    if (t_[k].classes.any(WordClasses(female_title, female_role))) mention.gender = Gender::female;
  }

  void classify(NameMention& mention, bool titled) const {
    const std::size_t name = mention.name;
    const std::size_t end = mention.end;
    const TextToken& first = t_[name];
    const bool body =
        std::any_of(t_.begin() + static_cast<std::ptrdiff_t>(name), t_.begin() + static_cast<std::ptrdiff_t>(end),
                    [](const TextToken& t) { return t.is(organization_word) || t.is_mark('&'); });
    if (titled && !body) mention.kind = Actor::Kind::person;
    else if (body && (end - name > 1 || first.all_upper || !first.is(male_name)))
      mention.kind = Actor::Kind::organization;
    else if (is_country(name, end) || (end - name == 1 && is_seat(first))) mention.kind = Actor::Kind::place;
    else if (end - name == 1 && first.all_upper && first.end - first.begin > 1)
      mention.kind = Actor::Kind::organization;
    if (mention.kind == Actor::Kind::organization || mention.kind == Actor::Kind::place) return;
    const bool male = first.is(male_name);
    const bool female = first.is(female_name);
    if ((male || female) && end - name > 1) {
      mention.kind = Actor::Kind::person;
      if (mention.gender == Gender::unknown) mention.gender = male ? Gender::male : Gender::female;
    }
    if (mention.kind != Actor::Kind::unknown) return;
    if (has_person_sign(name, end)) mention.kind = Actor::Kind::person;
  }

  /// A whole one: not the "White" of "White House".
  [[nodiscard]] bool is_seat(const TextToken& token) const {
    return token.is(seat) && !reading_.words.form(reading_.view(token), seat).lemma.empty();
  }

  [[nodiscard]] bool is_country(std::size_t name, std::size_t end) const {
    const auto begin = t_[name].begin;
    return reading_.words.is(reading_.text.substr(begin, t_[end - 1].end - begin), country);
  }

  /// "spokesman Dmitry Peskov", "Jane Roe, 45,", "Jane Roe, a lawyer", "Roe said", "Roe, who".
  [[nodiscard]] bool has_person_sign(std::size_t name, std::size_t end) const {
    if (name > begin_ && !t_[name - 1].upper && t_[name - 1].is(role)) return true;
    for (std::size_t k = name; k < end; ++k) {
      if (k > name && is_initial(word(k))) return true;
    }
    if (end + 1 >= end_) return false;
    if ((t_[end].is(say) && end - name > 1) || word(end) == "who") return true;
    if (!t_[end].is_mark(',')) return false;
    // "In Muscat, a diplomat said".
    if (end - name == 1 && name > begin_ && t_[name - 1].is(preposition)) return false;
    if (t_[end + 1].kind == Kind::number) return t_[end + 1].end - t_[end + 1].begin == 2;
    if (word(end + 1) == "who" || word(end + 1) == "whose") return true;
    const bool article = t_[end + 1].is(determiner) || t_[end + 1].is(role_modifier) || t_[end + 1].is(country);
    for (std::size_t k = end + 1; article && k < std::min(end_, end + 7); ++k) {
      if (!t_[k].is_word() && t_[k].kind != Kind::possessive) return false;
      if (t_[k].is(role) && !t_[k].upper) return true;
    }
    return t_[end + 1].is(role) && !t_[end + 1].upper;
  }

  Reading& reading_;
  const std::vector<TextToken>& t_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

bool is_initial(std::string_view word) {
  if (!word.ends_with('.')) return false;
  const Decoded c = code_point_at(word, 0);
  return is_upper(c.code) && (c.length + 1 == word.size() || (word.size() <= 6 && word[c.length] == '.'));
}

std::string fold_name(std::string_view word) {
  std::string out;
  if (std::ranges::any_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    utf8proc_uint8_t* folded = nullptr;
    const auto length = utf8proc_map(
        reinterpret_cast<const utf8proc_uint8_t*>(word.data()), static_cast<utf8proc_ssize_t>(word.size()), &folded,
        static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD));
    const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(folded, std::free);
    if (length > 0) out.assign(reinterpret_cast<const char*>(folded), static_cast<std::size_t>(length));
  } else {
    out = ascii_lower(word);
  }
  if (out.size() < 4) return out;
  static constexpr std::array<std::string_view, 5> endings{"iy", "ii", "ij", "yi", "yy"};
  for (const std::string_view ending : endings) {
    if (out.ends_with(ending)) {
      out.replace(out.size() - 2, 2, "y");
      return out;
    }
  }
  if (out.ends_with("ei")) out.back() = 'y';
  else if (out.ends_with('i') &&
           (out.ends_with("ski") || out.ends_with("tri") || out.ends_with("uri") || out.ends_with("oli")))
    out.back() = 'y';
  return out;
}

bool is_nickname(const Reading& reading, std::size_t mark) {
  const auto& t = reading.tokens;
  const auto quotes = [&](std::size_t k) { return t[k].kind == Kind::mark && is_quotation_mark(t[k].code); };
  return mark + 2 < t.size() && quotes(mark) && t[mark + 1].is_word() && t[mark + 1].upper && quotes(mark + 2);
}

std::vector<std::string> name_words(const Reading& reading, const NameMention& mention) {
  std::vector<std::string> out;
  for (std::size_t k = mention.name; k < mention.end; ++k) {
    if (is_nickname(reading, k)) k += 2;
    const TextToken& token = reading.tokens[k];
    const std::string_view word = reading.view(token);
    if (token.is_word() && !is_initial(word)) out.push_back(fold_name(word));
  }
  return out;
}

namespace {

/// The token behind "Putin's Strategic Patience:", whose words are capitalized as those of a heading are; a name alone
/// ("Jane Roe:") is no such head.
std::size_t behind_inline_head(const Reading& reading, std::size_t sentence) {
  const std::size_t begin = reading.first_token[sentence];
  const std::size_t end = std::min<std::size_t>(reading.first_token[sentence + 1], begin + 10);
  bool possessive = false;
  for (std::size_t k = begin; k < end; ++k) {
    const TextToken& token = reading.tokens[k];
    if (token.is_mark(':')) {
      const bool name =
          k - begin <= 3 && !possessive && reading.tokens[begin].classes.any(WordClasses(male_name, female_name, role));
      return name || k - begin < 2 ? begin : k + 1;
    }
    possessive = possessive || token.kind == Kind::possessive;
    const bool small = token.is_word() && !token.upper && !token.classes.any(small_words);
    if (small || (token.kind == Kind::mark && !is_dash(token.code))) return begin;
  }
  return begin;
}

}  // namespace

void find_mentions(Reading& reading) {
  RunFinder finder(reading);
  for (std::size_t s = 0; s < reading.sentences.size(); ++s) {
    const Sentence& sentence = reading.sentences[s];
    if (sentence.kind == Sentence::Kind::heading || sentence.boilerplate) continue;
    finder.sentence(behind_inline_head(reading, s), reading.first_token[s + 1]);
  }
}

}  // namespace detente
