#include "detente/casefile/yaml_problem.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/casefile/yaml_tree.hpp"

namespace detente {

namespace {

constexpr std::string_view quote_hint =
    "a text with ': ' or ' #' in it must stand in quotes; lines that belong together begin in the same column";

/// What to say where libyaml says `what`. With `at_context` the mistake is where the construct began.
struct Explanation {
  std::string_view what;
  std::string_view code;
  std::string_view message;
  std::string_view hint;
  bool at_context = false;
};

constexpr std::array<Explanation, 17> explanations{{
    {"mapping values are not allowed", "yaml-syntax", "':' is not expected here", quote_hint},
    {"could not find expected ':'", "yaml-syntax", "':' is missing after this key",
     "write 'key: value', or '- ' before an item of a list; further lines of a text are indented more than its key",
     true},
    {"did not find expected key", "yaml-syntax", "nothing may follow here on the line",
     "put all of a text in quotes, or nothing of it; inside '...' an apostrophe is written twice"},
    {"did not find expected '-' indicator", "yaml-syntax", "a list goes on above, and this is not an item of it",
     "every item of a list begins with '- ', all in the same column"},
    {"found unexpected ':'", "yaml-syntax", "':' is not expected here",
     "inside {...} and [...] a text with ':' at the end of a word must stand in quotes"},
    {"did not find expected node content", "yaml-syntax", "a value is missing here",
     "a text that begins with one of , ] } ? | > % @ ` must stand in quotes"},
    {"block sequence entries are not allowed", "yaml-syntax", "a list cannot begin here",
     "begin the list on a line of its own; a text that begins with '- ' must stand in quotes"},
    {"mapping keys are not allowed", "yaml-syntax", "'?' is not expected here",
     "a text that begins with '? ' must stand in quotes"},
    {"found unexpected end of stream", "unclosed-quote", "this quotation mark is never closed",
     "close it; inside '...' an apostrophe is written twice, inside \"...\" a quotation mark is written \\\"", true},
    {"found unexpected document indicator", "unclosed-quote", "this quotation mark is not closed before the line '---'",
     "close it, or indent the text", true},
    {"found unknown escape character", "bad-escape", "'\\' does not go with the character behind it",
     "write '\\\\' for a backslash, or use '...' in which '\\' means itself"},
    {"did not find expected hexdecimal number", "bad-escape", "this '\\' needs more hexadecimal digits behind it",
     "write \\xNN, \\uNNNN or \\UNNNNNNNN, or the character itself"},
    {"found invalid Unicode character escape code", "bad-escape", "this number is not a Unicode character",
     "write the character itself"},
    {"found a tab character", "tab-indentation", "a tab stands where the indentation should be",
     "indent with spaces; YAML does not allow tabs there"},
    {"did not find expected comment or line break", "yaml-syntax", "nothing may follow on this line",
     "a text that begins with '|', '>' or '%' must stand in quotes"},
    {"found an indentation indicator equal to 0", "yaml-syntax", "an indentation of 0 is not possible",
     "write '|' or '>' alone"},
    {"did not find expected <document start>", "second-document", "the document has ended before this",
     "a case is one document; lines that belong together begin in the same column"},
}};

/// One code point of the text, or nothing at its end and at a line break.
Span character_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] == '\n' || text[at] == '\r') return {at, at};
  std::size_t end = at;
  (void)next_code_point(text, end);
  return {at, end};
}

/// The column, from 0, in which the text of the line at `at` begins.
std::size_t indentation(std::string_view text, std::size_t at) {
  const std::size_t line = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  return std::min(text.find_first_not_of(" \t", begin), text.size()) - begin;
}

bool begins_line(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t", at - 1);
  return before == std::string_view::npos || text[before] == '\n';
}

/// `,` and a closing bracket are both possible. Which of them is missing shows in the indentation: a line that is not
/// indented more than the one with the opening bracket is no longer meant to be inside.
Diagnostic explain_bracket(std::string_view text, const YamlProblem& problem) {
  const char open = problem.context_at < text.size() ? text[problem.context_at] : '{';
  const char close = open == '[' ? ']' : '}';
  const bool same_line =
      text.substr(problem.context_at, problem.at - problem.context_at).find('\n') == std::string_view::npos;
  const Span opened = character_at(text, problem.context_at);
  const Span here = character_at(text, problem.at);
  if (!same_line && indentation(text, problem.at) <= indentation(text, problem.context_at)) {
    return Diagnostic{.code = "unclosed-bracket",
                      .message = fmt::format("this '{}' is not closed", open),
                      .span = opened,
                      .hint = fmt::format("add '{}' where the {} ends", close, open == '[' ? "list" : "mapping"),
                      .related = {{here, "what follows here does not belong into it"}}};
  }
  return Diagnostic{.code = "yaml-syntax",
                    .message = fmt::format("',' or '{}' is missing before this", close),
                    .span = here,
                    .hint = "separate the parts by ','; a text with ',', ':' or '#' in it must stand in quotes",
                    .related = {{opened, fmt::format("'{}' stands here", open)}}};
}

Diagnostic explain_bad_start(std::string_view text, const YamlProblem& problem) {
  const Span span = character_at(text, problem.at);
  const std::string character = printable(text.substr(span.begin, span.end - span.begin));
  if (text.substr(span.begin).starts_with('\t')) {
    return Diagnostic{.code = "tab-indentation",
                      .message = "a tab stands where the indentation should be",
                      .span = span,
                      .hint = "indent with spaces; YAML does not allow tabs there"};
  }
  return Diagnostic{.code = "yaml-syntax",
                    .message = fmt::format("a text cannot begin with '{}'", character),
                    .span = span,
                    .hint = "put the whole text in quotes"};
}

/// Length of the allowed character at `at`, or 0 for one that YAML forbids. Precondition: valid UTF-8.
std::size_t allowed_character(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return (byte >= 0x20 && byte != 0x7F) || byte == '\t' || byte == '\n' || byte == '\r' ? 1 : 0;
  std::size_t end = at;
  const char32_t c = next_code_point(text, end);
  const bool forbidden = (c < 0xA0 && c != 0x85) || c == 0xFFFE || c == 0xFFFF;
  return forbidden ? 0 : end - at;
}

Diagnostic encoding_error(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  return Diagnostic{.code = "invalid-utf8",
                    .message = fmt::format("the byte 0x{:02X} is not valid UTF-8 here", byte),
                    .span = Span{at, at + 1},
                    .hint = "save the file as UTF-8; it may be in an older encoding such as Latin-1 or Windows-1252"};
}

}  // namespace

Diagnostic explain(const YamlProblem& problem, const SourceText& source) {
  const std::string_view text = source.text();
  if (problem.context.find("scanning a tag") != std::string_view::npos ||
      problem.what.find("undefined tag handle") != std::string_view::npos) {
    return yaml_feature_error('!', character_at(text, problem.context_at));
  }
  if (problem.context.find("scanning an anchor") != std::string_view::npos) {
    return yaml_feature_error('&', character_at(text, problem.context_at));
  }
  if (problem.context.find("scanning an alias") != std::string_view::npos) {
    return yaml_feature_error('*', character_at(text, problem.context_at));
  }
  if (problem.context.find("directive") != std::string_view::npos) {
    return yaml_feature_error('%', character_at(text, problem.context_at));
  }
  if (problem.what.find("cannot start any token") != std::string_view::npos) return explain_bad_start(text, problem);
  if (problem.what.find("did not find expected ','") != std::string_view::npos) return explain_bracket(text, problem);
  if (problem.what.find("did not find expected key") != std::string_view::npos && begins_line(text, problem.at)) {
    return Diagnostic{.code = "yaml-syntax",
                      .message = "this line is not indented like the lines that it belongs to",
                      .span = character_at(text, problem.at),
                      .hint = "lines that belong together begin in the same column"};
  }

  for (const Explanation& known : explanations) {
    if (problem.what.find(known.what) == std::string_view::npos) continue;
    const std::size_t at = known.at_context ? problem.context_at : problem.at;
    return Diagnostic{.code = std::string(known.code),
                      .message = std::string(known.message),
                      .span = character_at(text, at),
                      .hint = std::string(known.hint)};
  }
  return Diagnostic{.code = "yaml-syntax",
                    .message = fmt::format("the text is not YAML: {}", problem.what),
                    .span = character_at(text, problem.at),
                    .hint = std::string(quote_hint)};
}

Diagnostic yaml_feature_error(char feature, Span span) {
  Diagnostic error;
  error.span = span;
  switch (feature) {
    case '*':
      error.code = "yaml-alias";
      error.message = "aliases ('*name') are not part of the case language";
      error.hint = "write the value out; a text that begins with '*' must stand in quotes";
      break;
    case '&':
      error.code = "yaml-anchor";
      error.message = "anchors ('&name') are not part of the case language";
      error.hint = "in a formula write 'and'; a text that begins with '&' must stand in quotes";
      break;
    case '!':
      error.code = "yaml-tag";
      error.message = "tags ('!name') are not part of the case language";
      error.hint = "in a formula write 'not'; a text that begins with '!' must stand in quotes";
      break;
    default:
      error.code = "yaml-directive";
      error.message = "directives ('%NAME') are not part of the case language";
      error.hint = "remove the line; a text that begins with '%' must stand in quotes";
      break;
  }
  return error;
}

std::optional<Diagnostic> unreadable_text(const SourceText& source, std::size_t& first) {
  const std::string_view text = source.text();
  if (text.size() > largest_file) {
    return Diagnostic{
        .code = "file-too-large",
        .message = fmt::format("the file has {} bytes", with_commas(text.size())),
        .hint = fmt::format("at most {} bytes are read; split the case into several", with_commas(largest_file))};
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return Diagnostic{.code = "utf16",
                      .message = "the file is in UTF-16",
                      .hint = "save it as UTF-8; in many editors this is a choice in 'Save as'"};
  }
  if (const auto at = find_invalid_utf8(text)) return encoding_error(text, *at);
  first = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (std::size_t at = first; at < text.size();) {
    const std::size_t length = allowed_character(text, at);
    if (length == 0) {
      const Span span = character_at(text, at);
      std::size_t next = at;
      const auto code = static_cast<unsigned>(next_code_point(text, next));
      return Diagnostic{.code = "control-character",
                        .message = fmt::format("the control character U+{:04X} stands here", code),
                        .span = span,
                        .hint = "remove it; a case is plain text"};
    }
    at += length;
  }
  return std::nullopt;
}

}  // namespace detente
