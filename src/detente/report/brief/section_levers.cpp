// What would have to change.

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/lever_text.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

/// "3", "3 or 4", "3 to 7, 9 or 12".
std::string places_in_words(const Words& w, const std::vector<std::size_t>& places) {
  std::vector<std::string> parts;
  for (const auto& [first, last] : runs_of(places)) {
    parts.push_back(first == last
                        ? std::to_string(first)
                        : w.say("places.range", {{"from", std::to_string(first)}, {"to", std::to_string(last)}}));
  }
  return w.join(parts, "or");
}

/// What would be lifted.
std::string restriction_in_words(const Words& w, const Model& model, const Restriction& restriction) {
  if (restriction.kind == Restriction::Kind::rule) {
    const Rule& rule = model.rules[restriction.rule];
    const std::string formula = to_text(rule.formula, model);
    return rule.text.empty() ? w.say("restriction.rule", {{"rule", formula}})
                             : w.say("restriction.rule-text", {{"rule", formula}, {"text", rule.text}});
  }
  const Variable& variable = model.variable(restriction.variable);
  const auto change = [&](const Transition& t) { return variable.values[t.from] + " → " + variable.values[t.to]; };
  switch (restriction.kind) {
    case Restriction::Kind::rule: break;
    case Restriction::Kind::moves: {
      std::vector<std::string> allowed;
      for (const Transition& t : variable.moves) allowed.push_back(change(t));
      if (allowed.empty()) return w.say("restriction.no-moves", {{"variable", variable.id}});
      return w.say("restriction.moves", {{"variable", variable.id}, {"changes", w.join(allowed)}});
    }
    case Restriction::Kind::condition: {
      const Transition& t = variable.moves[restriction.transition];
      return w.say("restriction.condition",
                   {{"variable", variable.id}, {"change", change(t)}, {"condition", to_text(*t.condition, model)}});
    }
    case Restriction::Kind::needs:
      return w.say("restriction.needs", {{"variable", variable.id}, {"condition", to_text(*variable.needs, model)}});
  }
  return {};
}

Line entry_line(const Writer& writer, const ListEdit& edit) {
  std::vector<Line> lines;
  for (const Statement* s : edit.statements) lines.push_back(writer.statement(*s));
  return joined(lines, "; ", "; ");
}

Line edit_line(const Writer& writer, const ListEdit& edit, const std::string& places) {
  const Words& w = writer.w;
  const std::string party = writer.name(edit.party);
  switch (edit.kind) {
    case ListEdit::Kind::drop:
      return joined({w.say("levers.drop", {{"party", party}}) + " "}, entry_line(writer, edit));
    case ListEdit::Kind::move:
      return joined(
          {w.say("levers.move", {{"party", party}, {"from", std::to_string(edit.from)}, {"to", places}}) + " "},
          entry_line(writer, edit));
    case ListEdit::Kind::adopt:
      return joined({w.say("levers.adopt", {{"party", party}, {"to", places}}) + " "}, entry_line(writer, edit));
  }
  return {};
}

/// Where a change leads. Only where states keep their numbers is there a link.
Line result_line(Writer& writer, const Lever& lever) {
  Line line;
  if (!lever.path.empty()) line.emplace_back(writer.w.count("levers.steps", lever.path.size()) + " ");
  if (lever.restriction) line.emplace_back(writer.in_short(lever.example));
  else line.push_back(writer.state(StateId(lever.example.number - 1)));
  if (lever.results > 1) line.emplace_back(" " + writer.w.say("levers.of", {{"n", writer.w.number(lever.results)}}));
  return line;
}

/// Whether those who hold the change would want where it leads.
Line opinions_line(const Writer& writer, const Lever& lever) {
  if (lever.holders.empty()) return {writer.w.say("levers.nobody")};
  std::vector<Line> lines;
  for (const PartyId p : lever.holders) {
    lines.push_back(
        {writer.party(p), Span(": " + writer.w.say("levers.wants." + std::string(lever.opinions[p.index()].wants())))});
  }
  return joined(lines, "; ", "; ");
}

/// Holdouts with an order, no level of which speaks for the goal state.
std::vector<PartyId> not_to_win_over(const Asked& asked, const Model& model) {
  std::vector<PartyId> parties;
  for (std::size_t k = 0; k < asked.yielding.size(); ++k) {
    const PartyId p = asked.answer.holdouts[k].party;
    if (!asked.yielding[k].levels && !model.preferences[p.index()].order.empty()) parties.push_back(p);
  }
  return parties;
}

struct Kind {
  const Findings* findings;
  std::string_view id;
};

std::array<Kind, 3> kinds_of(const LeverAnswer::ForAim& found) {
  return {Kind{&found.commitments, "commitments"}, Kind{&found.preferences, "preferences"},
          Kind{&found.restrictions, "restrictions"}};
}

/// The changes that do it for one aim, or that none was found.
void add_aim(Writer& writer, const Asked& asked, const LeverAnswer::ForAim& found, std::vector<Block>& blocks) {
  const Words& w = writer.w;
  constexpr std::size_t most_of_kind = 4;
  const std::string aim = w.say("levers.aim." + std::string(id_of(found.aim)));
  Table table{.caption = aim,
              .head = {w.say("levers.head.change"), w.say("levers.head.leads"), w.say("levers.head.wants")}};
  std::size_t more = 0;
  bool complete = true;
  for (const Kind& kind : kinds_of(found)) {
    complete = complete && kind.findings->complete;
    std::vector<LeverGroup> groups = grouped(kind.findings->levers);
    std::ranges::stable_sort(groups, {}, [](const LeverGroup& g) { return reluctance(*g.first); });
    std::size_t told = 0;
    for (std::size_t k = 0; k < std::min(most_of_kind, groups.size()); ++k) {
      const Lever& lever = *groups[k].first;
      table.rows.push_back({{lever_line(writer, lever, groups[k].places)},
                            {result_line(writer, lever)},
                            {opinions_line(writer, lever)}});
      told += groups[k].places.size();
    }
    more += kind.findings->found - told;
  }
  if (table.rows.empty()) {
    blocks.push_back(paragraph({w.say(complete ? "levers.none" : "levers.none-yet", {{"aim", aim}})}));
  } else {
    blocks.push_back(table_block(std::move(table)));
  }
  Line notes;
  const auto note = [&](const std::string& text) { notes.emplace_back((notes.empty() ? "" : " ") + text); };
  if (more > 0) note(w.count("levers.more", more));
  if (!complete) note(w.say("levers.stopped"));
  if (!notes.empty()) {
    notes.emplace_back(" " + w.say("levers.command") + " ");
    notes.emplace_back(Span::Kind::code, "detente levers CASE --question " + asked.question->id);
    blocks.push_back(paragraph(std::move(notes)));
  }
}

}  // namespace

Line lever_line(const Writer& writer, const Lever& lever, const std::vector<std::size_t>& places) {
  const Words& w = writer.w;
  std::vector<Line> parts;
  for (std::size_t k = 0; k < lever.edits.size(); ++k) {
    const bool last = k + 1 == lever.edits.size();
    parts.push_back(
        edit_line(writer, lever.edits[k], last ? places_in_words(w, places) : std::to_string(lever.edits[k].to)));
  }
  if (!lever.settings.empty()) {
    std::vector<Line> settings;
    for (const Setting& s : lever.settings) settings.push_back(writer.option(s.variable, s.value, lever.holders));
    parts.push_back(joined({w.say("levers.commit", {{"parties", writer.names(lever.holders)}}) + " "},
                           joined(settings, "; ", "; ")));
  }
  if (lever.restriction) {
    parts.push_back({w.say("levers.lift") + " " + restriction_in_words(w, writer.a.model, *lever.restriction)});
  }
  return joined(parts, "; ", "; ");
}

const Lever* lever_to_tell(const Asked& asked) {
  const Lever* best = nullptr;
  for (const LeverAnswer::ForAim& found : asked.levers.aims) {
    for (const Kind& kind : kinds_of(found)) {
      for (const Lever& lever : kind.findings->levers) {
        if (!best || reluctance(lever) < reluctance(*best)) best = &lever;
      }
    }
    if (best) return best;
  }
  return best;
}

std::vector<Cell> yielding_items(const Writer& writer, const Asked& asked, bool cited) {
  const Words& w = writer.w;
  std::vector<Cell> items;
  for (std::size_t k = 0; k < asked.yielding.size(); ++k) {
    const Yielding& y = asked.yielding[k];
    const std::string party = writer.name(asked.answer.holdouts[k].party);
    if (y.shortfall) {
      items.push_back({{w.say("yield.weights", {{"party", party}, {"n", w.decimal(to_text(*y.shortfall))}})}});
    } else if (y.levels && !y.levels->empty()) {
      std::vector<Line> levels;
      for (const Level* level : *y.levels) levels.push_back(writer.level(*level, cited));
      items.push_back({joined({w.say("yield.aims", {{"party", party}}) + " "}, joined(levels, "; ", "; "))});
    }
  }
  // Only if all of them can be won over is that enough.
  if (items.size() < asked.yielding.size()) items.clear();
  return items;
}

Section levers_section(Writer& writer) {
  const Words& w = writer.w;
  Section section{"levers", w.say("levers.title")};
  for (const Asked& asked : writer.found.questions) {
    std::vector<Block> blocks;
    if (!asked.indispensable.empty()) {
      blocks.push_back(paragraph(joined({w.count("levers.stops", asked.indispensable.size()) + " "},
                                        joined(writer.parties(asked.indispensable), {"."}))));
    }
    for (const LeverAnswer::ForAim& found : asked.levers.aims) add_aim(writer, asked, found, blocks);
    for (const Aim aim : asked.not_searched) {
      blocks.push_back(
          paragraph({w.say("levers.not-searched", {{"aim", w.say("levers.aim." + std::string(id_of(aim)))}}) + " ",
                     Span(Span::Kind::code, "detente levers CASE --question " + asked.question->id), Span(".")}));
    }
    std::vector<Cell> yielding = yielding_items(writer, asked);
    if (!yielding.empty()) {
      blocks.push_back(paragraph({w.say("levers.yield") + " ", writer.state(*asked.answer.goal_state),
                                  Span(", " + w.say("levers.yield-if"))}));
      blocks.push_back(list(std::move(yielding)));
    } else if (const std::vector<PartyId> unmoved = not_to_win_over(asked, writer.a.model); !unmoved.empty()) {
      Line line{w.say("levers.no-yield") + " ", writer.state(*asked.answer.goal_state),
                Span(" " + w.say("levers.no-yield-rest") + " ")};
      blocks.push_back(paragraph(joined(std::move(line), joined(writer.parties(unmoved), {"."}))));
    }
    if (blocks.empty()) continue;
    if (section.blocks.empty()) {
      section.blocks.push_back(paragraph({w.say("levers.lead")}));
      if (writer.a.space.size() > quick_states) {
        section.blocks.push_back(paragraph({w.say("levers.no-restrictions") + " ",
                                            Span(Span::Kind::code, "detente levers CASE --question ID"), Span(".")}));
      }
    }
    section.blocks.push_back(
        heading({Span(Span::Kind::link, question_text(*asked.question), anchor_of("question-", asked.question->id))}));
    section.blocks.insert(section.blocks.end(), std::make_move_iterator(blocks.begin()),
                          std::make_move_iterator(blocks.end()));
  }
  return section;
}

}  // namespace detente::brief
