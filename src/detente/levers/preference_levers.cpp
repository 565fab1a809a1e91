#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/levers/candidates.hpp"
#include "detente/levers/list_edits.hpp"
#include "detente/space/evaluate.hpp"

namespace detente {

namespace {

/// What bounds the stability of a party from above whatever the preferences of the others: under SEQ and SSEQ they
/// decide which responses there are, but only among those of GMR and SMR.
Concept bound_of(Concept c) { return c == Concept::seq ? Concept::gmr : c == Concept::sseq ? Concept::smr : c; }

using Chosen = std::vector<std::pair<PartyId, const ListVariant*>>;

class PreferenceSearch {
 public:
  PreferenceSearch(LeverCase& the_case, const Formula& goal, Concept c, Aim aim, Budget& budget)
      : case_(the_case),
        wanted_{.states = evaluate(the_case.space(), goal), .concept_id = c, .aim = aim},
        budget_(budget),
        changed_(the_case.space(), the_case.moves(), the_case.payoffs(), the_case.options().solving.switches, budget),
        model_(the_case.model()) {}

  Findings run() {
    if (!choose_parties()) return std::move(findings_);
    for (std::size_t size = 1; size <= case_.options().most_edits; ++size) {
      distribute(0, size);
      if (budget_.over()) break;
      findings_.exhausted = size;
      if (findings_.found > 0) break;
    }
    findings_.complete = findings_.complete && !budget_.over();
    return std::move(findings_);
  }

 private:
  /// The parties whose lists may change. False if there are none, or their statements take too much memory.
  bool choose_parties() {
    const std::uint64_t bytes = StatementLists::bytes(case_.model(), case_.space());
    if (bytes > case_.options().memory_bytes) {
      findings_.left_out.push_back(
          fmt::format("all lists of statements: comparing by them needs {}", memory_text(static_cast<double>(bytes))));
      findings_.complete = false;
      return false;
    }
    for (std::size_t p = 0; p < case_.model().parties.size(); ++p) {
      if (!case_.takes_part(PartyId(p)) || (case_.options().party && *case_.options().party != PartyId(p))) continue;
      if (!case_.lists().list_of(PartyId(p))) {
        const bool weights = case_.model().preferences[p].form == Preferences::Form::weights;
        findings_.left_out.push_back(fmt::format("{}: it has {} and no list of statements", case_.model().parties[p].id,
                                                 weights ? "weights" : "a ranking"));
        continue;
      }
      parties_.emplace_back(p);
      variants_.emplace_back(case_.lists(), PartyId(p));
    }
    return !parties_.empty();
  }

  /// Gives each party from index `first` on its share of `edits`, in all ways.
  void distribute(std::size_t first, std::size_t edits) {
    if (budget_.over()) return;
    if (edits == 0) return try_shares();
    for (std::size_t k = first; k < parties_.size(); ++k) {
      for (std::size_t share = edits; share >= 1; --share) {
        shares_.emplace_back(k, share);
        distribute(k + 1, edits - share);
        shares_.pop_back();
      }
    }
  }

  void try_shares() {
    std::vector<PartyId> changing;
    for (const auto& [k, share] : shares_) changing.push_back(parties_[k]);
    if (wanted_.aim != Aim::reached) {
      const Concept bound = bound_of(wanted_.concept_id);
      candidates_ = find_candidates(case_, wanted_.states, bound, changing, bound == wanted_.concept_id);
      if (candidates_.states.empty()) return;
    }
    choose(0);
  }

  /// Chooses a list for each party of the shares from index `k` on, in all ways.
  void choose(std::size_t k) {
    if (k == shares_.size()) return try_chosen();
    const auto& [index, share] = shares_[k];
    for (const ListVariant& variant : variants_[index].at_distance(share, budget_)) {
      if (budget_.over()) return;
      chosen_.emplace_back(parties_[index], &variant);
      choose(k + 1);
      chosen_.pop_back();
    }
  }

  void try_chosen() {
    ++findings_.tried;
    budget_.spend(8);
    std::vector<std::pair<PartyId, const StatementList*>> lists;
    for (const auto& [party, variant] : chosen_) lists.emplace_back(party, &variant->list);
    changed_.replace_lists(case_.lists(), std::move(lists));
    const auto solve = [&] { return resolve(0).states.any(); };
    const auto steps = promises(changed_, case_.space().now(), wanted_, candidates_, solve);
    if (!steps) return;
    ++findings_.found;
    if (findings_.levers.size() < case_.options().most_levers) keep(*steps);
  }

  /// Solves the case with the chosen lists again. Lists that rank all states alike have the same result.
  const Result& resolve(std::uint32_t steps) {
    Payoffs payoffs = case_.payoffs();
    for (const auto& [party, variant] : chosen_) {
      Preferences& preferences = model_.preferences[party.index()];
      preferences = case_.lists().preferences(variant->list);
      payoffs = payoffs.with(model_, case_.space(), party);
      preferences = case_.model().preferences[party.index()];
    }
    const auto [known, is_new] = results_.try_emplace(fingerprint(payoffs));
    if (is_new) {
      const Rebuilt rebuilt{&case_.model(), &case_.space(),      &case_.moves(),
                            &payoffs,       case_.space().now(), &case_.evolution()};
      known->second = solve_again(rebuilt, wanted_, steps, case_.options().solving, case_.control());
    }
    return known->second;
  }

  /// Tells apart what the chosen parties think of the states, by 128 bits.
  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> fingerprint(const Payoffs& payoffs) const {
    std::uint64_t a = 1;
    std::uint64_t b = 2;
    for (const auto& [party, variant] : chosen_) {
      a = (a ^ party.index()) * 0x9E3779B97F4A7C15U;
      for (const Rank rank : payoffs.ranks(party)) {
        a = (a ^ rank) * 0x9E3779B97F4A7C15U;
        b = (b + rank) * 0xC2B2AE3D27D4EB4FU;
        a ^= a >> 29;
        b ^= b >> 31;
      }
    }
    return {a, b};
  }

  void keep(std::uint32_t steps) {
    const Result& result = resolve(steps);
    if (!result.complete) return;
    Lever lever;
    for (const auto& [party, variant] : chosen_) {
      lever.holders.push_back(party);
      for (const ListVariant::Edit& edit : variant->edits) {
        lever.edits.push_back({.kind = edit.kind,
                               .party = party,
                               .statements = case_.lists().entries()[edit.entry].statements,
                               .from = edit.from,
                               .to = edit.to});
      }
    }
    const Rebuilt as_it_is{&case_.model(),   &case_.space(),      &case_.moves(),
                           &case_.payoffs(), case_.space().now(), nullptr};
    tell(lever, as_it_is, result, case_.payoffs(), case_.space().now());
    findings_.size = lever.edits.size();
    findings_.levers.push_back(std::move(lever));
  }

  LeverCase& case_;
  Wanted wanted_;
  Budget& budget_;
  ChangedCase changed_;
  Model model_;  ///< with the preferences under trial
  std::vector<PartyId> parties_;
  std::vector<ListVariants> variants_;                       ///< of the parties
  std::vector<std::pair<std::size_t, std::size_t>> shares_;  ///< index of a party -> edits of its list
  Chosen chosen_;
  Candidates candidates_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, Result> results_;
  Findings findings_;
};

}  // namespace

Findings find_preference_levers(LeverCase& the_case, const Formula& goal, Concept c, Aim aim, Budget& budget) {
  return PreferenceSearch(the_case, goal, c, aim, budget).run();
}

}  // namespace detente
