#include "detente/exchange/names.hpp"

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/model/formula_parser.hpp"

namespace detente {

std::string name_from(std::string_view text, std::string_view fallback, bool lower) {
  constexpr std::size_t longest = 40;
  std::string name;
  bool gap = false;
  const std::string readable = printable(text);  // valid UTF-8
  for (std::size_t at = 0; at < readable.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(readable, at);
    if (c == '\'' || c == 0x2019) continue;  // an apostrophe joins
    if (!is_name_part(c)) {
      gap = true;
      continue;
    }
    if (name.empty() && !is_name_start(c)) name = "_";
    else if (gap && !name.empty() && name != "_") name += '_';
    gap = false;
    if (code_points(name) >= longest) break;
    for (std::size_t k = begin; k < at; ++k) {
      const char letter = readable[k];
      name += lower && letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty()) return std::string(fallback);
  return is_reserved_word(name) ? name + "_" : name;
}

std::string name_for_people(const std::string& id, const std::string& name, bool lower) {
  return name_from(name, "", lower) == id ? name : id;
}

std::string UniqueNames::add(std::string name) {
  std::string unique = name;
  for (std::size_t k = 2; !taken_.insert(unique).second; ++k) unique = name + "_" + std::to_string(k);
  return unique;
}

}  // namespace detente
