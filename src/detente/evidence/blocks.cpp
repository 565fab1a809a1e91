#include "detente/evidence/blocks.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/sentences.hpp"

namespace detente {

namespace {

struct Line {
  Span span{};            ///< trimmed
  std::size_t width = 0;  ///< code points of the trimmed line, 0 if it is blank
  std::size_t indent = 0;
};

bool ends_line(char32_t c) {
  return c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  const auto add = [&](std::size_t begin, std::size_t end) {
    const std::string_view whole = text.substr(begin, end - begin);
    const std::string_view line = trim(whole);
    const std::size_t from = line.empty() ? begin : static_cast<std::size_t>(line.data() - text.data());
    lines.push_back({{from, from + line.size()}, code_points(line), from - begin});
  };
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded c = code_point_at(text, i);
    i += c.length;
    if (!ends_line(c.code)) continue;
    add(begin, i - c.length);
    if (c.code == '\r' && i < text.size() && text[i] == '\n') ++i;
    begin = i;
  }
  if (begin < text.size()) add(begin, text.size());
  return lines;
}

std::string_view view(std::string_view text, const Span& span) {
  return text.substr(span.begin, span.end - span.begin);
}

/// The length of "- ", "* ", "1. ", "(a) " ... at the start of a line; 0 if there is none.
std::size_t item_marker(std::string_view line) {
  const Decoded first = code_point_at(line, 0);
  const auto space_after = [&](std::size_t at) { return at < line.size() && is_space(code_point_at(line, at).code); };
  static constexpr std::u32string_view bullets = U"-*+•‣◦▪▫●○■□►▶·–⁃∙";
  if (bullets.find(first.code) != std::u32string_view::npos) {
    return space_after(first.length) ? first.length : 0;
  }
  std::size_t k = first.code == '(' ? 1 : 0;
  const std::size_t begin = k;
  while (k < line.size() && k - begin < 3 && is_digit(static_cast<unsigned char>(line[k]))) ++k;
  if (k == begin && k < line.size() && is_letter(static_cast<unsigned char>(line[k])) &&
      (begin == 1 || (k + 1 < line.size() && line[k + 1] == ')')))
    ++k;
  if (k == begin || k >= line.size()) return 0;
  if (line[k] != ')' && (line[k] != '.' || begin == 1)) return 0;
  return space_after(k + 1) ? k + 1 : 0;
}

/// The last character that is no closing mark.
char32_t last_character(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    const Decoded c = code_point_before(text, end);
    if (!is_closer(c.code) && !is_space(c.code)) return c.code;
    end -= c.length;
  }
  return 0;
}

char32_t first_letter(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const Decoded c = code_point_at(text, i);
    if (!is_opener(c.code)) return c.code;
    i += c.length;
  }
  return 0;
}

bool is_terminal(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

std::size_t first_word_width(std::string_view line) { return code_points(line.substr(0, line.find_first_of(" \t"))); }

/// Texts that were broken into lines of about equal width have many lines that go on in small letters.
struct Wrapping {
  bool wrapped = false;
  std::size_t width = 0;
};
Wrapping find_wrapping(std::string_view text, const std::vector<Line>& lines) {
  std::size_t pairs = 0;
  std::size_t going_on = 0;
  Wrapping out;
  for (std::size_t k = 0; k + 1 < lines.size(); ++k) {
    if (lines[k].width == 0) continue;
    out.width = std::max(out.width, lines[k].width);
    if (lines[k + 1].width == 0) continue;
    ++pairs;
    const bool open = !is_terminal(last_character(view(text, lines[k].span)));
    if (open && is_lower(first_letter(view(text, lines[k + 1].span)))) ++going_on;
  }
  out.wrapped = out.width <= 120 && going_on >= 2 && going_on * 4 >= pairs;
  return out;
}

/// Whether `next` goes on with the paragraph that `line` stands in.
bool continues(std::string_view text, const Line& line, const Line& next, const Wrapping& wrapping) {
  if (line.width == 0 || next.width == 0) return false;
  const std::string_view a = view(text, line.span);
  const std::string_view b = view(text, next.span);
  if (item_marker(b) != 0) return false;
  const char32_t last = last_character(a);
  const bool lower_next = is_lower(first_letter(b));
  if (!wrapping.wrapped) {
    // One line broken by accident.
    return lower_next && line.width >= 40 && (is_lower(last) || last == ',' || last == ';');
  }
  const bool would_have_fit = line.width + 1 + first_word_width(b) <= wrapping.width * 4 / 5;
  if (lower_next && !is_terminal(last)) return true;
  if (next.indent >= line.indent + 2 && item_marker(a) == 0) return false;
  return !would_have_fit;
}

std::size_t words_in(std::string_view text, std::size_t at_most) {
  std::size_t words = 0;
  bool in_word = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space && !in_word && ++words > at_most) break;
    in_word = !space;
  }
  return words;
}

/// Without letters in small case, or nearly every longer word capitalized.
bool looks_like_title(std::string_view text) {
  std::size_t long_words = 0;
  std::size_t capitalized = 0;
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && !is_letter(code_point_at(text, i).code)) i += code_point_at(text, i).length;
    const std::size_t begin = i;
    while (i < text.size() && !is_space(code_point_at(text, i).code)) i += code_point_at(text, i).length;
    if (i - begin < 4) continue;
    ++long_words;
    if (is_upper(code_point_at(text, begin).code)) ++capitalized;
  }
  return long_words > 0 && capitalized * 5 >= long_words * 4;
}

bool begins_with_any(std::string_view line, const std::vector<std::string>& starts) {
  return std::ranges::any_of(starts, [&](const std::string& start) { return starts_with_lower(line, start); });
}

bool is_address(std::string_view line) {
  return (starts_with_lower(line, "http://") || starts_with_lower(line, "https://") ||
          starts_with_lower(line, "www.")) &&
         line.find(' ') == std::string_view::npos;
}

/// "Read also:" and its like, alone or as the head of a line.
bool is_link_line(std::string_view line, const Lexicon& words) {
  if (is_address(line)) return true;
  const std::size_t colon = line.find(':');
  const std::string_view head = trim(line.substr(0, colon));
  if (head.size() > 60 || !words.is(head, WordClass::link_line)) return false;
  return colon != std::string_view::npos || head.size() == line.size();
}

/// A link line that leads to the lines below it.
bool leads_on(std::string_view line) { return line.ends_with(':') || line.size() <= 24; }

Sentence::Kind guess(std::string_view text, const Span& span, const Lexicon& words) {
  const std::string_view line = view(text, span);
  if (item_marker(line) != 0) return Sentence::Kind::item;
  if (line.size() <= 400 && is_link_line(line, words)) return Sentence::Kind::link;
  if (line.size() > 600) return Sentence::Kind::prose;
  if (begins_with_any(line, words.entries(WordClass::caption_start))) return Sentence::Kind::caption;
  const char32_t last = last_character(line);
  const bool open = !is_terminal(last);
  if (line.size() <= 300) {
    const std::string tail = ascii_lower(line.substr(line.size() > 60 ? line.size() - 60 : 0));
    const auto holds = [&](const std::string& mark) { return tail.find(mark) != std::string::npos; };
    if ((open || line.ends_with(')')) && std::ranges::any_of(words.entries(WordClass::caption_mark), holds)) {
      return Sentence::Kind::caption;
    }
  }
  const std::size_t count = words_in(line, 31);
  if (count > 30) return Sentence::Kind::prose;
  const bool title = looks_like_title(line);
  if (open) {
    if (last == ',' || last == ';') return Sentence::Kind::prose;
    if (last == ':' && count > 6 && !title) return Sentence::Kind::prose;
    // Prose that lacks its last period still has the periods inside.
    const bool single = sentence_ends(text, span, words).size() == 1;
    return single || (title && count <= 20) ? Sentence::Kind::heading : Sentence::Kind::prose;
  }
  // Some houses end their headlines with a period.
  const bool headline = last != '.' || (count >= 5 && sentence_ends(text, span, words).size() == 1);
  return title && count <= 16 && headline ? Sentence::Kind::heading : Sentence::Kind::prose;
}

/// For comparing lines: lower case, white space folded.
std::string folded(std::string_view line) {
  std::string out;
  for (const char c : line) {
    const bool space = c == ' ' || c == '\t' || c == '\n';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

/// Whether a short paragraph without a quotation is no part of the report: "Sign up to our newsletter", "Reporting by".
bool is_furniture(std::string_view line, const Lexicon& words) {
  if (line.find('"') != std::string_view::npos || line.find("\u201C") != std::string_view::npos) return false;
  const std::string same = folded(line);
  return std::ranges::any_of(words.entries(WordClass::furniture_phrase), [&](const std::string& phrase) {
    const std::size_t at = same.find(phrase);
    return at != std::string::npos && (at == 0 || !is_letter(code_point_before(same, at).code));
  });
}

/// "Home > Politics > Title", "Home » World".
bool is_breadcrumb(std::string_view line) {
  if (line.size() > 300) return false;
  std::size_t steps = 0;
  for (const std::string_view mark : {" > ", " » ", " › ", " / ", " → ", " | "}) {
    for (std::size_t at = line.find(mark); at != std::string_view::npos; at = line.find(mark, at + 1)) ++steps;
  }
  return steps >= 2 || (steps >= 1 && starts_with_lower(line, "home"));
}

}  // namespace

std::vector<Block> plain_blocks(std::string_view text, const Lexicon& words) {
  const std::vector<Line> lines = lines_of(text);
  const Wrapping wrapping = find_wrapping(text, lines);
  std::vector<Block> blocks;
  for (std::size_t k = 0; k < lines.size(); ++k) {
    if (lines[k].width == 0) continue;
    Block block{.span = lines[k].span};
    while (k + 1 < lines.size() && continues(text, lines[k], lines[k + 1], wrapping))
      block.span.end = lines[++k].span.end;
    blocks.push_back(block);
  }
  guess_kinds(text, blocks, words);
  mark_boilerplate(text, blocks, words);
  return blocks;
}

void guess_kinds(std::string_view text, std::vector<Block>& blocks, const Lexicon& words) {
  for (Block& block : blocks) {
    if (!block.marked) block.kind = guess(text, block.span, words);
  }
}

void mark_boilerplate(std::string_view text, std::vector<Block>& blocks, const Lexicon& words) {
  using Kind = Sentence::Kind;
  std::unordered_set<std::string> seen;
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    Block& block = blocks[k];
    const std::string_view line = view(text, block.span);
    if (block.kind == Kind::link) {
      block.boilerplate = true;
      if (!leads_on(line)) continue;
      // What a "read also" leads to: the lines below it, until prose begins again.
      while (k + 1 < blocks.size() && (blocks[k + 1].kind == Kind::heading || blocks[k + 1].kind == Kind::link ||
                                       (blocks[k + 1].kind == Kind::item && line.ends_with(':')))) {
        if (!line.ends_with(':') && blocks[k + 1].kind != Kind::link) break;
        blocks[++k].boilerplate = true;
        blocks[k].kind = Kind::link;
      }
      continue;
    }
    if (line.size() > 400) continue;
    if (begins_with_any(line, words.entries(WordClass::furniture_start)) || is_furniture(line, words))
      block.boilerplate = true;
    if (k < 4 && is_breadcrumb(line)) {
      block.boilerplate = true;
      block.kind = Kind::link;
    } else if (k < 3 && starts_with_lower(line, "home")) {
      // "Home Latest Title", with the title once more below.
      const std::string same = folded(line);
      for (std::size_t next = k + 1; next < std::min<std::size_t>(blocks.size(), k + 4); ++next) {
        const std::string title = folded(view(text, blocks[next].span));
        if (title.size() < same.size() && same.ends_with(title) && title.size() > 8) {
          block.boilerplate = true;
          block.kind = Kind::link;
        }
      }
    }
    if (block.boilerplate) continue;
    const bool can_repeat = block.kind == Kind::caption || block.kind == Kind::heading;
    if (can_repeat && line.size() >= 8 && !seen.insert(folded(line)).second) block.boilerplate = true;
  }
}

}  // namespace detente
