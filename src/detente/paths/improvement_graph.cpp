#include "detente/paths/improvement_graph.hpp"

namespace detente {

std::optional<ImprovementGraph> ImprovementGraph::build(const Evolution& evolution, const Reach& reach,
                                                        std::uint64_t most_arcs, Work& work, const Control& control) {
  const StateSpace& space = evolution.space();
  const Moves& moves = evolution.moves();
  ImprovementGraph graph(evolution, reach);
  std::vector<Node> node_of(space.size());
  for (std::size_t n = 0; n < reach.count(); ++n) node_of[reach.order()[n].index()] = static_cast<Node>(n);
  for (const StateId s : reach.order()) {
    graph.out_begin_.push_back(graph.out_.size());
    std::uint64_t targets = 1;
    for (std::uint32_t j = 0; j < moves.all().size(); ++j) {
      const Mover& mover = moves.all()[j];
      if (mover.variables().empty()) continue;
      const std::vector<StateId> to = moves.from(mover, s);
      targets += to.size();
      for (const StateId t : to) {
        if (is_improvement(mover, evolution.payoffs(), s, t)) graph.out_.push_back({node_of[t.index()], j});
      }
    }
    if (!work.spend(targets) || graph.out_.size() > most_arcs || control.stopped()) return std::nullopt;
  }
  graph.out_begin_.push_back(graph.out_.size());
  graph.turn_around();
  return graph;
}

void ImprovementGraph::turn_around() {
  into_begin_.assign(size() + 1, 0);
  for (const Arc& arc : out_) ++into_begin_[arc.node + 1];
  for (std::size_t n = 0; n < size(); ++n) into_begin_[n + 1] += into_begin_[n];
  into_.resize(out_.size());
  std::vector<std::size_t> next(into_begin_.begin(), into_begin_.end() - 1);
  for (std::size_t n = 0; n < size(); ++n) {
    for (const Arc& arc : out(static_cast<Node>(n))) into_[next[arc.node]++] = {static_cast<Node>(n), arc.mover};
  }
}

BitVector ImprovementGraph::leading_to(const BitVector& ends, const std::vector<bool>& allowed) const {
  BitVector found = ends;
  std::vector<Node> left;
  ends.for_each([&](std::size_t n) { left.push_back(static_cast<Node>(n)); });
  while (!left.empty()) {
    const Node n = left.back();
    left.pop_back();
    for (const Arc& arc : into(n)) {
      if (!allowed[arc.mover] || found.test(arc.node)) continue;
      found.set(arc.node);
      left.push_back(arc.node);
    }
  }
  return found;
}

}  // namespace detente
