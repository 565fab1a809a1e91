#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/phrases.hpp"

namespace detente {

namespace {

std::string verdict(const Analysis& a, StateId state, PartyId party, Concept c, bool stable) {
  const std::string where = state == a.space.now() ? "Now" : fmt::format("State {}", state.number());
  return fmt::format("{} is {} for {} under {}.", where, stable ? "stable" : "not stable", a.model.party_id(party),
                     short_name(c));
}

std::string deterrence_text(const Analysis& a, const Style& style, StateId state, PartyId party, Concept c,
                            const Deterrence& d) {
  std::string out =
      style.paragraph(fmt::format("{}  -> state {}, which it likes better{}", step_text(a, {{party}, state, d.to}),
                                  d.to.number(), because(a, party, d.to, state)),
                      6, "    *");
  if (!d.deterred) {
    return out + style.paragraph(c == Concept::nash ? "nothing holds it back: Nash stability looks at no responses"
                                                    : "nothing that the others can answer deters it",
                                 8);
  }
  StateId at = d.to;
  for (const Response& response : d.sanction) {
    const std::string step = step_text(a, {{response.party}, at, response.to});
    const std::string wants =
        responses_improve(c) ? ", which it likes better" + because(a, response.party, response.to, at) : "";
    out += style.paragraph(fmt::format("{} {}{}  -> state {}{}", a.model.party_id(response.party),
                                       responses_improve(c) ? "could and would answer" : "could answer",
                                       step.substr(step.find(':')), response.to.number(), wants),
                           8);
    at = response.to;
  }
  const bool worse = a.payoffs.prefers(party, state, at);
  out += style.paragraph(fmt::format("that is {} for {} than staying{}", worse ? "worse" : "no better",
                                     a.model.party_id(party), because(a, party, state, at)),
                         8);
  if (counters_escape(c)) {
    out += style.paragraph(
        d.best_way_out
            ? fmt::format("and its best way out, state {}, is no better than staying either", d.best_way_out->number())
            : "and it cannot move away from there",
        8);
  }
  return out;
}

/// What the improvements of a party and the answers to them come to: `open` of `all` are not deterred.
std::string balance(const Analysis& a, Concept c, std::size_t open, std::size_t all) {
  const std::string gain = fmt::format("It could gain by {}", counted(all, "move"));
  if (c == Concept::nash) return gain + "; Nash stability does not ask what the others would answer.";
  const std::string answer = responses_improve(c) ? "could and would answer" : "could answer";
  const std::string hurt = (a.options().switches.sanction == Sanction::weak ? "no better off than" : "worse off than") +
                           std::string(" where it is") + (counters_escape(c) ? ", without a way out" : "");
  if (open == 0)
    return fmt::format("{}, but what the others {} {} leaves it {}.", gain, answer, all == 1 ? "then" : "to each",
                       hurt);
  if (open == all) {
    return fmt::format("{}, and nothing that the others {} to {} leaves it {}.", gain, answer,
                       all == 1 ? "it" : "any of them", hurt);
  }
  return fmt::format("{}; for {} of them nothing that the others {} leaves it {}.", gain, with_commas(open), answer,
                     hurt);
}

}  // namespace

std::string explain_page(Analysis& a, const Style& style, StateId state, const std::vector<PartyId>& parties,
                         const std::vector<Concept>& concepts) {
  std::string out = style.paragraph(fmt::format("state {}: {}", state.number(), against_now(a, state)), 0);
  constexpr std::size_t most_listed = 12;
  for (const PartyId party : parties) {
    for (const Concept c : concepts) {
      const std::vector<Deterrence> all = a.explainer().explain(state, party, c);
      const bool stable = std::ranges::all_of(all, &Deterrence::deterred);
      out += "\n" + style.heading(verdict(a, state, party, c, stable)) + "\n";
      if (all.empty()) {
        out +=
            style.paragraph(fmt::format("{} has no move to a state that it likes better.", a.model.party_id(party)), 2);
        continue;
      }
      const auto open = static_cast<std::size_t>(std::ranges::count(all, false, &Deterrence::deterred));
      out += style.paragraph(balance(a, c, open, all.size()), 2);
      // What is not deterred decides, so it comes first.
      std::size_t listed = 0;
      for (const bool deterred : {false, true}) {
        for (const Deterrence& d : all) {
          if (d.deterred != deterred || listed == most_listed) continue;
          ++listed;
          out += deterrence_text(a, style, state, party, c, d);
        }
      }
      if (listed < all.size())
        out += fmt::format("    ... and {} more; --json has all\n", with_commas(all.size() - listed));
    }
  }
  return out;
}

}  // namespace detente
