#include "detente/report/results_file.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "detente/report/json_parts.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

using namespace json_parts;

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 16;
constexpr std::size_t alignment = 64;
constexpr std::string_view magic = "DETENTE1";

/// Collects text and hands it on in pieces of a good size.
class Lines {
 public:
  explicit Lines(const Sink& sink) : sink_(sink) { text_.reserve(2 * piece_bytes); }

  Lines& operator<<(std::string_view text) {
    text_ += text;
    return *this;
  }
  void end_line() {
    text_ += '\n';
    if (text_.size() >= piece_bytes) flush();
  }
  void flush() {
    if (!text_.empty()) sink_(text_);
    text_.clear();
  }

 private:
  const Sink& sink_;
  std::string text_;
};

/// Number and values of a state, as columns.
class StateColumns {
 public:
  explicit StateColumns(const Analysis& a) : a_(a) {
    for (const Variable& variable : a.model.variables) names_.push_back(variable.values);
  }
  static void head(const Analysis& a, Lines& lines) {
    lines << "state";
    for (const Variable& variable : a.model.variables) lines << "," << column_of(variable);
  }
  void write(StateId s, Lines& lines) {
    lines << std::to_string(s.number());
    a_.space.layout().decode(a_.space.code(a_.space.member_of(s)), values_);
    const std::vector<VariableId> open = a_.space.open_variables(s);
    for (std::size_t v = 0; v < values_.size(); ++v) {
      const bool differs = std::ranges::binary_search(open, VariableId(v));
      lines << "," << (differs ? std::string_view("*") : std::string_view(names_[v][values_[v]]));
    }
  }

 private:
  const Analysis& a_;
  std::vector<std::vector<std::string>> names_;  ///< of the values of each variable
  std::vector<Value> values_;
};

std::size_t rows_of(const Analysis& a, std::size_t limit) {
  return limit == 0 ? a.space.size() : std::min(limit, a.space.size());
}

/// Tells how much is written; whether to go on.
bool go_on(const Analysis& a, std::size_t row, std::size_t rows) {
  if (row % 4096 != 0) return true;
  a.options().control.report("writing", static_cast<double>(row) / static_cast<double>(rows));
  return a.complete();
}

/// Whole numbers of eight bytes, the least significant first.
class Words {
 public:
  explicit Words(const Sink& sink) : sink_(sink) {}

  void add(std::uint64_t word) {
    for (int byte = 0; byte < 8; ++byte) bytes_ += static_cast<char>(word >> (8 * byte) & 0xFF);
    if (bytes_.size() >= piece_bytes) flush();
  }
  void flush() {
    if (!bytes_.empty()) sink_(bytes_);
    bytes_.clear();
  }

 private:
  const Sink& sink_;
  std::string bytes_;
};

std::size_t aligned(std::size_t bytes) { return (bytes + alignment - 1) / alignment * alignment; }

/// A set of bits of the file: the states that are stable for a party, or the equilibria.
struct Set {
  Concept under;
  std::optional<PartyId> party;
};

Json header_of(const Analysis& a, const std::vector<Set>& sets, std::size_t rows, const std::string& file) {
  Json header{{"format", "detente results"}, {"version", 1}};
  header["case"] = {
      {"title", a.model.title}, {"file", file}, {"as_of", a.model.day ? Json(to_text(*a.model.day)) : Json(nullptr)}};
  const Switches& switches = a.options().switches;
  header["switches"] = {{"sanction", id_of(switches.sanction)}, {"responses", id_of(switches.responses)}};
  header["states"] = a.space.size();
  header["rows"] = rows;
  header["now"] = a.space.now().number();
  for (const Party& party : a.model.parties) header["parties"].push_back(party.id);
  for (const Variable& variable : a.model.variables) {
    header["variables"].push_back({{"id", column_of(variable)}, {"values", variable.values}});
  }
  std::size_t offset = 0;
  const auto place = [&](std::size_t bytes) {
    const std::size_t at = offset;
    offset = aligned(offset + bytes);
    return at;
  };
  for (const Set& set : sets) {
    header["sets"].push_back({{"concept", id_of(set.under)},
                              {"party", set.party ? Json(a.model.party_id(*set.party)) : Json(nullptr)},
                              {"offset", place((rows + 63) / 64 * 8)}});
  }
  header["codes"] = a.space.full() && !a.space.merged() ? Json(nullptr) : Json{{"offset", place(8 * rows)}};
  return header;
}

}  // namespace

void write_states_csv(const Analysis& a, const BitVector& chosen, std::size_t limit, const Sink& sink) {
  Lines lines(sink);
  StateColumns columns(a);
  StateColumns::head(a, lines);
  lines.end_line();
  std::size_t written = 0;
  chosen.for_each([&](std::size_t s) {
    if ((limit > 0 && written == limit) || !go_on(a, written, chosen.size())) return false;
    ++written;
    columns.write(StateId(s), lines);
    lines.end_line();
    return true;
  });
  lines.flush();
}

void write_results_csv(Analysis& a, const std::vector<Concept>& concepts, std::size_t limit, const Sink& sink) {
  const Stability& stability = a.stability();
  const std::size_t parties = a.model.parties.size();
  std::vector<BitVector> equilibria;
  for (const Concept c : concepts) equilibria.push_back(stability.equilibria(c));
  Lines lines(sink);
  StateColumns columns(a);
  StateColumns::head(a, lines);
  for (const Concept c : concepts) {
    for (const Party& party : a.model.parties) lines << "," << id_of(c) << "." << party.id;
    lines << "," << id_of(c) << ".equilibrium";
  }
  lines.end_line();
  const auto flag = [](const BitVector& set, std::size_t s) { return std::string_view(set.test(s) ? ",1" : ",0"); };
  const std::size_t rows = rows_of(a, limit);
  for (std::size_t s = 0; s < rows && go_on(a, s, rows); ++s) {
    columns.write(StateId(s), lines);
    for (std::size_t k = 0; k < concepts.size(); ++k) {
      for (std::size_t p = 0; p < parties; ++p) lines << flag(stability.stable(concepts[k], PartyId(p)), s);
      lines << flag(equilibria[k], s);
    }
    lines.end_line();
  }
  lines.flush();
}

void write_results_binary(Analysis& a, const std::vector<Concept>& concepts, std::size_t limit, const std::string& file,
                          const Sink& sink) {
  const Stability& stability = a.stability();
  const std::size_t rows = rows_of(a, limit);
  std::vector<Set> sets;
  for (const Concept c : concepts) {
    for (std::size_t p = 0; p < a.model.parties.size(); ++p) sets.push_back({c, PartyId(p)});
    sets.push_back({c, std::nullopt});
  }
  const Json header = header_of(a, sets, rows, file);
  std::string text = header.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.resize(aligned(magic.size() + 8 + text.size()) - magic.size() - 8, ' ');
  sink(magic);
  Words words(sink);
  words.add(text.size());
  words.flush();
  sink(text);

  // Every piece is followed by zeros up to where the next one begins.
  const auto write = [&](std::size_t count, auto&& word) {
    for (std::size_t k = 0; k < aligned(8 * count) / 8; ++k) {
      if (k % 8192 == 0 && !a.complete()) return;
      words.add(k < count ? word(k) : 0);
    }
    words.flush();
  };
  std::size_t done = 0;
  for (const Set& set : sets) {
    const BitVector bits = set.party ? BitVector() : stability.equilibria(set.under);
    const std::span<const std::uint64_t> all =
        set.party ? stability.stable(set.under, *set.party).words() : bits.words();
    const std::uint64_t last = rows % 64 == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << (rows % 64)) - 1;
    const std::size_t count = (rows + 63) / 64;
    write(count, [&](std::size_t k) { return k + 1 == count ? all[k] & last : all[k]; });
    a.options().control.report("writing", static_cast<double>(++done) / static_cast<double>(sets.size()));
  }
  if (header["codes"].is_null()) return;
  write(rows, [&](std::size_t s) { return a.space.code(a.space.member_of(StateId(s))); });
}

}  // namespace detente
