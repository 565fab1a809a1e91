// How one scalar is written: plain, or in the quotes that need the fewest escapes.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/casefile/yaml_emit.hpp"

namespace detente {

namespace {

/// Characters that must be escaped wherever they stand: controls, other line breaks of YAML 1.1, byte order marks, and
/// the marks that turn the direction of text around, which could show a reader something else than what is written.
bool needs_escape(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  return c == 0x2028 || c == 0x2029 || c == 0xFEFF || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool plain_start(std::string_view text) {
  constexpr std::string_view indicators = "-?:,[]{}#&*!|>'\"%@`";
  if (text.starts_with("---") || text.starts_with("...")) return false;
  if (text[0] == '-' && text.size() > 1) return is_digit(text[1]);
  return indicators.find(text[0]) == std::string_view::npos;
}

/// Whether libyaml and stricter readers take `text`, written as it is, for just this text.
bool is_plain_safe(std::string_view text, bool flow) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (!plain_start(text) || text.find('\n') != std::string_view::npos || needs_yaml_escapes(text)) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  if (!flow) return true;
  // Some readers of YAML 1.1 let `?` end a plain text there.
  return text.find_first_of(",[]{}?") == std::string_view::npos;
}

/// Whether some reader of YAML 1.1 or 1.2 takes the plain text for something else than a text.
bool looks_typed(std::string_view text) {
  constexpr std::array<std::string_view, 13> words{"null", "~", "true", "false", "yes", "no", "on",
                                                   "off",  "y", "n",    "<<",    "=",   ""};
  std::string lower;
  for (const char c : text) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (std::ranges::find(words, lower) != words.end()) return true;
  if (lower.find_first_not_of("0123456789+-._:abcdefinoxtz ") != std::string::npos) return false;
  const std::size_t sign = lower[0] == '+' || lower[0] == '-' ? 1 : 0;
  return sign < lower.size() && (is_digit(lower[sign]) || lower[sign] == '.');
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (needs_escape(c)) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      out += text.substr(begin, at - begin);
    }
  }
  return out + "\"";
}

}  // namespace

bool needs_yaml_escapes(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c != '\n' && needs_escape(c)) return true;
  }
  return false;
}

std::string yaml_scalar(std::string_view text, bool flow, YamlNode::Style style) {
  using Style = YamlNode::Style;
  const bool quoted = style == Style::single_quoted || style == Style::double_quoted;
  const bool keep_quotes =
      (quoted && text.find(' ') != std::string_view::npos) || (style != Style::plain && looks_typed(text));
  if (is_plain_safe(text, flow) && !keep_quotes) return std::string(text);
  const bool double_quotes_cost = text.find_first_of("\"\\") != std::string_view::npos;
  const bool single_quotes_work = text.find_first_of("'\n") == std::string_view::npos && !needs_yaml_escapes(text);
  if (double_quotes_cost && single_quotes_work) return fmt::format("'{}'", text);
  return double_quoted(text);
}

}  // namespace detente
