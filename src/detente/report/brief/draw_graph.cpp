// Graphviz finds the places; the drawing is ours, so that it follows the page in light and dark and can be read aloud.

#include <graphviz/gvc.h>

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/brief/move_graph.hpp"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

namespace detente::brief {

namespace {

/// Graphviz keeps what its plug-ins allocate; a leak checker need not look there.
class NoLeakCheck {
#if defined(__SANITIZE_ADDRESS__)
  __lsan::ScopedDisabler disabler_;
#endif
};

/// What brief.css says about pictures, for one that stands outside a page.
constexpr std::string_view alone_style =
    "text{font:13px sans-serif}.label{font-size:12px}.node{fill:#f3f5f8;stroke:#1c2430}.now{stroke-width:3}"
    ".ring{fill:none;stroke:#1c2430}.edge{stroke-width:2}.edge.against{stroke-dasharray:6 5}"
    ".p0{stroke:#0b62c4;fill:#0b62c4}.p1{stroke:#b8330f;fill:#b8330f}.p2{stroke:#1d7a3c;fill:#1d7a3c}"
    ".p3{stroke:#8a4fb0;fill:#8a4fb0}.p4{stroke:#8a6500;fill:#8a6500}.p5{stroke:#00747c;fill:#00747c}"
    ".p6{stroke:#b0286e;fill:#b0286e}.p7{stroke:#5f6b78;fill:#5f6b78}path.edge{fill:none}";

std::string svg_lines(std::string_view text, double x, double y, std::string_view css) {
  const auto lines = static_cast<double>(std::ranges::count(text, '\n')) + 1;
  constexpr double height = 15;
  double at = y - (lines - 1) * height / 2 + 4;
  std::string out;
  while (true) {
    const std::size_t end = text.find('\n');
    out += fmt::format("<text class=\"{}\" text-anchor=\"middle\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", css, x, at,
                       escaped(text.substr(0, end)));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
    at += height;
  }
}

/// Width and height of lines of text, in points: by the letters of the longest line.
std::pair<double, double> size_of(std::string_view text) {
  std::size_t longest = 0;
  double lines = 0;
  while (true) {
    const std::size_t end = text.find('\n');
    longest = std::max(longest, code_points(text.substr(0, end)));
    ++lines;
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  constexpr double per_letter = 6.6;
  constexpr double per_line = 15;
  return {per_letter * static_cast<double>(longest), per_line * lines};
}

/// What Graphviz keeps for as long as the program runs: libgvc frees a context only in part.
GVC_t* context() {
  static GVC_t* const kept = gvContext();
  return kept;
}

/// A Graphviz graph with its layout, freed in the right order.
class Layout {
 public:
  explicit Layout(const MoveGraph& graph) {
    char name[] = "moves";
    graph_ = agopen(name, Agdirected, nullptr);
    set(graph_, "rankdir", "TB");
    set(graph_, "nodesep", "0.3");
    set(graph_, "ranksep", "0.45");
    // Sizes are ours, counted in letters, so that the picture is the same whatever fonts a machine has.
    for (std::size_t k = 0; k < graph.nodes.size(); ++k) {
      std::string id = "n" + std::to_string(k);
      Agnode_t* node = agnode(graph_, id.data(), 1);
      const auto [width, height] = size_of(graph.nodes[k].label);
      constexpr double points = 72;  // to an inch
      set(node, "label", "");
      set(node, "shape", "box");
      set(node, "fixedsize", "true");
      set(node, "width", fmt::format("{:.3f}", (width + 18) / points));
      set(node, "height", fmt::format("{:.3f}", (height + 10) / points));
      nodes_.push_back(node);
    }
    std::string nothing;
    std::string label = "label";
    agattr(graph_, AGEDGE, label.data(), nothing.data());
    for (const MoveGraph::Edge& e : graph.edges) {
      Agedge_t* edge = agedge(graph_, nodes_[e.from], nodes_[e.to], nullptr, 1);
      const auto [width, height] = size_of(e.label);
      std::string room =
          fmt::format(R"(<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="{:.0f}" HEIGHT="{:.0f}"><TR><TD></TD></TR></TABLE>)",
                      width + 12, height + 6);
      char* html = agstrdup_html(graph_, room.data());
      agset(edge, label.data(), html);
      agstrfree(graph_, html);
      edges_.push_back(edge);
    }
    done_ = gvLayout(context(), graph_, "dot") == 0;
  }
  Layout(const Layout&) = delete;
  Layout& operator=(const Layout&) = delete;
  ~Layout() {
    if (done_) gvFreeLayout(context(), graph_);
    agclose(graph_);
  }

  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] Agraph_t* graph() const { return graph_; }
  [[nodiscard]] Agnode_t* node(std::size_t k) const { return nodes_[k]; }
  [[nodiscard]] Agedge_t* edge(std::size_t k) const { return edges_[k]; }

 private:
  static void set(void* object, std::string name, std::string value) {
    std::string otherwise;
    agsafeset(object, name.data(), value.data(), otherwise.data());
  }

  Agraph_t* graph_ = nullptr;
  std::vector<Agnode_t*> nodes_;
  std::vector<Agedge_t*> edges_;
  bool done_ = false;
};

}  // namespace

std::string to_svg(const MoveGraph& graph, const std::string& title, const std::string& description, bool alone) {
  [[maybe_unused]] const NoLeakCheck no_leak_check;
  const Layout layout(graph);
  if (!layout.done()) return "";
  const boxf box = GD_bb(layout.graph());
  constexpr double margin = 12;
  const double width = box.UR.x - box.LL.x + 2 * margin;
  const double height = box.UR.y - box.LL.y + 2 * margin;
  const auto x_of = [&](double x) { return x - box.LL.x + margin; };
  const auto y_of = [&](double y) { return box.UR.y - y + margin; };  // Graphviz counts upward

  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"moves-title moves-description\" "
      "viewBox=\"0 0 {:.0f} {:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\">\n<title id=\"moves-title\">{}</title>\n<desc "
      "id=\"moves-description\">{}</desc>\n",
      width, height, width, height, escaped(title), escaped(description));
  if (alone) out += "<style>" + std::string(alone_style) + "</style>\n";
  for (std::size_t k = 0; k < graph.edges.size(); ++k) {
    const splines* curve = ED_spl(layout.edge(k));
    if (curve == nullptr || curve->size == 0) continue;
    const bezier& line = curve->list[0];
    const std::size_t color = graph.edges[k].parties.empty() ? 0 : graph.edges[k].parties[0].index() % 8;
    std::string path = fmt::format("M{:.1f},{:.1f}", x_of(line.list[0].x), y_of(line.list[0].y));
    for (std::size_t j = 1; j + 2 < static_cast<std::size_t>(line.size); j += 3) {
      path += " C";
      for (std::size_t i = j; i < j + 3; ++i)
        path += fmt::format("{:.1f},{:.1f} ", x_of(line.list[i].x), y_of(line.list[i].y));
    }
    out += fmt::format("<path class=\"edge p{}{}\" d=\"{}\"/>\n", color, graph.edges[k].improvement ? "" : " against",
                       path);
    const pointf end = line.list[line.size - 1];
    const pointf tip = line.eflag != 0 ? line.ep : end;
    const double dx = x_of(tip.x) - x_of(end.x);
    const double dy = y_of(tip.y) - y_of(end.y);
    out += fmt::format("<path class=\"head p{}\" d=\"M{:.1f},{:.1f} L{:.1f},{:.1f} L{:.1f},{:.1f} Z\"/>\n", color,
                       x_of(tip.x), y_of(tip.y), x_of(end.x) - dy * 0.4, y_of(end.y) + dx * 0.4, x_of(end.x) + dy * 0.4,
                       y_of(end.y) - dx * 0.4);
    if (const textlabel_t* label = ED_label(layout.edge(k))) {
      out += svg_lines(graph.edges[k].label, x_of(label->pos.x), y_of(label->pos.y), "label");
    }
  }
  for (std::size_t k = 0; k < graph.nodes.size(); ++k) {
    const MoveGraph::Node& node = graph.nodes[k];
    Agnode_t* placed = layout.node(k);
    constexpr double points = 72;  // to an inch
    const double w = ND_width(placed) * points;
    const double h = ND_height(placed) * points;
    const double x = x_of(ND_coord(placed).x);
    const double y = y_of(ND_coord(placed).y);
    const auto frame = [&](double more, std::string_view css) {
      return fmt::format("<rect class=\"{}\" rx=\"5\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>\n",
                         css, x - w / 2 - more, y - h / 2 - more, w + 2 * more, h + 2 * more);
    };
    if (node.lasting) out += frame(3.5, "ring");
    out += frame(0, node.now ? "node now" : "node");
    out += svg_lines(node.label, x, y, "name");
  }
  return out + "</svg>";
}

}  // namespace detente::brief
