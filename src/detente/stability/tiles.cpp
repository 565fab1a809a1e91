#include "detente/stability/tiles.hpp"

#include <algorithm>

namespace detente {

TileGeometry::TileGeometry(const Layout& layout, const Mover& mover) : others_(other_digits(layout, mover)) {
  for (Code t = 0; t < mover.fiber_size(); ++t) offset_.push_back(mover.code_of_local(t));
  for (const CodeDigit& digit : others_) columns_ *= digit.radix;
  low_ = others_.empty() ? offset_.size() : static_cast<std::size_t>(others_[0].stride);
}

void TileGeometry::find(std::size_t tile, Place& place) const {
  const Code first = Code{tile} * tile_columns;
  place.columns = static_cast<std::size_t>(std::min<Code>(tile_columns, columns_ - first));
  place.segment_count = 0;
  for (std::size_t c = 0; c < place.columns;) {
    Segment& segment = place.segment[place.segment_count++];
    Code rest = first + c;
    segment = {.first = c, .columns = place.columns - c, .base = 0};
    if (!others_.empty()) {
      segment.columns =
          static_cast<std::size_t>(std::min<Code>(segment.columns, others_[0].radix - rest % others_[0].radix));
    }
    for (const CodeDigit& digit : others_) {
      segment.base += rest % digit.radix * digit.stride;
      rest /= digit.radix;
    }
    c += segment.columns;
  }
}

}  // namespace detente
