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
    return style.paragraph(fmt::format("not searched: more than {} parties can move", most_movers), 8);
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
      for (const Statement* statement : holdout.statements) reasons.push_back(reason_text(a.model, *statement));
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

std::string question_text(Analysis& a, const Style& style, const Answered& answered) {
  const auto& [asked, answer] = answered;
  const Question& question = *asked;
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

std::string short_opening(const Style& style, const Answer& answer) {
  const std::string steps = counted(answer.path.size(), "step");
  switch (answer.open) {
    case Open::already: return style.good("It holds now");
    case Open::improvements:
      return fmt::format("{}, by {} that {}", style.good("It can come about"), steps,
                         answer.path.size() == 1 ? "its mover wants" : "each mover wants");
    case Open::moves:
      return fmt::format("{}, in {}", style.strong("It can come about only if somebody acts against its own wishes"),
                         steps);
    case Open::no: break;
  }
  return style.bad("No moves lead there from now");
}

std::string short_lasting(Analysis& a, const Answer& answer) {
  if (answer.open == Open::already) {
    for (const Concept c : strongest_first) {
      if (a.stability().equilibria(c).test(a.space.now().index())) {
        return fmt::format("Things as they are can last ({}).", short_name(c));
      }
    }
    return "Things as they are would not last, under any concept.";
  }
  const auto strongest = [](const std::array<std::size_t, 5>& counts) -> std::optional<Concept> {
    for (const Concept c : strongest_first) {
      if (counts[static_cast<std::size_t>(c)] > 0) return c;
    }
    return std::nullopt;
  };
  if (const auto c = strongest(answer.lasting_reached); c && answer.open == Open::improvements) {
    return fmt::format("What is reached so can last ({}).", short_name(*c));
  }
  if (const auto c = strongest(answer.lasting))
    return fmt::format("A state of this kind can last ({}).", short_name(*c));
  return "It would not last, under any concept.";
}

std::string short_obstacle(const Analysis& a, const Answer& answer) {
  if (answer.open == Open::already || answer.open == Open::no || !answer.goal_state) return "";
  std::vector<std::string> parties;
  for (const Holdout& holdout : answer.holdouts) parties.push_back(a.model.party_id(holdout.party));
  if (parties.empty() && answer.open == Open::improvements) return " All who are needed gain by the end.";
  if (parties.empty()) return " All who are needed gain by the end; what is missing is that they act together.";
  if (answer.open == Open::improvements) {
    return fmt::format(" Compared with now not all who are needed gain by the end: {} {} not.", join_words(parties),
                       parties.size() == 1 ? "does" : "do");
  }
  return fmt::format(" {} {} it up.", join_words(parties), parties.size() == 1 ? "holds" : "hold");
}

}  // namespace

std::vector<Answered> answer_all(Analysis& a, const std::vector<const Question*>& questions) {
  std::vector<Answered> out;
  const std::vector<Question>& all = a.model.questions;
  if (std::ranges::equal(questions, all, {}, {}, [](const Question& q) { return &q; })) {
    for (const Question* question : questions) out.push_back({question, a.answer(*question)});
    return out;
  }
  std::vector<const Formula*> goals;
  for (const Question* question : questions) goals.push_back(&question->goal);
  std::vector<Answer> answers = a.questioner().answers(goals);
  for (std::size_t k = 0; k < questions.size(); ++k) out.push_back({questions[k], std::move(answers[k])});
  return out;
}

std::string short_answers(Analysis& a, const Style& style, const std::vector<Answered>& questions) {
  std::string out;
  for (const auto& [question, answer] : questions) {
    out += style.paragraph(style.strong(question->text.empty() ? question->id : question->text), 2);
    out += style.paragraph(answer.goal_states == 0 ? "No feasible state satisfies it."
                                                   : fmt::format("{}. {}{}", short_opening(style, answer),
                                                                 short_lasting(a, answer), short_obstacle(a, answer)),
                           6);
  }
  return out;
}

std::string questions_page(Analysis& a, const Style& style, const std::vector<Answered>& questions) {
  std::string out;
  for (const Answered& question : questions) {
    if (!out.empty()) out += "\n";
    out += question_text(a, style, question);
  }
  if (questions.empty())
    out = "  the case asks no questions; add `questions:`, or use `detente ask CASE --goal FORMULA`\n";
  return out;
}

}  // namespace detente
