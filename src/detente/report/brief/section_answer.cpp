// The short answer, how sure it is, and who stands in the way.

#include <algorithm>
#include <set>

#include "detente/base/text.hpp"
#include "detente/report/brief/build.hpp"
#include "detente/report/brief/escape.hpp"
#include "detente/report/phrases.hpp"

namespace detente::brief {

namespace {

/// The strongest concept under which some goal state is an equilibrium.
std::optional<Concept> strongest_lasting(const Answer& answer) {
  for (const Concept c : strongest_first) {
    if (answer.lasting[static_cast<std::size_t>(c)] > 0) return c;
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
  if (const auto c = strongest_lasting(answer)) {
    return writer.w.say("answer.lasts", {{"concept", std::string(long_name(*c))}});
  }
  if (answer.leaves.empty()) return writer.w.say("answer.lasts-not-plain");
  return writer.w.say("answer.lasts-not", {{"party", writer.name(answer.leaves[0].party)}});
}

std::string holdouts_text(const Writer& writer, const Answer& answer) {
  if (answer.goal_states == 0 || answer.open == Open::no) return "–";
  if (answer.too_many_movers) return writer.w.say("answer.not-searched");
  if (answer.open == Open::already) return writer.w.say("answer.nobody-needed");
  if (answer.holdouts.empty()) return writer.w.say("answer.nobody");
  std::vector<PartyId> parties;
  for (const Holdout& h : answer.holdouts) parties.push_back(h.party);
  return writer.w.say("answer.holdouts", {{"parties", writer.names(parties)}});
}

std::string question_text(const Question& question) { return question.text.empty() ? question.id : question.text; }

/// The first question of the case is its main one: the answer in plain sentences.
Line first_answer(const Writer& writer) {
  const Words& w = writer.w;
  const Answer& answer = writer.answers[0];
  Line line{Span(Span::Kind::strong, question_text(writer.a.model.questions[0]))};
  const auto say = [&](std::string sentence) { line.emplace_back(" " + std::move(sentence)); };
  if (answer.goal_states == 0 || answer.open == Open::no) {
    say(w.say("answer.says.no"));
    return line;
  }
  say(w.say("answer.says." + std::string(id_of(answer.open))));
  if (strongest_lasting(answer)) {
    say(w.say("answer.says.lasts"));
  } else if (answer.leaves.empty()) {
    say(w.say("answer.says.lasts-not-plain"));
  } else {
    say(w.say("answer.says.lasts-not", {{"party", writer.name(answer.leaves[0].party)}}));
  }
  if (answer.open == Open::already || answer.too_many_movers) return line;
  if (answer.holdouts.empty()) {
    say(w.say("answer.says.nobody"));
    return line;
  }
  if (answer.open == Open::improvements) say(w.say("answer.says.step-by-step"));
  std::vector<PartyId> parties;
  for (const Holdout& h : answer.holdouts) parties.push_back(h.party);
  say(w.count("answer.says.holdout", parties.size(), {{"parties", writer.names(parties)}}));
  for (const Holdout& h : answer.holdouts) {
    if (h.statements.empty()) continue;
    say(w.say("answer.says.because", {{"party", writer.name(h.party)}}));
    for (const Statement* s : h.statements) line = joined(joined(std::move(line), {" "}), writer.statement(*s));
    line.emplace_back(".");
  }
  return line;
}

}  // namespace

Section answer_section(Writer& writer) {
  const Words& w = writer.w;
  Section section{"answer", w.say("answer.title")};
  if (writer.answers.empty()) {
    section.blocks.push_back(paragraph({w.say("answer.no-questions")}));
  } else {
    section.blocks.push_back(paragraph({w.say("answer.lead")}));
    section.blocks.push_back(paragraph(first_answer(writer)));
    Table table{.caption = w.say("answer.table"),
                .head = {w.say("answer.head.question"), w.say("answer.head.open"), w.say("answer.head.lasting"),
                         w.say("answer.head.way")}};
    for (std::size_t k = 0; k < writer.answers.size(); ++k) {
      const Question& question = writer.a.model.questions[k];
      const Answer& answer = writer.answers[k];
      table.rows.push_back({{{Span(Span::Kind::link, question_text(question), anchor_of("question-", question.id))}},
                            {{Span(Span::Kind::strong, open_text(w, answer))}},
                            {{lasting_text(writer, answer)}},
                            {{holdouts_text(writer, answer)}}});
    }
    section.blocks.push_back(table_block(std::move(table)));
  }
  section.blocks.push_back(paragraph({w.say("answer.caution")}));
  return section;
}

Section ground_section(Writer& writer) {
  const Words& w = writer.w;
  const Model& model = writer.a.model;
  Section section{"ground", w.say("ground.title")};
  section.blocks.push_back(
      paragraph({w.say("ground.model", {{"parties", w.count("ground.parties", model.parties.size())},
                                        {"options", w.count("ground.options", model.variables.size())},
                                        {"rules", w.count("ground.rules", model.rules.size())},
                                        {"states", w.count("ground.states", writer.a.space.size())}})}));
  std::size_t all = 0, cited = 0, assumed = 0;
  std::set<std::string> sources;
  for (std::size_t p = 0; p < model.parties.size(); ++p) {
    for (const Statement* s : model.statements_of(PartyId(p))) {
      ++all;
      if (!s->support.citations.empty()) ++cited;
      else if (!s->support.assumed.empty()) ++assumed;
      for (const Citation& c : s->support.citations) sources.insert(c.source);
    }
  }
  if (all > 0) {
    section.blocks.push_back(paragraph({w.say("ground.support", {{"all", with_commas(all)},
                                                                 {"cited", with_commas(cited)},
                                                                 {"sources", w.count("ground.sources", sources.size())},
                                                                 {"assumed", with_commas(assumed)},
                                                                 {"none", with_commas(all - cited - assumed)}})}));
  }
  BitVector in_all = writer.a.stability().equilibria(Concept::nash);
  for (const Concept c : all_concepts) in_all &= writer.a.stability().equilibria(c);
  const std::size_t agreed = in_all.count();
  section.blocks.push_back(paragraph(
      {w.say("ground.robust"), Span(" "), agreed == 0 ? w.say("ground.agree-none") : w.count("ground.agree", agreed)}));
  return section;
}

Section obstacles_section(Writer& writer) {
  const Words& w = writer.w;
  const Analysis& a = writer.a;
  Section section{"obstacles", w.say("obstacles.title")};
  if (writer.answers.empty()) return section;
  section.blocks.push_back(paragraph({w.say("obstacles.lead")}));
  for (std::size_t k = 0; k < writer.answers.size(); ++k) {
    const Question& question = a.model.questions[k];
    const Answer& answer = writer.answers[k];
    section.blocks.push_back(heading({question_text(question)}, anchor_of("question-", question.id)));
    section.blocks.push_back(paragraph({Span(Span::Kind::code, to_text(question.goal, a.model))}));
    if (answer.goal_states == 0 || answer.open == Open::no) {
      section.blocks.push_back(paragraph({w.say("obstacles.unreachable")}));
    } else if (answer.open == Open::already) {
      section.blocks.push_back(paragraph({w.say("obstacles.already")}));
    } else if (answer.goal_state && answer.holdouts.empty()) {
      section.blocks.push_back(
          paragraph({w.say("obstacles.coordination", {{"parties", writer.names(answer.movers)}})}));
    } else if (answer.goal_state) {
      Line by{w.say("obstacles.by", {{"parties", writer.names(answer.movers)}}), Span(" "),
              writer.state(*answer.goal_state), Span(": " + against_now(a, *answer.goal_state) + ".")};
      if (answer.open == Open::improvements) by.insert(by.begin(), Span(w.say("obstacles.step-by-step") + " "));
      section.blocks.push_back(paragraph(std::move(by)));
    }
    for (const Holdout& holdout : answer.holdouts) {
      std::vector<std::string> options;
      for (const VariableId v : holdout.variables) options.push_back(title_of(a.model.variable(v)));
      const Words::Fill fill{{"party", writer.name(holdout.party)}, {"options", w.join(options)}};
      const bool ranks = a.payoffs.prefers(holdout.party, a.space.now(), *answer.goal_state);
      section.blocks.push_back(paragraph({w.say(!holdout.statements.empty() ? "obstacles.holds-up"
                                                : ranks                     ? "obstacles.holds-up-ranking"
                                                                            : "obstacles.indifferent",
                                                fill)}));
      std::vector<Cell> reasons;
      for (const Statement* s : holdout.statements) reasons.push_back({writer.statement(*s)});
      if (!reasons.empty()) section.blocks.push_back(list(std::move(reasons)));
    }
    std::set<PartyId> left;
    for (const Leaving& leaving : answer.leaves) {
      if (!left.insert(leaving.party).second) continue;
      section.blocks.push_back(paragraph(
          {w.say("obstacles.leaves", {{"party", writer.name(leaving.party)},
                                      {"what", step_text(a, {{leaving.party}, *answer.most_stable, leaving.to})}})}));
    }
  }
  return section;
}

}  // namespace detente::brief
