#include "detente/deals/frontier.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace detente {

namespace {

using Row = std::uint32_t;

/// Points side by side in memory: k ranks each.
struct Points {
  std::size_t columns;
  std::vector<Rank> ranks;

  [[nodiscard]] std::size_t size() const { return ranks.size() / columns; }
  [[nodiscard]] const Rank* operator[](std::size_t point) const { return &ranks[point * columns]; }
};

/// a is at least b in all columns from `first` on.
bool covers(const Rank* a, const Rank* b, std::size_t first, std::size_t columns) {
  for (std::size_t c = first; c < columns; ++c) {
    if (a[c] < b[c]) return false;
  }
  return true;
}

/// Finds the maxima among distinct points that stand in descending lexicographic order, so that only an earlier point
/// can beat a later one, and the first column need not be looked at again.
class Maxima {
 public:
  Maxima(const Points& points, const Control& control) : points_(points), control_(control) {
    beaten_.assign(points.size(), false);
  }

  /// By point: whether some other point beats it.
  std::vector<bool> run() {
    if (points_.columns <= 2) sweep();
    else if (points_.columns == 3) staircase();
    else divide(0, points_.size());
    return std::move(beaten_);
  }

 private:
  void sweep() {
    const std::size_t last = points_.columns - 1;  // with one column, only the first point remains
    Rank best = 0;
    for (std::size_t p = 0; p < points_.size(); ++p) {
      beaten_[p] = p > 0 && (last == 0 || points_[p][last] <= best);
      if (!beaten_[p]) best = points_[p][last];
    }
  }

  /// The maxima so far, seen in the second and third column, form a staircase: second -> third, the one falling as the
  /// other rises.
  void staircase() {
    std::map<Rank, Rank> stairs;
    for (std::size_t p = 0; p < points_.size(); ++p) {
      const Rank second = points_[p][1];
      const Rank third = points_[p][2];
      auto above = stairs.lower_bound(second);
      if (above != stairs.end() && above->second >= third) {
        beaten_[p] = true;
        continue;
      }
      if (above != stairs.end() && above->first == second) ++above;
      while (above != stairs.begin() && std::prev(above)->second <= third) stairs.erase(std::prev(above));
      stairs.insert_or_assign(second, third);
    }
  }

  void divide(std::size_t begin, std::size_t end) {
    if (end - begin <= small) {
      for (std::size_t p = begin + 1; p < end; ++p) {
        for (std::size_t q = begin; q < p && !beaten_[p]; ++q) {
          beaten_[p] = !beaten_[q] && covers(points_[q], points_[p], 1, points_.columns);
        }
      }
      return;
    }
    if (control_.stopped()) return;
    const std::size_t middle = begin + (end - begin) / 2;
    divide(begin, middle);
    divide(middle, end);
    std::vector<Row> above = remaining(begin, middle);
    std::vector<Row> below = remaining(middle, end);
    screen(above, below, 1);
  }

  [[nodiscard]] std::vector<Row> remaining(std::size_t begin, std::size_t end) const {
    std::vector<Row> left;
    for (std::size_t p = begin; p < end; ++p) {
      if (!beaten_[p]) left.push_back(static_cast<Row>(p));
    }
    return left;
  }

  /// Marks every point of `below` that some point of `above` covers from `column` on. Reorders both.
  void screen(std::span<Row> above, std::span<Row> below, std::size_t column) {
    if (above.empty() || below.empty() || control_.stopped()) return;
    if (above.size() * below.size() <= small * small) {
      for (const Row b : below) {
        for (const Row a : above) {
          if (beaten_[b]) break;
          beaten_[b] = covers(points_[a], points_[b], column, points_.columns);
        }
      }
      return;
    }
    const auto value = [&](Row p) { return points_[p][column]; };
    if (column + 2 == points_.columns) {
      // From the highest value down, the best of the last column among the points above is enough.
      std::ranges::sort(above, std::ranges::greater{}, value);
      std::ranges::sort(below, std::ranges::greater{}, value);
      std::size_t next = 0;
      Rank best = 0;
      for (const Row b : below) {
        for (; next < above.size() && value(above[next]) >= value(b); ++next) {
          best = std::max(best, points_[above[next]][column + 1]);
        }
        if (next > 0 && best >= points_[b][column + 1]) beaten_[b] = true;
      }
      return;
    }
    const auto [lowest_above, highest_above] = std::ranges::minmax(above, {}, value);
    const auto [lowest_below, highest_below] = std::ranges::minmax(below, {}, value);
    if (value(highest_above) < value(lowest_below)) return;
    if (value(lowest_above) >= value(highest_below)) return screen(above, below, column + 1);
    // Cut both at a value that leaves something on either side, near the middle of all.
    std::vector<Rank> values;
    for (const Row p : above) values.push_back(value(p));
    for (const Row p : below) values.push_back(value(p));
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    Rank cut = *middle;
    const Rank lowest = std::min(value(lowest_above), value(lowest_below));
    if (cut == lowest) {  // then take the next value up
      Rank up = std::max(value(highest_above), value(highest_below));
      for (const Rank v : values) {
        if (v > lowest) up = std::min(up, v);
      }
      cut = up;
    }
    const auto split = [&](std::span<Row> all) {
      const auto low = std::ranges::partition(all, [&](Row p) { return value(p) >= cut; });
      const std::size_t high = all.size() - low.size();
      return std::pair(all.first(high), all.subspan(high));
    };
    const auto [above_high, above_low] = split(above);
    const auto [below_high, below_low] = split(below);
    screen(above_high, below_low, column + 1);
    screen(above_high, below_high, column);
    std::vector<Row> left;
    for (const Row p : below_low) {
      if (!beaten_[p]) left.push_back(p);
    }
    screen(above_low, left, column);
  }

  static constexpr std::size_t small = 24;

  const Points& points_;
  const Control& control_;
  std::vector<bool> beaten_;
};

/// The rows kept so far, and how they are thinned out.
class Stream {
 public:
  Stream(std::span<const RankColumn> columns, const Control& control) : columns_(columns), control_(control) {}

  void take(Row row) {
    for (const Row champion : champions_) {
      if (beats(champion, row)) return;
    }
    rows_.push_back(row);
    if (rows_.size() >= limit_) {
      thin_out();
      limit_ = std::max(least_limit, 2 * rows_.size());
    }
  }

  /// Keeps the maxima among the rows taken.
  Frontier finish(std::size_t size) {
    thin_out();
    Frontier found{.efficient = BitVector(size)};
    found.complete = !control_.stopped();
    if (!found.complete) return found;
    for (const Row row : rows_) found.efficient.set(row);
    found.count = std::move(count_);
    found.first = std::move(first_);
    return found;
  }

 private:
  [[nodiscard]] bool beats(Row a, Row b) const {
    bool higher = false;
    for (const RankColumn& column : columns_) {
      if (column[a] < column[b]) return false;
      higher |= column[a] > column[b];
    }
    return higher;
  }

  void sort_rows() {
    Rank highest = 0;
    for (const Row row : rows_) {
      for (const RankColumn& column : columns_) highest = std::max(highest, column[row]);
    }
    if (highest / 16 > rows_.size()) {
      std::ranges::sort(rows_, [&](Row a, Row b) {
        for (const RankColumn& column : columns_) {
          if (column[a] != column[b]) return column[a] > column[b];
        }
        return false;
      });
      return;
    }
    std::vector<Row> sorted(rows_.size());
    for (std::size_t c = columns_.size(); c-- > 0;) {
      std::vector<Row> begin(std::size_t{highest} + 2, 0);
      const auto place = [&](Row row) -> Row& { return begin[highest - columns_[c][row] + 1]; };
      for (const Row row : rows_) ++place(row);
      std::partial_sum(begin.begin(), begin.end(), begin.begin());
      for (const Row row : rows_) sorted[begin[highest - columns_[c][row]]++] = row;
      rows_.swap(sorted);
    }
  }

  void thin_out() {
    sort_rows();
    const std::size_t k = columns_.size();
    std::vector<Row> begin;  // by point, where its rows begin
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      const bool again = !begin.empty() && std::ranges::all_of(columns_, [&](const RankColumn& column) {
        return column[rows_[r]] == column[rows_[begin.back()]];
      });
      if (again) continue;
      begin.push_back(static_cast<Row>(r));
    }
    Points points{k, {}};
    points.ranks.reserve(begin.size() * k);
    for (const Row r : begin) {
      for (const RankColumn& column : columns_) points.ranks.push_back(column[rows_[r]]);
    }
    begin.push_back(static_cast<Row>(rows_.size()));
    const std::vector<bool> beaten = Maxima(points, control_).run();

    std::size_t kept_rows = 0;
    count_.clear();
    first_.clear();
    for (std::size_t p = 0; p + 1 < begin.size(); ++p) {
      if (beaten[p]) continue;
      count_.push_back(static_cast<std::uint32_t>(begin[p + 1] - begin[p]));
      Row first = rows_[begin[p]];
      for (Row r = begin[p]; r < begin[p + 1]; ++r) {
        first = std::min(first, rows_[r]);
        rows_[kept_rows++] = rows_[r];
      }
      first_.push_back(first);
    }
    rows_.resize(kept_rows);
    choose_champions();
  }

  /// A few points high in all columns: they beat most of what is to come, where much is beaten at all.
  void choose_champions() {
    std::vector<double> highest(columns_.size(), 1);
    for (const Row row : first_) {
      for (std::size_t c = 0; c < columns_.size(); ++c) highest[c] = std::max(highest[c], double{1} * columns_[c][row]);
    }
    constexpr std::size_t most = 8;
    std::vector<std::pair<double, Row>> best;  // the worst of them in front
    for (const Row row : first_) {
      double merit = 0;
      for (std::size_t c = 0; c < columns_.size(); ++c) merit += columns_[c][row] / highest[c];
      if (best.size() == most && merit <= best.front().first) continue;
      best.emplace_back(merit, row);
      std::ranges::sort(best);
      if (best.size() > most) best.erase(best.begin());
    }
    champions_.clear();
    for (const auto& [merit, row] : best) champions_.push_back(row);
  }

  static constexpr std::size_t least_limit = std::size_t{1} << 15;

  std::span<const RankColumn> columns_;
  const Control& control_;
  std::vector<Row> rows_;
  std::size_t limit_ = least_limit;
  std::vector<Row> champions_;
  std::vector<std::uint32_t> count_;
  std::vector<std::uint32_t> first_;
};

}  // namespace

Frontier frontier(std::span<const RankColumn> columns, const BitVector& rows, const Control& control) {
  Stream stream(columns, control);
  std::size_t taken = 0;
  rows.for_each([&](std::size_t row) {
    stream.take(static_cast<Row>(row));
    return ++taken % 65'536 != 0 || !control.stopped();
  });
  return stream.finish(rows.size());
}

}  // namespace detente
