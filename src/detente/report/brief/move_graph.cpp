#include "detente/report/brief/move_graph.hpp"

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

/// The text in short lines, with arrows of one letter.
std::string lines(std::string text) {
  for (std::size_t at = 0; (at = text.find("->", at)) != std::string::npos;) text.replace(at, 2, "→");
  std::string out;
  for (const std::string& line : wrap(text, 24)) out += (out.empty() ? "" : "\n") + line;
  return out;
}

class Builder {
 public:
  Builder(Analysis& a, const Words& words, std::size_t most_nodes) : a_(a), w_(words), most_nodes_(most_nodes) {
    (void)node(a.space.now());
  }

  void add(const std::vector<Step>& way) {
    std::size_t more = 0;
    for (const Step& step : way) more += known(step.to) ? 0U : 1U;
    if (graph_.nodes.size() + more > most_nodes_) {
      graph_.cut = true;
      return;
    }
    for (const Step& step : way) {
      MoveGraph::Edge edge{.from = node(step.from), .to = node(step.to), .parties = step.parties};
      edge.improvement =
          std::ranges::all_of(step.parties, [&](PartyId p) { return a_.payoffs.prefers(p, step.to, step.from); });
      edge.label = lines(step_text(a_, step, w_.say("step.to")));
      const auto same = [&](const MoveGraph::Edge& e) {
        return e.from == edge.from && e.to == edge.to && e.parties == edge.parties;
      };
      if (std::ranges::none_of(graph_.edges, same)) graph_.edges.push_back(std::move(edge));
    }
  }

  MoveGraph take() { return std::move(graph_); }

 private:
  [[nodiscard]] bool known(StateId s) const {
    return std::ranges::any_of(graph_.nodes, [&](const MoveGraph::Node& n) { return n.state == s; });
  }

  std::size_t node(StateId s) {
    for (std::size_t k = 0; k < graph_.nodes.size(); ++k) {
      if (graph_.nodes[k].state == s) return k;
    }
    MoveGraph::Node made{.state = s, .now = s == a_.space.now(), .label = w_.number(s.number())};
    if (made.now) made.label = w_.say("state.now-numbered", {{"state", made.label}});
    for (const Concept c : strongest_first) {
      if (made.lasting || !a_.stability().equilibria(c).test(s.index())) continue;
      made.lasting = true;
      made.label += "\n" + std::string(short_name(c));
    }
    graph_.nodes.push_back(std::move(made));
    return graph_.nodes.size() - 1;
  }

  Analysis& a_;
  const Words& w_;
  std::size_t most_nodes_;
  MoveGraph graph_;
};

std::string dot_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out + "\"";
}

}  // namespace

MoveGraph move_graph(Analysis& a, const Words& words, const Found& found, std::size_t most_nodes) {
  Builder builder(a, words, most_nodes);
  const Reach& reach = a.questioner().by_improvements();
  constexpr std::size_t most_equilibria = 3;
  for (const Concept c : strongest_first) {
    const BitVector lasting = a.stability().equilibria(c);
    std::size_t shown = 0;
    for (const StateId s : reach.order()) {
      if (s == a.space.now() || !lasting.test(s.index())) continue;
      builder.add(a.evolution().path(s, reach, true));
      if (++shown == most_equilibria) break;
    }
    if (shown > 0) break;
  }
  for (const Asked& asked : found.questions) builder.add(asked.answer.path);
  return builder.take();
}

std::string to_dot(const MoveGraph& graph, const std::string& title) {
  std::string out = "digraph " + dot_string(title) +
                    " {\n  rankdir=TB;\n  node [shape=box, fontname=\"sans-serif\"];\n" +
                    "  edge [fontname=\"sans-serif\", fontsize=11];\n";
  for (std::size_t k = 0; k < graph.nodes.size(); ++k) {
    const MoveGraph::Node& n = graph.nodes[k];
    out += "  n" + std::to_string(k) + " [label=" + dot_string(n.label) + (n.lasting ? ", peripheries=2" : "") +
           (n.now ? ", penwidth=3" : "") + "];\n";
  }
  for (const MoveGraph::Edge& e : graph.edges) {
    out += "  n" + std::to_string(e.from) + " -> n" + std::to_string(e.to) + " [label=" + dot_string(e.label) +
           (e.improvement ? "" : ", style=dashed") + "];\n";
  }
  return out + "}\n";
}

}  // namespace detente::brief
