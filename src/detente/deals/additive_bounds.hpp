#pragma once
/// What is certain about the frontier and the picks of an additive problem that is too large for the exact methods:
/// deals that are known, and values that no deal passes.

#include <optional>
#include <string>
#include <vector>

#include "detente/deals/additive_counts.hpp"

namespace detente {

/// An optimum lies between two values, decimal numbers.
struct BoundedOptimum {
  std::string at_least{};  ///< what `deal` attains; empty if no acceptable deal is known
  std::string at_most{};   ///< what no acceptable deal passes
  std::optional<DealChoice> deal{};
  bool proved = false;  ///< the two are the same
};

struct AdditiveBounds {
  /// Whether there is an acceptable deal.
  enum class Zone { open, empty, unknown };
  Zone zone = Zone::unknown;

  /// Deals that are efficient for certain, on different points, best for the first member first.
  std::vector<DealChoice> efficient{};
  std::optional<DealCount> points_at_most{};  ///< the frontier has no more points; nothing beyond 2^126

  // Unless the zone is empty:
  BoundedOptimum nash{};               ///< product of gains
  BoundedOptimum kalai_smorodinsky{};  ///< smallest ratio of a gain to the best acceptable one, in 10^-12, from 0 to 1
  BoundedOptimum egalitarian{};        ///< smallest gain
  BoundedOptimum utilitarian{};        ///< sum of gains

  /// Fallback bargaining: the least greatest depth lies between the two; nothing above if depths were not counted.
  DealCount depth_at_least = 0;
  std::optional<DealCount> depth_at_most{};
  std::optional<DealChoice> shallow{};  ///< a deal not deeper than depth_at_most
};

/// Bounds what find_frontier() and the picks could not find. A probe (additive_probes.hpp) with weights w shows that
/// the weighted gains of a deal are at most G(w). From that follow, for every w, bounds of the sum of gains; of the
/// smallest gain and of the smallest ratio, since neither passes a weighted mean; and of the product, since no
/// geometric mean passes the arithmetic one. `counter` bounds depths, where it could list its halves.
/// Cost: up to a thousand probes, fewer where alternatives are very many, and a few dozen counts.
[[nodiscard]] AdditiveBounds bound_picks(const AdditiveProblem& problem, const DealCounter& counter,
                                         const DealLimits& limits = {}, const Control& control = {});

}  // namespace detente
