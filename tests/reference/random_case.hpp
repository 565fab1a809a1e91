// Random small cases that use every part of the case language the reference covers. One seed gives the same case on
// every machine.
#pragma once

#include <cstddef>
#include <cstdint>

#include "plain_case.hpp"

namespace detente::reference {

// Sizes, and how likely each feature is. Every case has at least one option.
struct RandomCaseOptions {
  std::size_t min_parties = 2;
  std::size_t max_parties = 5;
  std::size_t max_product = 512;  // number of assignments before rules
  std::size_t min_states = 1;     // feasible states before merging
  std::size_t max_states = 200;

  double idle_party = 0.15;   // one party owns no option
  double many_values = 0.25;  // a variable has three or four values
  double terms = 0.35;        // the case has terms
  double second_term = 0.5;
  double same_between = 0.5;      // the second term is between the same parties as the first
  double breakable = 0.5;         // each party in `between` may break the term with this probability
  double outsider_breaks = 0.05;  // somebody outside `between` may break the term

  double moves_list = 0.35;      // an option has a `moves` list: one-way, a chain, or any
  double term_moves_list = 0.2;  // a term has one
  double frozen = 0.03;          // the list is empty: the variable never changes
  double move_condition = 0.3;   // a transition of a list has an `if`
  double needs = 0.2;            // an option has `needs`
  double term_needs = 0.15;      // a term has `needs`

  double rules = 0.6;
  double merge = 0.35;
  double second_merge = 0.35;
  double keep = 0.5;  // a merge keeps some variables

  double no_preferences = 0.08;
  double weights = 0.25;
  double ranking = 0.25;
  double ranking_by_numbers = 0.5;  // of the rankings; a part of these has formulas for its first groups
  double tied_group = 0.25;         // an entry of an order is a group of equally important statements
  double long_order = 0.06;         // more than 64 statements, with differences beyond the 64th

  double constants = 0.03;           // `true` and `false` inside formulas
  double conditional = 0.2;          // a statement of preference or a rule is `A if B`
  double nested_conditional = 0.02;  // `(A if B)` inside a formula
  double extra_parentheses = 0.05;

  double questions = 0.6;

  // Drawn last, so that without tables a seed gives the same case as ever.
  double tables = 0;            // the case has tables: one to three, of one to all parties
  double ratify = 0.3;          // a party that is not at a table ratifies there
  double walk_away = 0.6;       // a party with a say at a table has a walk-away other than now by default
  double all_weights = 0;       // every party has weights
  double utility_levels = 0.5;  // then: small whole weights, so that sums tie
};

// A case without errors: now keeps the rules, merges do not overlap, rankings are partitions.
PlainCase random_case(std::uint64_t seed, const RandomCaseOptions& options = {});

}  // namespace detente::reference
