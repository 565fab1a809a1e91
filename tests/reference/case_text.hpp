// Plain cases written out in the case language, so that the program under test can read them.
#pragma once

#include <cstdint>
#include <string>

#include "plain_case.hpp"

namespace detente::reference {

// A formula with as few parentheses as the precedences of the language ask for (and those that `extra_parentheses`
// asks for). Tightest first: literals and functions; not; and; or; -> (right-associative); iff; if.
std::string formula_text(const PlainFormula& formula, const PlainCase& plain);

// A weight as a decimal with up to six places: -1500000 is "-1.5".
std::string decimal_text(std::int64_t millionths);

// The whole case as the text of a `*.case.yaml` file. Formulas stand in single quotes. What equals its default is
// left out, except that terms always list their values and merges always list what they keep.
std::string to_case_text(const PlainCase& plain);

}  // namespace detente::reference
