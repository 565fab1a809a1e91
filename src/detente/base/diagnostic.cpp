#include "detente/base/diagnostic.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "detente/base/text.hpp"

namespace detente {

namespace {

/// A source line may be a megabyte long; people get at most this many code points around the caret.
constexpr std::size_t widest_excerpt = 100;

/// Leaves of a long line the bytes around `at` from which the excerpt is cut, so that many findings on one very long
/// line do not cost its length each. They are more than enough on both sides, so that a line cut here still shows as
/// cut.
void shorten(std::string_view& line, std::size_t& line_begin, std::size_t at) {
  constexpr std::size_t reach = 5 * widest_excerpt;
  const auto inside_character = [&](std::size_t i) {
    return i > 0 && i < line.size() && (static_cast<unsigned char>(line[i]) & 0xC0U) == 0x80U;
  };
  std::size_t from = at - line_begin > reach ? at - line_begin - reach : 0;
  std::size_t to = std::min(line.size(), at - line_begin + reach);
  for (int longest = 3; longest > 0 && inside_character(from); --longest) ++from;
  for (int longest = 3; longest > 0 && inside_character(to); --longest) ++to;
  line = line.substr(from, to - from);
  line_begin += from;
}

/// Appends `line` and a caret line under [column, column + length), cut to a readable width.
void append_excerpt(std::string& out, const SourceText& source, Span span) {
  const Position at = source.position(span.begin);
  std::string_view line = source.line(at.line);
  std::size_t line_begin = source.line_begin(at.line);
  const std::size_t begin_in_line = std::min(span.begin, line_begin + line.size());
  shorten(line, line_begin, begin_in_line);
  const std::size_t end_in_line = std::clamp(span.end, begin_in_line, line_begin + line.size());
  const std::string_view marked = line.substr(begin_in_line - line_begin, end_in_line - begin_in_line);

  std::string shown = printable(line);
  std::size_t column = code_points(printable(line.substr(0, begin_in_line - line_begin)));
  std::size_t length = std::max<std::size_t>(1, code_points(printable(marked)));
  if (code_points(shown) > widest_excerpt) {
    const std::size_t from = column > widest_excerpt / 2 ? column - widest_excerpt / 2 : 0;
    const bool cut_end = code_points(shown) > from + widest_excerpt;
    shown =
        std::string(from > 0 ? "..." : "") + code_point_substr(shown, from, widest_excerpt) + (cut_end ? "..." : "");
    column = column - from + (from > 0 ? 3 : 0);
    length = std::min(length, widest_excerpt + (from > 0 ? 3 : 0) - column);
  }
  const std::string number = std::to_string(at.line);
  out += fmt::format("{:>5} | {}\n", number, shown);
  out += fmt::format("{:>5} | {}^{}\n", "", std::string(column, ' '), std::string(length > 0 ? length - 1 : 0, '~'));
}

}  // namespace

SourceText::SourceText(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_begins_.push_back(i + 1);
  }
}

Position SourceText::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  const std::size_t line = static_cast<std::size_t>(after - line_begins_.begin());
  const std::size_t begin = line_begins_[line - 1];
  return {line, code_points(std::string_view(text_).substr(begin, offset - begin)) + 1};
}

std::size_t SourceText::line_begin(std::size_t line) const {
  return line >= 1 && line <= line_begins_.size() ? line_begins_[line - 1] : text_.size();
}

std::string_view SourceText::line(std::size_t line) const {
  const std::size_t begin = line_begin(line);
  std::string_view rest = std::string_view(text_).substr(begin);
  rest = rest.substr(0, rest.find('\n'));
  if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
  return rest;
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::ranges::any_of(diagnostics, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void sort_diagnostics(Diagnostics& diagnostics) {
  const auto key = [](const Diagnostic& d) {
    return std::tuple(d.span ? d.span->begin : std::size_t{0}, d.severity, d.code, d.message);
  };
  std::ranges::stable_sort(diagnostics, {}, key);
  const auto repeated = std::ranges::unique(diagnostics, {}, key);
  diagnostics.erase(repeated.begin(), repeated.end());
}

std::string render(const Diagnostic& d, const SourceText& source) {
  const char* severity = d.severity == Severity::error ? "error" : "warning";
  std::string out;
  if (d.span) {
    const Position at = source.position(d.span->begin);
    out += fmt::format("{}:{}:{}: {}: {} [{}]\n", source.name(), at.line, at.column, severity, d.message, d.code);
    append_excerpt(out, source, *d.span);
  } else {
    out += fmt::format("{}: {}: {} [{}]\n", source.name(), severity, d.message, d.code);
  }
  for (const Diagnostic::Related& related : d.related) {
    const Position at = source.position(related.span.begin);
    out += fmt::format("  note: {} ({}:{}:{})\n", related.message, source.name(), at.line, at.column);
  }
  if (!d.hint.empty()) out += fmt::format("  help: {}\n", d.hint);
  return out;
}

std::string render(const Diagnostics& diagnostics, const SourceText& source) {
  std::string out;
  for (const Diagnostic& d : diagnostics) out += render(d, source);
  return out;
}

}  // namespace detente
