#include "random_formula.hpp"

#include <array>

#include "random_case.hpp"

namespace detente::reference {

namespace {

using Kind = PlainFormula::Kind;

}  // namespace

PlainFormula RandomFormulas::literal() {
  const std::size_t v = random_.below(variables_.size());
  const PlainVariable& variable = variables_[v];
  const bool is_yes_no = !variable.is_term && variable.values.size() == 2;
  if (is_yes_no && random_.chance(0.6)) {
    return random_.chance(0.5) ? negation(yes(v)) : yes(v);
  }
  const std::size_t value = random_.below(variable.values.size());
  return random_.chance(0.35) ? differs(v, value) : equals(v, value);
}

std::vector<PlainFormula> RandomFormulas::formulas(std::size_t count, std::size_t depth) {
  std::vector<PlainFormula> formulas;
  for (std::size_t k = 0; k < count; ++k) formulas.push_back(formula(depth));
  return formulas;
}

PlainFormula RandomFormulas::formula(std::size_t depth) {
  PlainFormula formula = bare_formula(depth);
  formula.extra_parentheses = random_.chance(options_.extra_parentheses);
  return formula;
}

PlainFormula RandomFormulas::bare_formula(std::size_t depth) {
  if (random_.chance(options_.constants)) return constant(random_.chance(0.5));
  if (depth == 0 || random_.chance(0.4)) return literal();
  if (random_.chance(options_.nested_conditional)) return make(Kind::conditional, formulas(2, depth - 1));
  static const std::array<Kind, 14> kinds{Kind::negation,    Kind::negation,    Kind::conjunction, Kind::conjunction,
                                          Kind::conjunction, Kind::disjunction, Kind::disjunction, Kind::implies,
                                          Kind::iff,         Kind::exactly_one, Kind::at_most_one, Kind::at_least_one,
                                          Kind::all,         Kind::none};
  const Kind kind = kinds[random_.below(kinds.size())];
  switch (kind) {
    case Kind::negation: return make(kind, formulas(1, depth - 1));
    case Kind::implies:
    case Kind::iff: return make(kind, formulas(2, depth - 1));
    case Kind::conjunction:
    case Kind::disjunction: {
      const std::size_t count = random_.between(2, 3);
      return make(kind, formulas(count, depth - 1));
    }
    default: {
      const std::size_t count = random_.between(1, 4);
      return make(kind, formulas(count, depth - 1));
    }
  }
}

PlainFormula RandomFormulas::statement() {
  const std::size_t depth = random_.below(3);
  if (random_.chance(options_.conditional)) return make(Kind::conditional, formulas(2, depth));
  return formula(depth);
}

PlainFormula RandomFormulas::condition() {
  const std::size_t depth = random_.below(2);
  return formula(depth);
}

}  // namespace detente::reference
