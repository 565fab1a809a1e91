#include "detente/stability/tiles.hpp"

#include <algorithm>

namespace detente {

TileGeometry::TileGeometry(const Layout& layout, const Mover& mover) {
  for (Code t = 0; t < mover.fiber_size(); ++t) offset_.push_back(mover.code_of_local(t));
  for (std::size_t v = 0; v < layout.variables(); ++v) {
    if (std::ranges::find(mover.variables(), VariableId(v)) != mover.variables().end()) continue;
    const Digit digit{layout.radix(VariableId(v)), layout.stride(VariableId(v))};
    columns_ *= digit.radix;
    if (!others_.empty() && others_.back().stride * others_.back().radix == digit.stride) {
      others_.back().radix *= digit.radix;
    } else {
      others_.push_back(digit);
    }
  }
}

void TileGeometry::find(std::size_t tile, Place& place) const {
  const Code first = Code{tile} * tile_columns;
  place.columns = static_cast<std::size_t>(std::min<Code>(tile_columns, columns_ - first));
  for (std::size_t c = 0; c < place.columns; ++c) {
    Code rest = first + c;
    Code base = 0;
    for (const Digit& digit : others_) {
      base += rest % digit.radix * digit.stride;
      rest /= digit.radix;
    }
    place.base[c] = base;
    // The first and the last tell all, since columns are in the order of their codes.
    if (c == 0 && place.columns == tile_columns && !others_.empty() && others_[0].stride == 1 &&
        first % others_[0].radix + tile_columns <= others_[0].radix) {
      place.contiguous = true;
      return;
    }
  }
  place.contiguous = false;
}

}  // namespace detente
