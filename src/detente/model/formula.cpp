#include "detente/model/formula.hpp"

#include <algorithm>

namespace detente {

Formula Formula::constant(bool truth) {
  Formula f;
  f.truth = truth;
  return f;
}

Formula Formula::literal(VariableId variable, Value value, bool equal) {
  Formula f;
  f.op = equal ? Op::equals : Op::differs;
  f.variable = variable;
  f.value = value;
  return f;
}

Formula Formula::apply(Op op, std::vector<Formula> operands) {
  Formula f;
  f.op = op;
  f.operands = std::move(operands);
  return f;
}

bool holds(const Formula& f, Assignment s) {
  using Op = Formula::Op;
  const auto true_operands = [&] {
    return std::ranges::count_if(f.operands, [&](const Formula& g) { return holds(g, s); });
  };
  switch (f.op) {
    case Op::constant: return f.truth;
    case Op::equals: return s[f.variable.index()] == f.value;
    case Op::differs: return s[f.variable.index()] != f.value;
    case Op::negation: return !holds(f.operands[0], s);
    case Op::implies: return !holds(f.operands[0], s) || holds(f.operands[1], s);
    case Op::iff: return holds(f.operands[0], s) == holds(f.operands[1], s);
    case Op::given: return holds(f.operands[0], s) || !holds(f.operands[1], s);
    case Op::conjunction:
    case Op::all: return std::ranges::all_of(f.operands, [&](const Formula& g) { return holds(g, s); });
    case Op::disjunction:
    case Op::at_least_one: return std::ranges::any_of(f.operands, [&](const Formula& g) { return holds(g, s); });
    case Op::none: return std::ranges::none_of(f.operands, [&](const Formula& g) { return holds(g, s); });
    case Op::exactly_one: return true_operands() == 1;
    case Op::at_most_one: return true_operands() <= 1;
  }
  return false;
}

std::optional<bool> settled(const Formula& f, std::span<const std::int32_t> known) {
  using Op = Formula::Op;
  using Truth = std::optional<bool>;
  const auto negate = [](Truth t) { return t ? Truth(!*t) : t; };
  const auto either = [](Truth a, Truth b) -> Truth {
    if ((a && *a) || (b && *b)) return true;
    if (a && b) return false;
    return std::nullopt;
  };
  // How many operands are true, and how many are open.
  std::size_t is_true = 0;
  std::size_t open = 0;
  const auto count = [&] {
    for (const Formula& g : f.operands) {
      const Truth t = settled(g, known);
      if (!t) ++open;
      else if (*t) ++is_true;
    }
  };
  switch (f.op) {
    case Op::constant: return f.truth;
    case Op::equals:
    case Op::differs: {
      const std::int32_t value = known[f.variable.index()];
      if (value < 0) return std::nullopt;
      return (value == f.value) == (f.op == Op::equals);
    }
    case Op::negation: return negate(settled(f.operands[0], known));
    case Op::implies: return either(negate(settled(f.operands[0], known)), settled(f.operands[1], known));
    case Op::given: return either(settled(f.operands[0], known), negate(settled(f.operands[1], known)));
    case Op::iff: {
      const Truth a = settled(f.operands[0], known);
      const Truth b = settled(f.operands[1], known);
      if (!a || !b) return std::nullopt;
      return *a == *b;
    }
    case Op::conjunction:
    case Op::all:
      count();
      if (is_true + open < f.operands.size()) return false;
      return open == 0 ? Truth(true) : std::nullopt;
    case Op::disjunction:
    case Op::at_least_one:
      count();
      if (is_true > 0) return true;
      return open == 0 ? Truth(false) : std::nullopt;
    case Op::none:
      count();
      if (is_true > 0) return false;
      return open == 0 ? Truth(true) : std::nullopt;
    case Op::exactly_one:
      count();
      if (is_true > 1 || is_true + open == 0) return false;
      return open == 0 ? Truth(is_true == 1) : std::nullopt;
    case Op::at_most_one:
      count();
      if (is_true > 1) return false;
      return is_true + open <= 1 ? Truth(true) : std::nullopt;
  }
  return std::nullopt;
}

void for_each_literal(const Formula& f, const std::function<void(const Formula&)>& visit) {
  if (f.op == Formula::Op::equals || f.op == Formula::Op::differs) visit(f);
  for (const Formula& operand : f.operands) for_each_literal(operand, visit);
}

namespace {

bool is(const Formula& f, bool truth) { return f.op == Formula::Op::constant && f.truth == truth; }

Formula negated(Formula f) {
  if (f.op == Formula::Op::constant) return Formula::constant(!f.truth);
  return Formula::apply(Formula::Op::negation, {std::move(f)});
}

/// A formula that counts its operands, after constants among them have been worked out.
Formula counted(Formula::Op op, std::vector<Formula> operands) {
  using Op = Formula::Op;
  if (operands.empty())
    return Formula::constant(op != Op::disjunction && op != Op::at_least_one && op != Op::exactly_one);
  const bool itself = op == Op::conjunction || op == Op::disjunction || op == Op::all || op == Op::at_least_one ||
                      op == Op::exactly_one;
  if (operands.size() == 1 && itself) return std::move(operands[0]);
  if (operands.size() == 1 && op == Op::at_most_one) return Formula::constant(true);
  return Formula::apply(op, std::move(operands));
}

}  // namespace

Formula simplified(const Formula& f) {
  using Op = Formula::Op;
  std::vector<Formula> operands;
  for (const Formula& operand : f.operands) operands.push_back(simplified(operand));
  switch (f.op) {
    case Op::constant:
    case Op::equals:
    case Op::differs: return f;
    case Op::negation: return negated(std::move(operands[0]));
    case Op::given: std::swap(operands[0], operands[1]); [[fallthrough]];
    case Op::implies:
      if (is(operands[0], false) || is(operands[1], true)) return Formula::constant(true);
      if (is(operands[0], true)) return std::move(operands[1]);
      if (is(operands[1], false)) return negated(std::move(operands[0]));
      if (f.op == Op::given) std::swap(operands[0], operands[1]);
      return Formula::apply(f.op, std::move(operands));
    case Op::iff:
      for (const std::size_t k : {std::size_t{0}, std::size_t{1}}) {
        if (is(operands[k], true)) return std::move(operands[1 - k]);
        if (is(operands[k], false)) return negated(std::move(operands[1 - k]));
      }
      return Formula::apply(Op::iff, std::move(operands));
    case Op::conjunction:
    case Op::all:
      if (std::ranges::any_of(operands, [](const Formula& g) { return is(g, false); })) return Formula::constant(false);
      std::erase_if(operands, [](const Formula& g) { return is(g, true); });
      return counted(f.op, std::move(operands));
    case Op::disjunction:
    case Op::at_least_one:
      if (std::ranges::any_of(operands, [](const Formula& g) { return is(g, true); })) return Formula::constant(true);
      std::erase_if(operands, [](const Formula& g) { return is(g, false); });
      return counted(f.op, std::move(operands));
    case Op::none:
    case Op::at_most_one:
    case Op::exactly_one: {
      const auto certain = std::ranges::count_if(operands, [](const Formula& g) { return is(g, true); });
      std::erase_if(operands, [](const Formula& g) { return g.op == Op::constant; });
      if (certain > (f.op == Op::none ? 0 : 1)) return Formula::constant(false);
      if (certain == 1) return counted(Op::none, std::move(operands));
      return counted(f.op, std::move(operands));
    }
  }
  return f;
}

std::vector<VariableId> variables_of(const Formula& formula) {
  std::vector<VariableId> found;
  for_each_literal(formula, [&](const Formula& literal) { found.push_back(literal.variable); });
  std::ranges::sort(found);
  const auto repeated = std::ranges::unique(found);
  found.erase(repeated.begin(), repeated.end());
  return found;
}

}  // namespace detente
