#pragma once
/// The picture of the moves from now: a few states and the steps between them.

#include <string>
#include <vector>

#include "detente/report/brief/findings.hpp"
#include "detente/report/brief/words.hpp"

namespace detente::brief {

struct MoveGraph {
  struct Node {
    StateId state;
    bool now = false;
    bool lasting = false;  ///< an equilibrium under some concept
    std::string label;     ///< one or two short lines
  };
  struct Edge {
    std::size_t from = 0;  ///< positions in `nodes`
    std::size_t to = 0;
    std::vector<PartyId> parties{};
    bool improvement = false;
    std::string label{};
  };
  std::vector<Node> nodes{};
  std::vector<Edge> edges{};
  bool cut = false;  ///< some ways were left out, to keep it readable
};

/// The shortest ways from now to the nearest equilibria that improvements reach, and to the goals of the questions; at
/// most `most_nodes` states. Whole ways only.
[[nodiscard]] MoveGraph move_graph(Analysis& analysis, const Words& words, const Found& found,
                                   std::size_t most_nodes = 14);

/// For Graphviz and its relatives.
[[nodiscard]] std::string to_dot(const MoveGraph& graph, const std::string& title);
/// Laid out by Graphviz. `title` and `description` are for readers who do not see it. Solid lines are improvements,
/// dashed ones are not; now has a thick border, an equilibrium a double one. `alone`: with the style that a page would
/// give it.
[[nodiscard]] std::string to_svg(const MoveGraph& graph, const std::string& title, const std::string& description,
                                 bool alone = false);

}  // namespace detente::brief
