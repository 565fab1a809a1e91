#pragma once
/// Inverse analysis: which comparisons of a party decide whether a state is stable for it.
///
/// A party's stability at a state S depends on its preferences only through which states it ranks above S. For a strict
/// ranking, where every other state is above or below S, each concept is a monotone formula over "x is below S":
///   for every move t of the party from S: t is below S, or the opponents can answer at t by a response that deters,
/// where a response that ends in x deters if x is below S (GMR, SEQ), and for SMR and SSEQ if all states to which the
/// party can move from x are below S as well. For Nash nothing deters. What the opponents can answer with does not
/// depend on the party's own preferences.
///
/// Source: the inverse approach of Kinsara, Petersons, Hipel & Kilgour (2015) and of Wang, Hipel, Fang & Dang (2018);
/// they list or describe the rankings, here the condition is derived and the rankings are counted (ranking_count.hpp).

#include <cstdint>
#include <optional>
#include <vector>

#include "detente/levers/changed_case.hpp"

namespace detente {

/// A set of states, ascending.
using States = std::vector<StateId>;

/// A monotone formula over "x is below S": all of the clauses; of each clause at least one block; of a block all
/// states.
struct Condition {
  struct Clause {
    StateId improvement;                ///< the move that must be no improvement, or be deterred
    std::vector<std::uint32_t> blocks;  ///< indices into `blocks`, the improvement's own block first
  };
  std::vector<States> blocks;
  std::vector<Clause> clauses;
};

/// The condition under which `s` is stable for the party, the opponents as they are. Without what follows from the
/// rest: no block of a clause holds another one of it, and no clause follows from another. No clauses: always stable.
/// Nothing if the budget of the case is over. Cost: for each move of the party from `s` a search of all that the
/// opponents reach.
[[nodiscard]] std::optional<Condition> stability_condition(const ChangedCase& changed_case, StateId s, PartyId party,
                                                           Concept c);

/// The condition as a conjunction of disjunctions and as a disjunction of conjunctions of "x is below S", each the only
/// minimal one: its prime implicates and its prime implicants. Left out where it is too long.
struct NormalForms {
  std::optional<std::vector<States>> all_of_any;  ///< of every set at least one state is below S
  std::optional<std::vector<States>> any_of_all;  ///< of some set all states are below S
};

struct FormLimits {
  std::size_t sets = 1'000;
  std::size_t states = 10'000;  ///< in the sets of a form together
};
[[nodiscard]] NormalForms normal_forms(const Condition& condition, const FormLimits& limits = {});

}  // namespace detente
