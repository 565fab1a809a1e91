#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/path_text.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

std::string path_text(Analysis& a, const Style& style, const std::vector<Step>& path, std::size_t indent) {
  std::string out;
  for (std::size_t k = 0; k < path.size(); ++k) {
    const std::string label = std::string(indent, ' ') + fmt::format("{}.", k + 1);
    out +=
        style.paragraph(step_text(a, path[k]) + fmt::format("  -> state {}", path[k].to.number()), indent + 4, label);
  }
  return out;
}

namespace {

std::string one_destination(Analysis& a, const Style& style, StateId to) {
  const Evolution& evolution = a.evolution();
  const Questioner& questioner = a.questioner();
  std::string out = style.paragraph(fmt::format("to state {}: {}", to.number(), against_now(a, to)), 0);
  if (to == a.space.now()) return out + "this is now\n";
  const auto way = [&](const Reach& reach, bool improving, std::string_view kind) {
    if (!reach.reached(to)) {
      out += fmt::format("\nby {}: not at all\n", kind);
      return;
    }
    out += fmt::format("\nby {}: {}\n", kind, counted(reach.steps(to), "step"));
    out += path_text(a, style, evolution.path(to, reach, improving), 2);
    const std::size_t ways = evolution.steps_into(to, reach, improving).size();
    if (ways > 1) out += fmt::format("  there are {} equally short ways to make the last step\n", ways);
  };
  way(questioner.by_improvements(), true, "improvements only");
  way(questioner.by_moves(), false, "any moves");
  return out;
}

}  // namespace

std::string paths_page(Analysis& a, const Style& style, std::optional<StateId> to, std::size_t limit) {
  if (to) return one_destination(a, style, *to);
  const Reach& improvements = a.questioner().by_improvements();
  const Reach& moves = a.questioner().by_moves();
  const auto reach_line = [&](const Reach& reach, std::string_view kind) {
    const std::uint32_t farthest = reach.steps(reach.order().back());
    return fmt::format("by {}: {} of {} can be reached from now, the farthest in {}\n", kind,
                       with_commas(reach.count() - 1), with_commas(a.space.size() - 1), counted(farthest, "step"));
  };
  std::string out = fmt::format("now is state {}\n", a.space.now().number());
  out += reach_line(improvements, "improvements only");
  out += reach_line(moves, "any moves");

  const BitVector reached = improvements.states();
  out += "\n" + style.heading("equilibria that improvements reach from now") + "\n";
  BitVector shown_before(a.space.size());
  for (const Concept c : strongest_first) {
    const BitVector found = a.stability().equilibria(c) & reached;
    BitVector fresh = found;
    fresh -= shown_before;
    out += fmt::format("  {:<5} {}{}\n", short_name(c), with_commas(found.count()),
                       found.any() && !fresh.any() ? ", all shown above" : "");
    std::size_t listed = 0;
    for (const StateId s : improvements.order()) {
      if (!fresh.test(s.index())) continue;
      if (limit > 0 && listed++ == limit) {
        out += "    ... and more; --limit 0 lists all\n";
        break;
      }
      out += style.paragraph(against_now(a, s), 14, fmt::format("    {:>8}", s.number()));
      out += path_text(a, style, a.evolution().path(s, improvements, true), 14);
    }
    shown_before |= found;
  }
  return out;
}

}  // namespace detente
