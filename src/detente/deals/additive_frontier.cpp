#include "detente/deals/additive_frontier.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <queue>

namespace detente {

namespace {

using Utilities = std::vector<std::int64_t>;

constexpr std::int64_t uncut = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t poll_every = std::size_t{1} << 20;

struct Range {
  Utilities least;
  Utilities most;
};

Range range_of(const AdditiveProblem& problem, const Component& component) {
  const std::size_t parties = problem.parties();
  const auto& first = component.utilities;
  Range range{Utilities(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(parties)), {}};
  range.most = range.least;
  for (std::size_t at = 0; at < first.size(); ++at) {
    const std::size_t p = at % parties;
    range.least[p] = std::min(range.least[p], first[at]);
    range.most[p] = std::max(range.most[p], first[at]);
  }
  return range;
}

/// What the components that a step has not added yet can still give, and so which points are worth keeping.
class Outlook {
 public:
  /// `all` is what whole deals can give. Whoever ratifies and accepts every deal is taken to accept the worst of them.
  Outlook(const AdditiveProblem& problem, const Range& all, const Range& rest) {
    for (std::size_t p = 0; p < problem.parties(); ++p) {
      floor_.push_back(problem.least(p) - rest.most[p]);
      cap_.push_back(p < problem.members ? uncut : std::max(problem.least(p), all.least[p]) - rest.least[p]);
    }
  }
  [[nodiscard]] bool viable(std::span<const std::int64_t> point) const {
    return std::ranges::equal(point, floor_, std::ranges::greater_equal());
  }
  void cut(std::span<std::int64_t> point, std::size_t members) const {
    for (std::size_t p = members; p < point.size(); ++p) point[p] = std::min(point[p], cap_[p]);
  }
  [[nodiscard]] const Utilities& cap() const { return cap_; }

 private:
  Utilities floor_;
  Utilities cap_;
};

/// What is reached before the first step.
PointSet start(const AdditiveProblem& problem, const Outlook& outlook) {
  Utilities nothing(problem.parties(), 0);
  PointSet points(problem.parties());
  outlook.cut(nothing, problem.members);
  if (outlook.viable(nothing)) points.add(nothing, 1);
  return points;
}

/// For every step, what is left after it.
std::vector<Outlook> outlooks(const AdditiveProblem& problem, const Product& product,
                              const std::vector<std::size_t>& order) {
  std::vector<Range> rests{{Utilities(problem.parties(), 0), Utilities(problem.parties(), 0)}};
  for (std::size_t k = order.size(); k-- > 0;) {
    Range rest = rests.back();
    const Range range = range_of(problem, product.components[order[k]]);
    for (std::size_t p = 0; p < problem.parties(); ++p) {
      rest.least[p] += range.least[p];
      rest.most[p] += range.most[p];
    }
    rests.push_back(std::move(rest));
  }
  std::vector<Outlook> all;
  for (std::size_t k = rests.size(); k-- > 0;) all.emplace_back(problem, rests.back(), rests[k]);
  return all;
}

/// Adds and watches memory and control.
class Steps {
 public:
  Steps(const AdditiveProblem& problem, const DealLimits& limits, const Control& control)
      : problem_(problem), limits_(limits), control_(control) {}

  [[nodiscard]] Ending ending() const { return ending_; }
  [[nodiscard]] std::uint64_t needed() const { return needed_; }
  void keep(const PointSet& points) { kept_bytes_ += points.bytes(); }

  /// The nondominated sums of a point of each; both ordered. Two members and nobody else.
  ///
  /// Each alternative shifts `reached` and leaves it ordered; the shifted copies are merged, the best for the first
  /// member first. A sum is nondominated if the second member gets more than in everything before.
  PointSet add_two(const PointSet& reached, const PointSet& component, const Outlook& outlook) {
    struct Head {
      std::int64_t first;
      std::int64_t second;
      std::uint32_t alternative;
      std::size_t at;
      bool operator<(const Head& other) const {
        return first != other.first ? first < other.first : second < other.second;
      }
    };
    std::vector<Head> heads;
    const auto head = [&](std::uint32_t a, std::size_t at) {
      return Head{reached.value(at, 0) + component.value(a, 0), reached.value(at, 1) + component.value(a, 1), a, at};
    };
    for (std::uint32_t a = 0; a < component.size() && reached.size() > 0; ++a) heads.push_back(head(a, 0));
    std::priority_queue<Head> queue({}, std::move(heads));
    PointSet sums(2);
    Head last{};
    bool any = false;
    bool kept = false;
    for (std::size_t step = 0; !queue.empty(); ++step) {
      if (step % poll_every == 0 && !may_go_on(sums, poll_every)) break;
      const Head top = queue.top();
      queue.pop();
      if (top.at + 1 < reached.size()) queue.push(head(top.alternative, top.at + 1));
      const DealCount count = reached.count(top.at) * component.count(top.alternative);
      if (any && top.second <= last.second) {
        if (kept && top.first == last.first && top.second == last.second) sums.raise_last(count);
        continue;
      }
      any = true;
      last = top;
      kept = outlook.viable(std::array{top.first, top.second});
      if (kept) sums.add(std::array{top.first, top.second}, count);
    }
    return sums;
  }

  /// The same for any parties, by making the candidates and leaving out what is dominated now and then.
  PointSet add_many(const PointSet& reached, const PointSet& component, const Outlook& outlook) {
    PointSet sums(problem_.parties());
    std::size_t next_pruning = std::size_t{1} << 16;
    Utilities sum(problem_.parties());
    for (std::size_t a = 0; a < component.size(); ++a) {
      for (std::size_t i = 0; i < reached.size(); ++i) {
        add_up(reached.point(i), component.point(a), sum);
        outlook.cut(sum, problem_.members);
        if (outlook.viable(sum)) sums.add(sum, reached.count(i) * component.count(a));
        if (sums.size() < next_pruning) continue;
        if (!may_go_on(sums, effort(sums.size()))) return sums;
        keep_nondominated(sums, problem_.members);
        next_pruning = std::max(next_pruning, 2 * sums.size());
      }
    }
    if (may_go_on(sums, effort(sums.size()))) keep_nondominated(sums, problem_.members);
    return sums;
  }

  /// All sums that `reachable` lets pass, dominated ones too, equal ones made one.
  template <class Reachable>
  PointSet add_all(const PointSet& reached, const PointSet& component, const Outlook& outlook, Reachable reachable) {
    PointSet sums(problem_.parties());
    Utilities sum(problem_.parties());
    for (std::size_t a = 0; a < component.size() && may_go_on(sums, effort(reached.size())); ++a) {
      PointSet shifted(problem_.parties());
      for (std::size_t i = 0; i < reached.size(); ++i) {
        add_up(reached.point(i), component.point(a), sum);
        outlook.cut(sum, problem_.members);
        shifted.add(sum, reached.count(i) * component.count(a));
      }
      const std::vector<bool> pass = reachable(shifted);
      for (std::size_t i = 0; i < shifted.size(); ++i) {
        if (pass[i]) sums.add(shifted.point(i), shifted.count(i));
      }
    }
    if (may_go_on(sums, sums.size())) sums.sort_and_merge();
    return sums;
  }

 private:
  static void add_up(std::span<const std::int64_t> a, std::span<const std::int64_t> b, Utilities& sum) {
    for (std::size_t p = 0; p < sum.size(); ++p) sum[p] = a[p] + b[p];
  }

  /// Steps to make so many points and to put them in order or leave out what is dominated.
  [[nodiscard]] std::uint64_t effort(std::size_t points) const {
    const auto log = static_cast<std::uint64_t>(std::bit_width(points));
    std::uint64_t steps = 2 * points * log;
    for (std::size_t p = 3; p < problem_.parties(); ++p) steps *= log;
    return steps;
  }

  bool may_go_on(const PointSet& sums, std::uint64_t steps) {
    steps_ += steps;
    // Ordering a set takes a second copy of it, and a little for the order.
    needed_ = std::max(needed_, kept_bytes_ + 5 * sums.bytes() / 2);
    if (control_.stopped()) ending_ = Ending::stopped;
    else if (needed_ > limits_.memory_bytes || steps_ > limits_.steps) ending_ = Ending::refused;
    return ending_ == Ending::done;
  }

  const AdditiveProblem& problem_;
  const DealLimits& limits_;
  const Control& control_;
  Ending ending_ = Ending::done;
  std::uint64_t kept_bytes_ = 0;
  std::uint64_t needed_ = 0;
  std::uint64_t steps_ = 0;
};

/// The members' utilities in the last set of each chain.
PointSet ends_of(const AdditiveProblem& problem, const std::vector<Chain>& chains) {
  PointSet ends(problem.members);
  for (const Chain& chain : chains) {
    const PointSet& last = chain.reached.back();
    for (std::size_t i = 0; i < last.size(); ++i) ends.add(last.point(i).first(problem.members), last.count(i));
  }
  return ends;
}

/// Finds partial deals backwards: those that reach `target` after k steps of a chain.
class Backtrack {
 public:
  Backtrack(const AdditiveProblem& problem, const Chain& chain, std::size_t most, std::vector<DealChoice>& found)
      : problem_(problem), product_(problem.products[chain.product]), chain_(chain), most_(most), found_(found) {
    deal_.product = product_.name;
    deal_.alternatives.resize(product_.components.size());
  }

  void run(std::size_t k, const Utilities& target) {
    if (found_.size() >= most_) return;
    if (k == 0) {
      found_.push_back(deal_);
      return;
    }
    const std::size_t c = chain_.order[k - 1];
    const Component& component = product_.components[c];
    const PointSet& before = chain_.reached[k - 1];
    Utilities rest(problem_.parties());
    for (std::size_t a = 0; a < problem_.alternatives(component) && found_.size() < most_; ++a) {
      const std::int64_t* gives = component.utilities.data() + a * problem_.parties();
      for (std::size_t p = 0; p < rest.size(); ++p) rest[p] = target[p] - gives[p];
      const auto [begin, end] = before.range_of(rest, problem_.members);
      for (std::size_t i = begin; i < end && found_.size() < most_; ++i) {
        bool fits = true;
        for (std::size_t p = problem_.members; p < rest.size() && fits; ++p) {
          fits = std::min(before.value(i, p) + gives[p], chain_.cap[k][p]) == target[p];
        }
        if (!fits) continue;
        deal_.alternatives[c] = component.name(a);
        run(k - 1, Utilities(before.point(i).begin(), before.point(i).end()));
      }
    }
  }

 private:
  const AdditiveProblem& problem_;
  const Product& product_;
  const Chain& chain_;
  std::size_t most_;
  std::vector<DealChoice>& found_;
  DealChoice deal_;
};

}  // namespace

AdditiveFrontierBuild find_frontier(const AdditiveProblem& problem, const DealLimits& limits, const Control& control) {
  AdditiveFrontierBuild build;
  AdditiveFrontier frontier;
  frontier.problem_ = &problem;
  Steps steps(problem, limits, control);
  const bool plain = problem.parties() == 2 && problem.members == 2;
  for (std::size_t which = 0; which < problem.products.size(); ++which) {
    const Product& product = problem.products[which];
    if (!has_deals(problem, product)) continue;
    Chain& chain = frontier.chains_.emplace_back();
    chain.product = which;
    for (std::size_t c = product.components.size(); c-- > 0;) chain.order.push_back(c);
    const std::vector<Outlook> left = outlooks(problem, product, chain.order);
    chain.reached.push_back(start(problem, left[0]));
    chain.cap.push_back(left[0].cap());
    for (std::size_t k = 0; k < chain.order.size(); ++k) {
      PointSet component = points_of(problem, product.components[chain.order[k]]);
      keep_nondominated(component, problem.members);
      PointSet sums = plain ? steps.add_two(chain.reached.back(), component, left[k + 1])
                            : steps.add_many(chain.reached.back(), component, left[k + 1]);
      sums.shrink();
      steps.keep(sums);
      chain.reached.push_back(std::move(sums));
      chain.cap.push_back(left[k + 1].cap());
      if (steps.ending() != Ending::done) {
        build.ending = steps.ending();
        build.needed_bytes = steps.needed();
        return build;
      }
      control.report("finding efficient deals", static_cast<double>(k + 1) / static_cast<double>(chain.order.size()));
    }
  }
  frontier.points_ = ends_of(problem, frontier.chains_);
  keep_nondominated(frontier.points_, problem.members);
  build.frontier = std::move(frontier);
  return build;
}

std::vector<DealChoice> deals_at(const AdditiveProblem& problem, const std::vector<Chain>& chains,
                                 std::span<const std::int64_t> point, std::size_t most) {
  std::vector<DealChoice> found;
  for (const Chain& chain : chains) {
    Utilities target(point.begin(), point.end());
    for (std::size_t p = problem.members; p < problem.parties(); ++p) target.push_back(chain.cap.back()[p]);
    const auto [begin, end] = chain.reached.back().range_of(target, problem.members);
    if (begin < end) Backtrack(problem, chain, most, found).run(chain.order.size(), target);
  }
  return found;
}

std::vector<DealChoice> AdditiveFrontier::deals(std::size_t i, std::size_t most) const {
  return deals_at(*problem_, chains_, points_.point(i), most);
}

CornerBuild find_above(const AdditiveProblem& problem, const AdditiveFrontier& frontier,
                       const std::vector<std::int64_t>& corner, const DealLimits& limits, const Control& control) {
  CornerBuild build;
  Steps steps(problem, limits, control);
  for (const Chain& backward : frontier.chains()) {
    const Product& product = problem.products[backward.product];
    const std::size_t components = product.components.size();
    Chain chain{.product = backward.product};
    for (std::size_t c = 0; c < components; ++c) chain.order.push_back(c);
    const std::vector<Outlook> left = outlooks(problem, product, chain.order);
    // Which partial deals of the first `done` components can be completed to a deal above the corner.
    const auto reachable = [&](std::size_t done) {
      return [&, done](const PointSet& partial) {
        PointSet needs(problem.parties());
        Utilities need(problem.parties());
        for (std::size_t i = 0; i < partial.size(); ++i) {
          for (std::size_t p = 0; p < need.size(); ++p) need[p] = corner[p] - partial.value(i, p);
          needs.add(need, 1);
        }
        const std::vector<DealCount> ways = count_at_least(backward.reached[components - done], needs);
        std::vector<bool> pass(ways.size());
        for (std::size_t i = 0; i < ways.size(); ++i) pass[i] = ways[i] != 0;
        return pass;
      };
    };
    PointSet first = start(problem, left[0]);
    if (first.size() > 0 && !reachable(0)(first)[0]) first.clear();
    chain.reached.push_back(std::move(first));
    chain.cap.push_back(left[0].cap());
    for (std::size_t c = 0; c < components; ++c) {
      const PointSet component = points_of(problem, product.components[c]);
      PointSet sums = steps.add_all(chain.reached.back(), component, left[c + 1], reachable(c + 1));
      sums.shrink();
      steps.keep(sums);
      chain.reached.push_back(std::move(sums));
      chain.cap.push_back(left[c + 1].cap());
      if (steps.ending() != Ending::done) {
        build.ending = steps.ending();
        return build;
      }
    }
    build.chains.push_back(std::move(chain));
  }
  build.points = ends_of(problem, build.chains);
  build.points->sort_and_merge();
  return build;
}

}  // namespace detente
