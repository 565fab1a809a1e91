#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

/// "1, 3 or 4".
std::string numbers_text(const States& states, std::string_view last) {
  std::vector<std::string> numbers;
  for (const StateId s : states) numbers.push_back(with_commas(s.number()));
  return join_words(numbers, last);
}

std::size_t states_in(const std::vector<States>& sets) {
  std::size_t n = 0;
  for (const States& set : sets) n += set.size();
  return n;
}

/// What the condition asks for, in the shorter of its two minimal forms, one line for each set; collects the states
/// that it names. Nothing if both are too long to read.
std::optional<std::string> form_text(const Style& style, StateId s, const NormalForms& forms, BitVector& named) {
  constexpr std::size_t most_states = 60;
  const auto length = [&](const std::optional<std::vector<States>>& form) {
    return form ? states_in(*form) : most_states + 1;
  };
  const bool all_of_any = length(forms.all_of_any) <= length(forms.any_of_all);
  const auto& form = all_of_any ? forms.all_of_any : forms.any_of_all;
  if (length(form) > most_states) return std::nullopt;
  std::string out;
  if (form->size() > 1)
    out += style.paragraph(
        all_of_any ? "it is stable where all of this holds:" : "it is stable where one of this holds:", 4);
  for (const States& set : *form) {
    const bool one = set.size() == 1;
    const std::string what = one          ? "state " + numbers_text(set, "")
                             : all_of_any ? "at least one of the states " + numbers_text(set, " and ")
                                          : "the states " + numbers_text(set, " and ");
    out +=
        style.paragraph(fmt::format("{} {} at or below state {}", what, one || all_of_any ? "is" : "are", s.number()),
                        6, form->size() > 1 ? "    *" : "");
    for (const StateId x : set) named.set(x.index());
  }
  return out;
}

/// The condition by improvement, with numbers of states instead of the states.
std::string clauses_text(const Analysis& a, const Style& style, StateId s, const Condition& condition) {
  constexpr std::size_t most_lines = 12;
  std::string out = style.paragraph(
      "it is stable where for each of these states, if it is above, the others can answer by something that is not:",
      4);
  for (std::size_t k = 0; k < condition.clauses.size() && k < most_lines; ++k) {
    const Condition::Clause& clause = condition.clauses[k];
    out += style.paragraph(fmt::format("state {} ({}): {} would deter", clause.improvement.number(),
                                       against_now(a, clause.improvement), counted(clause.blocks.size() - 1, "answer")),
                           6, "    *");
  }
  if (condition.clauses.size() > most_lines)
    out += style.paragraph(fmt::format("and {} more", with_commas(condition.clauses.size() - most_lines)), 6);
  (void)s;
  return out;
}

}  // namespace

std::string inverse_page(Analysis& a, const Style& style, StateId state, PartyId party,
                         const std::vector<InverseAnswer>& answers, bool count) {
  const std::string& id = a.model.party_id(party);
  std::string out = style.paragraph(fmt::format("state {}: {}", state.number(), against_now(a, state)), 0);
  out += style.paragraph(
      fmt::format(
          "Which of {}'s comparisons with this state decide whether it is stable for {}, the others being as they are",
          id, id),
      0);
  BitVector named(a.space.size());
  for (const InverseAnswer& answer : answers) {
    const std::vector<Deterrence> now = a.explainer().explain(state, party, answer.concept_id);
    const bool stable = std::ranges::all_of(now, &Deterrence::deterred);
    out += "\n" +
           style.heading(fmt::format("{}: {}", short_name(answer.concept_id),
                                     stable ? "stable as it is" : "not stable as it is")) +
           "\n";
    if (!answer.condition) {
      out += "    (stopped before the end)\n";
      continue;
    }
    if (answer.condition->clauses.empty()) {
      out += style.paragraph(fmt::format("it is stable whatever {} prefers", id), 4);
    } else if (const auto text = form_text(style, state, answer.forms, named)) {
      out += *text;
    } else {
      out += clauses_text(a, style, state, *answer.condition);
    }
    if (!count) continue;
    if (answer.rankings) {
      out += style.paragraph(
          fmt::format("strict rankings of the {} states that make it stable: {} ({:.4g}% of all)",
                      with_commas(a.space.size()), answer.rankings->number, 100 * answer.rankings->share),
          4);
    } else {
      out += style.paragraph("the condition is too intricate to count the rankings", 4);
    }
  }
  if (named.any()) {
    out += "\nThe states:\n";
    named.for_each([&](std::size_t s) {
      out += style.paragraph(against_now(a, StateId(s)), 14, fmt::format("    {:>8}", StateId(s).number()));
    });
  }
  return out;
}

}  // namespace detente
