#pragma once
/// Sets of utility vectors, what dominates what among them, and how many lie above others.
///
/// A vector has one utility for each party, the members of the table first, then those who ratify. Members count for
/// dominance; those who ratify only limit it: q dominates p if it is at least as good for every member and better for
/// one, and at least as good for everybody who ratifies.

#include <cstdint>
#include <span>
#include <vector>

#include "detente/deals/count.hpp"

namespace detente {

/// Utility vectors, each with the number of deals (or of partial deals) that have it. Values are millionths.
class PointSet {
 public:
  explicit PointSet(std::size_t parties) : parties_(parties) {}

  [[nodiscard]] std::size_t parties() const { return parties_; }
  [[nodiscard]] std::size_t size() const { return counts_.size(); }
  [[nodiscard]] std::span<const std::int64_t> point(std::size_t i) const {
    return {values_.data() + i * parties_, parties_};
  }
  [[nodiscard]] std::int64_t value(std::size_t i, std::size_t party) const { return values_[i * parties_ + party]; }
  [[nodiscard]] DealCount count(std::size_t i) const { return counts_[i]; }
  [[nodiscard]] DealCount total() const;

  void add(std::span<const std::int64_t> point, DealCount count) {
    values_.insert(values_.end(), point.begin(), point.end());
    counts_.push_back(count);
  }
  /// Raises the count of the point added last.
  void raise_last(DealCount count) { counts_.back() += count; }
  void clear() {
    values_.clear();
    counts_.clear();
  }
  void reserve(std::size_t points) {
    values_.reserve(points * parties_);
    counts_.reserve(points);
  }
  void shrink();
  [[nodiscard]] std::uint64_t bytes() const {
    return values_.capacity() * sizeof(std::int64_t) + counts_.capacity() * sizeof(DealCount);
  }

  /// Orders the points, largest first utility first, then by the second and so on, and makes equal ones one point.
  void sort_and_merge();
  /// In a set so ordered: the points whose utilities for the first `members` parties are these, as a half-open range.
  [[nodiscard]] std::pair<std::size_t, std::size_t> range_of(std::span<const std::int64_t> wanted,
                                                             std::size_t members) const;

 private:
  std::size_t parties_;
  std::vector<std::int64_t> values_;
  std::vector<DealCount> counts_;
};

/// Leaves the points that no other point dominates, ordered as by sort_and_merge. Points equal for all members stay
/// together. Cost: n log n for up to three parties, n (log n)^(parties - 1) for more (divide and conquer after Kung,
/// Luccio & Preparata 1975).
void keep_nondominated(PointSet& points, std::size_t members);

/// For every vector of `needs` the number of deals in `points` that are at least as good for every party. Cost:
/// n log n for two parties, a factor log n more for each further one.
[[nodiscard]] std::vector<DealCount> count_at_least(const PointSet& points, const PointSet& needs);

}  // namespace detente
