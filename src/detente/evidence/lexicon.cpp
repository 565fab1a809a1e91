#include "detente/evidence/lexicon.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <unordered_map>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/embedded.hpp"

namespace detente {

namespace {

constexpr std::array<std::string_view, word_class_count> section_names{
    "abbreviated title", "before a number", "never last", "abbreviation",    "time of day",   "after a time of day",
    "starter",           "name particle",   "link line",  "furniture start", "caption start", "caption mark",
};

}  // namespace

struct Lexicon::Tables {
  std::unordered_map<std::string, std::uint64_t> words;
  std::array<std::vector<std::string>, word_class_count> entries;
  std::size_t longest = 0;
};

Lexicon::Lexicon(std::string_view text) : tables_(std::make_unique<Tables>()) {
  std::size_t section = word_class_count;
  const auto add = [&](std::string_view entry) {
    if (entry.empty()) return;
    if (section == word_class_count) throw std::logic_error("a word list begins without a section");
    const std::string word = ascii_lower(entry);
    tables_->longest = std::max(tables_->longest, word.size());
    std::uint64_t& classes = tables_->words[word];
    if ((classes >> section & 1U) != 0) return;
    classes |= std::uint64_t{1} << section;
    tables_->entries[section].push_back(word);
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = trim(line.substr(0, line.find('#')));
    if (line.starts_with('[')) {
      const auto name = line.substr(1, line.size() - 2);
      section = static_cast<std::size_t>(std::ranges::find(section_names, name) - section_names.begin());
      if (section == word_class_count)
        throw std::logic_error("a word list has the unknown section " + std::string(name));
      continue;
    }
    while (!line.empty()) {
      const std::size_t comma = std::min(line.find(','), line.size());
      add(trim(line.substr(0, comma)));
      line.remove_prefix(std::min(comma + 1, line.size()));
    }
  }
}

Lexicon::~Lexicon() = default;

const Lexicon& Lexicon::english() {
  static const Lexicon lexicon(embedded::english_words);
  return lexicon;
}

std::uint64_t Lexicon::classes(std::string_view word) const {
  if (word.empty() || word.size() > tables_->longest) return 0;
  const auto found = tables_->words.find(ascii_lower(word));
  return found == tables_->words.end() ? 0 : found->second;
}

const std::vector<std::string>& Lexicon::entries(WordClass of) const {
  return tables_->entries[static_cast<std::size_t>(of)];
}

}  // namespace detente
