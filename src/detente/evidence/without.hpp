#pragma once
/// The case as it would be if some sources were not there.

#include <set>
#include <string>
#include <vector>

#include "detente/base/diagnostic.hpp"
#include "detente/model/case.hpp"

namespace detente {

/// The case that is left, and the parts that are gone, by their names (see evidence/parts.hpp), in order of the file.
/// `diagnostics` says what was left out (warnings, `left-out`), and is an error where the rest means nothing
/// (`ranking-by-number`: states are numbered anew, and a ranking names them by number; `nothing-left`: no option or
/// term remains).
struct CaseWithout {
  Case document{};
  std::vector<std::string> removed{};   ///< rested only on the sources
  std::vector<std::string> dangling{};  ///< rests on more, but speaks of an option or a term that is gone
  Diagnostics diagnostics{};
};

/// Takes the sources out of a case. A part rests only on them if it has citations, all of them to these sources, and no
/// `assume`; such parts go:
///  * a statement of an `order` or of `weights`; places of other statements keep their ids; a party that loses
///    all is indifferent;
///  * a rule, a merge;
///  * a value of `now` (what then holds is what the other entries say, else the first value);
///  * an option or a term: it no longer exists on any day.
/// What speaks of an option or a term that is gone says something else without it: "backing = given if meet" would
/// become "not meet". So such statements, rules, merges and questions go too; of a rule and of the condition of a move
/// only the conjuncts that speak of it. Rankings keep their formulas, in which the first value stands for what is gone.
/// Parties, states and tables stay. Other parts only lose their citations to these sources.
/// Sources that the case does not have change nothing. Cost: the size of the case.
[[nodiscard]] CaseWithout case_without(const Case& document, const std::set<std::string>& sources);

}  // namespace detente
