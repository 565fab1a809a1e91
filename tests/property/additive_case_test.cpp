// Tables settled from independent components against tables settled by listing, on random small cases in which
// everybody has weights, with rules, conditions and walk-aways of all kinds. DETENTE_CASES says how many (default 1,000
// in an optimized build, 100 otherwise), DETENTE_SEED where they begin. A failure prints its seed and the case.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "detente/casefile/read.hpp"
#include "detente/deals/additive_settlement.hpp"
#include "detente/deals/alone.hpp"
#include "detente/report/deals_answer.hpp"
#include "property/from_environment.hpp"
#include "reference/case_text.hpp"
#include "reference/random_case.hpp"

namespace detente::tests {

namespace {

using Difference = std::optional<std::string>;
using Utilities = std::vector<std::int64_t>;
using States = std::set<StateId>;

/// How often each situation occurred: a test that never meets one proves nothing about it.
struct Met {
  std::size_t open = 0;
  std::size_t closed = 0;
  std::size_t ties = 0;
  std::size_t several_components = 0;
  std::size_t several_products = 0;
  std::size_t ratified = 0;
  std::size_t staying_acceptable = 0;
  std::size_t left = 0;           ///< deals that somebody leaves alone
  std::size_t cut = 0;            ///< settlements without a frontier, at the end of few steps
  std::size_t zone_known = 0;     ///< of these, those that settle whether there is a zone
  std::size_t blocked_known = 0;  ///< and those that name all minimal blocked sets
};

class Comparison {
 public:
  Comparison(Analysis& a, const Settlement& listed, Met& met) : a_(a), listed_(listed), met_(met) {}

  Difference run(const DecompositionLimits& limits) {
    std::vector<std::vector<Value>> walk_aways;
    for (const Stake& stake : listed_.stakes) walk_aways.push_back(a_.space.values(stake.walk_away));
    AdditiveTableBuild build = decompose(a_.model, *listed_.table, a_.space.values(listed_.from), walk_aways, limits);
    if (!build.table) return "no decomposition: " + build.obstacle;
    met_.several_products += build.table->problem.products.size() > 1 ? 1U : 0U;
    for (const Product& product : build.table->problem.products) {
      met_.several_components += product.components.size() > 2 ? 1U : 0U;
    }
    s_ = settle_additive(std::move(*build.table), 1'000'000);
    if (!s_ || !s_->frontier) return "no settlement";
    if (state_of(s_->table.staying) != listed_.from) return "staying is another state";
    if (s_->deals != listed_.deals.count()) return "the numbers of deals differ";
    if (s_->acceptable != DealCount{listed_.acceptable.count()}) return "the numbers of acceptable deals differ";
    if (s_->efficient != listed_.frontier.efficient.count()) return "the numbers of efficient deals differ";
    if (!frontier_agrees()) return "the efficient deals differ";
    if (s_->picks.has_value() != listed_.picks.has_value()) return "only one has picks";
    if (s_->picks && !picks_agree()) return "the picks differ";
    if (!shifts_agree()) return "the changes of the zone differ";
    if (s_->impasse.has_value() != listed_.impasse.has_value()) return "only one has an impasse";
    if (s_->impasse && !impasse_agrees()) return "blocked sets or concessions differ";
    count_met();
    return departures();
  }

  /// With few steps: what is said to be settled is so.
  Difference cut_short(std::uint64_t steps) {
    std::vector<std::vector<Value>> walk_aways;
    for (const Stake& stake : listed_.stakes) walk_aways.push_back(a_.space.values(stake.walk_away));
    AdditiveTableBuild build = decompose(a_.model, *listed_.table, a_.space.values(listed_.from), walk_aways, {});
    if (!build.table) return "no decomposition: " + build.obstacle;
    s_ = settle_additive(std::move(*build.table), 1'000'000, {.steps = steps});
    if (!s_) return "no settlement";
    met_.cut += s_->frontier ? 0U : 1U;
    const std::optional<bool> open = s_->open();
    if (open && *open != listed_.acceptable.any()) return "the zone is open or not, and the other is said";
    met_.zone_known += !s_->frontier && open ? 1U : 0U;
    for (std::size_t i = 0; i < listed_.stakes.size(); ++i) {
      const AdditiveShift& found = s_->shifts[i];
      if (found.ending != Ending::done) continue;
      if (!open) return "a change of the zone is known, and not whether there is one";
      const ZoneShift& expected = listed_.shifts[i];
      if (found.best.has_value() != expected.best.has_value()) return "a change of the zone differs";
      if (found.best && *found.best != utility(i, *expected.best)) return "a change of the zone differs";
    }
    if (s_->impasse.has_value() != (open == false)) return "an impasse is explained where there is none, or not";
    if (!s_->impasse) return std::nullopt;
    const auto& minimal = listed_.impasse->blocked;
    if (s_->impasse->all_blocked && s_->impasse->blocked != minimal) return "the blocked sets differ";
    met_.blocked_known += !s_->frontier && s_->impasse->all_blocked ? 1U : 0U;
    for (const auto& set : s_->impasse->blocked) {
      const auto within = [&](const auto& smaller) { return std::ranges::includes(set, smaller); };
      if (!std::ranges::any_of(minimal, within)) return "a set is called blocked that can be satisfied";
    }
    if (s_->impasse->ending == Ending::done && !concessions_agree()) return "concessions differ";
    return std::nullopt;
  }

 private:
  StateId state_of(const DealChoice& deal) const {
    const auto member = a_.space.find(a_.space.layout().code_of(s_->table.values(deal)));
    REQUIRE(member);
    return a_.space.state_of(*member);
  }
  std::int64_t utility(std::size_t stake, StateId s) const {
    return utility_of(a_, listed_.stakes[stake].party, s)->millionths;
  }

  static States set_of(const std::vector<StateId>& states) { return {states.begin(), states.end()}; }

  bool frontier_agrees() const {
    States found;
    for (std::size_t i = 0; i < s_->frontier->points().size(); ++i) {
      const auto deals = s_->frontier->deals(i, 1'000'000);
      if (deals.size() != s_->frontier->points().count(i)) return false;
      for (const DealChoice& deal : deals) found.insert(state_of(deal));
    }
    States expected;
    listed_.frontier.efficient.for_each([&](std::size_t s) { expected.insert(StateId(s)); });
    return found == expected;
  }

  bool pick_agrees(const AdditivePick& pick, const std::vector<StateId>& expected) const {
    States found;
    for (const DealChoice& deal : pick.deals) found.insert(state_of(deal));
    return pick.ending == Ending::done && found == set_of(expected) && pick.points.total() == expected.size();
  }

  bool picks_agree() const {
    const CardinalPicks& expected = *listed_.picks->cardinal;
    const Optima& optima = s_->picks->optima;
    return s_->fallback.pick && pick_agrees(*s_->fallback.pick, listed_.picks->fallback) &&
           s_->fallback.depth == listed_.picks->fallback_depth && pick_agrees(s_->picks->nash, expected.nash) &&
           pick_agrees(s_->picks->kalai_smorodinsky, expected.kalai_smorodinsky) &&
           pick_agrees(s_->picks->egalitarian, expected.egalitarian) &&
           pick_agrees(s_->picks->utilitarian, expected.utilitarian) && optima.product == expected.optima.product &&
           optima.sum == expected.optima.sum && optima.least_gain == expected.optima.least_gain &&
           optima.best_gains == expected.optima.best_gains && optima.ratio == expected.optima.ratio;
  }

  bool shifts_agree() const {
    for (std::size_t i = 0; i < listed_.stakes.size(); ++i) {
      const ZoneShift& expected = listed_.shifts[i];
      const AdditiveShift& found = s_->shifts[i];
      if (found.others_accept != DealCount{expected.others_accept}) return false;
      if (found.best.has_value() != expected.best.has_value()) return false;
      if (!found.best) continue;
      if (*found.best != utility(i, *expected.best) || utility(i, state_of(*found.deal)) != *found.best) return false;
    }
    return true;
  }

  bool impasse_agrees() const {
    return s_->impasse->blocked == listed_.impasse->blocked && s_->impasse->all_blocked && concessions_agree() &&
           std::ranges::all_of(s_->impasse->concessions,
                               [](const AdditiveConcession& c) { return c.deals.has_value(); });
  }

  bool concessions_agree() const {
    using Asked = std::map<std::size_t, std::int64_t>;
    std::map<Asked, DealCount> expected;
    for (const JointConcession& joint : listed_.impasse->joint) {
      Asked asked;
      for (const Concession& c : joint.concessions) asked[c.stake] = c.amount;
      expected[asked] = joint.deals;
    }
    std::map<Asked, DealCount> found;
    for (std::size_t k = 0; k < s_->impasse->concessions.size(); ++k) {
      const AdditiveConcession& concession = s_->impasse->concessions[k];
      Asked asked;
      for (std::size_t p = 0; p < concession.amounts.size(); ++p) {
        if (!concession.amounts[p]) continue;
        asked[p] = *concession.amounts[p];
        if (utility(p, state_of(concession.deal)) + asked[p] != utility(p, listed_.stakes[p].walk_away)) return false;
        if (concession.conceding() == 1 && s_->impasse->alone[p] != k) return false;
      }
      if (!listed_.deals.test(state_of(concession.deal).index())) return false;
      found[asked] = concession.deals.value_or(expected[asked]);  // few steps may not count them
    }
    return found == expected && s_->impasse->concessions_found == expected.size();
  }

  /// Single states examined for Nash stability, against the solver.
  Difference departures() {
    std::size_t looked_at = 0;
    Difference difference;
    listed_.deals.for_each([&](std::size_t s) {
      const Departures found = departures_from(a_.model, a_.space.values(StateId(s)));
      std::set<PartyId> leaving;
      for (const Departure& departure : found.departures) {
        leaving.insert(departure.party);
        const auto to = a_.space.find(a_.space.layout().code_of(departure.to));
        if (!to || !a_.payoffs.prefers(departure.party, a_.space.state_of(*to), StateId(s)))
          difference = "no improvement";
      }
      for (std::size_t p = 0; p < a_.model.parties.size(); ++p) {
        const bool stays = a_.stability().stable(Concept::nash, PartyId(p)).test(s);
        if (found.complete && stays == leaving.contains(PartyId(p))) difference = "who would leave a deal differs";
      }
      met_.left += leaving.empty() ? 0U : 1U;
      return ++looked_at < 20 && !difference;
    });
    return difference;
  }

  void count_met() {
    ++(s_->picks ? met_.open : met_.closed);
    met_.ties += s_->efficient > s_->frontier->points().size() ? 1U : 0U;
    met_.ratified += listed_.table->ratify.empty() ? 0U : 1U;
    bool acceptable = true;
    for (std::size_t i = 0; i < listed_.stakes.size(); ++i) {
      acceptable &= utility(i, listed_.from) >= s_->table.problem.least(i);
    }
    met_.staying_acceptable += acceptable ? 1U : 0U;
  }

  Analysis& a_;
  const Settlement& listed_;
  Met& met_;
  std::unique_ptr<AdditiveSettlement> s_;
};

Difference first_difference(const reference::PlainCase& plain, std::uint64_t seed, Met& met) {
  const ReadResult read = read_case(SourceText("case", reference::to_case_text(plain)));
  if (!read.document) return "the program does not read the case";
  AnalysisOptions options;
  options.threads = 1;
  AnalysisBuild build = Analysis::build(*read.document, options);
  if (!build.analysis) return "the program found no analysis";
  Analysis& a = *build.analysis;
  for (const Table& table : a.model.tables) {
    const StateId from = seed % 2 == 0 ? a.space.now() : StateId(seed % a.space.size());
    const Settlement listed = a.settlement(table, from);
    for (const std::uint64_t split_above : {std::uint64_t{1}, std::uint64_t{8}, std::uint64_t{4096}}) {
      const Difference difference = Comparison(a, listed, met).run({.split_above = split_above});
      if (difference) return fmt::format("table {}, split above {}: {}", table.id, split_above, *difference);
    }
    const std::uint64_t steps = std::array<std::uint64_t, 4>{0, 16, 64, 256}[seed % 4];
    const Difference difference = Comparison(a, listed, met).cut_short(steps);
    if (difference) return fmt::format("table {}, {} steps: {}", table.id, steps, *difference);
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("tables from components agree with tables by listing") {
  reference::RandomCaseOptions options;
  options.max_parties = 4;
  options.merge = 0;
  options.terms = 0.7;
  options.tables = 1;
  options.all_weights = 1;
  const std::uint64_t first = from_environment("DETENTE_SEED", 1);
  const std::uint64_t cases = cases_to_run(1'000);
  Met met;
  for (std::uint64_t seed = first; seed < first + cases; ++seed) {
    const reference::PlainCase plain = reference::random_case(seed, options);
    const Difference difference = first_difference(plain, seed, met);
    if (difference) FAIL("seed " << seed << ": " << *difference << "\n" << reference::to_case_text(plain));
  }
  MESSAGE(fmt::format(
      "seeds {} to {}, all at three sizes: {} open, {} closed, {} with ties, {} ratified; cut short {} times, of "
      "which {} settle whether there is a zone and {} who is blocked",
      first, first + cases - 1, met.open, met.closed, met.ties, met.ratified, met.cut, met.zone_known,
      met.blocked_known));
  if (cases < 1'000) return;  // fewer need not meet everything
  CHECK(met.open > 0);
  CHECK(met.closed > 0);
  CHECK(met.ties > 0);
  CHECK(met.several_components > 0);
  CHECK(met.several_products > 0);
  CHECK(met.ratified > 0);
  CHECK(met.staying_acceptable > 0);
  CHECK(met.left > 0);
  CHECK(met.cut > 0);
  CHECK(met.zone_known > 0);
  CHECK(met.blocked_known > 0);
}

}  // namespace detente::tests
