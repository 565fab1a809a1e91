#include "property/agreement.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "detente/casefile/read.hpp"
#include "detente/report/analysis.hpp"
#include "detente/stability/one_state.hpp"
#include "reference/case_text.hpp"
#include "reference/reference.hpp"

namespace detente::tests {

namespace {

namespace ref = reference;
using Difference = std::optional<std::string>;

std::size_t index_of(Concept c) { return static_cast<std::size_t>(c); }

class Comparison {
 public:
  Comparison(const ref::PlainCase& plain, const ref::ReferenceModel& expected, const Case& document, bool same_options)
      : plain_(plain), expected_(expected), document_(document), same_options_(same_options) {}

  Difference run() {
    for (const Sanction sanction : {Sanction::weak, Sanction::strict}) {
      for (const Responses responses : {Responses::sequences, Responses::once, Responses::single}) {
        AnalysisOptions options;
        options.switches = {sanction, responses};
        options.threads = next_threads();
        AnalysisBuild build = Analysis::build(document_, options);
        if (!build.analysis)
          return "the program found no analysis: " + render(build.diagnostics, SourceText("case", ""));
        Analysis& a = *build.analysis;
        if (Difference d = engines(a)) return d;
        const bool first = options.switches == Switches{};
        if (first) {
          if (Difference d = states(a)) return d;
          if (Difference d = moves_and_ranks(a)) return d;
        }
        const ref::StabilityTable table =
            ref::stability(expected_, {static_cast<ref::Sanction>(sanction), static_cast<ref::Responses>(responses)});
        if (Difference d = stability(a, table)) return d;
        if (Difference d = witnesses(a, table)) return d;
        if (Difference d = one_state(a, table)) return d;
        if (first) {
          const ref::PathTable paths = ref::paths_from_now(expected_);
          if (Difference d = this->paths(a, paths)) return d;
          if (Difference d = questions(a, table, paths)) return d;
        }
      }
    }
    return std::nullopt;
  }

 private:
  /// Each engine solves with one thread, with two and with seven, under different switches.
  unsigned next_threads() {
    constexpr std::array<unsigned, 3> counts{1, 2, 7};
    return counts[solved_++ / 2 % counts.size()];
  }

  /// The engine that was not chosen gives the same sets, for any number of threads.
  Difference engines(Analysis& a) {
    SolveOptions other = a.options().solve_options();
    other.engine = a.stability().engine == Engine::dense ? Engine::sparse : Engine::dense;
    other.threads = next_threads();
    const Stability again = solve(a.space, a.moves, a.payoffs, other);
    for (const Concept c : all_concepts) {
      for (std::size_t p = 0; p < expected_.party_count; ++p) {
        if (again.stable(c, PartyId(p)) == a.stability().stable(c, PartyId(p))) continue;
        return fmt::format("the {} engine and the {} engine differ for party {} under {} (sanction {}, responses {})",
                           id_of(again.engine), id_of(a.stability().engine), p, short_name(c),
                           id_of(again.switches.sanction), id_of(again.switches.responses));
      }
    }
    return std::nullopt;
  }

  Difference states(const Analysis& a) const {
    if (a.space.size() != expected_.states.size()) {
      return fmt::format("{} states, the reference has {}", a.space.size(), expected_.states.size());
    }
    if (a.space.now().index() != expected_.now)
      return fmt::format("now is {}, the reference has {}", a.space.now().number(), expected_.now + 1);
    for (std::size_t s = 0; same_options_ && s < a.space.size(); ++s) {
      std::set<std::vector<std::size_t>> members;
      for (std::size_t k = 0; k < a.space.members_in(StateId(s)); ++k) {
        std::vector<Value> values;
        a.space.layout().decode(a.space.code(a.space.member_of(StateId(s), k)), values);
        members.emplace(values.begin(), values.end());
      }
      if (members != std::set<std::vector<std::size_t>>(expected_.states[s].begin(), expected_.states[s].end())) {
        return fmt::format("state {} has other members than in the reference", s + 1);
      }
    }
    return std::nullopt;
  }

  Difference moves_and_ranks(const Analysis& a) const {
    for (std::size_t p = 0; p < expected_.party_count; ++p) {
      for (std::size_t s = 0; s < a.space.size(); ++s) {
        std::vector<std::size_t> targets;
        for (const StateId t : a.moves.from(a.moves.party(PartyId(p)), StateId(s))) targets.push_back(t.index());
        std::vector<std::size_t> wanted = expected_.moves[p][s];
        std::ranges::sort(wanted);
        if (targets != wanted)
          return fmt::format("party {} has other moves from state {} than in the reference", p, s + 1);
        if (a.payoffs.rank(PartyId(p), StateId(s)) != expected_.ranks[p][s]) {
          return fmt::format("party {} gives state {} rank {}, the reference {}", p, s + 1,
                             a.payoffs.rank(PartyId(p), StateId(s)), expected_.ranks[p][s]);
        }
      }
    }
    return std::nullopt;
  }

  Difference stability(Analysis& a, const ref::StabilityTable& table) const {
    for (const Concept c : all_concepts) {
      for (std::size_t p = 0; p < expected_.party_count; ++p) {
        for (std::size_t s = 0; s < a.space.size(); ++s) {
          const bool stable = a.stability().stable(c, PartyId(p)).test(s);
          if (stable != (table[index_of(c)][p][s] != 0)) {
            return fmt::format(
                "state {} is {} for party {} under {} (sanction {}, responses {}), the reference says otherwise", s + 1,
                stable ? "stable" : "unstable", p, short_name(c), id_of(a.options().switches.sanction),
                id_of(a.options().switches.responses));
          }
        }
      }
    }
    return std::nullopt;
  }

  /// Every witness is walked step by step with the reference's moves and ranks alone.
  Difference witnesses(Analysis& a, const ref::StabilityTable& table) const {
    const std::size_t stride = 1 + a.space.size() / 12;
    for (const Concept c : all_concepts) {
      for (std::size_t p = 0; p < expected_.party_count; ++p) {
        for (std::size_t s = index_of(c) % stride; s < a.space.size(); s += stride) {
          const std::vector<Deterrence> all = a.explainer().explain(StateId(s), PartyId(p), c);
          const bool stable = std::ranges::all_of(all, &Deterrence::deterred);
          if (stable != (table[index_of(c)][p][s] != 0)) {
            return fmt::format("explain calls state {} {} for party {} under {}", s + 1, stable ? "stable" : "unstable",
                               p, short_name(c));
          }
          std::vector<std::size_t> improvements;
          for (const Deterrence& d : all) improvements.push_back(d.to.index());
          std::vector<std::size_t> wanted = expected_.improvements[p][s];
          std::ranges::sort(wanted);
          if (improvements != wanted)
            return fmt::format("explain lists other improvements of party {} from state {}", p, s + 1);
          for (const Deterrence& d : all) {
            if (d.deterred && !sanction_holds(a, p, s, c, d)) {
              return fmt::format("the sanction against party {} moving from state {} to {} under {} does not hold", p,
                                 s + 1, d.to.number(), short_name(c));
            }
          }
        }
      }
    }
    return std::nullopt;
  }

  /// The engine for single states, which lists none, at one state for each setting of the switches.
  Difference one_state(const Analysis& a, const ref::StabilityTable& table) const {
    const Switches switches = a.options().switches;
    OneState one(a.model, {.switches = switches});
    if (one.obstacle()) return std::nullopt;
    const std::size_t s = (3 * static_cast<std::size_t>(switches.responses) +
                           static_cast<std::size_t>(switches.sanction) + a.space.member_count()) %
                          a.space.size();
    for (const Concept c : all_concepts) {
      for (std::size_t p = 0; p < expected_.party_count; ++p) {
        const OneStateVerdict v = one.verdict(a.space.values(StateId(s)), PartyId(p), c);
        const auto wrong = [&](std::string_view what) {
          return fmt::format(
              "the engine for single states: {} of state {} for party {} under {} (sanction {}, responses {})", what,
              s + 1, p, short_name(c), id_of(switches.sanction), id_of(switches.responses));
        };
        if (!v.stable) return wrong("no verdict: " + v.open_because);
        if (*v.stable != (table[index_of(c)][p][s] != 0)) return wrong("wrong verdict");
        std::uint64_t improvements = 0;
        for (const std::size_t t : expected_.improvements[p][s]) improvements += a.space.members_in(StateId(t));
        if (v.improvements != improvements) return wrong("wrong number of improvements");
        for (const ValuedDeterrence& d : v.shown) {
          Deterrence numbered{.to = number(a, d.to), .deterred = d.deterred, .sanction = {}, .best_way_out = {}};
          for (const ValuedResponse& r : d.sanction) numbered.sanction.push_back({r.party, number(a, r.to)});
          const auto& improving = expected_.improvements[p][s];
          if (std::ranges::find(improving, numbered.to.index()) == improving.end()) return wrong("a wrong improvement");
          if (d.deterred && !sanction_holds(a, p, s, c, numbered)) return wrong("a sanction that does not hold");
          if (!d.deterred && *v.stable) return wrong("an improvement that nothing deters, and stability,");
        }
      }
    }
    return std::nullopt;
  }

  static StateId number(const Analysis& a, const std::vector<Value>& values) {
    return a.space.state_of(a.space.find(a.space.layout().code_of(values)).value());
  }

  bool sanction_holds(const Analysis& a, std::size_t party, std::size_t start, Concept c, const Deterrence& d) const {
    const Switches switches = a.options().switches;
    if (c == Concept::nash || d.sanction.empty()) return false;
    if (switches.responses == Responses::single && d.sanction.size() > 1) return false;
    std::size_t at = d.to.index();
    std::optional<std::size_t> last;
    std::set<std::size_t> moved;
    for (const Response& r : d.sanction) {
      const std::size_t mover = r.party.index();
      if (mover == party || last == mover) return false;
      if (!moved.insert(mover).second && switches.responses == Responses::once) return false;
      const auto& targets = responses_improve(c) ? expected_.improvements[mover][at] : expected_.moves[mover][at];
      if (std::ranges::find(targets, r.to.index()) == targets.end()) return false;
      last = mover;
      at = r.to.index();
    }
    const auto no_better = [&](std::size_t s) {
      return switches.sanction == Sanction::weak ? !expected_.better(party, s, start)
                                                 : expected_.better(party, start, s);
    };
    if (!no_better(at)) return false;
    return !counters_escape(c) || std::ranges::all_of(expected_.moves[party][at], no_better);
  }

  Difference paths(Analysis& a, const ref::PathTable& table) const {
    const auto differ = [&](const Reach& reach, const ref::Distances& expected, bool improving) -> Difference {
      for (std::size_t s = 0; s < a.space.size(); ++s) {
        if (reach.reached(StateId(s)) != expected.steps[s].has_value() ||
            (expected.steps[s] && reach.steps(StateId(s)) != *expected.steps[s])) {
          return fmt::format("state {} is another number of {} away than in the reference", s + 1,
                             improving ? "improvements" : "moves");
        }
        if (!reach.reached(StateId(s))) continue;
        // Every step of the path must be one of the reference's shortest steps, and all of those must be found.
        StateId at = a.space.now();
        for (const Step& step : a.evolution().path(StateId(s), reach, improving)) {
          if (step.from != at || !is_shortest(step, expected))
            return fmt::format("the path to state {} has a wrong step", s + 1);
          at = step.to;
        }
        if (at != StateId(s)) return fmt::format("the path to state {} ends elsewhere", s + 1);
        std::size_t into = 0;
        for (const ref::PathStep& step : expected.shortest) into += step.to == s ? 1U : 0U;
        if (a.evolution().steps_into(StateId(s), reach, improving).size() != into) {
          return fmt::format("state {} has another number of shortest ways in than in the reference", s + 1);
        }
      }
      return std::nullopt;
    };
    if (Difference d = differ(a.questioner().by_moves(), table.by_moves, false)) return d;
    return differ(a.questioner().by_improvements(), table.by_improvements, true);
  }

  static bool is_shortest(const Step& step, const ref::Distances& expected) {
    ref::PartySet movers = 0;
    for (const PartyId p : step.parties) movers |= ref::only(p.index());
    return std::ranges::any_of(expected.shortest, [&](const ref::PathStep& s) {
      return s.from == step.from.index() && s.to == step.to.index() && s.movers == movers;
    });
  }

  Difference questions(Analysis& a, const ref::StabilityTable& table, const ref::PathTable& paths) const {
    const std::vector<ref::QuestionAnswer> expected = ref::answer_questions(plain_, expected_, table, paths);
    for (std::size_t q = 0; q < expected.size(); ++q) {
      const Answer answer = a.questioner().answer(a.model.questions[q].goal);
      const ref::QuestionAnswer& e = expected[q];
      const auto wrong = [&](std::string_view what) { return fmt::format("question {}: {} differs", q + 1, what); };
      if (answer.goal_states != e.goal_states.size()) return wrong("the number of goal states");
      if (static_cast<int>(answer.open) != static_cast<int>(e.open)) return wrong("how it is open");
      if ((answer.open == Open::improvements || answer.open == Open::moves) && answer.path.size() != e.open_steps)
        return wrong("the path");
      bool any = false;
      for (const Concept c : all_concepts) {
        if (answer.lasting[index_of(c)] != e.lasting[index_of(c)]) return wrong("what is lasting");
        if (answer.lasting_reached[index_of(c)] != e.lasting_by_improvements[index_of(c)])
          return wrong("what is lasting and reached");
        any |= e.lasting[index_of(c)] > 0;
      }
      const std::optional<std::size_t> most_stable = any ? std::nullopt : e.most_stable;
      if (answer.most_stable.has_value() != most_stable.has_value() ||
          (most_stable && answer.most_stable->index() != *most_stable)) {
        return wrong("the most stable goal state");
      }
      if (answer.goal_state.has_value() != e.holdouts.has_value())
        return wrong("whether there is a goal state to bring about");
      if (!e.holdouts) continue;
      ref::PartySet movers = 0;
      for (const PartyId p : answer.movers) movers |= ref::only(p.index());
      if (answer.goal_state->index() != e.holdouts->goal_state) return wrong("the least held-up goal state");
      if (answer.holdouts.size() != e.holdouts->holdouts) return wrong("the number of holdouts");
      if (answer.way.size() != e.holdouts->steps) return wrong("the length of the way");
      if (e.holdouts->steps > 0 && std::ranges::find(e.holdouts->mover_sets, movers) == e.holdouts->mover_sets.end()) {
        return wrong("the set of movers");
      }
    }
    return std::nullopt;
  }

  const ref::PlainCase& plain_;
  const ref::ReferenceModel& expected_;
  const Case& document_;
  bool same_options_;
  std::size_t solved_ = 0;  ///< the document has the variables of the plain case
};

}  // namespace

std::optional<std::string> first_difference(const ref::PlainCase& plain) {
  const ref::ReferenceModel expected = ref::build_model(plain);
  const ReadResult read = read_case(SourceText("case", ref::to_case_text(plain)));
  if (!read.document) return std::string(unreadable) + render(read.diagnostics, read.source);
  return Comparison(plain, expected, *read.document, true).run();
}

std::optional<std::string> first_difference(const ref::PlainCase& plain, const ref::ReferenceModel& expected,
                                            const Case& document, bool same_options) {
  return Comparison(plain, expected, document, same_options).run();
}

void expect_agreement(std::uint64_t seed, const Compare& compare, const ref::RandomCaseOptions& options) {
  const ref::PlainCase plain = ref::random_case(seed, options);
  const auto difference = compare(plain);
  if (!difference) return;
  const ref::PlainCase small = shrunk(plain, compare);
  FAIL("seed " << seed << ": " << *difference << "\nshrunk: " << compare(small).value_or("") << "\n"
               << ref::to_case_text(small));
}

ref::PlainCase shrunk(ref::PlainCase plain, const Compare& compare) {
  const auto still_differs = [&](const ref::PlainCase& candidate) {
    try {
      const auto difference = compare(candidate);
      return difference && !difference->starts_with(unreadable);
    } catch (const std::invalid_argument&) {
      return false;  // no longer a valid case
    }
  };
  // Tries to erase each element of a list that `list_in` finds in a case.
  bool smaller = true;
  const auto thin = [&](auto&& list_in) {
    for (std::size_t k = 0; k < list_in(plain).size();) {
      ref::PlainCase candidate = plain;
      auto& list = list_in(candidate);
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(k));
      if (still_differs(candidate)) {
        plain = std::move(candidate);
        smaller = true;
      } else {
        ++k;
      }
    }
  };
  while (smaller) {
    smaller = false;
    thin([](ref::PlainCase & c) -> auto& { return c.questions; });
    thin([](ref::PlainCase & c) -> auto& { return c.rules; });
    thin([](ref::PlainCase & c) -> auto& { return c.merges; });
    for (std::size_t p = 0; p < plain.parties.size(); ++p) {
      thin([p](ref::PlainCase & c) -> auto& { return c.parties[p].preferences.order; });
      thin([p](ref::PlainCase & c) -> auto& { return c.parties[p].preferences.weights; });
    }
    for (std::size_t v = 0; v < plain.variables.size(); ++v) {
      for (const bool needs : {true, false}) {
        ref::PlainCase candidate = plain;
        ref::PlainVariable& variable = candidate.variables[v];
        if (needs ? !variable.needs : !variable.moves) continue;
        if (needs) variable.needs.reset();
        else variable.moves.reset();
        if (!still_differs(candidate)) continue;
        plain = std::move(candidate);
        smaller = true;
      }
    }
  }
  return plain;
}

}  // namespace detente::tests
