#include "detente/evidence/parts.hpp"

#include <fmt/format.h>

#include "detente/model/model.hpp"

namespace detente {

std::string_view to_text(CasePart::Kind kind) {
  switch (kind) {
    case CasePart::Kind::party: return "party";
    case CasePart::Kind::option: return "option";
    case CasePart::Kind::term: return "term";
    case CasePart::Kind::now_value: return "value of now";
    case CasePart::Kind::rule: return "rule";
    case CasePart::Kind::merge: return "merge";
    case CasePart::Kind::statement: break;
  }
  return "statement";
}

std::string name_of(const Variable& variable, const DatedValue& value) {
  std::string name = fmt::format("{} = {}", variable.id, variable.values[value.value]);
  if (value.period.from) name += " from " + to_text(*value.period.from);
  if (value.period.until) name += " until " + to_text(*value.period.until);
  return name;
}

std::string name_of_merge(std::size_t index) { return fmt::format("merge#{}", index + 1); }

std::vector<CasePart> parts_of(const Case& document) {
  using PartKind = CasePart::Kind;
  std::vector<CasePart> parts;
  const auto add = [&](PartKind kind, std::string where, const std::string& text, const std::string& otherwise,
                       const Support& support, std::optional<PartyId> party, Span span) {
    parts.push_back({.kind = kind,
                     .where = std::move(where),
                     .words = text.empty() ? otherwise : text,
                     .support = &support,
                     .party = party,
                     .span = span});
  };
  for (std::size_t p = 0; p < document.parties.size(); ++p) {
    const Party& party = document.parties[p];
    add(PartKind::party, party.id, party.text, party.name, party.support, PartyId(p), party.span);
  }
  for (const Variable& variable : document.variables) {
    const bool option = variable.kind == Variable::Kind::option;
    const auto owner = option ? std::optional(variable.owner) : std::nullopt;
    add(option ? PartKind::option : PartKind::term, variable.id, variable.text, variable.id, variable.support, owner,
        variable.span);
    for (const DatedValue& value : variable.now_values) {
      const std::string name = name_of(variable, value);
      add(PartKind::now_value, name, value.text, name, value.support, owner, value.span);
    }
  }
  for (const Rule& rule : document.rules) {
    add(PartKind::rule, rule.id, rule.text, to_text(rule.formula, document), rule.support, std::nullopt, rule.span);
  }
  for (std::size_t m = 0; m < document.merges.size(); ++m) {
    const Merge& merge = document.merges[m];
    add(PartKind::merge, name_of_merge(m), merge.text, to_text(merge.when, document), merge.support, std::nullopt,
        merge.span);
  }
  for (std::size_t p = 0; p < document.preferences.size(); ++p) {
    const auto statement = [&](const Statement& s) {
      add(PartKind::statement, s.id, s.text, to_text(s.formula, document), s.support, PartyId(p), s.span);
    };
    for (const Level& level : document.preferences[p].order) {
      for (const Statement& s : level) statement(s);
    }
    for (const Statement& s : document.preferences[p].weights) statement(s);
  }
  return parts;
}

}  // namespace detente
