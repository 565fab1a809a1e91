#pragma once
/// The improvements among the states that improvements reach from one state, as a graph: for what must go back along
/// them.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "detente/base/work.hpp"
#include "detente/paths/evolution.hpp"

namespace detente {

/// Refers to what it is built from, the reach included. What improvements reach is often a small part of all states;
/// where it is not, the graph is large.
class ImprovementGraph {
 public:
  /// A state's place in the order of the reach.
  using Node = std::uint32_t;
  struct Arc {
    Node node;
    std::uint32_t mover;  ///< index into moves().all()
  };

  /// `reach` is one by improvements of all movers. Nothing if the work is used up, if the graph would have more than
  /// `most_arcs` arcs, or if stopped. Cost: the moves that leave the states reached; 16 bytes for each improvement
  /// among them and 4 for each state of the space.
  [[nodiscard]] static std::optional<ImprovementGraph> build(const Evolution& evolution, const Reach& reach,
                                                             std::uint64_t most_arcs, Work& work,
                                                             const Control& control = {});

  [[nodiscard]] std::size_t size() const { return reach_->count(); }
  [[nodiscard]] StateId state(Node n) const { return reach_->order()[n]; }
  /// The improvements that leave a state, by mover and then ascending; and those that lead to it, by where they start.
  [[nodiscard]] std::span<const Arc> out(Node n) const {
    return std::span(out_).subspan(out_begin_[n], out_begin_[n + 1] - out_begin_[n]);
  }
  [[nodiscard]] std::span<const Arc> into(Node n) const {
    return std::span(into_).subspan(into_begin_[n], into_begin_[n + 1] - into_begin_[n]);
  }

  /// All states from which the improvements of the movers allowed (one flag for each) lead to one of `ends`, those
  /// included. Cost: the arcs that lead to them.
  [[nodiscard]] BitVector leading_to(const BitVector& ends, const std::vector<bool>& allowed) const;

  [[nodiscard]] const Evolution& evolution() const { return *evolution_; }

 private:
  ImprovementGraph(const Evolution& evolution, const Reach& reach) : evolution_(&evolution), reach_(&reach) {}
  void turn_around();

  const Evolution* evolution_;
  const Reach* reach_;
  std::vector<std::size_t> out_begin_;
  std::vector<Arc> out_;
  std::vector<std::size_t> into_begin_;
  std::vector<Arc> into_;
};

}  // namespace detente
