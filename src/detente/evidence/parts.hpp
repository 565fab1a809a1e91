#pragma once
/// The parts of a case that rest on something, under the names by which evidence speaks of them.

#include <optional>
#include <string>
#include <vector>

#include "detente/model/case.hpp"

namespace detente {

/// Pointers live as long as the case.
struct CasePart {
  enum class Kind { party, option, term, now_value, rule, merge, statement };
  Kind kind{};
  /// `Russia`, `Russia.meet`, `Russia.meet = yes from 2025-08-06` (a value of now), `rule#1`, `merge#1`, `Russia#3`.
  std::string where;
  std::string words;  ///< what it says: its text, else its formula, name or value
  const Support* support = nullptr;
  std::optional<PartyId> party{};  ///< whose it is; nothing for terms, rules and merges
  Span span{};
};

[[nodiscard]] std::string_view to_text(CasePart::Kind kind);

/// The name of a value of `now`.
[[nodiscard]] std::string name_of(const Variable& variable, const DatedValue& value);

/// The name of a merge by its index (from 0): `merge#1`.
[[nodiscard]] std::string name_of_merge(std::size_t index);

/// All parts that can be cited for, in order of the file's sections: parties, options and terms with their values of
/// now, rules, merges, statements. Cost: the size of the case.
[[nodiscard]] std::vector<CasePart> parts_of(const Case& document);

}  // namespace detente
