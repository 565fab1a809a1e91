#pragma once
/// Folds the tiles of any mover of the dense engine, one at a time. One for each thread.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "detente/stability/dense_mover.hpp"
#include "detente/stability/fibers.hpp"

namespace detente {

/// Which rows of a tile count as sources: flags by run of rows (see TileGeometry), and whether all do.
struct Sources {
  std::vector<std::uint8_t> runs;
  bool all = true;
};

template <class T>
class TileFolder {
 public:
  /// `classes` holds something for free movers if improvements are going to be folded.
  TileFolder(const std::vector<DenseMover>& movers, const std::vector<std::span<const T>>& payoffs,
             const std::vector<std::optional<RowClasses<T>>>& classes)
      : movers_(movers), payoffs_(payoffs), classes_(classes) {}

  /// What the fold of nothing gives; rows() with this pointer hold nothing else.
  [[nodiscard]] const T* nothing() const { return nothing_.data(); }
  /// The folds of the last tile, by row.
  [[nodiscard]] const T* const* rows() const { return rows_.data(); }

  /// For every member of a tile the fold of `in` over the mover's moves of a kind to members of the `sources`; others
  /// may count too. False if nothing leads anywhere. `staying` allows to count the member itself as a target of moves,
  /// where that makes no difference to the caller.
  bool fold(std::size_t j, Kind kind, Fold fold, std::size_t tile, const TileGeometry::Place& place,
            std::span<const T> in, const Sources& sources, bool staying) {
    const DenseMover& mover = movers_[j];
    const std::size_t rows = mover.geometry.rows();
    nothing_.assign(tile_columns, fold == Fold::least ? std::numeric_limits<T>::max() : T{0});
    rows_.assign(rows, nothing());
    if (mover.mover->free() && kind == Kind::improvements && classes_[j]->count(tile) == 1) return false;
    in_.load(mover.geometry, place, in);
    find_listed(mover.geometry, sources);
    if (!mover.mover->free()) {
      const T* const* payoff = kind == Kind::improvements ? load_payoff(j, place) : nullptr;
      out_.resize(rows * tile_columns);
      // To leave out what is no source only saves time, and is worth it only where sources are few.
      const bool few = listed_.size() * 4 < rows;
      if (few) {
        listed_rows_.assign(rows, 0);
        for (const std::uint16_t t : listed_) listed_rows_[t] = 1;
      }
      for (std::size_t t = 0; t < rows; ++t) fold_limited(mover, tile, place, t, payoff, fold, few);
    } else if (kind == Kind::improvements) {
      fold_classes(j, tile, place, fold);
    } else if (staying) {
      out_.resize(tile_columns);
      fold_all_rows(fold, listed_.size(), pointers(in_.data(), listed_), out_.data());
      rows_.assign(rows, out_.data());
    } else {
      out_.resize(rows * tile_columns);
      fold_others(fold, rows, in_.data(), out_.data());
      for (std::size_t t = 0; t < rows; ++t) rows_[t] = out_.data() + t * tile_columns;
    }
    return true;
  }

 private:
  const T* const* load_payoff(std::size_t j, const TileGeometry::Place& place) {
    payoff_.load(movers_[j].geometry, place, payoffs_[j]);
    return payoff_.data();
  }

  /// The rows that count as sources.
  void find_listed(const TileGeometry& geometry, const Sources& sources) {
    listed_.clear();
    for (std::size_t t = 0; t < geometry.rows(); ++t) {
      if (sources.all || sources.runs[t / geometry.low()] != 0) listed_.push_back(static_cast<std::uint16_t>(t));
    }
  }

  const T* const* pointers(const T* const* rows, std::span<const std::uint16_t> which) {
    pointers_.clear();
    for (const std::uint16_t t : which) pointers_.push_back(rows[t]);
    return pointers_.data();
  }

  /// The improvements of a free mover: rows in which its payoff is the same are folded into one first.
  void fold_classes(std::size_t j, std::size_t tile, const TileGeometry::Place& place, Fold fold) {
    const std::span<const std::uint16_t> class_of = classes_[j]->of(tile);
    const std::size_t count = classes_[j]->count(tile);
    targets_.resize(count);
    if (const T* kept = classes_[j]->payoffs(tile)) {
      for (std::size_t k = 0; k < count; ++k) targets_[k] = kept + k * tile_columns;
    } else {
      const T* const* payoff = load_payoff(j, place);
      for (std::size_t t = class_of.size(); t-- > 0;) targets_[class_of[t]] = payoff[t];
    }
    members_.resize(count);
    for (std::vector<std::uint16_t>& members : members_) members.clear();
    for (const std::uint16_t t : listed_) members_[class_of[t]].push_back(t);
    folded_.resize(count * tile_columns);
    sources_.clear();
    values_.clear();
    for (std::size_t k = 0; k < count; ++k) {
      if (members_[k].empty()) continue;
      sources_.push_back(targets_[k]);
      if (members_[k].size() == 1) {
        values_.push_back(in_.data()[members_[k][0]]);
        continue;
      }
      T* row = folded_.data() + k * tile_columns;
      fold_all_rows(fold, members_[k].size(), pointers(in_.data(), members_[k]), row);
      values_.push_back(row);
    }
    out_.resize(count * tile_columns);
    fold_improvements(fold, sources_.size(), sources_.data(), values_.data(), count, targets_.data(), out_.data());
    for (std::size_t t = 0; t < class_of.size(); ++t) rows_[t] = out_.data() + class_of[t] * tile_columns;
  }

  /// One row of a mover whose moves are limited: folded once for every pattern in it, each column taking its own.
  void fold_limited(const DenseMover& mover, std::size_t tile, const TileGeometry::Place& place, std::size_t t,
                    const T* const* payoff, Fold fold, bool few) {
    T* out = out_.data() + t * tile_columns;
    rows_[t] = out;
    const auto fold_pattern = [&](std::size_t pattern, T* row) {
      const std::vector<std::uint16_t>& targets = mover.targets.of[pattern][t];
      std::span<const std::uint16_t> to = targets;
      if (few) {
        chosen_.clear();
        for (const std::uint16_t target : targets) {
          if (listed_rows_[target] != 0) chosen_.push_back(target);
        }
        to = chosen_;
      }
      if (to.empty() && row == out) {
        rows_[t] = nothing();
        return;
      }
      fold_listed(fold, to.data(), to.size(), payoff, payoff == nullptr ? nullptr : payoff[t], in_.data(), row);
    };
    if (mover.targets.pattern_of.empty()) return fold_pattern(0, out);
    const std::uint16_t only = mover.targets.in_row[tile * mover.geometry.rows() + t];
    if (only != Targets::mixed) return fold_pattern(only, out);

    std::uint8_t patterns[tile_columns] = {};
    for (const TileGeometry::Segment& s : place.segments()) {
      for (std::size_t c = 0; c < s.columns; ++c) {
        patterns[s.first + c] = mover.targets.pattern_of[s.base + c * mover.geometry.low() + mover.geometry.offset(t)];
      }
    }
    bool done[DenseMover::most_patterns] = {};
    T row[tile_columns];
    for (std::size_t first = 0; first < place.columns; ++first) {
      const std::uint8_t pattern = patterns[first];
      if (done[pattern]) continue;
      done[pattern] = true;
      fold_pattern(pattern, row);
      for (std::size_t c = first; c < place.columns; ++c) {
        if (patterns[c] == pattern) out[c] = row[c];
      }
    }
  }

  const std::vector<DenseMover>& movers_;
  const std::vector<std::span<const T>>& payoffs_;
  const std::vector<std::optional<RowClasses<T>>>& classes_;
  TileRows<T> in_;
  TileRows<T> payoff_;
  std::vector<T> nothing_;
  std::vector<T> folded_;  ///< by class
  std::vector<T> out_;
  std::vector<const T*> rows_;
  std::vector<const T*> pointers_;
  std::vector<const T*> sources_;                    ///< payoffs of the classes that have sources
  std::vector<const T*> values_;                     ///< and what they hold
  std::vector<const T*> targets_;                    ///< payoffs of all classes
  std::vector<std::vector<std::uint16_t>> members_;  ///< by class
  std::vector<std::uint16_t> listed_;                ///< the rows that are sources
  std::vector<std::uint8_t> listed_rows_;            ///< flags by row
  std::vector<std::uint16_t> chosen_;
};

}  // namespace detente
