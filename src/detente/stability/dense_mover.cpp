#include "detente/stability/dense_mover.hpp"

#include <algorithm>
#include <cstring>

namespace detente {

namespace {

constexpr std::uint64_t largest_fiber = 512;  // beyond, rows^2 costs more than sorting
constexpr std::size_t most_conditions = 8;    // 2^8 patterns

template <class T>
std::uint64_t hash_row(const T* row) {
  std::uint64_t words[tile_columns * sizeof(T) / 8];
  std::memcpy(words, row, sizeof words);
  std::uint64_t hash = 0;
  for (const std::uint64_t word : words) hash = (hash ^ word) * 0x9E37'79B9'7F4A'7C15U + (hash >> 29);
  return hash;
}

}  // namespace

template <class T>
RowClasses<T>::RowClasses(const TileGeometry& geometry, std::span<const T> payoff, const Control& control)
    : rows_(geometry.rows()), class_of_(geometry.tiles() * geometry.rows()), begin_{0} {
  TileGeometry::Place place;
  TileRows<T> rows;
  struct Class {
    std::uint64_t hash;
    const T* row;
  };
  std::vector<Class> classes;
  for (std::size_t tile = 0; tile < geometry.tiles(); ++tile) {
    if (tile % 256 == 0 && control.stopped()) return;
    geometry.find(tile, place);
    rows.load(geometry, place, payoff);
    classes.clear();
    for (std::size_t t = 0; t < rows_; ++t) {
      const T* row = rows.data()[t];
      const std::uint64_t hash = hash_row(row);
      std::size_t k = 0;
      while (k < classes.size() &&
             (classes[k].hash != hash || std::memcmp(classes[k].row, row, tile_columns * sizeof(T)) != 0)) {
        ++k;
      }
      if (k == classes.size()) classes.push_back({hash, row});
      class_of_[tile * rows_ + t] = static_cast<std::uint16_t>(k);
    }
    begin_.push_back(begin_.back() + classes.size());
  }
  if (begin_.back() * tile_columns > payoff.size() / 4) return;
  payoffs_.resize(begin_.back() * tile_columns);
  for (std::size_t tile = 0; tile < geometry.tiles(); ++tile) {
    if (tile % 256 == 0 && control.stopped()) return;
    geometry.find(tile, place);
    rows.load(geometry, place, payoff);
    for (std::size_t t = 0; t < rows_; ++t) {
      std::copy_n(rows.data()[t], tile_columns, payoffs_.data() + (begin_[tile] + of(tile)[t]) * tile_columns);
    }
  }
}

template class RowClasses<std::uint16_t>;
template class RowClasses<std::uint32_t>;

bool DenseMover::fits(const Mover& mover) {
  return !mover.on_graph() && mover.fiber_size() <= largest_fiber && mover.conditions() <= most_conditions;
}

DenseMover::DenseMover(const StateSpace& space, const Mover& m, Code codes)
    : mover(&m), geometry(space.layout(), m), blocks(space.layout(), m) {
  if (m.free()) return;
  if (m.conditions() > 0) targets.pattern_of.assign(codes, 0);
  std::vector<std::vector<bool>> known;
  for (Member k = 0; k < space.member_count(); ++k) {
    const Code code = space.code(k);
    const std::uint32_t pattern = m.pattern(k).value();
    if (m.conditions() > 0) targets.pattern_of[code] = static_cast<std::uint8_t>(pattern);
    if (pattern >= targets.of.size()) {
      targets.of.resize(pattern + 1, std::vector<std::vector<std::uint16_t>>(geometry.rows()));
      known.resize(pattern + 1, std::vector<bool>(geometry.rows(), false));
    }
    const auto local = static_cast<std::size_t>(m.local(code));
    if (known[pattern][local]) continue;
    known[pattern][local] = true;
    m.for_each_target(
        k, [&](Code target) { targets.of[pattern][local].push_back(static_cast<std::uint16_t>(m.local(target))); });
  }
  for (auto& by_local : targets.of) {
    for (auto& locals : by_local) std::ranges::sort(locals);
  }
  if (m.conditions() > 0) find_patterns_in_rows(space);
}

void DenseMover::find_patterns_in_rows(const StateSpace& space) {
  constexpr std::uint16_t none = Targets::mixed - 1;
  const std::size_t rows = geometry.rows();
  targets.in_row.assign(geometry.tiles() * rows, none);
  TileGeometry::Place place;
  for (std::size_t tile = 0; tile < geometry.tiles(); ++tile) {
    geometry.find(tile, place);
    for (std::size_t t = 0; t < rows; ++t) {
      std::uint16_t& here = targets.in_row[tile * rows + t];
      for (const TileGeometry::Segment& s : place.segments()) {
        for (std::size_t c = 0; c < s.columns; ++c) {
          const Code code = s.base + c * geometry.low() + geometry.offset(t);
          if (!space.full() && !space.feasible_codes().test(code)) continue;
          const std::uint16_t pattern = targets.pattern_of[code];
          here = here == none || here == pattern ? pattern : Targets::mixed;
        }
      }
      if (here == none) here = 0;
    }
  }
}

}  // namespace detente
