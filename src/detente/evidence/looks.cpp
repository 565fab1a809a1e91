#include "detente/evidence/looks.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "detente/evidence/chars.hpp"

namespace detente {

Looks look_at(std::string_view text) {
  Looks looks;
  bool in_word = false;
  bool begun = false;
  bool capital_word = false;
  std::size_t letters = 0;
  std::size_t long_words = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded c = code_point_at(text, i);
    i += c.length;
    const bool letter = is_letter(c.code) || is_digit(c.code);
    if (letter && !begun) looks.capital = is_upper(c.code);
    begun = begun || letter;
    if (letter && !in_word) {
      ++looks.words;
      capital_word = !is_lower(c.code);
      letters = 0;
    }
    // Words of four letters and more tell a title, since small ones need no capital in it.
    if (letter && ++letters == 4) {
      looks.title = looks.title && capital_word;
      ++long_words;
    }
    if (letter) in_word = true;
    else if (is_space(c.code) || c.code == U'—' || c.code == U'–') in_word = false;
    if (is_quotation_mark(c.code) || is_space(c.code) || c.code == ')') continue;
    looks.sentence = c.code == '.' || c.code == '!' || c.code == '?' || c.code == 0x2026;
    looks.comma = c.code == ',' || is_dash(c.code);
  }
  looks.title = looks.title && looks.capital && long_words > 1;
  return looks;
}

bool speaks_directly(std::string_view words) {
  static constexpr std::array<std::string_view, 9> persons{"i", "we", "you", "my", "our", "ours", "me", "us", "your"};
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    while (end < words.size() && is_letter(code_point_at(words, end).code)) end += code_point_at(words, end).length;
    if (std::ranges::find(persons, ascii_lower(words.substr(at, end - at))) != persons.end()) return true;
    at = end > at ? end : at + code_point_at(words, at).length;
  }
  return false;
}

bool calls_by_name(std::string_view words, std::string_view name) {
  const std::string_view last = name.substr(name.rfind(' ') + 1);
  if (last.size() < 3) return false;
  for (std::size_t at = words.find(last); at != std::string_view::npos; at = words.find(last, at + 1)) {
    const char behind = at + last.size() < words.size() ? words[at + last.size()] : ' ';
    const bool ends = behind == ',' || behind == '.' || behind == '?' || behind == '!';
    const std::size_t back = std::min<std::size_t>(at, 8);  // ", Mrs. Roe"
    const bool set_off = words.substr(at - back, back).find(',') != std::string_view::npos;
    const bool starts = at < 10 && behind == ',';
    if (starts || (ends && set_off)) return true;
  }
  return false;
}

}  // namespace detente
