#include "detente/deals/points.hpp"

#include <algorithm>
#include <numeric>

namespace detente {

namespace {

using Index = std::uint32_t;
using Indices = std::vector<Index>;

/// Sums of counts over prefixes (Fenwick 1994).
class PrefixSums {
 public:
  explicit PrefixSums(std::size_t size) : sums_(size + 1, 0) {}
  void add(std::size_t at, DealCount count) {
    for (std::size_t k = at + 1; k < sums_.size(); k += k & (~k + 1)) sums_[k] += count;
  }
  /// The sum over [0, end).
  [[nodiscard]] DealCount before(std::size_t end) const {
    DealCount sum = 0;
    for (std::size_t k = end; k > 0; k &= k - 1) sum += sums_[k];
    return sum;
  }

 private:
  std::vector<DealCount> sums_;
};

/// Largest values over prefixes.
class PrefixMaxima {
 public:
  explicit PrefixMaxima(std::size_t size) : maxima_(size + 1, INT64_MIN) {}
  void add(std::size_t at, std::int64_t value) {
    for (std::size_t k = at + 1; k < maxima_.size(); k += k & (~k + 1)) maxima_[k] = std::max(maxima_[k], value);
  }
  [[nodiscard]] std::int64_t before(std::size_t end) const {
    std::int64_t most = INT64_MIN;
    for (std::size_t k = end; k > 0; k &= k - 1) most = std::max(most, maxima_[k]);
    return most;
  }

 private:
  std::vector<std::int64_t> maxima_;
};

/// The different values of one party, largest first.
std::vector<std::int64_t> values_down(const PointSet& points, const Indices& chosen, std::size_t party) {
  std::vector<std::int64_t> values;
  values.reserve(chosen.size());
  for (const Index i : chosen) values.push_back(points.value(i, party));
  std::ranges::sort(values, std::greater<>());
  const auto repeated = std::ranges::unique(values);
  values.erase(repeated.begin(), repeated.end());
  return values;
}

/// Adds, for the needs in `wanted`, the counts of the points in `given` that are at least as good from `party` on.
class Counting {
 public:
  Counting(const PointSet& points, const PointSet& needs, std::vector<DealCount>& sums)
      : points_(points), needs_(needs), sums_(sums) {}

  void run(Indices given, Indices wanted, std::size_t party) {
    if (given.empty() || wanted.empty()) return;
    const std::size_t left = points_.parties() - party;
    if (given.size() * wanted.size() <= 256) return compare_all(given, wanted, party);
    if (left <= 2) return sweep(given, wanted, party);
    split(std::move(given), std::move(wanted), party);
  }

 private:
  void compare_all(const Indices& given, const Indices& wanted, std::size_t party) {
    for (const Index need : wanted) {
      for (const Index i : given) {
        bool enough = true;
        for (std::size_t p = party; p < points_.parties() && enough; ++p) {
          enough = points_.value(i, p) >= needs_.value(need, p);
        }
        if (enough) sums_[need] += points_.count(i);
      }
    }
  }

  /// One or two parties: down the values of the first, with prefix sums over the second.
  void sweep(Indices& given, Indices& wanted, std::size_t party) {
    const auto down = [party](const PointSet& set) {
      return [&set, party](Index a, Index b) { return set.value(a, party) > set.value(b, party); };
    };
    std::ranges::sort(given, down(points_));
    std::ranges::sort(wanted, down(needs_));
    const bool last = party + 1 == points_.parties();
    const std::vector<std::int64_t> second =
        last ? std::vector<std::int64_t>() : values_down(points_, given, party + 1);
    // The number of values that are at least `value`.
    const auto at_least = [&](std::int64_t value) {
      return static_cast<std::size_t>(std::ranges::upper_bound(second, value, std::greater<>()) - second.begin());
    };
    PrefixSums sums(second.size());
    DealCount all = 0;
    std::size_t next = 0;
    for (const Index need : wanted) {
      for (; next < given.size() && points_.value(given[next], party) >= needs_.value(need, party); ++next) {
        const DealCount count = points_.count(given[next]);
        if (last) all += count;
        else sums.add(at_least(points_.value(given[next], party + 1)) - 1, count);
      }
      sums_[need] += last ? all : sums.before(at_least(needs_.value(need, party + 1)));
    }
  }

  /// Three parties and more: at the middle of the first one's values. Above it all are enough for whoever needs less.
  void split(Indices given, Indices wanted, std::size_t party) {
    std::vector<std::int64_t> values;
    values.reserve(given.size() + wanted.size());
    for (const Index i : given) values.push_back(points_.value(i, party));
    for (const Index need : wanted) values.push_back(needs_.value(need, party));
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    std::int64_t pivot = *middle;
    const std::int64_t least = *std::ranges::min_element(values);
    if (pivot == least) {  // at least half of them are the least: the next value up parts them
      std::int64_t next = INT64_MAX;
      for (const std::int64_t value : values) {
        if (value > least) next = std::min(next, value);
      }
      if (next == INT64_MAX) return run(std::move(given), std::move(wanted), party + 1);  // all are equal
      pivot = next;
    }
    values = {};
    const auto part = [&](Indices& from, const PointSet& set) {
      const auto low = std::ranges::partition(from, [&](Index i) { return set.value(i, party) >= pivot; });
      Indices lower(low.begin(), low.end());
      from.erase(low.begin(), low.end());
      return lower;
    };
    Indices given_low = part(given, points_);
    Indices wanted_low = part(wanted, needs_);
    run(given, wanted_low, party + 1);
    run(std::move(given), std::move(wanted), party);
    run(std::move(given_low), std::move(wanted_low), party);
  }

  const PointSet& points_;
  const PointSet& needs_;
  std::vector<DealCount>& sums_;
};

Indices all_of(const PointSet& points) {
  Indices all(points.size());
  std::iota(all.begin(), all.end(), Index{0});
  return all;
}

/// Marks the dominated points of an ordered set. Points with the same utilities for all members form a group; whatever
/// dominates a point stands in an earlier group.
class Dominance {
 public:
  Dominance(const PointSet& points, std::size_t members) : points_(points), dominated_(points.size(), false) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (i == 0 || !std::ranges::equal(points.point(i).first(members), points.point(i - 1).first(members))) {
        groups_.push_back(i);
      }
    }
    groups_.push_back(points.size());
  }

  std::vector<bool> run() && {
    switch (points_.parties()) {
      case 1: std::fill(dominated_.begin() + static_cast<std::ptrdiff_t>(groups_[1]), dominated_.end(), true); break;
      case 2: sweep_two(); break;
      case 3: sweep_three(); break;
      default: divide(0, groups_.size() - 1);
    }
    return std::move(dominated_);
  }

 private:
  template <class Visit, class Leave>
  void by_group(Visit visit, Leave leave) {
    for (std::size_t g = 0; g + 1 < groups_.size(); ++g) {
      for (std::size_t i = groups_[g]; i < groups_[g + 1]; ++i) dominated_[i] = visit(i);
      for (std::size_t i = groups_[g]; i < groups_[g + 1]; ++i) leave(i);
    }
  }

  void sweep_two() {
    std::int64_t best = INT64_MIN;
    bool any = false;
    by_group([&](std::size_t i) { return any && best >= points_.value(i, 1); },
             [&](std::size_t i) {
               best = std::max(best, points_.value(i, 1));
               any = true;
             });
  }

  void sweep_three() {
    const std::vector<std::int64_t> second = values_down(points_, all_of(points_), 1);
    const auto at_least = [&](std::int64_t value) {
      return static_cast<std::size_t>(std::ranges::upper_bound(second, value, std::greater<>()) - second.begin());
    };
    // Utilities are far from INT64_MIN, which stands for nothing found.
    PrefixMaxima third(second.size());
    by_group([&](std::size_t i) { return third.before(at_least(points_.value(i, 1))) >= points_.value(i, 2); },
             [&](std::size_t i) {
               if (!dominated_[i]) third.add(at_least(points_.value(i, 1)) - 1, points_.value(i, 2));
             });
  }

  /// Groups [begin, end): the earlier half among themselves, then what of the later half it dominates, then the rest.
  void divide(std::size_t begin, std::size_t end) {
    if (end - begin <= 1) return;
    if (groups_[end] - groups_[begin] <= 32) return compare_all(begin, end);
    const std::size_t middle = begin + (end - begin) / 2;
    divide(begin, middle);
    PointSet above(points_.parties() - 1);
    PointSet below(points_.parties() - 1);
    std::vector<std::size_t> place;
    for (std::size_t i = groups_[begin]; i < groups_[end]; ++i) {
      if (dominated_[i]) continue;
      (i < groups_[middle] ? above : below).add(points_.point(i).subspan(1), 1);
      if (i >= groups_[middle]) place.push_back(i);
    }
    const std::vector<DealCount> dominators = count_at_least(above, below);
    for (std::size_t k = 0; k < place.size(); ++k) {
      if (dominators[k] != 0) dominated_[place[k]] = true;
    }
    divide(middle, end);
  }

  void compare_all(std::size_t begin, std::size_t end) {
    const auto at_least = [&](std::size_t a, std::size_t b) {
      return std::ranges::equal(points_.point(a), points_.point(b), std::ranges::greater_equal());
    };
    for (std::size_t g = begin; g < end; ++g) {
      for (std::size_t i = groups_[g]; i < groups_[g + 1]; ++i) {
        for (std::size_t k = groups_[begin]; k < groups_[g] && !dominated_[i]; ++k) dominated_[i] = at_least(k, i);
      }
    }
  }

  const PointSet& points_;
  std::vector<bool> dominated_;
  std::vector<std::size_t> groups_;  ///< where each begins, and the end
};

}  // namespace

DealCount PointSet::total() const {
  DealCount sum = 0;
  for (const DealCount count : counts_) sum += count;
  return sum;
}

void PointSet::shrink() {
  values_.shrink_to_fit();
  counts_.shrink_to_fit();
}

void PointSet::sort_and_merge() {
  Indices order = all_of(*this);
  const auto before = [this](Index a, Index b) { return std::ranges::lexicographical_compare(point(b), point(a)); };
  const auto out_of_order = [&](Index a, Index b) { return !before(a, b); };
  if (std::ranges::adjacent_find(order, out_of_order) == order.end()) return;
  std::ranges::sort(order, before);
  PointSet sorted(parties_);
  sorted.reserve(size());
  for (const Index i : order) {
    if (sorted.size() > 0 && std::ranges::equal(sorted.point(sorted.size() - 1), point(i))) sorted.raise_last(count(i));
    else sorted.add(point(i), count(i));
  }
  *this = std::move(sorted);
}

std::pair<std::size_t, std::size_t> PointSet::range_of(std::span<const std::int64_t> wanted,
                                                       std::size_t members) const {
  const auto key = wanted.first(members);
  const auto first_where = [&](auto&& reached) {
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (reached(point(middle).first(members))) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const std::size_t begin = first_where([&](auto at) { return !std::ranges::lexicographical_compare(key, at); });
  const std::size_t end = first_where([&](auto at) { return std::ranges::lexicographical_compare(at, key); });
  return {begin, end};
}

void keep_nondominated(PointSet& points, std::size_t members) {
  points.sort_and_merge();
  if (points.size() < 2) return;
  const std::vector<bool> dominated = Dominance(points, members).run();
  PointSet kept(points.parties());
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!dominated[i]) kept.add(points.point(i), points.count(i));
  }
  points = std::move(kept);
}

std::vector<DealCount> count_at_least(const PointSet& points, const PointSet& needs) {
  std::vector<DealCount> sums(needs.size(), 0);
  Counting(points, needs, sums).run(all_of(points), all_of(needs), 0);
  return sums;
}

}  // namespace detente
