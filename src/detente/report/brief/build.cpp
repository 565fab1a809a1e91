#include "detente/report/brief/build.hpp"

namespace detente::brief {

Brief build(Analysis& analysis, const EvidenceSurvey& evidence, const Words& words, const Origin& origin) {
  Writer writer(analysis, evidence, words, find(analysis));
  const Model& model = analysis.model;
  const std::string day = model.day ? ", " + words.say("subtitle.day", {{"day", words.day(*model.day)}}) : "";
  Brief brief{.language = words.language(),
              .title = model.title.empty() ? origin.file : model.title,
              .subtitle = words.say("subtitle", {{"file", origin.file}, {"day", day}}),
              .contents = words.say("contents")};
  brief.sections.push_back(answer_section(writer));
  brief.sections.push_back(ground_section(writer));
  brief.sections.push_back(parties_section(writer));
  brief.sections.push_back(lasting_section(writer));
  brief.sections.push_back(ways_section(writer));
  brief.sections.push_back(obstacles_section(writer));
  brief.sections.push_back(levers_section(writer));
  brief.sections.push_back(coalitions_section(writer));
  brief.sections.push_back(deals_section(writer));
  brief.sections.push_back(traps_section(writer));
  brief.sections.push_back(sources_section(writer));
  brief.sections.push_back(tables_section(writer));  // after all that name states
  brief.sections.push_back(method_section(writer, origin));
  std::erase_if(brief.sections, [](const Section& s) { return s.blocks.empty(); });
  return brief;
}

}  // namespace detente::brief
