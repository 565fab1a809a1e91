// Where the characters of a scalar's value stand in the file. Reading a scalar drops and adds only white space (folded
// lines, indentation) and replaces escapes, so the characters that are not white space come in the same order in the
// value and in the file, and walking along both finds the place of each.

#include <cstdint>
#include <memory>

#include "detente/casefile/yaml_tree.hpp"

namespace detente {

namespace {

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The file's bytes for each byte of a scalar's value; empty where the two cannot be matched.
using Places = std::vector<Span>;

/// What `\c` in double quotes stands for if it is one byte; 0 for other escapes.
char escaped(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case ' ': return ' ';
    default: return 0;
  }
}

Places match(std::string_view text, const YamlNode& scalar) {
  using Style = YamlNode::Style;
  std::size_t at = scalar.span.begin;
  std::size_t end = scalar.span.end;
  if (scalar.style == Style::single_quoted || scalar.style == Style::double_quoted) {
    ++at;
    --end;
  } else if (scalar.style != Style::plain) {
    at = std::min(text.find('\n', at), end);  // behind `|` or `>` and what belongs to it
  }

  Places places;
  places.reserve(scalar.text.size());
  for (const char c : scalar.text) {
    if (is_white(c)) {
      places.push_back({at, at});
      continue;
    }
    Span place{at, at};
    for (; at < end; at = place.end) {
      char found = text[at];
      place = {at, at + 1};
      if (scalar.style == Style::single_quoted && found == '\'') ++place.end;
      if (scalar.style == Style::double_quoted && found == '\\') {
        if (at + 1 >= end) return {};
        place.end = at + 2;
        const bool line_end = text[at + 1] == '\n' || text[at + 1] == '\r';
        found = line_end ? ' ' : escaped(text[at + 1]);
        if (found == 0) return {};
      }
      if (is_white(found)) continue;
      if (found != c) return {};
      break;
    }
    if (at >= end) return {};
    places.push_back(place);
    at = place.end;
  }
  return places;
}

}  // namespace

PlaceInFile place_in_scalar(const SourceText& source, const YamlNode& scalar) {
  struct Cache {
    bool filled = false;
    Places places{};
  };
  return [&source, &scalar, cache = std::make_shared<Cache>()](std::size_t begin, std::size_t end) -> Span {
    if (!cache->filled) cache->places = match(source.text(), scalar);
    cache->filled = true;
    const std::string& value = scalar.text;
    const Places& places = cache->places;
    if (places.empty() || begin > value.size() || end > value.size() || begin > end) return scalar.span;
    if (begin == end) {
      // A place between characters, as at the end of a formula that stops too early.
      while (end > 0 && is_white(value[end - 1])) --end;
      const std::size_t at = end > 0 ? places[end - 1].end : places[0].begin;
      return {at, at};
    }
    if (is_white(value[begin]) || is_white(value[end - 1])) return scalar.span;
    return {places[begin].begin, places[end - 1].end};
  };
}

}  // namespace detente
