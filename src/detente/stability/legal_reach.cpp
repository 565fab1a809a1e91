#include "detente/stability/legal_reach.hpp"

#include <algorithm>

namespace detente {

bool last_mover_matters(const Moves& moves) { return !std::ranges::all_of(moves.all(), &Mover::transitive); }

LegalReach::LegalReach(const StateSpace& space, const Moves& moves)
    : space_(&space), moves_(&moves), remembers_last_(last_mover_matters(moves)) {}

void LegalReach::forget() {
  if (seen_.empty()) seen_.resize(space_->size() * (remembers_last_ ? moves_->all().size() : 1));
  if (++question_ == 0) {
    std::ranges::fill(seen_, 0);
    question_ = 1;
  }
}

std::vector<Step> LegalReach::path() const {
  std::vector<Step> path;
  for (std::size_t n = nodes_.size() - 1; n != 0; n = nodes_[n].parent) {
    path.push_back({moves_->all()[nodes_[n].mover].parties(), nodes_[nodes_[n].parent].state, nodes_[n].state});
  }
  std::ranges::reverse(path);
  return path;
}

}  // namespace detente
