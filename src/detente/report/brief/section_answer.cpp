// The short answer.

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

using Counts = std::array<std::size_t, 5>;

/// The strongest concept of which there are some.
std::optional<Concept> strongest_of(const Counts& counts) {
  for (const Concept c : strongest_first) {
    if (counts[static_cast<std::size_t>(c)] > 0) return c;
  }
  return std::nullopt;
}

std::string open_text(const Words& w, const Answer& answer) {
  if (answer.goal_states == 0) return w.say("answer.impossible");
  switch (answer.open) {
    case Open::already: return w.say("answer.already");
    case Open::improvements: return w.count("answer.improvements", answer.path.size());
    case Open::moves: return w.count("answer.moves", answer.path.size());
    case Open::no: break;
  }
  return w.say("answer.no");
}

std::string lasting_text(const Writer& writer, const Answer& answer) {
  if (answer.goal_states == 0) return "–";
  if (const auto c = strongest_of(answer.lasting)) {
    return writer.w.say("answer.lasts", {{"concept", writer.name(*c)}});
  }
  if (answer.leaves.empty()) return writer.w.say("answer.lasts-not-plain");
  return writer.w.say("answer.lasts-not", {{"party", writer.name(answer.leaves[0].party)}});
}

std::vector<PartyId> holdouts_of(const Answer& answer) {
  std::vector<PartyId> parties;
  for (const Holdout& h : answer.holdouts) parties.push_back(h.party);
  return parties;
}

std::string holdouts_text(const Writer& writer, const Answer& answer) {
  if (answer.goal_states == 0 || answer.open == Open::no) return "–";
  if (answer.too_many_movers) return writer.w.say("answer.not-searched");
  if (answer.open == Open::already) return writer.w.say("answer.nobody-needed");
  if (answer.holdouts.empty()) return writer.w.say("answer.nobody");
  return writer.names(holdouts_of(answer));
}

void add(Line& line, const std::string& sentence) { line.emplace_back((line.empty() ? "" : " ") + sentence); }

/// Whether it can come about, and whether it would last.
Line open_line(const Writer& writer, const Answer& answer) {
  const Words& w = writer.w;
  Line line;
  if (answer.goal_states == 0) return {w.say("says.impossible")};
  if (answer.open == Open::no) return {w.say("says.no")};
  line.emplace_back(Span::Kind::strong, answer.open == Open::already ? w.say("says.already")
                                        : answer.open == Open::improvements
                                            ? w.count("says.improvements", answer.path.size())
                                            : w.count("says.moves", answer.path.size()));
  if (answer.open == Open::improvements) add(line, w.count("says.improvements-rest", answer.path.size()));
  if (answer.open == Open::moves) add(line, w.count("says.moves-rest", answer.path.size()));
  if (answer.open != Open::already) {
    line.emplace_back(" ");
    line.emplace_back(Span::Kind::link, w.say("says.way"), "ways");
  }
  if (const auto c = strongest_of(answer.lasting_reached); c && answer.open != Open::moves) {
    add(line, w.say(*c == Concept::nash ? "says.reached-nash" : "says.reached-deterred"));
  } else if (const auto any = strongest_of(answer.lasting)) {
    add(line, w.say(answer.open == Open::moves ? "says.lasts" : "says.lasts-elsewhere"));
  } else if (!answer.leaves.empty()) {
    add(line, w.say("says.lasts-not", {{"party", writer.name(answer.leaves[0].party)}}));
  } else {
    add(line, w.say("says.lasts-not-plain"));
  }
  return line;
}

/// Who holds it up, and why.
Line holdup_line(const Writer& writer, const Answer& answer) {
  const Words& w = writer.w;
  if (answer.goal_states == 0 || answer.open == Open::no) return {w.say("says.holdup.no")};
  if (answer.open == Open::already) return {w.say("says.holdup.already")};
  if (answer.too_many_movers) return {w.say("says.holdup.not-searched")};
  if (answer.holdouts.empty()) {
    Line line = joined(
        {Span(Span::Kind::strong, w.say("says.holdup.nobody")), Span(" " + w.say("says.holdup.nobody-rest") + " ")},
        writer.parties(answer.movers));
    line.emplace_back(".");
    return line;
  }
  const std::string names = writer.names(holdouts_of(answer));
  Line line;
  if (answer.open == Open::improvements) {
    line.emplace_back(Span::Kind::strong, w.say("says.holdup.step-by-step", {{"parties", names}}));
    add(line, w.say("says.holdup.in-the-end") + " ");
    line = joined(std::move(line), writer.parties(holdouts_of(answer)));
    line.emplace_back(".");
  } else {
    line.emplace_back(Span::Kind::strong, names + ".");
    add(line, w.say("says.holdup.fewest"));
  }
  for (const Holdout& h : answer.holdouts) {
    if (h.statements.empty()) continue;
    add(line, w.say("says.because", {{"party", writer.name(h.party)}}));
    std::vector<Line> reasons;
    for (const Statement* s : h.statements) reasons.push_back(writer.reason(*s));
    line.emplace_back(" ");
    line = joined(std::move(line), joined(reasons, "; ", "; "));
    line.emplace_back(".");
  }
  return line;
}

/// What would change it: what would stop it, what would win over who holds it up, what would open it.
Line change_line(const Writer& writer, const Asked& asked) {
  const Words& w = writer.w;
  Line line;
  const auto more = [&](const std::string& sentence) { add(line, sentence); };
  if (!asked.indispensable.empty()) {
    more(w.count("says.stops", asked.indispensable.size()) + " ");
    line = joined(std::move(line), writer.parties(asked.indispensable));
    line.emplace_back(".");
  }
  if (const Lever* lever = lever_to_tell(asked)) {
    more(w.say("says.lever") + " ");
    line = joined(std::move(line), lever_line(writer, *lever, {lever->edits.empty() ? 0 : lever->edits.back().to}));
    line.emplace_back(".");
  }
  const std::vector<Cell> yielding = yielding_items(writer, asked, false);
  if (!yielding.empty()) {
    more(w.say(asked.answer.open == Open::improvements ? "says.yield" : "says.yield-plain") + " ");
    std::vector<Line> lines;
    for (const Cell& item : yielding) lines.push_back(item.line);
    line = joined(std::move(line), joined(lines, "; ", "; "));
    line.emplace_back(".");
  }
  if (line.empty()) return line;
  line.emplace_back(" ");
  line.emplace_back(Span::Kind::link, w.say("says.more"), "levers");
  return line;
}

Table question_table(const Writer& writer, std::size_t first) {
  const Words& w = writer.w;
  Table table{.caption = w.say(first == 0 ? "answer.table" : "answer.others"),
              .head = {w.say("answer.head.question"), w.say("answer.head.open"), w.say("answer.head.lasting"),
                       w.say("answer.head.way")}};
  for (std::size_t k = first; k < writer.found.questions.size(); ++k) {
    const Asked& asked = writer.found.questions[k];
    table.rows.push_back(
        {{{Span(Span::Kind::link, question_text(*asked.question), anchor_of("question-", asked.question->id))}},
         {{Span(Span::Kind::strong, open_text(w, asked.answer))}},
         {{lasting_text(writer, asked.answer)}},
         {{holdouts_text(writer, asked.answer)}}});
  }
  return table;
}

}  // namespace

Section answer_section(Writer& writer) {
  const Words& w = writer.w;
  Section section{"answer", w.say("answer.title")};
  const std::vector<Asked>& questions = writer.found.questions;
  if (questions.empty()) {
    section.blocks.push_back(paragraph({w.say("answer.no-questions")}));
  } else {
    const Asked& first = questions.front();
    section.blocks.push_back(
        heading({Span(Span::Kind::link, question_text(*first.question), anchor_of("question-", first.question->id))}));
    std::vector<Fact> facts{{w.say("answer.head.open"), open_line(writer, first.answer)},
                            {w.say("answer.head.way"), holdup_line(writer, first.answer)}};
    if (Line change = change_line(writer, first); !change.empty())
      facts.push_back({w.say("answer.head.change"), std::move(change)});
    section.blocks.push_back(facts_block(std::move(facts)));
    if (questions.size() > 1) section.blocks.push_back(table_block(question_table(writer, 1)));
  }
  section.blocks.push_back(paragraph({w.say("answer.caution")}));
  return section;
}

}  // namespace detente::brief
