#pragma once
/// Formulas over the variables of a case: what holds in a state.

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "detente/base/ids.hpp"

namespace detente {

/// An immutable tree. Only the fields that belong to `op` mean anything.
struct Formula {
  enum class Op {
    constant,  ///< `truth`
    equals,    ///< variable = value
    differs,   ///< variable != value
    negation,  ///< not a
    conjunction,
    disjunction,
    implies,  ///< a -> b
    iff,
    given,  ///< a if b: not b or a
    exactly_one,
    at_most_one,
    at_least_one,
    all,
    none,
  };

  Op op = Op::constant;
  bool truth = true;
  VariableId variable{};
  Value value = 0;
  std::vector<Formula> operands{};

  [[nodiscard]] static Formula constant(bool truth);
  [[nodiscard]] static Formula literal(VariableId variable, Value value, bool equal = true);
  [[nodiscard]] static Formula apply(Op op, std::vector<Formula> operands);

  friend bool operator==(const Formula&, const Formula&) = default;
};

/// A value for every variable, by position.
using Assignment = std::span<const Value>;

/// Whether the formula holds under the assignment. Cost: the size of the formula.
[[nodiscard]] bool holds(const Formula& formula, Assignment assignment);

/// Three-valued evaluation: whether the formula is settled by the variables that `known` gives a value, and how.
/// `known[v]` is the value of variable v, or -1 where it is open. Never wrong, but may miss what only a case
/// distinction shows (`a or not a`). Cost: the size of the formula.
[[nodiscard]] std::optional<bool> settled(const Formula& formula, std::span<const std::int32_t> known);

/// Calls `visit` for every literal (op equals or differs), left to right.
void for_each_literal(const Formula& formula, const std::function<void(const Formula&)>& visit);

/// The same formula with its constants worked out: `not false and a` is `a`. Holds in the same states.
[[nodiscard]] Formula simplified(const Formula& formula);

/// The variables that occur, ascending, each once.
[[nodiscard]] std::vector<VariableId> variables_of(const Formula& formula);

}  // namespace detente
