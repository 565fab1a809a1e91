// How sure the answers are, and on what they rest.

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"

namespace detente::brief {

Section ground_section(Writer& writer) {
  const Words& w = writer.w;
  const Model& model = writer.a.model;
  Section section{"ground", w.say("ground.title")};
  section.blocks.push_back(
      paragraph({w.say("ground.model", {{"parties", w.count("ground.parties", model.parties.size())},
                                        {"options", w.count("ground.options", model.variables.size())},
                                        {"rules", w.count("ground.rules", model.rules.size())},
                                        {"states", w.count("ground.states", writer.a.space.size())}})}));
  if (const StatementCounts counts = statement_counts(writer.evidence); counts.statements > 0) {
    const std::string sources =
        model.sources.empty() ? w.say("ground.sources.none") : w.count("ground.sources", model.sources.size());
    Line line{w.count("ground.support", counts.statements, {{"sources", sources}})};
    std::vector<Line> parts;
    const auto add = [&](std::string_view key, std::size_t n) {
      if (n > 0) parts.push_back({w.count(key, n)});
    };
    add(writer.evidence.texts > 0 ? "ground.several" : "ground.several-cited", counts.on_several);
    add("ground.one", counts.on_one);
    add("ground.assumed", counts.assumed);
    add("ground.nothing", counts.on_nothing);
    line = joined(joined(std::move(line), {" "}), joined(parts, ", ", " " + w.say("and") + " "));
    line.emplace_back(". ");
    line.emplace_back(Span::Kind::link, w.say("ground.sources-more"), "sources");
    section.blocks.push_back(paragraph(std::move(line)));
  }
  BitVector in_all = writer.a.stability().equilibria(Concept::nash);
  for (const Concept c : all_concepts) in_all &= writer.a.stability().equilibria(c);
  const std::size_t agreed = in_all.count();
  section.blocks.push_back(paragraph(
      {w.say("ground.robust"), Span(" "), agreed == 0 ? w.say("ground.agree-none") : w.count("ground.agree", agreed)}));
  return section;
}

}  // namespace detente::brief
