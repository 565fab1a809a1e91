// Traps of a party i at a state s (s is now, as a rule).
//
//   bait   an improvement from s in which i takes part: a move of its own, or a joint move that all who make it prefer
//   fall   a sequence of improvements, by single parties other than i or by groups without i, that starts at a bait
//   trap   an equilibrium e under the concept asked for in which some fall ends, with s >_i e, and from which no
//   sequence
//          of improvements, by anybody and of any length, leads to a state q with q >=_i s
//
// Let B be the states from which improvements lead to some q >=_i s. Whoever can improve into B is in B. So a fall that
// ends in a trap leaves B by exactly one of its steps, and never comes back: that is the step that cannot be undone.
// (It is never the bait, which ends where i is better off.) Sequences are those of the paths from now (Li, Kilgour &
// Hipel 2005, status quo analysis): the same mover may move twice running.
//
// All of this happens among the states that improvements reach from s. So the improvements among these are stored once
// as a graph; for each party B is one search backwards, the falls one search forward, and the baits that lead into a
// trap one more backwards. Time and memory: the improvements among the states reached, not those of the whole space.
// Searching from each equilibrium for a way back would need no graph, but takes that long for every equilibrium.

#include "detente/paths/traps.hpp"

#include <algorithm>

#include "detente/paths/improvement_graph.hpp"

namespace detente {

namespace {

using Node = ImprovementGraph::Node;

class TrapSearch {
 public:
  TrapSearch(const ImprovementGraph& graph, const BitVector& equilibria, PartyId party, const Control& control)
      : graph_(graph),
        payoffs_(graph.evolution().payoffs()),
        equilibria_(equilibria),
        party_(party),
        start_rank_(payoffs_.rank(party, graph.state(0))),
        control_(control) {
    for (const Mover& mover : graph.evolution().moves().all())
      others_.push_back(std::ranges::find(mover.parties(), party) == mover.parties().end());
  }

  PartyTraps run(std::size_t most_listed) {
    PartyTraps result{.party = party_};
    std::vector<Node> baits;
    for (const ImprovementGraph::Arc& arc : graph_.out(0)) {
      if (!others_[arc.mover]) baits.push_back(arc.node);
    }
    std::ranges::sort(baits);
    const auto repeated = std::ranges::unique(baits);
    baits.erase(repeated.begin(), repeated.end());
    result.improvements = baits.size();
    if (baits.empty()) return result;

    BitVector well(graph_.size());
    for (std::size_t n = 0; n < graph_.size(); ++n) {
      if (content(graph_.state(static_cast<Node>(n)))) well.set(n);
    }
    way_back_ = graph_.leading_to(well, std::vector<bool>(others_.size(), true));
    fall(baits);

    BitVector ends(graph_.size());
    std::vector<Node> traps;
    for (const Node n : fallen_) {
      if (way_back_.test(n) || !equilibria_.test(graph_.state(n).index())) continue;
      ends.set(n);
      traps.push_back(n);
    }
    result.found = traps.size();
    const BitVector leading = graph_.leading_to(ends, others_);
    result.baits = static_cast<std::size_t>(std::ranges::count_if(baits, [&](Node n) { return leading.test(n); }));
    std::ranges::sort(traps, {}, [&](Node n) { return std::pair(steps_[n], graph_.state(n)); });
    if (most_listed != 0 && traps.size() > most_listed) traps.resize(most_listed);
    for (const Node n : traps) {
      if (control_.stopped()) break;
      result.traps.push_back(trap(n));
    }
    return result;
  }

 private:
  static constexpr std::uint32_t unreached = ~std::uint32_t{0};

  /// The party likes the state at least as well as the start.
  [[nodiscard]] bool content(StateId s) const { return payoffs_.rank(party_, s) >= start_rank_; }

  /// What improvements of the others reach from the baits, nearest first.
  void fall(const std::vector<Node>& baits) {
    steps_.assign(graph_.size(), unreached);
    fallen_ = baits;
    for (const Node n : baits) steps_[n] = 0;
    for (std::size_t k = 0; k < fallen_.size(); ++k) {
      for (const ImprovementGraph::Arc& arc : graph_.out(fallen_[k])) {
        if (!others_[arc.mover] || steps_[arc.node] != unreached) continue;
        steps_[arc.node] = steps_[fallen_[k]] + 1;
        fallen_.push_back(arc.node);
      }
    }
  }

  [[nodiscard]] Trap trap(Node end) const {
    Trap result{.equilibrium = graph_.state(end), .path = path(end)};
    result.fatal = first_without_way_back(result.path, [&](std::size_t k) { return way_back_.test(nodes_[k]); });
    const Evolution& evolution = graph_.evolution();
    const auto leads_back = [&](StateId s) {
      return evolution.leads_to(
          s, false, [&](StateId t) { return content(t); }, control_);
    };
    result.moves_lead_back = leads_back(result.equilibrium);
    if (!result.moves_lead_back) {
      result.fatal_for_moves =
          first_without_way_back(result.path, [&](std::size_t k) { return leads_back(result.path[k].to); });
    }
    return result;
  }

  /// The index of the step that ends where there is no way back any more. `way_back(k)`: there is one after step k.
  template <class WayBack>
  static std::size_t first_without_way_back(const std::vector<Step>& path, WayBack&& way_back) {
    std::size_t k = path.size() - 1;
    while (k > 0 && !way_back(k - 1)) --k;
    return k;
  }

  /// A shortest way from the start to a state fallen into; among several the one that Evolution::path would choose.
  /// Leaves in nodes_ where its steps end.
  [[nodiscard]] std::vector<Step> path(Node end) const {
    const StateSpace& space = graph_.evolution().space();
    const std::span<const Mover> movers = graph_.evolution().moves().all();
    const std::vector<Value> start = space.values(graph_.state(0));
    std::vector<Step> steps;
    nodes_.clear();
    for (Node at = end;;) {
      const bool bait = steps_[at] == 0;
      const std::vector<Value> here = space.values(graph_.state(at));
      const ImprovementGraph::Arc* best = nullptr;
      std::size_t least = 0;
      for (const ImprovementGraph::Arc& arc : graph_.into(at)) {
        const bool fits =
            bait ? arc.node == 0 && !others_[arc.mover] : others_[arc.mover] && steps_[arc.node] + 1 == steps_[at];
        if (!fits) continue;
        const std::vector<Value> before = space.values(graph_.state(arc.node));
        const std::size_t changes = differences(start, before) + differences(before, here);
        if (best && changes >= least) continue;
        best = &arc;
        least = changes;
      }
      steps.push_back({movers[best->mover].parties(), graph_.state(best->node), graph_.state(at)});
      nodes_.push_back(at);
      if (bait) break;
      at = best->node;
    }
    std::ranges::reverse(steps);
    std::ranges::reverse(nodes_);
    return steps;
  }

  const ImprovementGraph& graph_;
  const Payoffs& payoffs_;
  const BitVector& equilibria_;
  PartyId party_;
  Rank start_rank_;
  Control control_;
  std::vector<bool> others_;          ///< by mover: the party takes no part
  BitVector way_back_;                ///< B, by node
  std::vector<std::uint32_t> steps_;  ///< by node: of the others, from a bait
  std::vector<Node> fallen_;
  mutable std::vector<Node> nodes_;
};

}  // namespace

TrapAnswer find_traps(const Evolution& evolution, const Reach& reach, const Stability& stability,
                      const std::vector<PartyId>& parties, const TrapOptions& options, const Control& control) {
  TrapAnswer answer{.parties = {}, .reached = reach.count(), .complete = true};
  Work work(options.work);
  constexpr std::uint64_t bytes_for_arc = 16;
  const auto graph = ImprovementGraph::build(evolution, reach, options.memory_bytes / bytes_for_arc, work, control);
  if (!graph || !reach.complete()) {
    answer.complete = false;
    return answer;
  }
  const BitVector equilibria = stability.equilibria(options.concept_id);
  for (const PartyId p : parties)
    answer.parties.push_back(TrapSearch(*graph, equilibria, p, control).run(options.most_listed));
  answer.complete = !control.stopped();
  return answer;
}

}  // namespace detente
