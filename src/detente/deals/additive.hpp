#pragma once
/// Negotiations whose utilities are sums over independent components, as data: what the exact methods for spaces that
/// nobody can list take (additive_frontier.hpp, additive_counts.hpp, additive_picks.hpp).

#include <cstdint>
#include <optional>
#include <vector>

#include "detente/base/control.hpp"
#include "detente/deals/count.hpp"
#include "detente/deals/points.hpp"

namespace detente {

/// A part of a deal that can be chosen independently of the rest: one issue, or several variables that a rule or a
/// weighted formula ties together. Each alternative has one utility for each party, in millionths.
struct Component {
  std::vector<std::int64_t> utilities{};  ///< of alternative a for party p at [a * parties + p]
  std::vector<std::uint32_t> names{};     ///< by which deals refer to the alternatives; empty: their positions

  [[nodiscard]] std::uint32_t name(std::size_t alternative) const {
    return names.empty() ? static_cast<std::uint32_t>(alternative) : names[alternative];
  }
};

/// Deals made by choosing one alternative in every component.
struct Product {
  std::vector<Component> components{};
  std::size_t name = 0;  ///< by which deals refer to it
};

/// Several products without a deal in common; their deals are the deals of the problem. Utilities may be negative; no
/// sum over components leaves the range of 63 bits.
struct AdditiveProblem {
  std::size_t members = 0;  ///< the parties at the table; those who ratify follow them
  /// For every party what it has without a deal. A member accepts what is better, who ratifies what is no worse.
  std::vector<std::int64_t> walk_away{};
  std::vector<Product> products{};

  [[nodiscard]] std::size_t parties() const { return walk_away.size(); }
  /// The least utility that a party accepts.
  [[nodiscard]] std::int64_t least(std::size_t party) const { return walk_away[party] + (party < members ? 1 : 0); }
  [[nodiscard]] std::size_t alternatives(const Component& component) const {
    return component.utilities.size() / parties();
  }
};

/// One deal: the name of a product and, for each of its components, the name of an alternative.
struct DealChoice {
  std::size_t product = 0;
  std::vector<std::uint32_t> alternatives{};
  friend bool operator==(const DealChoice&, const DealChoice&) = default;
};

/// What the methods may use.
struct DealLimits {
  std::uint64_t memory_bytes = std::uint64_t{2} << 30;
  /// Elementary steps for each question, of which a core makes about 10^8 in a second.
  std::uint64_t steps = 10'000'000'000;
};

/// How a computation ended.
enum class Ending {
  done,
  refused,  ///< it would have needed more than its limit
  stopped,  ///< the control asked to stop
};

/// The number of deals, acceptable or not; nothing if there are more than 2^126.
[[nodiscard]] std::optional<DealCount> count_deals(const AdditiveProblem& problem);

/// Whether a product has a deal: no component of it is without alternatives.
[[nodiscard]] bool has_deals(const AdditiveProblem& problem, const Product& product);

/// What deals, acceptable or not, give to a party at least and at most; zero where there are no deals.
struct UtilityRange {
  std::int64_t least = 0;
  std::int64_t most = 0;
};
[[nodiscard]] UtilityRange utility_range(const AdditiveProblem& problem, std::size_t party);

/// What a deal of the problem gives to each party.
[[nodiscard]] std::vector<std::int64_t> utilities_of(const AdditiveProblem& problem, const DealChoice& deal);

/// A party's part in a problem made from another: who it is there, and the least that it accepts.
struct Role {
  std::size_t party = 0;
  std::int64_t least = 0;
};

/// The same deals seen by some of the parties, in other roles.
[[nodiscard]] AdditiveProblem recast(const AdditiveProblem& problem, const std::vector<Role>& members,
                                     const std::vector<Role>& ratifiers);

/// The problem without one of its deals (now itself is no deal): what is left of that deal's product are the deals
/// whose first difference from it is in the first component, those whose first difference is in the second, and so on,
/// each a product. Worth while only where the deal would matter, since there are as many products as components.
[[nodiscard]] AdditiveProblem without(const AdditiveProblem& problem, const DealChoice& deal);

/// The different utilities of a component's alternatives, ordered, with how many have each.
[[nodiscard]] PointSet points_of(const AdditiveProblem& problem, const Component& component);

/// One point, zero for everybody: what no component gives.
[[nodiscard]] PointSet single_point(std::size_t parties);

}  // namespace detente
