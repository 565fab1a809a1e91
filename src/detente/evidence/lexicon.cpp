#include "detente/evidence/lexicon.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/embedded.hpp"

namespace detente {

namespace {

struct Section {
  std::string_view name;
  WordClass of;
  bool verbs = false;  ///< an entry of one form is a regular verb
};

using enum WordClass;
constexpr std::array<Section, word_class_count> sections{{
    {"abbreviated title", abbreviated_title},
    {"before a number", before_number},
    {"never last", never_last},
    {"abbreviation", abbreviation},
    {"time of day", time_of_day},
    {"after a time of day", after_time_of_day},
    {"starter", starter},
    {"name particle", name_particle},
    {"link line", link_line},
    {"furniture start", furniture_start},
    {"caption start", caption_start},
    {"caption mark", caption_mark},
    {"verb of saying", say, true},
    {"phrase of saying", say_phrase},
    {"verb of denial", denial, true},
    {"verb of calling", calling, true},
    {"verb of thinking", thinking, true},
    {"noun of saying", saying_noun},
    {"between speaker and verb", between},
    {"hearsay", hearsay},
    {"role", role},
    {"role modifier", role_modifier},
    {"group noun", group_noun},
    {"institution noun", institution},
    {"organization word", organization_word},
    {"male pronoun", male_pronoun},
    {"female pronoun", female_pronoun},
    {"plural pronoun", plural_pronoun},
    {"other pronoun", other_pronoun},
    {"male title", male_title},
    {"female title", female_title},
    {"male role", male_role},
    {"female role", female_role},
    {"determiner", determiner},
    {"preposition", preposition},
    {"subordinator", subordinator},
    {"coordinator", coordinator},
    {"auxiliary", auxiliary},
    {"weekday", weekday},
    {"month", month},
    {"country", country},
    {"seat", seat},
    {"male name", male_name},
    {"female name", female_name},
    {"naming", naming},
    {"needs content", needs_content},
    {"number word", number_word},
    {"multiplier", multiplier},
    {"unit of time", unit_of_time},
    {"currency", currency},
    {"deadline", deadline},
    {"future", future},
    {"measure", measure},
    {"negation", negation},
    {"modal", modal},
    {"day", day_word},
    {"furniture phrase", furniture_phrase},
    {"stock phrase", stock_phrase},
    {"public occasion", occasion},
    {"public role", public_role},
    {"paper", paper},
    {"vague", vague},
    {"opposite", opposite, true},
}};

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

/// "add" -> add, adds, added, adding; "deny" -> denies, denied; "declare" -> declared, declaring.
std::vector<std::string> regular_forms(const std::string& base) {
  const char last = base.back();
  const bool consonant_y = last == 'y' && base.size() > 1 && !is_vowel(base[base.size() - 2]);
  const bool hiss = base.ends_with("s") || base.ends_with("sh") || base.ends_with("ch") || base.ends_with("x");
  if (consonant_y) {
    const std::string stem = base.substr(0, base.size() - 1);
    return {base, stem + "ies", stem + "ied", base + "ing"};
  }
  if (last == 'e') return {base, base + "s", base + "d", base.substr(0, base.size() - 1) + "ing"};
  return {base, base + (hiss ? "es" : "s"), base + "ed", base + "ing"};
}

std::vector<std::string> parts(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const auto part = trim(text.substr(0, end)); !part.empty()) out.push_back(ascii_lower(part));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

struct Lexicon::Tables {
  struct Entry {
    std::string word;
    WordClasses classes;
    std::vector<std::pair<WordClass, Form>> forms;
  };
  std::vector<Entry> words;
  std::vector<std::uint32_t> slots;  ///< open addressing: 0 is free, k the entry k - 1; less than half of them is taken
  std::array<std::vector<std::string>, word_class_count> entries;
  std::map<std::pair<WordClass, std::string>, std::vector<std::string>, std::less<>> phrases;
  std::map<std::string, int> lemmas;  ///< keeps the texts that Form::lemma points to
  std::size_t longest = 0;

  void add(const Section& section, const std::string& listed) {
    std::vector<std::string> forms = parts(listed, '/');
    if (forms.empty()) return;
    entries[static_cast<std::size_t>(section.of)].push_back(forms[0]);
    if (section.verbs && forms.size() == 1) forms = regular_forms(forms[0]);
    const std::string_view lemma = lemmas.emplace(forms[0], 0).first->first;
    for (std::size_t k = 0; k < forms.size(); ++k) {
      longest = std::max(longest, forms[k].size());
      Entry& entry = entry_of(forms[k]);
      const auto form = static_cast<WordForm>(std::min<std::size_t>(k, 4));
      if (!entry.classes.has(section.of)) entry.forms.push_back({section.of, {lemma, form}});
      entry.classes.add(section.of);
      const std::size_t space = forms[k].find(' ');
      if (space == std::string::npos) continue;
      phrases[{section.of, forms[k].substr(0, space)}].push_back(forms[k].substr(space + 1));
      // Words that begin a phrase are marked too, so that others need not be looked up.
      entry_of(forms[k].substr(0, space)).classes.add(section.of);
    }
  }

  static std::size_t hash(std::string_view word) {
    std::uint64_t h = word.size() * 0x9E3779B97F4A7C15U;
    for (const char c : word) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return h ^ h >> 29U;
  }

  /// The slot of a word, or the free one in which it would be.
  [[nodiscard]] std::size_t slot_of(std::string_view word) const {
    std::size_t at = hash(word) & (slots.size() - 1);
    while (slots[at] != 0 && words[slots[at] - 1].word != word) at = (at + 1) & (slots.size() - 1);
    return at;
  }

  Entry& entry_of(const std::string& word) {
    if (2 * (words.size() + 1) > slots.size()) {
      slots.assign(std::max<std::size_t>(1024, 2 * slots.size()), 0);
      for (std::size_t k = 0; k < words.size(); ++k) slots[slot_of(words[k].word)] = static_cast<std::uint32_t>(k + 1);
    }
    std::uint32_t& slot = slots[slot_of(word)];
    if (slot == 0) {
      words.push_back({word, {}, {}});
      slot = static_cast<std::uint32_t>(words.size());
    }
    return words[slot - 1];
  }

  [[nodiscard]] const Entry* find(std::string_view word) const;
};

Lexicon::Lexicon(std::string_view text) : tables_(std::make_unique<Tables>()) {
  const Section* section = nullptr;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = trim(line.substr(0, line.find('#')));
    if (line.starts_with('[') && line.ends_with(']')) {
      const auto name = line.substr(1, line.size() - 2);
      const auto found = std::ranges::find(sections, name, &Section::name);
      if (found == sections.end()) throw std::logic_error("word lists: unknown section " + std::string(name));
      section = &*found;
      continue;
    }
    if (line.empty()) continue;
    if (section == nullptr) throw std::logic_error("word lists: a word before the first section");
    for (const std::string& entry : parts(line, ',')) tables_->add(*section, entry);
  }
}

Lexicon::~Lexicon() = default;

const Lexicon& Lexicon::english() {
  static const Lexicon lexicon(embedded::english_words);
  return lexicon;
}

namespace {

/// In lower case without an allocation.
class Lowered {
 public:
  explicit Lowered(std::string_view word) : size_(word.size()) {
    for (std::size_t k = 0; k < size_; ++k) {
      const char c = word[k];
      letters_[k] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  [[nodiscard]] std::string_view view() const { return {letters_.data(), size_}; }
  static constexpr std::size_t room = 64;

 private:
  std::array<char, room> letters_;
  std::size_t size_;
};

}  // namespace

const Lexicon::Tables::Entry* Lexicon::Tables::find(std::string_view word) const {
  if (word.empty() || word.size() > std::min(longest, Lowered::room) || slots.empty()) return nullptr;
  const std::uint32_t slot = slots[slot_of(Lowered(word).view())];
  return slot == 0 ? nullptr : &words[slot - 1];
}

WordClasses Lexicon::classes(std::string_view word) const {
  const Tables::Entry* entry = tables_->find(word);
  return entry == nullptr ? WordClasses() : entry->classes;
}

Lexicon::Form Lexicon::form(std::string_view word, WordClass of) const {
  const Tables::Entry* entry = tables_->find(word);
  if (entry == nullptr) return {};
  for (const auto& [c, form] : entry->forms) {
    if (c == of) return form;
  }
  return {};
}

const std::vector<std::string>& Lexicon::entries(WordClass of) const {
  return tables_->entries[static_cast<std::size_t>(of)];
}

std::vector<std::string_view> Lexicon::phrases(std::string_view first, WordClass of) const {
  const auto found = tables_->phrases.find(std::pair(of, ascii_lower(first)));
  if (found == tables_->phrases.end()) return {};
  return {found->second.begin(), found->second.end()};
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

}  // namespace detente
