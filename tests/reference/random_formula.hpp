// Random formulas over some variables. Draws are written as statements of their own: see random_case.cpp.
#pragma once

#include <cstddef>
#include <vector>

#include "plain_case.hpp"
#include "plain_random.hpp"

namespace detente::reference {

struct RandomCaseOptions;

// Draws from `random`; refers to what it is given, and draws from the variables that are there at the time.
class RandomFormulas {
 public:
  RandomFormulas(PlainRandom& random, const RandomCaseOptions& options, const std::vector<PlainVariable>& variables)
      : random_(random), options_(options), variables_(variables) {}

  PlainFormula literal();
  // Of at most so many levels of operators over literals.
  PlainFormula formula(std::size_t depth);
  std::vector<PlainFormula> formulas(std::size_t count, std::size_t depth);
  // For rules and preferences, where people write `A if B`.
  PlainFormula statement();
  // For needs, conditions of moves and merges.
  PlainFormula condition();

 private:
  PlainFormula bare_formula(std::size_t depth);

  PlainRandom& random_;
  const RandomCaseOptions& options_;
  const std::vector<PlainVariable>& variables_;
};

}  // namespace detente::reference
