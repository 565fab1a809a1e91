#include "detente/base/csv.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "detente/base/text.hpp"

namespace detente {

namespace {

constexpr std::string_view white = " \t";

/// What stands most often between the cells of the first line, quoted parts aside.
char separator_of(std::string_view text) {
  constexpr std::array<char, 3> candidates{',', ';', '\t'};
  std::array<std::size_t, 3> count{};
  bool quoted = false;
  for (const char c : text.substr(std::min(text.find_first_not_of("\r\n"), text.size()))) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    const auto found = std::ranges::find(candidates, c);
    if (found != candidates.end()) ++count[static_cast<std::size_t>(found - candidates.begin())];
  }
  return candidates[static_cast<std::size_t>(std::ranges::max_element(count) - count.begin())];
}

class CsvReader {
 public:
  CsvReader(std::string_view text, std::size_t first, Diagnostics& diagnostics)
      : text_(text), at_(first), diagnostics_(diagnostics) {
    table_.separator = separator_of(text.substr(first));
  }

  std::optional<CsvTable> read() {
    while (at_ < text_.size()) {
      if (!read_row()) return std::nullopt;
    }
    return std::move(table_);
  }

 private:
  [[nodiscard]] bool at_line_end() const { return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

  bool read_row() {
    std::vector<CsvCell> row;
    for (;;) {
      if (!read_cell(row)) return false;
      if (at_line_end()) break;
      ++at_;  // the separator
    }
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    while (!row.empty() && row.back().text.empty()) row.pop_back();
    if (!row.empty()) table_.rows.push_back(std::move(row));
    return true;
  }

  void skip_white() {
    while (!at_line_end() && text_[at_] != table_.separator && white.find(text_[at_]) != std::string_view::npos) ++at_;
  }

  bool read_cell(std::vector<CsvCell>& row) {
    if (++cells_ > most_csv_cells) {
      diagnostics_.push_back({.code = "too-large",
                              .message = fmt::format("the table has more than {} cells", with_commas(most_csv_cells))});
      return false;
    }
    skip_white();
    CsvCell& cell = row.emplace_back();
    const std::size_t begin = at_;
    if (at_ < text_.size() && text_[at_] == '"') {
      if (!read_quoted(cell.text)) return false;
    } else {
      while (!at_line_end() && text_[at_] != table_.separator) ++at_;
      cell.text = text_.substr(begin, at_ - begin);
    }
    const std::size_t end = cell.text.find_last_not_of(" \t\r\n");
    cell.text.resize(end == std::string::npos ? 0 : end + 1);
    cell.text.erase(0, std::min(cell.text.find_first_not_of(" \t\r\n"), cell.text.size()));
    cell.span = {begin, text_[begin == at_ ? begin : at_ - 1] == '"' ? at_ : begin + cell.text.size()};
    skip_white();
    if (at_line_end() || text_[at_] == table_.separator) return true;
    diagnostics_.push_back({.code = "bad-quote",
                            .message = "text stands behind a closing quotation mark",
                            .span = Span{at_, at_ + 1},
                            .hint = "inside quotation marks a quotation mark is written twice"});
    return false;
  }

  bool read_quoted(std::string& text) {
    const std::size_t open = at_++;
    while (at_ < text_.size()) {
      if (text_[at_] != '"') {
        text += text_[at_++];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        text += '"';
        at_ += 2;
      } else {
        ++at_;
        return true;
      }
    }
    diagnostics_.push_back({.code = "unclosed-quote",
                            .message = "this quotation mark is never closed",
                            .span = Span{open, open + 1},
                            .hint = "close it at the end of the cell"});
    return false;
  }

  std::string_view text_;
  std::size_t at_;
  Diagnostics& diagnostics_;
  CsvTable table_{};
  std::size_t cells_ = 0;
};

}  // namespace

std::optional<CsvTable> read_csv_table(std::string_view text, std::size_t first, Diagnostics& diagnostics) {
  return CsvReader(text, first, diagnostics).read();
}

std::string csv_cell(std::string_view text) {
  const bool plain =
      text.find_first_of(",;\t\"\r\n") == std::string_view::npos && !text.starts_with(' ') && !text.ends_with(' ');
  if (plain) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace detente
