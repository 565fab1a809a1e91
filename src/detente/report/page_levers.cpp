#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/lever_text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

std::string standing_text(const LeverAnswer& answer) {
  const Standing& s = answer.standing;
  return fmt::format(
      "of {}, {} {} under {}; improvements lead from now to {} of them{}", counted(s.goal_states, "goal state"),
      with_commas(s.lasting), s.lasting == 1 ? "is an equilibrium" : "are equilibria",
      short_name(answer.question.concept_id), with_commas(s.reached),
      s.lasting > 0 && s.reached > 0 ? fmt::format(", and to {} that last", with_commas(s.settled)) : "");
}

std::string kind_text(const Model& model, const Style& style, const LeverQuestion& question, const std::string& title,
                      const std::string& none, const Findings& findings) {
  const std::string amount = findings.found == 0
                                 ? (findings.complete ? none : "none found before the search was stopped")
                                 : fmt::format("{}{}", with_commas(findings.found),
                                               findings.complete ? "" : " found before the search was stopped");
  std::string out = style.paragraph(fmt::format("{}: {}", style.strong(title), amount), 6);
  out += levers_text(model, style, question, findings, 8);
  for (const std::string& left : findings.left_out) out += style.paragraph("not tried: " + left, 8);
  return out;
}

/// What is said of one goal.
std::string answer_text(const Model& model, const Style& style, const LeverAnswer& answer) {
  const LeverQuestion& question = answer.question;
  std::string out =
      style.paragraph(style.heading(question.text.empty() ? question.id : question.id + ": " + question.text), 0);
  if (question.id != "state") out += style.paragraph("holds where: " + to_text(question.goal, model), 4);
  if (answer.standing.goal_states == 0) return out + "    no feasible state satisfies the goal\n";
  out += style.paragraph(standing_text(answer), 4);
  if (answer.aims.empty()) out += style.paragraph("nothing has to change", 4);
  for (const LeverAnswer::ForAim& found : answer.aims) {
    const Findings& p = found.preferences;
    const std::string changes = p.exhausted == 1
                                    ? "no single change of a list of statements does it"
                                    : fmt::format("no {} changes of lists of statements do it", p.exhausted);
    const std::string size = p.found == 0 ? "" : fmt::format(", {}", counted(p.size, "change"));
    out += "    " + style.heading(aim_text(found.aim, question.concept_id)) + "\n";
    out += kind_text(model, style, question, "A commitment", "no value or pair of values, set and then fixed, does it",
                     found.commitments);
    out +=
        kind_text(model, style, question, "Other preferences" + size, p.exhausted == 0 ? "none to change" : changes, p);
    out += kind_text(model, style, question, "Lifting a restriction", "no rule, limit or need stands in the way alone",
                     found.restrictions);
  }
  return out;
}

}  // namespace

std::string levers_page(Analysis& a, const Style& style, const std::vector<LeverAnswer>& answers) {
  std::string out;
  for (const LeverAnswer& answer : answers) out += (out.empty() ? "" : "\n") + answer_text(a.model, style, answer);
  return out;
}

std::string levers_section(Analysis& a, const Style& style, const std::string& file) {
  const auto answers = quick_levers(a);
  std::string out;
  std::vector<std::string> open;
  for (const LeverAnswer& answer : answers) {
    if (!answer.standing.open_aims().empty()) open.push_back(answer.question.id);
    for (const LeverAnswer::ForAim& found : answer.aims) {
      std::string lines;
      for (const std::string& line :
           {levers_in_short(a.model, found.commitments, "a commitment", "commitments"),
            levers_in_short(a.model, found.preferences, "a change of preferences", "changes of preferences"),
            levers_in_short(a.model, found.restrictions, "a restriction lifted", "restrictions lifted")}) {
        if (!line.empty()) lines += style.paragraph(line, 6, "    *");
      }
      if (lines.empty()) continue;
      out += style.paragraph(fmt::format("{}: {}", answer.question.id, aim_text(found.aim, answer.question.concept_id)),
                             2) +
             lines;
    }
  }
  if (open.empty()) return {};
  return out + style.paragraph(fmt::format("`detente levers {} --question ID` says {} for {}", file,
                                           out.empty() ? "what would have to change" : "more, and with whom it rests,",
                                           join_words(open)),
                               2);
}

}  // namespace detente
