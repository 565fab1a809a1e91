#include "detente/evidence/marks.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/limits.hpp"

namespace detente {

namespace {

/// The mark that opened a span, which says what can close it.
enum Opening : std::uint8_t {
  curly,
  straight,
  low,
  swedish,
  guillemet,
  reversed,
  backticks,
  single_curly,
  single_straight,
  single_low,
  single_angle,
  opening_count
};

constexpr bool is_single(Opening opening) { return opening >= single_curly; }

/// A mark of the text in its surroundings. Other marks beside it are looked through: in `"'No,'"` both are at an edge.
struct Mark {
  std::uint32_t at = 0;
  char32_t code = 0;
  std::uint32_t words_before = 0;  ///< offset behind the last letter or digit before the mark
  char32_t before = 0;             ///< 0 at the edge of the block
  char32_t after = 0;
  std::uint8_t length = 0;
  bool letter_behind = false;  ///< a letter or digit directly behind
  bool letter_before = false;
};

bool is_word(char32_t c) { return is_letter(c) || is_digit(c); }
bool edge_before(const Mark& m) {
  return m.before == 0 || is_space(m.before) || is_dash(m.before) || m.before == '(' || m.before == '[' ||
         m.before == '/' || m.before == '{' || m.before == ':';
}
bool edge_after(const Mark& m) {
  return m.after == 0 || is_space(m.after) || is_dash(m.after) || (m.after < 0x80 && !is_word(m.after)) ||
         m.after == 0x2026;
}
bool can_open(const Mark& m) { return edge_before(m) && m.after != 0 && !is_space(m.after); }
bool can_close(const Mark& m) { return edge_after(m) && m.before != 0 && !is_space(m.before); }
/// A closing mark that cannot be an apostrophe at the end of a plural: `workers’ party` could be one.
bool closes_surely(const Mark& m) {
  if (m.letter_behind || !can_close(m)) return false;
  return !is_word(m.before) || !is_space(m.after);
}

/// ’90s, ’em, ’til: an apostrophe in front.
bool is_elision(std::string_view rest) {
  if (rest.size() >= 2 && is_digit(static_cast<unsigned char>(rest[0])) &&
      is_digit(static_cast<unsigned char>(rest[1])))
    return true;
  std::size_t end = 0;
  while (end < rest.size() && end < 8 && is_letter(static_cast<unsigned char>(rest[end]))) ++end;
  static constexpr std::array<std::string_view, 10> elided{"em",    "til", "till",  "tis",  "twas",
                                                           "cause", "n",   "round", "bout", "cos"};
  return std::ranges::find(elided, ascii_lower(rest.substr(0, end))) != elided.end();
}

/// The marks of one block, matched with a stack.
class Matcher {
 public:
  Matcher(std::string_view text, const Span& block) : text_(text.substr(0, block.end)), block_(block) {
    find_marks();
    for (std::size_t k = 0; k < marks_.size(); ++k) take(k);
  }

  /// In the order of their ends; inner ones before outer ones.
  std::vector<Span> matched{};
  bool cut = false;  ///< the block has too many marks

  /// The opening mark that stays open to the end of the block, innermost last.
  struct Open {
    Opening opening = curly;
    std::uint32_t at = 0;
  };
  [[nodiscard]] std::optional<Open> left_open() const {
    for (auto it = stack_.rbegin(); it != stack_.rend(); ++it) {
      if (!is_single(it->opening)) return *it;
    }
    if (stack_.empty()) return std::nullopt;
    return stack_.back();
  }
  /// With what mark the block begins, if with any, and whether that mark stays open.
  [[nodiscard]] std::optional<Opening> begins_with() const { return first_; }
  [[nodiscard]] bool first_left_open() const { return !stack_.empty() && stack_.front().at == block_.begin; }

 private:
  void find_marks() {
    std::uint32_t words = 0;
    for (std::size_t i = block_.begin; i < text_.size();) {
      const auto byte = static_cast<unsigned char>(text_[i]);
      if (byte < 0x80 && byte != '"' && byte != '\'' && byte != '`') {
        ++i;
        if (is_word(byte)) words = static_cast<std::uint32_t>(i);
        continue;
      }
      Decoded c = code_point_at(text_, i);
      const bool doubled = (c.code == '`' || c.code == '\'') && i + 1 < text_.size() && text_[i + 1] == text_[i];
      if (doubled) c = {c.code == '`' ? U'\u201C' : U'\u201D', 2};
      if (is_quotation_mark(c.code) && c.code != '`') {
        if (marks_.size() == evidence_limits::most_marks) {
          cut = true;
          break;
        }
        marks_.push_back({.at = static_cast<std::uint32_t>(i),
                          .code = c.code,
                          .words_before = words,
                          .length = static_cast<std::uint8_t>(c.length)});
      } else if (byte >= 0x80 && is_letter(c.code)) {
        words = static_cast<std::uint32_t>(i + c.length);
      }
      i += c.length;
    }
    look_around();
  }

  void look_around() {
    for (std::size_t k = 0; k < marks_.size(); ++k) {
      Mark& mark = marks_[k];
      const bool touches = k > 0 && marks_[k - 1].at + marks_[k - 1].length == mark.at;
      if (touches) mark.before = marks_[k - 1].before;
      else if (mark.at > block_.begin) mark.before = code_point_before(text_, mark.at).code;
      mark.letter_before = !touches && is_word(mark.before);
    }
    sure_close_follows_.assign(marks_.size() + 1, false);
    for (std::size_t k = marks_.size(); k-- > 0;) {
      Mark& mark = marks_[k];
      const std::size_t end = mark.at + mark.length;
      const bool touches = k + 1 < marks_.size() && marks_[k + 1].at == end;
      mark.after = touches ? marks_[k + 1].after : code_point_at(text_, end).code;
      mark.letter_behind = !touches && is_word(mark.after);
      if (mark.code != 0x2019 && mark.code != '\'') continue;
      sure_close_follows_[k] = closes_surely(mark) || sure_close_follows_[k + 1];
    }
  }

  void open(Opening opening, const Mark& mark) {
    if (mark.at == block_.begin) first_ = opening;
    stack_.push_back({opening, mark.at});
    ++open_[opening];
  }
  [[nodiscard]] bool is_open(Opening opening) const { return open_[opening] > 0; }

  void pop() {
    --open_[stack_.back().opening];
    stack_.pop_back();
  }

  /// Closes the innermost open mark of this kind; what was opened inside it and never closed was no mark.
  void close(Opening opening, const Mark& mark) {
    while (stack_.back().opening != opening) pop();
    const Span span{stack_.back().at, std::size_t{mark.at} + mark.length};
    pop();
    if (mark.words_before > span.begin) matched.push_back(span);
  }

  /// Closes a single mark, but only where no double one was opened since: an apostrophe must not end that.
  bool close_single(Opening opening, const Mark& mark) {
    if (stack_.empty() || stack_.back().opening != opening) return false;
    close(opening, mark);
    return true;
  }

  void take(std::size_t k) {
    const Mark& m = marks_[k];
    switch (m.code) {
      case 0x201C: return take_left_double(m);
      case 0x201D:
      case 0x201F: return take_right_double(m);
      case 0x201E: return open(low, m);
      case 0xAB:
        if (is_open(reversed) && can_close(m)) return close(reversed, m);
        return open(guillemet, m);
      case 0xBB:
        if (is_open(guillemet)) return close(guillemet, m);
        if (can_open(m)) open(reversed, m);
        return;
      case '"':
      case 0xFF02: return take_straight(m);
      case 0x2039: return open(single_angle, m);
      case 0x203A: close_single(single_angle, m); return;
      case 0x201A: return open(single_low, m);
      case 0x2018:
      case 0x201B: return take_left_single(m);
      default: return take_right_single(k);
    }
  }

  void take_left_double(const Mark& m) {
    if (is_open(low) && can_close(m)) return close(low, m);
    // A left mark where a right one belongs.
    if (is_open(curly) && can_close(m) && !can_open(m) && !m.letter_behind) return close(curly, m);
    open(curly, m);
  }

  void take_right_double(const Mark& m) {
    for (const Opening opening : {curly, low, swedish}) {
      if (is_open(opening)) return close(opening, m);
    }
    if (is_open(straight) && can_close(m)) return close(straight, m);
    // Also at the beginning of a paragraph, where a right mark stands for a left one.
    if ((can_open(m) && !can_close(m)) || m.before == 0) open(swedish, m);
  }

  void take_straight(const Mark& m) {
    const bool opens = can_open(m);
    const bool closes = can_close(m) || (is_open(straight) && !opens && !is_space(m.before));
    if (is_open(straight)) {
      if (closes) return close(straight, m);
      if (!opens && is_space(m.before)) return close(straight, m);
      // It opens again, so the one before was never closed.
      while (stack_.back().opening != straight) pop();
      pop();
      return open(straight, m);
    }
    if (is_open(curly) && closes && !opens && !is_digit(m.before)) return close(curly, m);
    if (opens || (m.letter_behind && m.before == ',') || (m.before == 0 && m.after != 0)) return open(straight, m);
    // Set apart by spaces on both sides.
    if (is_space(m.before) && is_space(m.after)) open(straight, m);
  }

  void take_left_single(const Mark& m) {
    if (is_open(single_low) && can_close(m) && close_single(single_low, m)) return;
    if (m.letter_before || is_elision(text_.substr(m.at + m.length))) return;
    open(single_curly, m);
  }

  void take_right_single(std::size_t k) {
    const Mark& m = marks_[k];
    const Opening opening = m.code == '\'' ? single_straight : single_curly;
    if (is_open(opening) && can_close(m) && !m.letter_behind) {
      const bool plural = (m.before == 's' || m.before == 'S') && is_space(m.after);
      if (!plural || closes_surely(m) || !sure_close_follows_[k + 1]) {
        close_single(opening, m);
        return;
      }
    }
    if (m.code == '\'' && can_open(m) && m.letter_behind && !is_elision(text_.substr(m.at + 1)))
      open(single_straight, m);
  }

  std::string_view text_;
  Span block_;
  std::vector<Mark> marks_;
  std::vector<bool> sure_close_follows_;  ///< before any other kind of mark
  std::vector<Open> stack_;
  std::array<std::size_t, opening_count> open_{};
  std::optional<Opening> first_;
};

/// Whether a paragraph with an open mark reports its speaker itself ("..., he said."): then the closing mark was
/// forgotten, and the quotation does not run on into the next paragraph.
bool names_speaker(std::string_view text, const Lexicon& words) {
  std::size_t since_comma = 0;
  bool comma = false;
  std::string_view before;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded c = code_point_at(text, i);
    if (!is_letter(c.code)) {
      if (c.code == ',') {
        comma = true;
        since_comma = 0;
      } else if (c.code == '.' || c.code == '!' || c.code == '?') {
        comma = false;
      }
      i += c.length;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_letter(code_point_at(text, end).code)) end += code_point_at(text, end).length;
    const std::string_view word = text.substr(i, end - i);
    const auto form = words.form(word, WordClass::say);
    const bool finite = !form.lemma.empty() && (form.form == WordForm::past || form.form == WordForm::third);
    const bool own = before == "I" || before == "we" || before == "you" || before == "We" || before == "You";
    if (finite && comma && since_comma <= 4 && !own) return true;
    ++since_comma;
    before = word;
    i = end;
  }
  return false;
}

}  // namespace

QuotedText find_quoted(std::string_view text, const std::vector<Block>& blocks, const Lexicon& words) {
  QuotedText out;
  std::vector<Span> spans;
  // The mark that the paragraphs before left open.
  std::optional<Matcher::Open> running;
  for (const Block& block : blocks) {
    if (block.boilerplate || block.kind == Sentence::Kind::caption) continue;
    Matcher matcher(text, block.span);
    out.cut = out.cut || matcher.cut;
    if (running && matcher.begins_with() == running->opening) {
      const auto closed = std::ranges::find(matcher.matched, block.span.begin, &Span::begin);
      if (closed != matcher.matched.end()) {
        closed->begin = running->at;
        running.reset();
      } else if (!matcher.first_left_open()) {
        running.reset();
      }
    } else {
      running.reset();
    }
    spans.insert(spans.end(), matcher.matched.begin(), matcher.matched.end());
    const auto left = matcher.left_open();
    if (running || !left) continue;
    if (!names_speaker(text.substr(left->at, block.span.end - left->at), words)) running = left;
  }
  std::ranges::sort(
      spans, [](const Span& a, const Span& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  for (const Span& span : spans) {
    if (!out.spans.empty() && span.begin < out.spans.back().span.end) {
      if (span.end <= out.spans.back().span.end) out.spans.back().inner.push_back(span);
      continue;
    }
    if (out.spans.size() == evidence_limits::most_quotations) {
      out.cut = true;
      break;
    }
    out.spans.push_back({span, {}});
  }
  return out;
}

}  // namespace detente
