// Steps that look good and end badly.

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

/// One trap: where it ends and why that is worse, the way there, and the step that cannot be undone.
void add_trap(Writer& writer, PartyId party, const Trap& trap, std::vector<Block>& blocks) {
  const Words& w = writer.w;
  const Analysis& a = writer.a;
  const auto add = [](Line& line, const std::string& sentence) { line.emplace_back(" " + sentence); };
  Line ends{w.say("traps.ends", {{"party", writer.name(party)}}) + " ", writer.state(trap.equilibrium), Span(".")};
  std::vector<Line> reasons;
  for (const Statement* s : deciding_statements(a.model, a.space, party, a.space.now(), trap.equilibrium))
    reasons.push_back(writer.reason(*s));
  if (!reasons.empty()) {
    add(ends, w.say("traps.worse") + " ");
    ends = joined(joined(std::move(ends), joined(reasons, "; ", "; ")), {"."});
  }
  blocks.push_back(paragraph(std::move(ends)));
  blocks.push_back(writer.way(trap.path));
  Line back{w.say("traps.fatal", {{"step", std::to_string(trap.fatal + 1)},
                                  {"movers", writer.names(trap.path[trap.fatal].parties)},
                                  {"party", writer.name(party)}})};
  if (trap.moves_lead_back) add(back, w.say("traps.back-by-moves"));
  else if (*trap.fatal_for_moves == trap.fatal) add(back, w.say("traps.no-way-back"));
  else add(back, w.say("traps.no-way-back-from", {{"step", std::to_string(*trap.fatal_for_moves + 1)}}));
  blocks.push_back(paragraph(std::move(back)));
}

}  // namespace

Section traps_section(Writer& writer) {
  const Words& w = writer.w;
  const TrapAnswer& found = writer.found.traps;
  Section section{"traps", w.say("traps.title")};
  if (found.reached <= 1) return section;  // nobody would take a step, so none can be lured
  section.blocks.push_back(paragraph({w.say("traps.lead")}));
  if (!found.complete) {
    section.blocks.push_back(paragraph({w.say("traps.not-searched", {{"n", w.number(found.reached - 1)}}) + " ",
                                        Span(Span::Kind::code, "detente traps CASE --work N")}));
    return section;
  }
  std::vector<PartyId> idle;
  std::vector<Cell> safe;
  for (const PartyTraps& of : found.parties) {
    if (of.improvements == 0) {
      idle.push_back(of.party);
    } else if (of.found == 0) {
      safe.push_back({{writer.party(of.party), Span(": " + w.count("traps.none", of.improvements))}});
    } else {
      section.blocks.push_back(heading({writer.party(of.party)}));
      section.blocks.push_back(paragraph({w.count("traps.baits", of.improvements, {{"baits", w.number(of.baits)}})}));
      for (const Trap& trap : of.traps) add_trap(writer, of.party, trap, section.blocks);
      if (of.found > of.traps.size())
        section.blocks.push_back(paragraph({w.count("traps.more", of.found - of.traps.size())}));
    }
  }
  if (!idle.empty()) safe.push_back({joined(writer.parties(idle), {": " + w.count("traps.idle", idle.size())})});
  const bool some = section.blocks.size() > 1;
  if (safe.empty()) return section;
  if (some) section.blocks.push_back(heading({w.say("traps.others")}));
  section.blocks.push_back(list(std::move(safe)));
  return section;
}

}  // namespace detente::brief
