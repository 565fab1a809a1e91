#pragma once
/// The efficient deals of an additive problem, without listing its deals.
///
/// Dynamic programming over components: what is reached by the first k of them, dominated points left out, plus every
/// alternative of the next. It is exact because utilities add up: if a partial deal p is dominated by q, then p
/// completed by anything is dominated by q completed by the same, so no efficient deal goes through p. For the same
/// reason all ways to an efficient point go through points that were kept, and adding up the counts of equal points
/// counts all of its deals. Whatever dominates an acceptable deal is acceptable too, so the efficient acceptable deals
/// are the acceptable part of the frontier; a ratifier is no member and would break that, which is why domination also
/// asks for as much utility for everybody who ratifies. Of a ratifier's utility only as much is kept as decides whether
/// it will accept.

#include <optional>
#include <vector>

#include "detente/deals/additive.hpp"

namespace detente {

/// Points reached by more and more components of one product.
struct Chain {
  std::size_t product = 0;                       ///< position in the problem
  std::vector<std::size_t> order{};              ///< the component that step k adds
  std::vector<PointSet> reached{};               ///< [k] after k steps; [0] is one point, all zero
  std::vector<std::vector<std::int64_t>> cap{};  ///< [k][party]: utilities are cut to this after k steps
};

/// Efficient acceptable deals.
class AdditiveFrontier {
 public:
  /// The points: nondominated utilities of the members, best for the first member first, each with the number of deals
  /// that have it.
  [[nodiscard]] const PointSet& points() const { return points_; }
  /// Up to `most` of the deals on point i.
  [[nodiscard]] std::vector<DealChoice> deals(std::size_t i, std::size_t most = 1) const;
  /// How the frontier of each product was made, last component first: reached[k] holds what the last k can give.
  [[nodiscard]] const std::vector<Chain>& chains() const { return chains_; }

 private:
  friend struct AdditiveFrontierBuild find_frontier(const AdditiveProblem&, const DealLimits&, const Control&);
  const AdditiveProblem* problem_ = nullptr;
  PointSet points_{0};
  std::vector<Chain> chains_;
};

struct AdditiveFrontierBuild {
  std::optional<AdditiveFrontier> frontier;  ///< refers to the problem
  Ending ending = Ending::done;
  std::uint64_t needed_bytes = 0;  ///< where refused: at least this much
};

/// Cost for two members: the points of every step times the alternatives of the next component, times the logarithm of
/// these; memory: 32 bytes for each point of every step. More parties: keep_nondominated of as many candidates.
[[nodiscard]] AdditiveFrontierBuild find_frontier(const AdditiveProblem& problem, const DealLimits& limits = {},
                                                  const Control& control = {});

/// All acceptable deals that give every party at least `corner`, as points with counts, dominated ones included.
struct CornerBuild {
  std::optional<PointSet> points;  ///< of the members
  std::vector<Chain> chains;
  Ending ending = Ending::done;
};

/// Walks only through partial deals that some completion brings above the corner, which the chains of the frontier
/// tell. Meant for corners near the frontier. Cost: the partial points so visited times the alternatives.
[[nodiscard]] CornerBuild find_above(const AdditiveProblem& problem, const AdditiveFrontier& frontier,
                                     const std::vector<std::int64_t>& corner, const DealLimits& limits = {},
                                     const Control& control = {});

/// Up to `most` deals that end at this point of the members in one of the chains.
[[nodiscard]] std::vector<DealChoice> deals_at(const AdditiveProblem& problem, const std::vector<Chain>& chains,
                                               std::span<const std::int64_t> point, std::size_t most);

}  // namespace detente
