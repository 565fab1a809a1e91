#include "detente/stability/responses.hpp"

namespace detente {

std::vector<Response> ResponseWalk::path() const {
  std::vector<Response> path;
  for (std::size_t n = nodes_.size() - 1; n != 0; n = nodes_[n].parent)
    path.push_back({nodes_[n].mover, nodes_[n].state});
  std::ranges::reverse(path);
  return path;
}

}  // namespace detente
