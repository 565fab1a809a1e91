#include "detente/exchange/losses.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/exchange/names.hpp"

namespace detente {

void Losses::add(std::string_view code, std::string what, std::string name, std::optional<Span> span) {
  auto kind = std::ranges::find(kinds_, what, &Kind::what);
  if (kind == kinds_.end()) {
    kinds_.push_back({.code = std::string(code), .what = std::move(what), .span = span});
    kind = kinds_.end() - 1;
  }
  if (!name.empty()) kind->names.push_back(std::move(name));
}

void Losses::report() {
  constexpr std::size_t most_names = 8;
  for (Kind& kind : kinds_) {
    std::vector<std::string>& names = kind.names;
    if (names.size() > most_names) {
      const std::size_t more = names.size() - most_names;
      names.resize(most_names);
      names.push_back(fmt::format("{} more", more));
    }
    diagnostics_.push_back({.severity = Severity::warning,
                            .code = kind.code,
                            .message = names.empty() ? kind.what : fmt::format("{}: {}", kind.what, join_words(names)),
                            .span = kind.span});
  }
  kinds_.clear();
}

void note_day(const Model& model, Losses& losses) {
  if (!model.dated) return;
  losses.add(changes_model,
             model.day ? fmt::format("dates are not kept; this is the case of {}", to_text(*model.day))
                       : std::string("dates are not kept; this is the case after its last date"),
             "");
}

void note_title(const Case& document, std::string_view path, Losses& losses) {
  const std::string file = std::filesystem::path(path).filename().string();
  const std::string& title = document.title;
  if (title.empty() || (file.starts_with(title) && file.substr(title.size()).starts_with('.'))) return;
  losses.add(not_kept, "the title is not kept", "");
}

std::string party_name(const Party& party, Losses& losses) {
  std::string name = name_for_people(party.id, party.name);
  if (name != party.name) losses.add(not_kept, "long names are not kept", party.id);
  return name;
}

void note_prose(const Case& document, Losses& losses) {
  const auto lost = [&](bool is, std::string what, const std::string& name) {
    if (is) losses.add(not_kept, std::move(what), name);
  };
  const std::string texts = "texts are not kept";
  const std::string support = "citations and assumptions are not kept";
  const auto supported = [](const Support& s) { return !s.citations.empty() || !s.assumed.empty(); };
  const auto part = [&](const auto& p, const std::string& name) {
    lost(!p.text.empty(), texts, name);
    lost(supported(p.support), support, name);
  };
  lost(!document.about.empty(), texts, "about");
  for (const Party& party : document.parties) part(party, party.id);
  for (const Variable& v : document.variables) lost(supported(v.support), support, v.id);
  for (const Rule& rule : document.rules) part(rule, rule.id);
  for (std::size_t p = 0; p < document.preferences.size(); ++p) {
    const Preferences& wanted = document.preferences[p];
    lost(!wanted.text.empty(), texts, document.parties[p].id);
    for (const Level& level : wanted.order) {
      for (const Statement& statement : level) part(statement, statement.id);
    }
    for (const Statement& statement : wanted.weights) part(statement, statement.id);
  }
  const auto names = [&](const auto& parts, const std::string& what) {
    for (const auto& p : parts) losses.add(not_kept, what, p.id);
  };
  names(document.states, "named states are not kept");
  names(document.questions, "questions are not kept");
  names(document.tables, "tables are not kept");
  names(document.sources, "sources are not kept");
}

void note_coalitions(const Case& document, Losses& losses) {
  for (const std::vector<PartyId>& group : document.coalitions) {
    std::vector<std::string> names;
    for (const PartyId p : group) names.push_back(document.parties[p.index()].id);
    losses.add(not_kept, "coalitions are not kept", fmt::format("{}", fmt::join(names, " + ")));
  }
}

}  // namespace detente
