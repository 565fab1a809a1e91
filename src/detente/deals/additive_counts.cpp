#include "detente/deals/additive_counts.hpp"

#include <algorithm>
#include <bit>

namespace detente {

namespace {

using Utilities = std::vector<std::int64_t>;

PointSet sums_of(const PointSet& a, const PointSet& b) {
  PointSet sums(a.parties());
  sums.reserve(a.size() * b.size());
  Utilities sum(a.parties());
  for (std::size_t k = 0; k < b.size(); ++k) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t p = 0; p < sum.size(); ++p) sum[p] = a.value(i, p) + b.value(k, p);
      sums.add(sum, a.count(i) * b.count(k));
    }
  }
  sums.sort_and_merge();
  return sums;
}

/// The smallest or largest utility of each party.
template <class Pick>
Utilities extremes(const PointSet& points, Pick pick) {
  Utilities found(points.point(0).begin(), points.point(0).end());
  for (std::size_t i = 1; i < points.size(); ++i) {
    for (std::size_t p = 0; p < found.size(); ++p) found[p] = pick(found[p], points.value(i, p));
  }
  return found;
}

constexpr auto smaller = [](std::int64_t a, std::int64_t b) { return std::min(a, b); };
constexpr auto larger = [](std::int64_t a, std::int64_t b) { return std::max(a, b); };

/// Drops the points that are not enough with the best of the others. Returns how many.
std::size_t leave_hopeful(PointSet& points, const PointSet& others, const Utilities& wanted) {
  if (points.size() == 0) return 0;
  PointSet kept(points.parties());
  if (others.size() > 0) {
    const Utilities best = extremes(others, larger);
    for (std::size_t i = 0; i < points.size(); ++i) {
      bool enough = true;
      for (std::size_t k = 0; k < wanted.size(); ++k) enough &= points.value(i, k) + best[k] >= wanted[k];
      if (enough) kept.add(points.point(i), points.count(i));
    }
  }
  const std::size_t dropped = points.size() - kept.size();
  if (dropped > 0) points = std::move(kept);
  return dropped;
}

}  // namespace

DealCounter::DealCounter(const AdditiveProblem& problem, const DealLimits& limits, const Control& control,
                         std::vector<std::int64_t> no_deal)
    : problem_(problem), no_deal_(std::move(no_deal)) {
  std::uint64_t kept = 0;
  for (const Product& product : problem.products) {
    std::vector<PointSet> parts;
    bool empty = false;
    for (const Component& component : product.components) {
      parts.push_back(points_of(problem, component));
      empty |= parts.back().size() == 0;
    }
    if (empty) continue;
    std::ranges::sort(parts, std::greater<>(), &PointSet::size);
    Halves halves{single_point(problem.parties()), single_point(problem.parties()), {}};
    for (const PointSet& part : parts) {
      PointSet& smaller_half = halves.first.size() <= halves.second.size() ? halves.first : halves.second;
      // The new sums, the same again while they are put in order, and the order.
      const std::uint64_t point_bytes = problem.parties() * sizeof(std::int64_t) + sizeof(DealCount);
      const double needed = 2.2 * static_cast<double>(smaller_half.size()) * static_cast<double>(part.size()) *
                                static_cast<double>(point_bytes) +
                            static_cast<double>(kept + halves.first.bytes() + halves.second.bytes());
      if (needed > static_cast<double>(limits.memory_bytes)) ending_ = Ending::refused;
      if (control.stopped()) ending_ = Ending::stopped;
      if (ending_ != Ending::done) return;
      smaller_half = sums_of(smaller_half, part);
    }
    halves.least = extremes(halves.first, smaller);
    const Utilities least_of_second = extremes(halves.second, smaller);
    for (std::size_t p = 0; p < problem.parties(); ++p) halves.least[p] += least_of_second[p];
    kept += halves.first.bytes() + halves.second.bytes();
    halves_.push_back(std::move(halves));
  }
}

std::uint64_t DealCounter::steps() const {
  std::uint64_t all = 0;
  for (const Halves& halves : halves_) {
    const std::uint64_t sums = halves.first.size() + halves.second.size();
    const auto log = static_cast<std::uint64_t>(std::bit_width(sums));
    std::uint64_t steps = sums * log;
    for (std::size_t p = 2; p < problem_.parties(); ++p) steps *= log;
    all += steps;
  }
  return all;
}

DealCount DealCounter::at_least(const std::vector<std::int64_t>& corner) const {
  DealCount all = 0;
  for (const Halves& halves : halves_) {
    std::vector<std::size_t> asked;  // the others are content with every deal
    for (std::size_t p = 0; p < corner.size(); ++p) {
      if (corner[p] > halves.least[p]) asked.push_back(p);
    }
    if (asked.empty()) {
      all += halves.first.total() * halves.second.total();
      continue;
    }
    const auto only_asked = [&](const PointSet& half) {
      PointSet points(asked.size());
      points.reserve(half.size());
      Utilities values(asked.size());
      for (std::size_t i = 0; i < half.size(); ++i) {
        for (std::size_t k = 0; k < asked.size(); ++k) values[k] = half.value(i, asked[k]);
        points.add(values, half.count(i));
      }
      return points;
    };
    Utilities wanted(asked.size());
    for (std::size_t k = 0; k < asked.size(); ++k) wanted[k] = corner[asked[k]];
    PointSet given = only_asked(halves.first);
    PointSet rest = only_asked(halves.second);
    while (leave_hopeful(given, rest, wanted) + leave_hopeful(rest, given, wanted) > (given.size() + rest.size()) / 8) {
    }
    PointSet needs(asked.size());
    needs.reserve(rest.size());
    Utilities need(asked.size());
    for (std::size_t i = 0; i < rest.size(); ++i) {
      for (std::size_t k = 0; k < need.size(); ++k) need[k] = wanted[k] - rest.value(i, k);
      needs.add(need, rest.count(i));
    }
    const std::vector<DealCount> enough = count_at_least(given, needs);
    for (std::size_t i = 0; i < enough.size(); ++i) all += enough[i] * needs.count(i);
  }
  if (!no_deal_.empty() && std::ranges::equal(no_deal_, corner, std::ranges::greater_equal())) --all;
  return all;
}

}  // namespace detente
