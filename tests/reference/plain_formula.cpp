#include "plain_formula.hpp"

#include <stdexcept>
#include <utility>

namespace detente::reference {

namespace {

std::size_t how_many_hold(const std::vector<PlainFormula>& parts, const Assignment& values) {
  std::size_t count = 0;
  for (const PlainFormula& part : parts) {
    if (evaluate(part, values)) ++count;
  }
  return count;
}

}  // namespace

bool evaluate(const PlainFormula& formula, const Assignment& values) {
  using Kind = PlainFormula::Kind;
  const std::vector<PlainFormula>& parts = formula.parts;
  switch (formula.kind) {
    case Kind::yes: return values.at(formula.variable) == 1;
    case Kind::equals: return values.at(formula.variable) == formula.value;
    case Kind::differs: return values.at(formula.variable) != formula.value;
    case Kind::truth: return true;
    case Kind::falsehood: return false;
    case Kind::negation: return !evaluate(parts.at(0), values);
    case Kind::conjunction: return how_many_hold(parts, values) == parts.size();
    case Kind::disjunction: return how_many_hold(parts, values) >= 1;
    case Kind::implies: return !evaluate(parts.at(0), values) || evaluate(parts.at(1), values);
    case Kind::iff: return evaluate(parts.at(0), values) == evaluate(parts.at(1), values);
    case Kind::conditional: return !evaluate(parts.at(1), values) || evaluate(parts.at(0), values);
    case Kind::exactly_one: return how_many_hold(parts, values) == 1;
    case Kind::at_most_one: return how_many_hold(parts, values) <= 1;
    case Kind::at_least_one: return how_many_hold(parts, values) >= 1;
    case Kind::all: return how_many_hold(parts, values) == parts.size();
    case Kind::none: return how_many_hold(parts, values) == 0;
  }
  throw std::logic_error("a formula of an unknown kind");
}

PlainFormula yes(std::size_t variable) {
  PlainFormula formula;
  formula.kind = PlainFormula::Kind::yes;
  formula.variable = variable;
  return formula;
}

PlainFormula equals(std::size_t variable, std::size_t value) {
  PlainFormula formula;
  formula.kind = PlainFormula::Kind::equals;
  formula.variable = variable;
  formula.value = value;
  return formula;
}

PlainFormula differs(std::size_t variable, std::size_t value) {
  PlainFormula formula;
  formula.kind = PlainFormula::Kind::differs;
  formula.variable = variable;
  formula.value = value;
  return formula;
}

PlainFormula constant(bool value) {
  PlainFormula formula;
  formula.kind = value ? PlainFormula::Kind::truth : PlainFormula::Kind::falsehood;
  return formula;
}

PlainFormula negation(PlainFormula part) {
  PlainFormula formula;
  formula.kind = PlainFormula::Kind::negation;
  formula.parts.push_back(std::move(part));
  return formula;
}

PlainFormula make(PlainFormula::Kind kind, std::vector<PlainFormula> parts) {
  PlainFormula formula;
  formula.kind = kind;
  formula.parts = std::move(parts);
  return formula;
}

}  // namespace detente::reference
