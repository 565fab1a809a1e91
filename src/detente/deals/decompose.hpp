#pragma once
/// From a table of a case to an additive problem, without listing states.
///
/// What a table can set falls into components: variables that a rule, a condition of a change or a weighted statement
/// names together belong to one. Utilities, which are sums over statements, are then sums over components. Where a
/// component is too large to list, the problem is split by the values of the variable that ties most of it together,
/// one product for each (an agreement that must exist before anything in it can be set, say).

#include <optional>
#include <string>
#include <vector>

#include "detente/deals/additive.hpp"
#include "detente/model/model.hpp"

namespace detente {

/// The deals of a table as an additive problem.
struct AdditiveTable {
  const Table* table = nullptr;
  std::vector<Value> from{};           ///< the assignment in which the deals start
  std::vector<VariableId> settable{};  ///< what the table can set
  std::vector<PartyId> parties{};      ///< the members in the order of the table, then those who ratify
  /// All that the table can set at once, `from` included, which is no deal. Walk-aways are those of the case.
  AdditiveProblem problem{};
  DealChoice staying{};  ///< `from` as a choice in the problem

  /// The variables of each component, and the values that its alternatives give them, side by side.
  struct Part {
    std::vector<VariableId> variables{};
    std::vector<Value> values{};
  };
  std::vector<std::vector<Part>> products{};  ///< by name of the product

  /// The values of all variables in a deal.
  [[nodiscard]] std::vector<Value> values(const DealChoice& deal) const;
};

struct AdditiveTableBuild {
  std::optional<AdditiveTable> table;
  std::string obstacle;  ///< if there is none: what is not additive, in words that follow "because"
};

/// How much decompose() may list.
struct DecompositionLimits {
  std::uint64_t split_above = 4096;                          ///< components of more assignments are split if possible
  std::uint64_t most_alternatives = std::uint64_t{1} << 22;  ///< no component may have more assignments
  std::size_t most_products = 1024;
};

/// Decomposes a table. `walk_aways` has an assignment for each of its members and then for each who ratifies. Fails
/// (see `obstacle`) where somebody with a say has an order or a ranking, where the case merges states, or where a
/// component stays too large. Cost: the assignments of the components times the formulas in them.
[[nodiscard]] AdditiveTableBuild decompose(const Model& model, const Table& table, const std::vector<Value>& from,
                                           const std::vector<std::vector<Value>>& walk_aways,
                                           const DecompositionLimits& limits = {});

/// What a party with weights gets from a state, in millionths.
[[nodiscard]] std::int64_t weighted_sum(const Preferences& preferences, Assignment state);

}  // namespace detente
