#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/path_text.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

std::string holdouts_text(Analysis& a, const Style& style, const Answer& answer) {
  std::string out;
  if (answer.too_many_movers) {
    return style.paragraph(fmt::format("not searched: more than {} parties can move", Questioner::most_movers), 8);
  }
  if (!answer.goal_state) return out;
  std::vector<std::string> movers;
  for (const PartyId p : answer.movers) movers.push_back(a.model.party_id(p));
  const std::string target =
      fmt::format("state {} ({})", answer.goal_state->number(), against_now(a, *answer.goal_state));
  if (answer.holdouts.empty()) {
    return style.paragraph(
        fmt::format("nobody: {} can bring about {} and {} it to now; what is missing is coordination",
                    join_words(movers), target, movers.size() == 1 ? "prefers" : "each prefer"),
        8);
  }
  out += style.paragraph(fmt::format("{}the way with the fewest unwilling movers is by {} to {}",
                                     answer.open == Open::improvements
                                         ? "step by step nobody, as shown. But if each compares the end with now, "
                                         : "",
                                     join_words(movers), target),
                         8);
  for (const Holdout& holdout : answer.holdouts) {
    std::vector<std::string> variables;
    for (const VariableId v : holdout.variables) variables.push_back(a.model.variable(v).id);
    std::string why = "is indifferent between that and now";
    if (!holdout.statements.empty()) {
      std::vector<std::string> reasons;
      for (const Statement* statement : holdout.statements) reasons.push_back(statement_text(a.model, *statement));
      why = "prefers now, for " + join_words(reasons);
    } else if (a.payoffs.prefers(holdout.party, a.space.now(), *answer.goal_state)) {
      why = "prefers now";
    }
    const std::string with = variables.empty() ? "" : ", with " + join_words(variables);
    out += style.paragraph(
        fmt::format("{} holds it up{}: it {}", style.strong(a.model.party_id(holdout.party)), with, why), 8);
  }
  return out;
}

std::string lasting_text(Analysis& a, const Style& style, const Answer& answer) {
  std::vector<std::string> parts;
  for (const Concept c : strongest_first) {
    const auto k = static_cast<std::size_t>(c);
    if (answer.lasting[k] == 0) continue;
    parts.push_back(fmt::format("{} {} ({})", short_name(c), with_commas(answer.lasting[k]),
                                with_commas(answer.lasting_reached[k])));
  }
  if (!parts.empty()) {
    return style.paragraph(
        fmt::format("{}: of {} these are equilibria (in brackets: within reach of improvements): {}",
                    style.good("it can"), counted(answer.goal_states, "goal state"), join_words(parts, ", ")),
        8);
  }
  std::string out = style.paragraph(
      fmt::format("{}: none of {} is an equilibrium under any concept; the nearest to one is state {} ({})",
                  style.bad("no"), counted(answer.goal_states, "goal state"), answer.most_stable->number(),
                  against_now(a, *answer.most_stable)),
      8);
  std::optional<PartyId> last;
  for (const Leaving& leaving : answer.leaves) {
    if (last == leaving.party) continue;  // one way out for each party is enough here; JSON has all
    last = leaving.party;
    out +=
        style.paragraph("it would be left by " + step_text(a, {{leaving.party}, *answer.most_stable, leaving.to}), 8);
  }
  return out;
}

std::string question_text(Analysis& a, const Style& style, const Question& question) {
  const Answer answer = a.questioner().answer(question.goal);
  std::string out =
      style.paragraph(style.heading(question.text.empty() ? question.id : question.id + ": " + question.text), 2);
  out += style.paragraph("holds where: " + to_text(question.goal, a.model), 6);
  if (answer.goal_states == 0) return out + "      no feasible state satisfies the goal\n";

  out += "      Can it come about?\n";
  switch (answer.open) {
    case Open::already: out += style.paragraph(style.good("it holds now"), 8); break;
    case Open::improvements:
      out += style.paragraph(
          fmt::format("{}, by {} that each mover wants:", style.good("yes"), counted(answer.path.size(), "step")), 8);
      break;
    case Open::moves:
      out += style.paragraph(fmt::format("{}, in {}, but not without moves that somebody does not want:",
                                         style.strong("possible"), counted(answer.path.size(), "step")),
                             8);
      break;
    case Open::no: out += style.paragraph(style.bad("no moves lead there from now"), 8); break;
  }
  out += path_text(a, style, answer.path, 8);
  out += "      Would it last?\n" + lasting_text(a, style, answer);
  if (answer.open != Open::already && answer.open != Open::no) {
    out += "      Who stands in the way?\n" + holdouts_text(a, style, answer);
  }
  if (!answer.complete && !answer.too_many_movers) out += "      (stopped before the end)\n";
  return out;
}

}  // namespace

std::string questions_page(Analysis& a, const Style& style, const std::vector<const Question*>& questions) {
  std::string out;
  for (const Question* question : questions) {
    if (!out.empty()) out += "\n";
    out += question_text(a, style, *question);
  }
  if (questions.empty())
    out = "  the case asks no questions; add `questions:`, or use `detente ask CASE --goal FORMULA`\n";
  return out;
}

}  // namespace detente
