#pragma once
/// Good deals of an additive problem, and limits to all of them, by weighted sums of utilities: what can be had of a
/// problem that is too large for its frontier.

#include <array>
#include <functional>
#include <map>
#include <vector>

#include "detente/deals/additive.hpp"
#include "detente/deals/wide.hpp"

namespace detente {

/// The optima of the picks that need utilities.
enum class Goal : std::size_t { nash, kalai_smorodinsky, egalitarian, utilitarian };
inline constexpr std::array<Goal, 4> all_goals{Goal::nash, Goal::kalai_smorodinsky, Goal::egalitarian,
                                               Goal::utilitarian};

/// A deal, and what every party gains by it over its walk-away.
struct KnownDeal {
  DealChoice deal;
  std::vector<std::int64_t> gains;
};

/// A deal that is best for some weights.
struct Probe {
  std::vector<std::int64_t> weights;  ///< by party, none negative, not all zero
  Wide most = 0;                      ///< no deal has a larger weighted sum of gains
  KnownDeal best;
};

/// Probes a problem, with at least one deal, with weights of many kinds. For given weights the best deal is found
/// component by component. For each goal the weights follow its gradient at the mean of the deals met so far (Frank &
/// Wolfe 1956), with prices on acceptance where deals miss it (Lagrange multipliers; Geoffrion 1974); for two members
/// they then part the frontier between neighboring deals (Aneja & Nair 1979). Deals met on the way are improved by
/// changing single components. Floating point only chooses where to look; what is reported is exact.
class WeightedSearch {
 public:
  /// Cost: 4 * `rounds` probes and a few for each two members, for two members `rounds` more, each a pass over all
  /// alternatives, and an eighth as many improvements of up to 32 passes.
  WeightedSearch(const AdditiveProblem& problem, std::size_t rounds, const Control& control);
  void run();

  /// True if some probe shows that no deal is acceptable.
  [[nodiscard]] bool empty() const { return empty_; }
  [[nodiscard]] const std::vector<Probe>& probes() const { return probes_; }
  /// The acceptable deal that is best for a goal among those met; null if none was met.
  [[nodiscard]] const KnownDeal* best(Goal goal) const;
  /// Deals that are efficient for certain: best for positive weights of the members and of nobody else. By the gains of
  /// the members, best for the first member first.
  using Efficient = std::map<std::vector<std::int64_t>, DealChoice, std::greater<>>;
  [[nodiscard]] const Efficient& efficient() const { return efficient_; }

  /// The best acceptable gain of a member lies between the two.
  [[nodiscard]] std::int64_t best_gain_at_least(std::size_t member) const { return best_at_least_[member]; }
  [[nodiscard]] std::int64_t best_gain_at_most(std::size_t member) const { return best_at_most_[member]; }

 private:
  using Utilities = std::vector<std::int64_t>;
  using Reals = std::vector<long double>;

  [[nodiscard]] std::int64_t least_gain(std::size_t party) const { return party < problem_.members ? 1 : 0; }
  [[nodiscard]] bool acceptable(const Utilities& gains) const;
  [[nodiscard]] long double value(Goal goal, const Utilities& gains) const;
  [[nodiscard]] Reals direction(Goal goal, const Reals& mean, std::size_t round) const;
  void probe(const Reals& weights);
  void learn_from(const Probe& probe);
  void keep(const KnownDeal& known);
  void climb(Goal goal);
  void improve(Goal goal, KnownDeal known);
  void part();

  const AdditiveProblem& problem_;
  std::size_t rounds_;
  const Control& control_;
  Reals range_;              ///< by party, the most by which deals differ
  Utilities best_at_least_;  ///< by member
  Utilities best_at_most_;   ///< by member
  bool empty_ = false;
  std::vector<Probe> probes_;
  std::map<Goal, KnownDeal> best_;
  Efficient efficient_;
};

}  // namespace detente
