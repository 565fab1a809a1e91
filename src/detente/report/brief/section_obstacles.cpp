// Who stands in the way of each goal.

#include <set>

#include "detente/report/brief/build.hpp"
#include "detente/report/brief/escape.hpp"

namespace detente::brief {

namespace {

/// Whose decision is needed, and where that leads.
void add_movers(Writer& writer, const Answer& answer, std::vector<Block>& blocks) {
  const Words& w = writer.w;
  if (answer.goal_states == 0 || answer.open == Open::no) {
    blocks.push_back(paragraph({w.say("obstacles.unreachable")}));
  } else if (answer.open == Open::already) {
    blocks.push_back(paragraph({w.say("obstacles.already")}));
  } else if (answer.goal_state) {
    Line line;
    if (answer.holdouts.empty()) line = {w.say("obstacles.coordination") + " "};
    else if (answer.open == Open::improvements) line = {w.say("obstacles.step-by-step") + " "};
    line = joined(joined(std::move(line), {w.say("obstacles.by") + " "}), writer.parties(answer.movers));
    line.emplace_back(", " + w.say("obstacles.to") + " ");
    line.push_back(writer.state(*answer.goal_state));
    line.emplace_back(". " + w.say("obstacles.differs"));
    blocks.push_back(paragraph(std::move(line)));
    std::vector<Cell> changes = writer.changes(writer.a.space.now(), *answer.goal_state);
    if (!changes.empty() && !writer.a.model.graph()) blocks.push_back(list(std::move(changes)));
  } else if (answer.too_many_movers) {
    blocks.push_back(paragraph({w.say("obstacles.not-searched")}));
  }
}

/// One party that is needed and would not gain: what is asked of it, and what speaks against.
Line holdout_line(const Writer& writer, const Holdout& holdout, StateId goal) {
  const Words& w = writer.w;
  const Analysis& a = writer.a;
  Line line{Span(Span::Kind::strong, writer.name(holdout.party))};
  if (!holdout.variables.empty()) {
    const std::vector<Value> before = a.space.values(a.space.now());
    const std::vector<Value> after = a.space.values(goal);
    std::vector<Line> options;
    for (const VariableId v : holdout.variables)
      options.push_back(writer.option(v, before[v.index()], after[v.index()], {holdout.party}));
    line.emplace_back(". " + w.say("obstacles.needed") + " ");
    line = joined(std::move(line), joined(options, "; ", "; "));
  }
  line.emplace_back(". ");
  if (holdout.statements.empty()) {
    const bool ranks = a.payoffs.prefers(holdout.party, a.space.now(), goal);
    return joined(std::move(line), {w.say(ranks ? "obstacles.ranks" : "obstacles.indifferent")});
  }
  std::vector<Line> reasons;
  for (const Statement* s : holdout.statements) reasons.push_back(writer.reason(*s));
  line.emplace_back(w.say("obstacles.because") + " ");
  line = joined(std::move(line), joined(reasons, "; ", "; "));
  line.emplace_back(".");
  return line;
}

}  // namespace

Section obstacles_section(Writer& writer) {
  const Words& w = writer.w;
  Section section{"obstacles", w.say("obstacles.title")};
  if (writer.found.questions.empty()) return section;
  section.blocks.push_back(paragraph({w.say("obstacles.lead")}));
  for (const Asked& asked : writer.found.questions) {
    const Answer& answer = asked.answer;
    section.blocks.push_back(heading({question_text(*asked.question)}, anchor_of("question-", asked.question->id)));
    section.blocks.push_back(paragraph(
        {w.say("obstacles.holds-where") + " ", Span(Span::Kind::code, to_text(asked.question->goal, writer.a.model))}));
    add_movers(writer, answer, section.blocks);
    std::vector<Cell> holdouts;
    for (const Holdout& h : answer.holdouts) holdouts.push_back({holdout_line(writer, h, *answer.goal_state)});
    if (!holdouts.empty()) {
      section.blocks.push_back(paragraph({w.count("obstacles.holdouts", holdouts.size())}));
      section.blocks.push_back(list(std::move(holdouts)));
    }
    std::set<PartyId> left;
    for (const Leaving& leaving : answer.leaves) {
      if (!left.insert(leaving.party).second) continue;
      std::vector<Line> changes;
      for (Cell& c : writer.changes(*answer.most_stable, leaving.to)) changes.push_back(std::move(c.line));
      Line line{w.say("obstacles.leaves", {{"party", writer.name(leaving.party)}}) + " "};
      line.push_back(writer.state(leaving.to));
      if (!changes.empty() && !writer.a.model.graph())
        line = joined(joined(std::move(line), {": "}), joined(changes, "; ", "; "));
      section.blocks.push_back(paragraph(std::move(line)));
    }
  }
  return section;
}

}  // namespace detente::brief
