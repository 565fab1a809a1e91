#include "detente/evidence/aliases.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/names.hpp"

namespace detente {

std::string folded_phrase(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t end = 0;
    while (end < text.size() && !is_space(code_point_at(text, end).code)) end += code_point_at(text, end).length;
    if (end > 0) {
      const std::string word = fold_name(text.substr(0, end));
      if (out.empty() && word == "the" && end < text.size()) {
        // The article says nothing.
      } else {
        out += (out.empty() ? "" : " ") + word;
      }
      text.remove_prefix(end);
    } else {
      text.remove_prefix(code_point_at(text, 0).length);
    }
  }
  return out;
}

Aliases Aliases::read(const SourceText& source, Diagnostics& diagnostics) {
  Aliases out;
  const std::string_view text = source.text();
  if (const auto invalid = find_invalid_utf8(text)) {
    diagnostics.push_back({.code = "not-utf8",
                           .message = "the alias file is not valid UTF-8",
                           .span = Span{*invalid, *invalid + 1},
                           .hint = "save it as UTF-8"});
    return out;
  }
  const auto span_of = [&](std::string_view part) {
    const auto begin = static_cast<std::size_t>(part.data() - text.data());
    return Span{begin, begin + part.size()};
  };
  const auto mistake = [&](std::string_view where, std::string code, std::string message, std::string hint) {
    diagnostics.push_back(
        {.code = std::move(code), .message = std::move(message), .span = span_of(where), .hint = std::move(hint)});
  };
  const auto add = [&](std::string_view form, std::string_view name) {
    const std::string key = folded_phrase(form);
    const auto [entry, is_new] = out.names_.emplace(key, name);
    if (is_new || folded_phrase(entry->second) == folded_phrase(name)) return;
    mistake(form, "alias-for-two", fmt::format("'{}' stands for '{}' already", form, entry->second),
            "a form can stand for one name only; leave out what means two people");
  };
  for (std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view raw = text.substr(begin, end - begin);
    const std::string_view line = trim(raw.substr(0, raw.find('#')));
    begin = end + 1;
    if (line.empty()) continue;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
      mistake(line, "alias-without-equals", "this line has no '='", "write: Volodymyr Zelenskyy = Zelensky, Zelenskiy");
      continue;
    }
    const std::string_view name = trim(line.substr(0, equals));
    if (folded_phrase(name).empty()) {
      mistake(line, "alias-without-name", "there is no name before the '='",
              "write: Volodymyr Zelenskyy = Zelensky, Zelenskiy");
      continue;
    }
    add(name, name);
    std::string_view rest = line.substr(equals + 1);
    bool any = false;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      const std::string_view form = trim(rest.substr(0, comma));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
      if (form.empty()) continue;
      any = true;
      if (folded_phrase(form).empty()) {
        mistake(form, "alias-without-form", fmt::format("'{}' is no name", form), "");
        continue;
      }
      add(form, name);
    }
    if (!any)
      mistake(line, "alias-without-form", fmt::format("there are no other forms of '{}'", name),
              "write them after the '=', separated by commas");
  }
  return out;
}

std::optional<std::string_view> Aliases::name_of(std::string_view form) const {
  const auto found = names_.find(folded_phrase(form));
  if (found == names_.end()) return std::nullopt;
  return found->second;
}

}  // namespace detente
