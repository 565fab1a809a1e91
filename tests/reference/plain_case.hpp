// A conflict case as plain data, for the brute-force reference and the random cases. All references between the parts
// are positions in the vectors: party 0 is the first party, variable 0 the first variable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plain_formula.hpp"

namespace detente::reference {

// One entry of a `moves` list: `from -> to`, or `from -> to if condition`.
struct PlainTransition {
  std::size_t from = 0;
  std::size_t to = 0;
  std::optional<PlainFormula> condition{};
};

// An option (is_term false: owned by `owner`) or a term (is_term true: set by a joint move of all of `between`, put
// back to its first value by any one of `breakable_by`).
struct PlainVariable {
  std::string name{};  // as written in formulas: `Party.option` for an option, `term` for a term
  bool is_term = false;
  std::size_t owner = 0;                    // options only
  std::vector<std::size_t> between{};       // terms only; at least two parties
  std::vector<std::size_t> breakable_by{};  // terms only
  std::vector<std::string> values{"no", "yes"};
  std::size_t now = 0;
  std::optional<std::vector<PlainTransition>> moves{};  // absent: every transition is in the list
  std::optional<PlainFormula> needs{};
};

struct PlainMerge {
  PlainFormula when{};
  std::vector<std::size_t> keep{};  // variables
};

struct PlainWeight {
  PlainFormula prefer{};
  std::int64_t millionths = 0;  // the weight times 10^6, exact
};

// One group of a `ranking`: a formula, or else a list of state numbers counted from 1.
struct PlainGroup {
  std::optional<PlainFormula> formula{};
  std::vector<std::size_t> numbers{};
};

struct PlainPreferences {
  enum class Form { none, order, weights, ranking };
  Form form = Form::none;
  std::vector<std::vector<PlainFormula>> order{};  // most important first; two or more in one entry: equally important
  std::vector<PlainWeight> weights{};
  std::vector<PlainGroup> ranking{};  // best first
};

struct PlainParty {
  std::string name{};
  PlainPreferences preferences{};
};

struct PlainQuestion {
  std::string name{};
  PlainFormula goal{};
};

// A state by name: some values; the others are as now.
struct PlainState {
  std::string name{};
  std::vector<std::pair<std::size_t, std::size_t>> values{};  // variable, value
};

// What a party has without a deal: now, a state (a position in PlainCase::states), or what things drift to.
struct PlainWalkAway {
  enum class Kind { now, state, drift };
  std::size_t party = 0;
  Kind kind = Kind::now;
  std::size_t state = 0;
};

struct PlainTable {
  std::string name{};
  std::vector<std::size_t> parties{};
  std::vector<std::size_t> ratify{};
  std::vector<PlainWalkAway> walk_away{};  // at most one for a party; now for the others
};

struct PlainCase {
  std::string title{};
  std::vector<PlainParty> parties{};
  std::vector<PlainVariable> variables{};  // all options in their order, then all terms in theirs
  std::vector<PlainFormula> rules{};
  std::vector<PlainMerge> merges{};
  std::vector<PlainQuestion> questions{};
  std::vector<PlainState> states{};
  std::vector<PlainTable> tables{};
};

}  // namespace detente::reference
