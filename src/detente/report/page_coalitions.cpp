#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/path_text.hpp"
#include "detente/report/phrases.hpp"
#include "detente/space/describe.hpp"

namespace detente {

namespace {

constexpr std::size_t most_states_shown = 8;
constexpr std::size_t most_numbers_shown = 12;

/// "A and B", or "A alone".
std::string movers_text(const Analysis& a, PartySet movers) {
  const std::string names = coalition_text(a.model, movers, " and ");
  return size_of(movers) == 1 ? names + " alone" : names + " together";
}

std::string way_text(Analysis& a, const Style& style, StateId s, const ShownWay& shown) {
  const CoalitionWay& way = shown.way;
  std::string out = style.paragraph(
      fmt::format("{} would gain by state {}: {}", movers_text(a, way.movers), way.to.number(), against_now(a, way.to)),
      6, "    *");
  out += path_text(a, style, shown.path, 8);
  for (const PartyId p : members_of(way.movers)) {
    const std::string reason = because(a, p, way.to, s);
    out += style.paragraph(
        fmt::format("{} prefers it{}", a.model.party_id(p), reason.empty() ? " by its ranking" : reason), 8);
  }
  if (const PartySet more = way.gainers & ~way.movers; more != 0) {
    out += style.paragraph(fmt::format("{} would gain too", coalition_text(a.model, more, " and ")), 8);
  }
  if (way.targets > 1) {
    out +=
        style.paragraph(fmt::format("they could choose among {}; this one is best for the one of them that gains least",
                                    counted(way.targets, "such state")),
                        8);
  }
  return out;
}

std::string verdicts_text(Analysis& a, const Style& style, const AskedState& asked,
                          const std::vector<Concept>& concepts) {
  std::vector<std::string> stable;
  std::string out;
  for (std::size_t k = 0; k < concepts.size(); ++k) {
    const CoalitionStability::Verdict& verdict = asked.verdicts[k];
    if (verdict.stable()) stable.emplace_back(short_name(concepts[k]));
    if (concepts[k] == Concept::nash || !verdict.left_by) continue;
    const auto same = [&](std::size_t j) {
      const auto& other = asked.verdicts[j].left_by;
      return concepts[j] != Concept::nash && other && other->coalition == verdict.left_by->coalition &&
             other->to == verdict.left_by->to;
    };
    std::vector<std::string> names;
    bool told = false;
    for (std::size_t j = 0; j < concepts.size(); ++j) {
      if (!same(j)) continue;
      told = told || j < k;
      names.emplace_back(short_name(concepts[j]));
    }
    if (told) continue;
    out += style.paragraph(fmt::format("not stable under coalitional {}: no answer of the others deters {} from moving "
                                       "to state {}",
                                       join_words(names), coalition_text(a.model, verdict.left_by->coalition, " and "),
                                       verdict.left_by->to.number()),
                           4);
  }
  if (!stable.empty()) out = style.paragraph("stable under coalitional " + join_words(stable), 4) + out;
  return out;
}

/// One state: the first ways in full, the others in a line.
std::string asked_text(Analysis& a, const Style& style, const AskedState& asked, const CoalitionQuestion& question,
                       std::size_t most_ways) {
  constexpr std::size_t most_named = 12;
  std::string out = style.paragraph(fmt::format("state {}: {}", asked.state.number(), against_now(a, asked.state)), 2);
  const std::vector<CoalitionWay>& ways = asked.survey.ways;
  if (ways.empty()) {
    out += fmt::format("    no coalition {}\n",
                       asked.known ? "gains" : "was found that gains, but not all were looked at");
  } else {
    out += style.paragraph(fmt::format("{} would gain, by {}{}", counted(asked.survey.coalitions, "coalition"),
                                       counted(asked.survey.targets, "other state"), asked.known ? "" : " at least"),
                           4);
  }
  const std::size_t shown = std::min(most_ways, asked.ways.size());
  for (std::size_t k = 0; k < shown; ++k) out += way_text(a, style, asked.state, asked.ways[k]);
  std::vector<std::string> others;
  for (std::size_t k = shown; k < std::min(shown + most_named, ways.size()); ++k) {
    others.push_back(
        fmt::format("{} ({})", coalition_text(a.model, ways[k].movers), counted(ways[k].targets, "state")));
  }
  if (ways.size() > shown + most_named)
    others.push_back(fmt::format("{} more", with_commas(ways.size() - shown - most_named)));
  if (!others.empty()) out += style.paragraph("other smallest groups: " + join_words(others), 4);
  return out + verdicts_text(a, style, asked, question.concepts);
}

/// What no coalition upsets, and the states asked about.
std::string states_text(Analysis& a, const Style& style, const CoalitionAnswer& answer,
                        const CoalitionQuestion& question) {
  std::string out;
  const std::size_t stable = answer.stable_for_all.states.count();
  if (answer.stable_for_all.over_all) {
    const std::size_t nash = a.stability().equilibria(Concept::nash).count();
    out += "\n" + style.heading("WHAT NO COALITION UPSETS") + "\n";
    if (nash == 0) {
      out += "  nothing: there is no Nash equilibrium\n";
    } else {
      out += style.paragraph(
          fmt::format("{} of {}{}", with_commas(stable), counted(nash, "Nash equilibrium", "Nash equilibria"),
                      answer.stable_for_all.unknown > 0 ? ", as far as they were looked at" : ""),
          2);
      out += set_text(a, answer.stable_for_all.states, style, 10, 5);
    }
  }
  std::vector<const AskedState*> shown;
  for (const AskedState& asked : answer.asked) {
    if (!answer.nash_asked || !asked.survey.ways.empty() || !asked.known) shown.push_back(&asked);
  }
  if (shown.empty()) return out;
  // What is nearest to now comes first.
  const Reach& reach = a.questioner().by_improvements();
  if (answer.nash_asked)
    std::ranges::stable_sort(shown, {}, [&](const AskedState* s) { return reach.steps(s->state); });
  out += "\n" + style.heading(answer.nash_asked ? "WHAT COALITIONS UPSET" : "WHO COULD GAIN TOGETHER") + "\n";
  const std::size_t most = std::min(shown.size(), most_states_shown);
  const std::size_t ways = answer.nash_asked ? 1 : 5;
  for (std::size_t k = 0; k < most; ++k) out += asked_text(a, style, *shown[k], question, ways);
  if (most < shown.size()) out += fmt::format("  ... and {} more; --json has all\n", with_commas(shown.size() - most));
  return out;
}

std::string numbers_text(const BitVector& states) {
  std::vector<std::string> numbers;
  if (states.count() > most_numbers_shown) return "";
  states.for_each([&](std::size_t s) { numbers.push_back(std::to_string(StateId(s).number())); });
  return fmt::format("{}", fmt::join(numbers, ", "));
}

std::string concepts_text(Analysis& a, const Style& style, const CoalitionAnswer& answer) {
  if (answer.concepts.empty()) return "";
  std::string out = "\n" + style.heading("COALITIONAL STABILITY") + "\n";
  const auto row = [&](const ConceptStates& states, std::string_view among) {
    std::string line =
        fmt::format("{} {}{}", with_commas(states.states.count()), among,
                    states.unknown > 0 ? fmt::format(", {} not judged", with_commas(states.unknown)) : "");
    const std::string numbers = numbers_text(states.states);
    if (!numbers.empty()) line += ": " + numbers;
    out += style.paragraph(line, 8, fmt::format("  {:<5}", short_name(states.concept_id)));
  };
  const std::string of_all = fmt::format("of {}", counted(a.space.size(), "state"));
  const std::string of_asked = fmt::format("of the {} looked at", counted(answer.asked.size(), "state"));
  row(answer.stable_for_all, answer.stable_for_all.over_all ? of_all : of_asked);
  for (const ConceptStates& states : answer.concepts) row(states, states.over_all ? of_all : of_asked);
  return out;
}

std::string blocks_text(Analysis& a, const Style& style, const BlockAnswer& answer,
                        const std::vector<Concept>& concepts) {
  std::vector<std::string> names;
  for (const std::vector<PartyId>& block : answer.blocks) names.push_back(coalition_text(a.model, set_of(block)));
  std::string out = "\n" + style.heading("BLOCKS THAT ACT AS ONE") + "\n";
  out += style.paragraph(fmt::format("{}", fmt::join(names, " | ")), 2);
  const std::size_t judged = answer.judged.count();
  for (const Concept c : concepts) {
    BitVector states = answer.judged;
    for (std::size_t b = 0; b < answer.blocks.size(); ++b) states &= answer.stability->stable(c, PartyId(b));
    const std::string numbers = numbers_text(states);
    out += style.paragraph(fmt::format("{} of {}{}{}{}", with_commas(states.count()), answer.over_all ? "" : "the ",
                                       counted(judged, "state"), answer.over_all ? "" : " looked at",
                                       numbers.empty() ? "" : ": " + numbers),
                           8, fmt::format("  {:<5}", short_name(c)));
  }
  return out;
}

}  // namespace

std::string coalitions_page(Analysis& a, const Style& style, const CoalitionAnswer& answer,
                            const CoalitionQuestion& question) {
  const std::uint64_t coalitions = (std::uint64_t{1} << a.model.parties.size()) - 1;
  std::string out = fmt::format("{}, {}: {}\n", counted(a.space.size(), "feasible state"),
                                counted(a.model.parties.size(), "party", "parties"), counted(coalitions, "coalition"));
  if (question.coalition) {
    out += "\n" + style.heading("IMPROVEMENTS OF " + coalition_text(a.model, *question.coalition)) + "\n";
    for (std::size_t k = 0; k < std::min<std::size_t>(answer.listed.size(), 100); ++k) {
      const ListedImprovement& listed = answer.listed[k];
      out += style.paragraph(fmt::format("{}", against_now(a, listed.to)), 22,
                             fmt::format("  {:>8} -> {:<8}", listed.state.number(), listed.to.number()));
    }
    if (answer.improvements > 100)
      out += fmt::format("  {} in all; --json lists more\n", with_commas(answer.improvements));
    if (answer.improvements == 0) out += "  none\n";
  } else {
    out += states_text(a, style, answer, question) + concepts_text(a, style, answer);
  }
  if (answer.blocks) out += blocks_text(a, style, *answer.blocks, question.block_concepts);
  if (!answer.complete) out += "\n" + style.paragraph("not all: " + answer.reason + "; --work allows for more", 0);
  return out;
}

std::string coalitions_section(Analysis& a, const Style& style, const std::string& file) {
  constexpr std::size_t most_shown = 3;
  const std::string command = fmt::format("`detente coalitions {}`", file);
  if (const auto refusal = coalitions_refused(a)) return style.paragraph("not looked for: " + refusal->message, 2);
  const CoalitionQuestion question = quick_coalitions(a);
  const bool small = a.space.size() <= small_case;
  if (!small && question.states.empty()) {
    return style.paragraph(
        "improvements lead from now to no Nash equilibrium; " + command + " looks at those that there are", 2);
  }
  const CoalitionAnswer answer = answer_coalitions(a, question);
  std::string out;
  std::vector<const AskedState*> upset;
  std::vector<std::string> safe;
  for (const AskedState& asked : answer.asked) {
    if (!asked.survey.ways.empty()) upset.push_back(&asked);
    else if (asked.known) safe.push_back(std::to_string(asked.state.number()));
  }
  const Reach& reach = a.questioner().by_improvements();
  std::ranges::stable_sort(upset, {}, [&](const AskedState* s) { return reach.steps(s->state); });
  if (answer.asked.empty() && answer.complete) return "  nothing to look at: there is no Nash equilibrium\n";
  const std::string states = counted(answer.asked.size(), "Nash equilibrium", "Nash equilibria") +
                             (small ? "" : " that is nearest to now on the way of improvements");
  const std::string lasting =
      safe.empty()
          ? fmt::format("from {} some group of parties could gain together",
                        answer.asked.size() == 1 ? "the " + states.substr(2) : "each of the " + states)
          : fmt::format("of {}, {} upset by no group of parties: {}", states, counted(safe.size(), "is", "are"),
                        safe.size() > 12 ? "`--json` names them" : "state " + join_words(safe));
  if (!answer.asked.empty()) out += style.paragraph(lasting, 2);
  for (std::size_t k = 0; k < std::min(upset.size(), most_shown); ++k) {
    const ShownWay& shown = upset[k]->ways.front();
    const std::uint64_t more = upset[k]->survey.coalitions - 1;
    out += style.paragraph(
        fmt::format("state {}: {} would gain by moving to state {}: {}{}", upset[k]->state.number(),
                    movers_text(a, shown.way.movers), shown.way.to.number(), against(a, upset[k]->state, shown.way.to),
                    more == 0 ? "" : fmt::format(" (and {} could gain)", counted(more, "other group"))),
        6, "    *");
  }
  if (upset.size() > most_shown) out += fmt::format("    * and {} more\n", with_commas(upset.size() - most_shown));
  if (!answer.complete) out += style.paragraph("not all was looked at: " + answer.reason, 2);
  return out + style.paragraph(command + " says why, and looks further", 2);
}

}  // namespace detente
