// Formulas of the brute-force reference: a plain tree and a recursive evaluation.
//
// Nothing here is shared with the program under test; only the standard library is used.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace detente::reference {

// The values of all variables of a case, in declaration order (options first, then terms). Each entry is the index
// of the value in the variable's own list of values.
using Assignment = std::vector<std::size_t>;

struct PlainFormula {
  enum class Kind {
    yes,           // a bare yes/no option: its value is number 1, `yes`
    equals,        // variable = value
    differs,       // variable != value
    truth,         // true
    falsehood,     // false
    negation,      // not parts[0]
    conjunction,   // parts[0] and parts[1] and ...
    disjunction,   // parts[0] or parts[1] or ...
    implies,       // parts[0] -> parts[1]
    iff,           // parts[0] iff parts[1]
    conditional,   // parts[0] if parts[1], which means: not parts[1] or parts[0]
    exactly_one,   // exactly_one(parts...)
    at_most_one,   // at_most_one(parts...)
    at_least_one,  // at_least_one(parts...)
    all,           // all(parts...)
    none           // none(parts...)
  };

  Kind kind = Kind::truth;
  std::size_t variable = 0;           // for yes, equals, differs
  std::size_t value = 0;              // for equals, differs
  std::vector<PlainFormula> parts{};  // for all the others
  bool extra_parentheses = false;     // print it in parentheses even where none are needed; no meaning
};

// Whether the formula holds at one plain (unmerged) state.
bool evaluate(const PlainFormula& formula, const Assignment& values);

// Short ways to write formulas by hand.
PlainFormula yes(std::size_t variable);
PlainFormula equals(std::size_t variable, std::size_t value);
PlainFormula differs(std::size_t variable, std::size_t value);
PlainFormula constant(bool value);
PlainFormula negation(PlainFormula part);
PlainFormula make(PlainFormula::Kind kind, std::vector<PlainFormula> parts);

}  // namespace detente::reference
