#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/phrases.hpp"
#include "detente/report/traps_answer.hpp"

namespace detente {

TrapAnswer answer_traps(Analysis& a, const TrapsQuestion& question) {
  const Control& control = a.options().control;
  const Stability& stability = a.stability();
  const bool from_now = question.start == a.space.now();
  const Reach elsewhere = from_now ? Reach{} : a.evolution().reach(question.start, true, {}, control);
  return find_traps(a.evolution(), from_now ? a.questioner().by_improvements() : elsewhere, stability, question.parties,
                    {.concept_id = question.concept_id,
                     .most_listed = question.most_listed,
                     .work = question.work,
                     .memory_bytes = a.options().limits.memory_bytes},
                    control);
}

TrapsQuestion quick_traps(const Analysis& a) {
  TrapsQuestion question{.start = a.space.now(), .parties = {}, .most_listed = 1, .work = 2'000'000};
  for (std::size_t p = 0; p < a.model.parties.size(); ++p) question.parties.emplace_back(p);
  return question;
}

namespace {

constexpr std::size_t most_shown = 3;

/// "now", or "state 12".
std::string start_text(const Analysis& a, StateId start) {
  return start == a.space.now() ? "now" : fmt::format("state {}", start.number());
}

/// Why the movers of a step make it: "which Ukraine likes better because of ...".
std::string wanted_text(const Analysis& a, const Step& step) {
  std::vector<std::string> reasons;
  for (const PartyId p : step.parties)
    reasons.push_back(fmt::format("{} likes better{}", a.model.party_id(p), because(a, p, step.to, step.from)));
  return "which " + join_words(reasons, " and which ");
}

std::string trap_text(Analysis& a, const Style& style, const TrapsQuestion& question, PartyId party, const Trap& trap) {
  const std::string& name = a.model.party_id(party);
  const std::string start = start_text(a, question.start);
  const StateId end = trap.equilibrium;
  std::string out = style.paragraph(fmt::format("in {} it can end in state {}: {}", counted(trap.path.size(), "step"),
                                                end.number(), against(a, question.start, end)),
                                    6, "    *");
  for (std::size_t k = 0; k < trap.path.size(); ++k) {
    const Step& step = trap.path[k];
    out +=
        style.paragraph(fmt::format("{} -> state {}, {}", step_text(a, step), step.to.number(), wanted_text(a, step)),
                        12, fmt::format("        {}.", k + 1));
    if (k == trap.fatal)
      out += style.paragraph(
          fmt::format("that step cannot be undone: no improvements lead back any more to what {} likes as well", name),
          12);
  }
  out += style.paragraph(fmt::format("there {} is worse off than {}{}", name, start == "now" ? start : "in " + start,
                                     because(a, party, question.start, end)),
                         8);
  if (trap.moves_lead_back) {
    out += style.paragraph("a way back would need moves that somebody does not want", 8);
  } else {
    const std::size_t k = *trap.fatal_for_moves;
    out += style.paragraph(fmt::format("and no moves at all, wanted or not, lead back{}",
                                       k == trap.fatal ? "" : fmt::format(" from step {} on", k + 1)),
                           8);
  }
  return out;
}

std::string equilibria_text(std::size_t n, Concept c) {
  return n == 1 ? fmt::format("a {} equilibrium", short_name(c))
                : fmt::format("{} {} equilibria", with_commas(n), short_name(c));
}

/// What there is to say of a party in a sentence, without its name.
std::string verdict(const Analysis& a, const TrapsQuestion& question, const PartyTraps& found) {
  const std::string start = start_text(a, question.start);
  if (found.improvements == 0) return fmt::format("no trap: it has no part in any move from {} that it wants", start);
  const std::string gain = fmt::format("it could gain by {} from {}", counted(found.improvements, "move"), start);
  if (found.found == 0) {
    return fmt::format(
        "no trap: {}, but {} what the others want then {} to a {} equilibrium that it likes less for good", gain,
        found.improvements == 1 ? "after it" : "after none of them",
        found.improvements == 1 ? "does not lead" : "leads", short_name(question.concept_id));
  }
  const std::string which = found.improvements == 1             ? "it"
                            : found.baits == found.improvements ? "each of them"
                                                                : with_commas(found.baits) + " of them";
  return fmt::format(
      "{}, and after {} what the others want then can lead to {} that it likes less than {}, with no "
      "way back",
      gain, which, equilibria_text(found.found, question.concept_id), start);
}

std::string not_searched(const TrapAnswer& answer) {
  return fmt::format(
      "not looked for: improvements lead to {}, and the moves among them are more than the work or the "
      "memory allowed for",
      counted(answer.reached - 1, "other state"));
}

}  // namespace

std::string traps_page(Analysis& a, const Style& style, const TrapsQuestion& question, const TrapAnswer& answer) {
  std::string out;
  if (question.start != a.space.now())
    out += style.paragraph(fmt::format("state {}: {}", question.start.number(), against_now(a, question.start)), 0);
  out += style.paragraph(
      fmt::format("From {} improvements of anybody lead to {} of {} other states.", start_text(a, question.start),
                  with_commas(answer.reached - 1), with_commas(a.space.size() - 1)),
      0);
  if (!answer.complete) return out + style.paragraph(not_searched(answer) + "; --work allows for more", 0);
  for (const PartyTraps& found : answer.parties) {
    out += "\n" + style.heading(a.model.party_id(found.party)) + "\n";
    out += style.paragraph(verdict(a, question, found), 2);
    const std::size_t shown = std::min(most_shown, found.traps.size());
    for (std::size_t k = 0; k < shown; ++k) out += trap_text(a, style, question, found.party, found.traps[k]);
    if (shown < found.found)
      out +=
          style.paragraph(fmt::format("and {} more; --json lists them", with_commas(found.found - shown)), 6, "    *");
  }
  return out;
}

std::string traps_section(Analysis& a, const Style& style, const std::string& file) {
  const TrapsQuestion question = quick_traps(a);
  const TrapAnswer answer = answer_traps(a, question);
  const std::string more = fmt::format("`detente traps {}` ", file);
  if (!answer.complete) return style.paragraph(not_searched(answer) + " here; " + more + "looks further", 2);
  std::string out;
  for (const PartyTraps& found : answer.parties) {
    if (found.found == 0) continue;
    out += style.paragraph(fmt::format("{}: {}", a.model.party_id(found.party), verdict(a, question, found)), 2);
    const Trap& nearest = found.traps.front();
    std::vector<std::string> steps;
    for (const Step& step : nearest.path) steps.push_back(step_text(a, step));
    const Step& fatal = nearest.path[nearest.fatal];
    out += style.paragraph(
        fmt::format("to state {} by {}; the step that cannot be undone is that of {}", nearest.equilibrium.number(),
                    join_words(steps, "; "), coalition_text(a.model, set_of(fatal.parties), " and ")),
        6, "    *");
  }
  if (!out.empty()) return out + style.paragraph(more + "says why", 2);
  return style.paragraph(
      "none: no move that a party wants now can lead it, by what the others want then, to a SEQ "
      "equilibrium that is worse for it for good",
      2);
}

}  // namespace detente
