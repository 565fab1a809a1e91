// Tables against the brute-force reference, on random small cases of two to four parties with walk-aways of all kinds,
// also from states other than now. DETENTE_CASES says how many (default 2,000 in an optimized build, 200 otherwise),
// DETENTE_SEED where they begin. A failure prints its seed and the case.

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "detente/casefile/read.hpp"
#include "detente/report/deals_answer.hpp"
#include "property/from_environment.hpp"
#include "reference/case_text.hpp"
#include "reference/random_case.hpp"
#include "reference/reference_deals.hpp"

namespace detente::tests {

namespace {

namespace ref = reference;
using Difference = std::optional<std::string>;
using States = std::vector<std::size_t>;

/// How often each situation occurred: a test that never meets one proves nothing about it.
struct Met {
  std::size_t tables = 0;
  std::size_t open = 0;
  std::size_t cardinal = 0;
  std::size_t ties = 0;  ///< efficient deals that tie
  std::size_t drifts = 0;
  std::size_t drifts_nowhere = 0;
  std::size_t ratified = 0;
  std::size_t merged = 0;
  std::size_t terms = 0;  ///< a deal that sets a term
  std::size_t breaches = 0;
  std::size_t joint = 0;        ///< smallest concessions of several parties
  std::size_t large_block = 0;  ///< a minimal blocked set of three or more
  std::size_t picks_differ = 0;
  std::size_t groups_leave = 0;  ///< verdicts that a group would leave a deal
  std::size_t groups_stay = 0;
};

constexpr std::size_t most_against_groups = 2;  ///< deals of a table that are held against groups

States indices(const BitVector& set) {
  States all;
  set.for_each([&](std::size_t s) { all.push_back(s); });
  return all;
}

States indices(const std::vector<StateId>& states) {
  States all;
  for (const StateId s : states) all.push_back(s.index());
  return all;
}

class TableComparison {
 public:
  TableComparison(Analysis& a, const ref::PlainCase& plain, const ref::ReferenceModel& model,
                  const ref::StabilityTable& stable, const ref::ReferenceSwitches& switches, Met& met)
      : a_(a), plain_(plain), model_(model), stable_(stable), switches_(switches), met_(met) {}

  Difference run(std::size_t table, std::size_t from) {
    const Table* asked = &a_.model.tables[table];
    DealsAnswer answer = answer_deals(a_, std::span(&asked, 1), StateId(from), all_concepts);
    hold_against_groups(a_, answer, most_against_groups, true, Work::unlimited);
    const Settlement& s = answer.tables[0].settlement;
    const ref::ReferenceTable expected = ref::evaluate_table(plain_, model_, stable_, plain_.tables[table], from);
    const auto wrong = [&](std::string_view what) {
      return fmt::format("table {} from state {}: {} differ", asked->id, from + 1, what);
    };
    if (!stakes_agree(s, expected)) return wrong("the walk-aways");
    if (indices(s.deals) != expected.deals) return wrong("the deals");
    if (indices(s.acceptable) != expected.acceptable) return wrong("the acceptable deals");
    if (indices(s.frontier.efficient) != expected.efficient) return wrong("the efficient deals");
    if (!points_agree(s, expected)) return wrong("the points of the frontier");
    if (!picks_agree(s, expected)) return wrong("the picks");
    if (!impasse_agrees(s, expected)) return wrong("blocked sets or concessions");
    for (std::size_t i = 0; i < expected.shifts.size(); ++i) {
      const std::optional<std::size_t> rank =
          s.shifts[i].rank ? std::optional<std::size_t>(*s.shifts[i].rank) : std::nullopt;
      if (rank != expected.shifts[i].rank || s.shifts[i].others_accept != expected.shifts[i].others_accept)
        return wrong("the changes of the zone");
      if (!curve_agrees(s, expected, i)) return wrong("the curves of the zone");
    }
    count(expected, table, from);
    return lasting(answer, wrong);
  }

 private:
  static bool stakes_agree(const Settlement& s, const ref::ReferenceTable& expected) {
    std::size_t warnings = 0;
    for (const ref::ReferenceStake& stake : expected.stakes) warnings += stake.drifted_nowhere ? 1U : 0U;
    return s.diagnostics.size() == warnings &&
           std::ranges::equal(s.stakes, expected.stakes, [](const Stake& a, const ref::ReferenceStake& b) {
             return a.party.index() == b.party && a.member == b.member && a.walk_away.index() == b.walk_away;
           });
  }

  /// The points are distinct, and their deals are all efficient deals.
  bool points_agree(const Settlement& s, const ref::ReferenceTable& expected) const {
    std::size_t deals = 0;
    std::set<std::vector<Rank>> points;
    for (std::size_t p = 0; p < s.frontier.size(); ++p) {
      const std::size_t first = s.frontier.first[p];
      std::vector<Rank> point;
      for (const Stake& member : s.members()) point.push_back(a_.payoffs.rank(member.party, StateId(first)));
      points.insert(point);
      deals += s.frontier.count[p];
      if (!std::ranges::binary_search(expected.efficient, first)) return false;
    }
    return deals == expected.efficient.size() && points.size() == s.frontier.size();
  }

  static bool picks_agree(const Settlement& s, const ref::ReferenceTable& expected) {
    if (s.picks.has_value() != !expected.acceptable.empty()) return false;
    if (!s.picks) return true;
    if (indices(s.picks->fallback) != expected.fallback) return false;
    if (s.picks->cardinal.has_value() != expected.cardinal) return false;
    if (!expected.cardinal) return true;
    const CardinalPicks& picks = *s.picks->cardinal;
    return indices(picks.nash) == expected.nash && indices(picks.kalai_smorodinsky) == expected.kalai_smorodinsky &&
           indices(picks.egalitarian) == expected.egalitarian && indices(picks.utilitarian) == expected.utilitarian;
  }

  bool impasse_agrees(const Settlement& s, const ref::ReferenceTable& expected) const {
    if (s.impasse.has_value() != expected.acceptable.empty()) return false;
    if (!s.impasse) return true;
    if (s.impasse->blocked != expected.blocked || !s.impasse->all_blocked) return false;
    std::vector<ref::Concessions> found;
    for (std::size_t k = 0; k < s.impasse->joint.size(); ++k) {
      const JointConcession& joint = s.impasse->joint[k];
      ref::Concessions concessions(s.stakes.size());
      for (const Concession& c : joint.concessions) {
        const auto size = static_cast<std::int64_t>(c.steps) + c.amount;
        concessions[c.stake] = {1 + static_cast<std::size_t>(size), size};
      }
      if (joint.concessions.size() == 1 && s.impasse->alone[joint.concessions[0].stake] != k) return false;
      if (!s.deals.test(joint.deal.index())) return false;
      found.push_back(concessions);
    }
    const auto alone = std::ranges::count_if(s.impasse->alone, [](const auto& k) { return k.has_value(); });
    const auto single =
        std::ranges::count_if(s.impasse->joint, [](const auto& j) { return j.concessions.size() == 1; });
    std::ranges::sort(found);
    return found == expected.concessions && alone == single;
  }

  bool curve_agrees(const Settlement& s, const ref::ReferenceTable& expected, std::size_t stake) const {
    const std::vector<ZoneStep> curve = zone_curve(a_.payoffs, s.stakes, s.deals, stake);
    const Rank at = a_.payoffs.rank(s.stakes[stake].party, s.stakes[stake].walk_away);
    std::uint64_t acceptable = 0;
    for (const ZoneStep& step : curve) {
      if (step.rank <= at) acceptable = step.acceptable;
    }
    return acceptable == expected.acceptable.size() && curve.front().rank == 0 &&
           std::ranges::is_sorted(curve, std::ranges::greater{}, &ZoneStep::acceptable);
  }

  /// No group leaves where that is said; the group that is said to leave does, undeterred.
  bool groups_agree(const DealsAnswer& answer) const {
    if (answer.against_groups.empty()) return true;
    const ref::CoalitionTable groups = ref::coalition_table(model_);
    for (const auto& [deal, held] : answer.against_groups) {
      if (!held.known || held.verdicts.empty()) return false;
      const auto undeterred = [&](Concept c, std::size_t group, std::size_t to) {
        const States& leads_to = groups[group][deal.index()];
        return std::ranges::count(leads_to, to) > 0 &&
               !ref::coalition_deterred(model_, groups, static_cast<ref::Concept>(c), static_cast<ref::PartySet>(group),
                                        deal.index(), to, static_cast<ref::Sanction>(a_.options().switches.sanction));
      };
      for (const auto& [c, verdict] : held.verdicts) {
        if (verdict.left_by) {
          if (!undeterred(c, verdict.left_by->coalition, verdict.left_by->to.index())) return false;
          ++met_.groups_leave;
          continue;
        }
        ++met_.groups_stay;
        for (std::size_t group = 1; group < groups.size(); ++group) {
          for (const std::size_t to : groups[group][deal.index()]) {
            if (undeterred(c, group, to)) return false;
          }
        }
      }
      bool could_gain = false;  // two or more together
      for (std::size_t group = 1; group < groups.size(); ++group) {
        could_gain = could_gain || (std::popcount(group) > 1 && !groups[group][deal.index()].empty());
      }
      if (held.way && std::ranges::count(groups[held.way->movers][deal.index()], held.way->to.index()) == 0)
        return false;
      if (held.way && !could_gain) return false;
    }
    return true;
  }

  /// With a limit the order is the same, only shorter.
  bool prefix_agrees(const TableAnswer& table) const {
    for (const std::size_t most : {std::size_t{1}, std::size_t{3}}) {
      std::vector<BitVector> equilibria;
      for (const Concept c : strongest_first) equilibria.push_back(a_.stability().equilibria(c));
      const std::vector<StateId> first = in_order_of_merit(a_.space, table.settlement, a_.payoffs, equilibria, most);
      if (first.size() != std::min(most, table.order.size())) return false;
      if (!std::ranges::equal(first, std::span(table.order).first(first.size()))) return false;
    }
    return true;
  }

  template <class Wrong>
  Difference lasting(const DealsAnswer& answer, const Wrong& wrong) {
    const TableAnswer& table = answer.tables[0];
    if (table.order.size() != indices(table.settlement.acceptable).size()) return wrong("the listed deals");
    for (const StateId deal : table.order) {
      const std::vector<Concept> lasting = answer.lasting(deal);
      for (const Concept c : all_concepts) {
        const auto which = static_cast<ref::Concept>(c);
        const bool lasts = std::ranges::count(lasting, c) > 0;
        if (lasts != std::ranges::binary_search(ref::equilibria(stable_, which), deal.index()))
          return wrong("what lasts");
        const std::vector<Breach> found = breaches(a_.explainer(), a_.stability(), model_.party_count, deal, c);
        std::size_t next = 0;
        for (std::size_t p = 0; p < model_.party_count; ++p) {
          const States leads_to = ref::undeterred(model_, which, p, deal.index(), switches_);
          if (leads_to.empty()) continue;
          std::size_t best = leads_to[0];
          for (const std::size_t s : leads_to) {
            if (model_.better(p, s, best)) best = s;
          }
          if (next == found.size() || found[next].party.index() != p || found[next].to.index() != best)
            return wrong("those who would break a deal");
          ++next;
          ++met_.breaches;
        }
        if (next != found.size()) return wrong("those who would break a deal");
      }
    }
    if (!groups_agree(answer)) return wrong("the groups that would break a deal");
    if (!prefix_agrees(table)) return wrong("the first deals in order");
    return std::nullopt;
  }

  void count(const ref::ReferenceTable& e, std::size_t table, std::size_t from) {
    ++met_.tables;
    if (!e.acceptable.empty()) ++met_.open;
    if (e.cardinal) ++met_.cardinal;
    if (e.cardinal && (e.nash != e.kalai_smorodinsky || e.nash != e.fallback)) ++met_.picks_differ;
    std::set<std::vector<std::size_t>> points;
    for (const std::size_t deal : e.efficient) {
      std::vector<std::size_t>& point = scratch_;
      point.clear();
      for (const std::size_t p : plain_.tables[table].parties) point.push_back(model_.ranks[p][deal]);
      points.insert(point);
    }
    if (points.size() < e.efficient.size()) ++met_.ties;
    for (const ref::PlainWalkAway& w : plain_.tables[table].walk_away) {
      if (w.kind == ref::PlainWalkAway::Kind::drift) ++met_.drifts;
    }
    for (const ref::ReferenceStake& stake : e.stakes) {
      if (stake.drifted_nowhere) ++met_.drifts_nowhere;
      if (!stake.member && !e.acceptable.empty()) ++met_.ratified;
    }
    if (model_.states[from].size() > 1) ++met_.merged;
    for (const std::size_t deal : e.deals) {
      for (std::size_t v = 0; v < plain_.variables.size(); ++v) {
        if (plain_.variables[v].is_term && model_.states[deal][0][v] != model_.states[from][0][v]) {
          ++met_.terms;
          v = plain_.variables.size();
        }
      }
    }
    for (const ref::Concessions& c : e.concessions) {
      if (std::ranges::count_if(c, [](const auto& one) { return one.level > 0; }) > 1) ++met_.joint;
    }
    for (const auto& set : e.blocked) met_.large_block += set.size() > 2 ? 1U : 0U;
  }

  Analysis& a_;
  const ref::PlainCase& plain_;
  const ref::ReferenceModel& model_;
  const ref::StabilityTable& stable_;
  ref::ReferenceSwitches switches_;
  Met& met_;
  std::vector<std::size_t> scratch_;
};

Difference first_difference(const ref::PlainCase& plain, std::uint64_t seed, Met& met) {
  const ref::ReferenceModel model = ref::build_model(plain);
  const ReadResult read = read_case(SourceText("case", ref::to_case_text(plain)));
  if (!read.document) return "the program does not read the case:\n" + render(read.diagnostics, read.source);
  AnalysisOptions options;
  if (seed % 3 == 0) options.switches = {Sanction::strict, Responses::single};
  const AnalysisBuild build = Analysis::build(*read.document, options);
  if (!build.analysis) return "no analysis: " + render(build.diagnostics, read.source);
  const ref::ReferenceSwitches switches{static_cast<ref::Sanction>(options.switches.sanction),
                                        static_cast<ref::Responses>(options.switches.responses)};
  const ref::StabilityTable stable = ref::stability(model, switches);
  TableComparison comparison(*build.analysis, plain, model, stable, switches, met);
  for (std::size_t t = 0; t < plain.tables.size(); ++t) {
    for (const std::size_t from : {model.now, (seed + t) % model.states.size()}) {
      if (Difference difference = comparison.run(t, from)) return difference;
    }
  }
  return std::nullopt;
}

ref::PlainCase case_with_tables(std::uint64_t seed) {
  ref::RandomCaseOptions options;
  options.max_parties = 4;
  options.max_product = 192;
  options.max_states = 96;
  options.terms = 0.6;
  options.questions = 0;
  options.long_order = 0.02;
  options.tables = 1;
  options.all_weights = 0.4;
  if (seed % 2 == 0) {  // with fewer obstacles, so that more tables have a deal
    options.moves_list = 0.1;
    options.needs = 0.1;
    options.rules = 0.3;
    options.merge = 0.1;
    options.ratify = 0.2;
    options.all_weights = 0.6;
  }
  return ref::random_case(seed, options);
}

}  // namespace

TEST_CASE("tables of random cases agree with the reference in everything") {
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t cases = cases_to_run(2'000);
  Met met;
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    const ref::PlainCase plain = case_with_tables(seed);
    if (const auto difference = first_difference(plain, seed, met)) {
      FAIL("seed " << seed << ": " << *difference << "\n" << ref::to_case_text(plain));
    }
  }
  MESSAGE(
      fmt::format("seeds {} to {}: {} tables, {} open, {} with weights, {} of them with different picks, {} with ties "
                  "on the frontier, {} drifts, {} of them nowhere, {} ratified, {} from a merged state, {} deals that "
                  "set terms, {} breaches, {} joint concessions, {} blocked sets of three or more",
                  first, first + cases - 1, met.tables, met.open, met.cardinal, met.picks_differ, met.ties, met.drifts,
                  met.drifts_nowhere, met.ratified, met.merged, met.terms, met.breaches, met.joint, met.large_block));
  if (cases < 2'000) return;
  for (const std::size_t number :
       {met.open, met.cardinal, met.picks_differ, met.ties, met.drifts, met.ratified, met.merged, met.terms,
        met.breaches, met.joint, met.large_block, met.groups_leave, met.groups_stay}) {
    CHECK(number > 0);
  }
}

}  // namespace detente::tests
