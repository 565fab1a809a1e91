// Reading a case in graph form from two tables; graph_csv.hpp describes them.

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "detente/base/decimal.hpp"
#include "detente/base/text.hpp"
#include "detente/exchange/csv_table.hpp"
#include "detente/exchange/graph_csv.hpp"
#include "detente/exchange/names.hpp"
#include "detente/model/formula_parser.hpp"

namespace detente {

namespace {

using Row = std::vector<CsvCell>;
using Groups = std::vector<std::vector<std::uint64_t>>;
constexpr std::size_t most_errors = 100;
const CsvCell no_cell{};

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

const CsvCell& cell(const Row& row, std::size_t column) { return column < row.size() ? row[column] : no_cell; }

/// From the first cell of a row to the last.
Span whole(const Row& row) { return {row.front().span.begin, row.back().span.end}; }

bool has_head(const Row& heads, std::string_view name) {
  return std::ranges::any_of(heads, [&](const CsvCell& c) { return lower(c.text) == name; });
}

/// Things with names, in the order in which they first occur.
class Listed {
 public:
  std::size_t add(const std::string& name) {
    const auto [place, is_new] = place_.emplace(name, names_.size());
    if (is_new) names_.push_back(name);
    return place->second;
  }
  [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const {
    const auto found = place_.find(name);
    return found == place_.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, std::size_t> place_;
  std::vector<std::string> names_;
};

/// A row of arcs with the places of its party and states in their lists.
struct ListedArc {
  std::size_t party;
  std::size_t from;
  std::size_t to;
};

/// One table with its findings.
struct CsvFile {
  FileFindings* file = nullptr;
  CsvTable csv{};

  void report(Severity severity, std::string_view code, std::optional<Span> span, std::string message,
              std::string hint = {}) const {
    if (file->diagnostics.size() >= most_errors) return;
    file->diagnostics.push_back({.severity = severity,
                                 .code = std::string(code),
                                 .message = printable(message),
                                 .span = span,
                                 .hint = printable(hint)});
  }
  void error(std::string_view code, Span span, std::string message, std::string hint = {}) const {
    report(Severity::error, code, span, std::move(message), std::move(hint));
  }
};

class GraphReader {
 public:
  GraphReader(const CsvFile& arcs, const CsvFile& ranks) : arcs_(arcs), ranks_(ranks) {}

  std::optional<Case> read() {
    matrix_ = lower(ranks_.csv.rows.front().front().text) == "state";
    if (matrix_) list_matrix();
    else list_ranking();
    list_arcs();
    if (matrix_) read_payoffs();
    else read_rankings();
    if (states_.names().size() > most_graph_states) {
      arcs_.report(Severity::error, "too-large", std::nullopt,
                   fmt::format("the graph has {} states", with_commas(states_.names().size())),
                   fmt::format("at most {} are read", with_commas(most_graph_states)));
    } else if (states_.names().size() < 2) {
      arcs_.report(Severity::error, "too-few-values", std::nullopt, "a graph needs at least two states");
    }
    if (has_errors(arcs_.file->diagnostics) || has_errors(ranks_.file->diagnostics)) return std::nullopt;
    make_case();
    return std::move(case_);
  }

 private:
  // ---- the heads and the first columns, which name parties and states

  void list_matrix() {
    const Row& heads = ranks_.csv.rows.front();
    first_party_ = 1;
    for (; first_party_ < std::min<std::size_t>(heads.size(), 3); ++first_party_) {
      const std::string head = lower(heads[first_party_].text);
      if (head == "text" && !text_column_) text_column_ = first_party_;
      else if (head == "now" && !now_column_) now_column_ = first_party_;
      else break;
    }
    for (std::size_t c = first_party_; c < heads.size(); ++c) {
      if (heads[c].text.empty()) {
        ranks_.error("missing-value", whole(heads), fmt::format("column {} has no head", c + 1),
                     "name the party whose column it is");
      } else if (parties_.find(heads[c].text)) {
        ranks_.error("duplicate-name", heads[c].span, fmt::format("'{}' has two columns", heads[c].text));
      }
      parties_.add(heads[c].text);
    }
    if (parties_.names().empty()) {
      ranks_.error("no-parties", whole(heads), "no party has a column",
                   "write a column for each party behind the states");
    }
    for (std::size_t r = 1; r < ranks_.csv.rows.size(); ++r) {
      const CsvCell& name = cell(ranks_.csv.rows[r], 0);
      if (name.text.empty()) {
        ranks_.error("missing-value", whole(ranks_.csv.rows[r]), "this row names no state");
      } else if (states_.find(name.text)) {
        ranks_.error("duplicate-name", name.span, fmt::format("the state '{}' has two rows", name.text));
      }
      states_.add(name.text);
    }
  }

  void list_ranking() {
    for (std::size_t r = 1; r < ranks_.csv.rows.size(); ++r) {
      const CsvCell& name = cell(ranks_.csv.rows[r], 0);
      if (name.text.empty()) {
        ranks_.error("missing-value", whole(ranks_.csv.rows[r]), "this row names no party");
      } else if (parties_.find(name.text)) {
        ranks_.error("duplicate-name", name.span, fmt::format("the party '{}' has two rows", name.text));
      }
      parties_.add(name.text);
    }
  }

  // ---- the arcs

  void list_arcs() {
    const Row& heads = arcs_.csv.rows.front();
    const auto column = [&](std::string_view head) -> std::size_t {
      return static_cast<std::size_t>(std::ranges::find(heads, head, [](const CsvCell& c) { return lower(c.text); }) -
                                      heads.begin());
    };
    const std::size_t party = column("party");
    const std::size_t from = column("from");
    const std::size_t to = column("to");
    for (std::size_t c = 0; c < heads.size(); ++c) {
      if (c != party && c != from && c != to) {
        arcs_.report(Severity::warning, not_kept, heads[c].span,
                     fmt::format("the column '{}' is passed over", heads[c].text));
      }
    }
    if (party == heads.size()) {
      return arcs_.error("missing-key", whole(heads), "no column has the head 'party'",
                         "the first row names the columns: party, from, to");
    }
    std::map<std::string, Span> unranked;
    std::size_t loops = 0;
    for (std::size_t r = 1; r < arcs_.csv.rows.size(); ++r) {
      const Row& row = arcs_.csv.rows[r];
      const CsvCell& who = cell(row, party);
      const CsvCell& start = cell(row, from);
      const CsvCell& end = cell(row, to);
      if (who.text.empty() || start.text.empty() || end.text.empty()) {
        arcs_.error("missing-value", whole(row), "this row does not name a party and two states");
        continue;
      }
      if (!parties_.find(who.text)) unranked.emplace(who.text, who.span);
      if (matrix_) {
        check_state(arcs_, start);
        check_state(arcs_, end);
      }
      const ListedArc arc{parties_.add(who.text), states_.add(start.text), states_.add(end.text)};
      if (arc.from == arc.to) ++loops;
      else listed_.push_back(arc);
    }
    for (const auto& [name, span] : unranked) {
      arcs_.error("unknown-name", span, fmt::format("'{}' has moves, but the ranks do not name it", name),
                  nearest_hint(name, parties_.names()));
    }
    if (loops > 0) {
      arcs_.report(Severity::warning, not_kept, std::nullopt,
                   fmt::format("{} {} from a state to itself {} passed over", loops, loops == 1 ? "row" : "rows",
                               loops == 1 ? "is" : "are"));
    }
  }

  /// Says that a state is none of the matrix.
  void check_state(const CsvFile& table, const CsvCell& state) {
    if (states_.find(state.text) || !complained_.emplace(state.text, true).second) return;
    std::string hint = nearest_hint(state.text, states_.names());
    if (hint.empty()) {
      hint = matrix_ ? "every state has a row in the ranks"
                     : "a state without moves needs the ranks in rows for states; see `state` in the documentation";
    }
    table.error("unknown-name", state.span, fmt::format("there is no state '{}'", state.text), std::move(hint));
  }

  static std::string nearest_hint(const std::string& name, const std::vector<std::string>& names) {
    constexpr std::size_t most_compared = 2000;
    if (names.size() > most_compared) return "";
    std::vector<std::string> others = names;
    std::erase(others, name);
    const auto nearest = nearest_name(name, others);
    return nearest ? fmt::format("did you mean '{}'?", *nearest) : "";
  }

  // ---- the ranks

  void read_payoffs() {
    for (std::size_t p = 0; p < parties_.names().size() && first_party_ + p < ranks_.csv.rows.front().size(); ++p) {
      std::map<std::int64_t, std::vector<std::uint64_t>, std::greater<>> by_payoff;
      for (std::size_t r = 1; r < ranks_.csv.rows.size(); ++r) {
        const Row& row = ranks_.csv.rows[r];
        const CsvCell& payoff = cell(row, first_party_ + p);
        const auto number = payoff_of(payoff.text);
        if (number) {
          by_payoff[number->millionths].push_back(r);
        } else if (payoff.text.empty()) {
          ranks_.error("missing-value", whole(row), fmt::format("the rank of '{}' is missing", parties_.names()[p]));
        } else {
          ranks_.error("bad-number", payoff.span, fmt::format("'{}' is not a number", payoff.text),
                       "a higher number means a better state");
        }
      }
      Groups& groups = rankings_.emplace_back();
      for (auto& [number, states] : by_payoff) groups.push_back(std::move(states));
    }
    for (std::size_t r = 1; now_column_ && r < ranks_.csv.rows.size(); ++r) {
      const CsvCell& mark = cell(ranks_.csv.rows[r], *now_column_);
      if (mark.text.empty() || mark.text == "0" || lower(mark.text) == "no") continue;
      if (now_) ranks_.error("ambiguous-now", mark.span, "a second state is marked as now", "mark one");
      now_ = r - 1;
    }
  }

  /// A decimal, with a comma for its point where commas do not separate the cells.
  [[nodiscard]] std::optional<Decimal> payoff_of(std::string text) const {
    if (ranks_.csv.separator != ',') std::ranges::replace(text, ',', '.');
    if (text.starts_with('+')) text.erase(0, 1);
    return parse_decimal(text);
  }

  void read_rankings() {
    for (std::size_t r = 1; r < ranks_.csv.rows.size(); ++r) {
      const Row& row = ranks_.csv.rows[r];
      std::vector<bool> seen(states_.names().size(), false);
      Groups& groups = rankings_.emplace_back();
      for (std::size_t c = 1; c < row.size(); ++c) {
        for (const std::string& group : split(row[c].text, ">")) add_group(row[c], group, seen, groups);
      }
      std::vector<std::string> missing;
      for (std::size_t s = 0; s < seen.size(); ++s) {
        if (!seen[s]) missing.push_back(states_.names()[s]);
      }
      if (missing.empty()) continue;
      constexpr std::size_t most = 8;
      const std::size_t more = missing.size() - std::min(missing.size(), most);
      missing.resize(missing.size() - more);
      if (more > 0) missing.push_back(fmt::format("{} more", more));
      ranks_.error("ranking-misses-states", row[0].span,
                   fmt::format("the ranking of '{}' leaves out {}", row[0].text, join_words(missing)),
                   "every state of the arcs stands once in every ranking");
    }
  }

  void add_group(const CsvCell& at, const std::string& text, std::vector<bool>& seen, Groups& groups) {
    std::vector<std::uint64_t> numbers;
    for (const std::string& name : split(text, "=~")) {
      if (name.empty()) continue;
      const auto state = states_.find(name);
      if (!state) {
        check_state(ranks_, {.text = name, .span = at.span});
      } else if (seen[*state]) {
        ranks_.error("duplicate-name", at.span, fmt::format("the state '{}' stands twice in this ranking", name));
      } else {
        seen[*state] = true;
        numbers.push_back(*state + 1);
      }
    }
    if (!numbers.empty()) groups.push_back(std::move(numbers));
  }

  static std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    for (;;) {
      const std::size_t end = std::min(text.find_first_of(separators), text.size());
      const std::string_view part = text.substr(0, end);
      const std::size_t first = std::min(part.find_first_not_of(" \t\r\n"), part.size());
      parts.emplace_back(part.substr(first, part.find_last_not_of(" \t\r\n") + 1 - first));
      if (end == text.size()) return parts;
      text.remove_prefix(end + 1);
    }
  }

  // ---- the case

  void make_case() {
    UniqueNames names;
    for (const std::string& name : parties_.names()) {
      case_.parties.push_back({.id = names.add(name_from(name, "Party")), .name = name});
    }
    const std::vector<std::size_t> number = numbers_of_states();
    Variable state{.kind = Variable::Kind::graph, .id = "state"};
    state.values.assign(number.size(), {});
    name_states(number, state);
    state.arcs.resize(case_.parties.size());
    for (const ListedArc& arc : listed_) {
      state.arcs[arc.party].push_back(
          {static_cast<Value>(number[arc.from] - 1), static_cast<Value>(number[arc.to] - 1)});
    }
    std::size_t repeated = 0;
    for (std::vector<Arc>& arcs : state.arcs) {
      std::ranges::sort(arcs);
      const auto twice = std::ranges::unique(arcs);
      repeated += twice.size();
      arcs.erase(twice.begin(), twice.end());
    }
    if (repeated > 0) {
      arcs_.report(
          Severity::warning, not_kept, std::nullopt,
          fmt::format("{} {} a move that is there already", repeated, repeated == 1 ? "row repeats" : "rows repeat"));
    }
    if (now_ && *now_ > 0) state.now_values.push_back({.value = static_cast<Value>(number[*now_] - 1)});
    case_.variables.push_back(std::move(state));
    case_.preferences.resize(case_.parties.size());
    for (std::size_t p = 0; p < rankings_.size(); ++p) {
      Preferences& wanted = case_.preferences[p];
      wanted.form = Preferences::Form::ranking;
      for (Groups::value_type& group : rankings_[p]) {
        for (std::uint64_t& s : group) s = number[s - 1];
        std::ranges::sort(group);
        wanted.ranking.emplace_back().members = std::move(group);
      }
    }
    const std::filesystem::path path(arcs_.file->source.name());
    std::string stem = path.stem().string();
    if (stem.ends_with(".arcs")) stem.resize(stem.size() - 5);
    case_.title = printable(stem);
    case_.about = printable(fmt::format("Imported from {} and {}.", path.filename().string(),
                                        std::filesystem::path(ranks_.file->source.name()).filename().string()));
  }

  /// The number of every listed state. Names that are the numbers from 1 on keep them; others are numbered as listed.
  [[nodiscard]] std::vector<std::size_t> numbers_of_states() {
    const std::vector<std::string>& names = states_.names();
    std::vector<std::size_t> number(names.size());
    std::vector<bool> used(names.size() + 1, false);
    numeric_ = true;
    for (std::size_t s = 0; s < names.size() && numeric_; ++s) {
      const auto decimal = parse_decimal(names[s]);
      const std::int64_t value = decimal ? decimal->millionths / 1'000'000 : 0;
      numeric_ = value >= 1 && value <= static_cast<std::int64_t>(names.size()) && names[s] == std::to_string(value) &&
                 !used[static_cast<std::size_t>(value)];
      if (!numeric_) break;
      number[s] = static_cast<std::size_t>(value);
      used[number[s]] = true;
    }
    for (std::size_t s = 0; s < names.size() && !numeric_; ++s) number[s] = s + 1;
    return number;
  }

  void name_states(const std::vector<std::size_t>& number, Variable& state) {
    UniqueNames unique;
    (void)unique.add(state.id);
    std::vector<std::string> texts(number.size());
    bool some_text = false;
    for (std::size_t s = 0; s < number.size(); ++s) {
      const std::string& name = states_.names()[s];
      const bool digits = name.find_first_not_of("0123456789.") == std::string::npos;
      const bool fits = is_value_name(name) && !is_reserved_word(name) && (numeric_ || !digits);
      const std::string id = unique.add(fits ? name : name_from(digits ? "s" + name : name, "s"));
      std::string& text = texts[number[s] - 1];
      if (text_column_) text = printable(cell(ranks_.csv.rows[s + 1], *text_column_).text);
      if (id != name) text = text.empty() ? printable(name) : printable(name) + ": " + text;
      some_text |= !text.empty();
      state.values[number[s] - 1] = id;
    }
    if (some_text) state.value_texts = std::move(texts);
  }

  const CsvFile& arcs_;
  const CsvFile& ranks_;
  bool matrix_ = false;
  bool numeric_ = false;
  std::size_t first_party_ = 1;
  std::optional<std::size_t> text_column_{};
  std::optional<std::size_t> now_column_{};
  std::optional<std::size_t> now_{};
  Listed parties_{};
  Listed states_{};
  std::map<std::string, bool> complained_{};
  std::vector<ListedArc> listed_{};
  std::vector<Groups> rankings_{};  ///< by party; states by their places in the list, from 1
  Case case_{};
};

bool is_arcs(const CsvTable& table) {
  return !table.rows.empty() && has_head(table.rows.front(), "from") && has_head(table.rows.front(), "to");
}

bool is_ranks(const CsvTable& table) {
  if (table.rows.empty() || is_arcs(table)) return false;
  const std::string head = lower(table.rows.front().front().text);
  return head == "state" || head == "party";
}

}  // namespace

bool looks_like_graph_csv(std::string_view text) {
  Diagnostics ignored;
  const std::size_t line = std::min(text.find_first_of("\r\n"), text.size());
  const auto table = parse_csv(SourceText("", std::string(text.substr(0, line))), ignored);
  return table && (is_arcs(*table) || is_ranks(*table));
}

std::vector<std::string> other_graph_table(const std::string& path) {
  for (const auto& [mine, other] : {std::pair("arcs.csv", "ranks.csv"), std::pair("ranks.csv", "arcs.csv")}) {
    if (path.ends_with(mine)) return {path.substr(0, path.size() - std::string_view(mine).size()) + other};
  }
  return {};
}

ImportResult read_graph_csv(std::span<const SourceText> files) {
  ImportResult result;
  for (const SourceText& file : files) result.files.push_back({.source = file});
  std::vector<CsvFile> tables(files.size());
  bool parsed = true;
  for (std::size_t k = 0; k < files.size(); ++k) {
    tables[k].file = &result.files[k];
    auto table = parse_csv(files[k], result.files[k].diagnostics);
    if (table) tables[k].csv = std::move(*table);
    parsed &= table.has_value();
  }
  if (!parsed) return result;
  const auto arcs = std::ranges::find_if(tables, [](const CsvFile& t) { return is_arcs(t.csv); });
  const auto ranks = std::ranges::find_if(tables, [](const CsvFile& t) { return is_ranks(t.csv); });
  if (arcs == tables.end()) {
    tables.front().report(
        Severity::error, "missing-table", std::nullopt, "the table of the arcs is missing",
        "its first row names the columns: party, from, to; name the files x.arcs.csv and x.ranks.csv");
  } else if (ranks == tables.end()) {
    tables.back().report(Severity::error, "missing-table", std::nullopt, "the table of the ranks is missing",
                         "its first cell is 'state' (a row for each state) or 'party' (a row for each party)");
  } else {
    result.document = GraphReader(*arcs, *ranks).read();
  }
  for (FileFindings& file : result.files) sort_diagnostics(file.diagnostics);
  return result;
}

}  // namespace detente
