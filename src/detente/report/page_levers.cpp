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

std::string aim_text(Aim aim, Concept c) {
  switch (aim) {
    case Aim::lasting: return fmt::format("What would make it last (under {})", short_name(c));
    case Aim::reached: return "What would make improvements lead there";
    case Aim::settled:
      return fmt::format("What would make improvements lead to one that lasts (under {})", short_name(c));
  }
  return {};
}

std::string kind_text(Analysis& a, const Style& style, const LeverQuestion& question, const std::string& title,
                      const std::string& none, const Findings& findings) {
  const std::string amount = findings.found == 0
                                 ? (findings.complete ? none : "none found before the search was stopped")
                                 : fmt::format("{}{}", with_commas(findings.found),
                                               findings.complete ? "" : " found before the search was stopped");
  std::string out = style.paragraph(fmt::format("{}: {}", style.strong(title), amount), 6);
  constexpr std::size_t most_lines = 10;
  out += levers_text(a, style, question, findings, 8, most_lines);
  for (const std::string& left : findings.left_out) out += style.paragraph("not tried: " + left, 8);
  return out;
}

}  // namespace

std::string levers_page(Analysis& a, const Style& style, const std::vector<LeverAnswer>& answers) {
  std::string out;
  for (const LeverAnswer& answer : answers) {
    const LeverQuestion& question = answer.question;
    if (!out.empty()) out += "\n";
    out += style.paragraph(style.heading(question.text.empty() ? question.id : question.id + ": " + question.text), 0);
    if (question.id != "state") out += style.paragraph("holds where: " + to_text(question.goal, a.model), 4);
    if (answer.standing.goal_states == 0) {
      out += "    no feasible state satisfies the goal\n";
      continue;
    }
    out += style.paragraph(standing_text(answer), 4);
    if (answer.aims.empty()) out += style.paragraph("nothing has to change", 4);
    for (const LeverAnswer::ForAim& found : answer.aims) {
      out += "    " + style.heading(aim_text(found.aim, question.concept_id)) + "\n";
      const Findings& p = found.preferences;
      const std::string size =
          p.found == 0 ? "Other preferences" : fmt::format("Other preferences, {}", counted(p.size, "change"));
      out += kind_text(a, style, question, "A commitment", "no value or pair of values, set and then fixed, does it",
                       found.commitments);
      out +=
          kind_text(a, style, question, size,
                    p.exhausted == 0 ? "none"
                                     : fmt::format("no {} of a list of statements {} it",
                                                   p.exhausted == 1 ? "change" : fmt::format("{} changes", p.exhausted),
                                                   p.exhausted == 1 ? "does" : "do"),
                    p);
      out += kind_text(a, style, question, "Lifting a restriction", "no rule, limit or need stands in the way alone",
                       found.restrictions);
    }
  }
  return out;
}

}  // namespace detente
