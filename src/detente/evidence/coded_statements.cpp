#include "detente/evidence/coded_statements.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "detente/base/csv.hpp"
#include "detente/base/text.hpp"
#include "detente/evidence/chars.hpp"
#include "detente/evidence/names.hpp"
#include "detente/evidence/reuse_pair.hpp"

namespace detente {

namespace {

constexpr std::array<std::string_view, 7> columns{"document",     "start",   "stop",     "person",
                                                  "organisation", "concept", "agreement"};
enum Column : std::size_t { document_column, start, stop, person, organisation, concept_column, agreement };

/// Places of a text in UTF-16 code units, and back. Asked for in ascending order only: it walks the text once.
class Utf16Places {
 public:
  explicit Utf16Places(std::string_view text) : text_(text) {}

  /// The byte at which the code unit `unit` begins; nothing behind the text or within a character.
  std::optional<std::size_t> byte_of(std::size_t unit) {
    while (unit_ < unit && byte_ < text_.size()) step();
    return unit_ == unit ? std::optional(byte_) : std::nullopt;
  }
  std::size_t unit_of(std::size_t byte) {
    while (byte_ < byte) step();
    return unit_;
  }

 private:
  void step() {
    const Decoded c = code_point_at(text_, byte_);
    byte_ += std::max<std::size_t>(1, c.length);
    unit_ += c.code > 0xFFFF ? 2 : 1;
  }
  std::string_view text_;
  std::size_t unit_ = 0;
  std::size_t byte_ = 0;
};

class TableReader {
 public:
  TableReader(const CsvTable& table, const std::vector<Document>& documents, Diagnostics& diagnostics)
      : table_(table), documents_(documents), diagnostics_(diagnostics) {
    for (std::uint32_t d = 0; d < documents.size(); ++d) {
      indices_.emplace(documents[d].id, d);
      ids_.push_back(documents[d].id);
    }
  }

  std::vector<CodedStatement> read() {
    if (!read_head()) return {};
    std::vector<CodedStatement> out;
    for (std::size_t row = 1; row < table_.rows.size(); ++row) {
      if (auto statement = read_row(table_.rows[row])) out.push_back(std::move(*statement));
    }
    place(out);
    return out;
  }

 private:
  void mistake(Span span, std::string code, std::string message, std::string hint = {}) {
    diagnostics_.push_back(
        {.code = std::move(code), .message = std::move(message), .span = span, .hint = std::move(hint)});
  }

  bool read_head() {
    if (table_.rows.empty()) {
      mistake({}, "empty-table", "the table is empty",
              "its first row names the columns: document,start,stop,person,organisation,concept,agreement");
      return false;
    }
    at_.fill(none);
    for (std::size_t k = 0; k < table_.rows[0].size(); ++k) {
      const CsvCell& cell = table_.rows[0][k];
      std::string name = ascii_lower(cell.text);
      if (name == "organization") name = "organisation";
      const auto found = std::ranges::find(columns, name);
      if (found == columns.end()) continue;
      std::size_t& place = at_[static_cast<std::size_t>(found - columns.begin())];
      if (place != none) {
        mistake(cell.span, "duplicate-column", fmt::format("the column '{}' stands here a second time", name));
        return false;
      }
      place = k;
    }
    std::vector<std::string> missing;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      if (at_[k] == none) missing.emplace_back(columns[k]);
    }
    if (missing.empty()) return true;
    mistake(table_.rows[0].empty() ? Span{} : table_.rows[0][0].span, "missing-column",
            fmt::format("there is no column {}", join_words(missing)),
            "the first row names the columns: document,start,stop,person,organisation,concept,agreement");
    return false;
  }

  [[nodiscard]] static const CsvCell& cell(const std::vector<CsvCell>& row, std::size_t k) {
    static const CsvCell empty;
    return k < row.size() ? row[k] : empty;
  }
  [[nodiscard]] const CsvCell& cell_of(const std::vector<CsvCell>& row, Column column) const {
    return cell(row, at_[column]);
  }
  [[nodiscard]] static Span place_of(const CsvCell& cell, const std::vector<CsvCell>& row) {
    return cell.span.begin < cell.span.end || row.empty() ? cell.span : row.front().span;
  }

  std::optional<std::size_t> number(const std::vector<CsvCell>& row, Column column) {
    const CsvCell& cell = cell_of(row, column);
    std::size_t value = 0;
    const char* end = cell.text.data() + cell.text.size();
    const auto [stopped, error] = std::from_chars(cell.text.data(), end, value);
    if (error == std::errc() && stopped == end && !cell.text.empty()) return value;
    mistake(place_of(cell, row), "bad-place",
            fmt::format("'{}' is no {} of a statement", printable(cell.text), columns[column]),
            "places are whole numbers: characters from the beginning of the text, counted from 0");
    return std::nullopt;
  }

  std::optional<CodedStatement> read_row(const std::vector<CsvCell>& row) {
    CodedStatement out;
    out.row = row.front().span;
    const CsvCell& id = cell_of(row, document_column);
    const auto document = indices_.find(id.text);
    bool good = true;
    if (document == indices_.end()) {
      const auto near = nearest_name(id.text, ids_);
      mistake(
          place_of(id, row), "unknown-document", fmt::format("no report has the id '{}'", printable(id.text)),
          near ? fmt::format("did you mean '{}'?", *near) : "the id of a report is its file's name without the ending");
      good = false;
    } else {
      out.document = document->second;
    }
    const auto from = number(row, start);
    const auto to = number(row, stop);
    if (from && to && *to <= *from) {
      mistake(place_of(cell_of(row, stop), row), "bad-place",
              fmt::format("the statement ends at {}, where or before it begins ({})", *to, *from),
              "'stop' is the place behind the last character");
      good = false;
    }
    const std::string agreed = ascii_lower(cell_of(row, agreement).text);
    const bool yes = agreed == "1" || agreed == "yes" || agreed == "true";
    if (!yes && agreed != "0" && agreed != "no" && agreed != "false") {
      mistake(place_of(cell_of(row, agreement), row), "bad-agreement",
              fmt::format("'{}' is neither agreement nor disagreement", printable(agreed)), "write 1 or 0");
      good = false;
    }
    out.person = cell_of(row, person).text;
    out.organization = cell_of(row, organisation).text;
    out.concept_name = cell_of(row, concept_column).text;
    out.agreement = yes;
    if (out.person.empty() && out.organization.empty()) {
      mistake(out.row, "no-speaker", "this statement has neither a person nor an organisation",
              "name at least one of them");
      good = false;
    }
    if (!good || !from || !to) return std::nullopt;
    out.span = {*from, *to};
    return out;
  }

  /// From characters to bytes, report by report in order of place, so that each text is walked once.
  void place(std::vector<CodedStatement>& statements) {
    std::vector<std::size_t> order(statements.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::vector<char> outside(statements.size(), 0);
    const auto walk = [&](auto Span::*end) {
      std::ranges::sort(order, {},
                        [&](std::size_t k) { return std::tuple(statements[k].document, statements[k].span.*end, k); });
      std::optional<Utf16Places> places;
      std::optional<std::uint32_t> document;
      for (const std::size_t k : order) {
        if (document != statements[k].document) places.emplace(documents_[statements[k].document].text);
        document = statements[k].document;
        const auto byte = places->byte_of(statements[k].span.*end);
        if (byte) statements[k].span.*end = *byte;
        else outside[k] = 1;
      }
    };
    walk(&Span::end);
    walk(&Span::begin);
    std::vector<CodedStatement> inside;
    for (std::size_t k = 0; k < statements.size(); ++k) {
      CodedStatement& s = statements[k];
      const Document& d = documents_[s.document];
      const auto sentence = outside[k] != 0 ? std::nullopt : d.sentence_at(s.span.begin);
      if (!sentence) {
        mistake(s.row, "outside-text",
                fmt::format("the statement lies outside of the text of '{}', or begins within a character",
                            printable(d.id)),
                "was it coded in another version of the text?");
        continue;
      }
      s.sentence = static_cast<std::uint32_t>(*sentence);
      inside.push_back(std::move(s));
    }
    statements = std::move(inside);
  }

  static constexpr std::size_t none = ~std::size_t{0};
  const CsvTable& table_;
  const std::vector<Document>& documents_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::uint32_t, std::less<>> indices_;
  std::vector<std::string> ids_;
  std::array<std::size_t, columns.size()> at_{};
};

bool is_body(const Document& d, const Speaker& speaker) {
  if (!speaker.actor) return false;
  const Actor::Kind kind = d.actors[*speaker.actor].kind;
  return kind == Actor::Kind::organization || kind == Actor::Kind::place || kind == Actor::Kind::group;
}

}  // namespace

std::vector<CodedStatement> read_coded_statements(const SourceText& source, const std::vector<Document>& documents,
                                                  Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  if (const auto invalid = find_invalid_utf8(text)) {
    diagnostics.push_back({.code = "not-utf8",
                           .message = "the table is not valid UTF-8",
                           .span = Span{*invalid, *invalid + 1},
                           .hint = "save it as UTF-8"});
    return {};
  }
  const auto table = read_csv_table(text, text.starts_with("\xEF\xBB\xBF") ? 3 : 0, diagnostics);
  if (!table) return {};
  return TableReader(*table, documents, diagnostics).read();
}

std::string write_coded_statements(const std::vector<Document>& documents) {
  std::string out = "document,start,stop,person,organisation,concept,agreement\n";
  for (const Document& d : documents) {
    struct Row {
      Span span{};
      const Speaker* speaker = nullptr;
      bool agreement = true;
    };
    std::vector<Row> rows;
    for (const Quotation& q : d.quotations) {
      if (q.speaker) rows.push_back({q.span, &*q.speaker});
    }
    for (const ReportedStatement& s : d.statements) rows.push_back({s.span, &s.speaker, !s.denies});
    std::ranges::stable_sort(rows, {}, [](const Row& r) { return std::pair(r.span.begin, r.span.end); });
    std::map<std::size_t, std::size_t> units;  // of the bytes at which something begins or ends
    for (const Row& row : rows) units[row.span.begin] = units[row.span.end] = 0;
    Utf16Places places(d.text);
    for (auto& [byte, unit] : units) unit = places.unit_of(byte);
    for (const Row& row : rows) {
      const std::string name = csv_cell(row.speaker->name);
      const bool body = is_body(d, *row.speaker);
      out += fmt::format("{},{},{},{},{},,{}\n", csv_cell(d.id), units[row.span.begin], units[row.span.end],
                         body ? "" : name, body ? name : "", row.agreement ? 1 : 0);
    }
  }
  return out;
}

std::string_view to_text(CodedMatch::Kind kind) {
  switch (kind) {
    case CodedMatch::Kind::same: return "same";
    case CodedMatch::Kind::speaker: return "another speaker";
    case CodedMatch::Kind::missing: break;
  }
  return "not found";
}

std::vector<CodedMatch> match_coded(const std::vector<CodedStatement>& coded, const std::vector<Document>& documents) {
  std::vector<CodedMatch> out;
  for (const CodedStatement& statement : coded) {
    const Document& d = documents[statement.document];
    CodedMatch match;
    const auto is_same = [&](const Speaker& speaker) {
      const std::optional<Speaker> found(speaker);
      return same_speaker(found, Speaker{.name = statement.person}) ||
             same_speaker(found, Speaker{.name = statement.organization});
    };
    const auto better = [&](bool same) {
      return match.kind == CodedMatch::Kind::missing || (same && match.kind != CodedMatch::Kind::same);
    };
    auto q =
        std::ranges::upper_bound(d.quotations, statement.span.begin, {}, [](const Quotation& x) { return x.span.end; });
    for (; q != d.quotations.end() && q->span.begin < statement.span.end; ++q) {
      const bool same = q->speaker && is_same(*q->speaker);
      if (!better(same)) continue;
      match = {.kind = same ? CodedMatch::Kind::same : CodedMatch::Kind::speaker,
               .quotation = static_cast<std::uint32_t>(q - d.quotations.begin())};
    }
    auto s = std::ranges::lower_bound(d.statements, statement.sentence, {}, &ReportedStatement::sentence);
    for (; s != d.statements.end() && s->span.begin < statement.span.end; ++s) {
      const bool same = is_same(s->speaker);
      if (!better(same)) continue;
      match = {.kind = same ? CodedMatch::Kind::same : CodedMatch::Kind::speaker,
               .statement = static_cast<std::uint32_t>(s - d.statements.begin())};
    }
    out.push_back(match);
  }
  return out;
}

}  // namespace detente
