#pragma once
/// The case as it would be if some sources were not there.

#include <set>
#include <string>
#include <vector>

#include "detente/base/diagnostic.hpp"
#include "detente/model/case.hpp"

namespace detente {

/// The case that is left, and the parts that are gone, by their names (see evidence/parts.hpp), in order of the file.
/// `diagnostics` says what was left out (a warning, `left-out`), and is an error where the rest means nothing
/// (`ranking-by-number`: states are numbered anew, and a ranking names them by number).
struct CaseWithout {
  Case document{};
  std::vector<std::string> removed{};
  Diagnostics diagnostics{};
};

/// Takes the sources out of a case. A part rests only on them if it has citations, all of them to these sources, and no
/// `assume`; such parts go:
///  * a statement of an `order` or of `weights`; places of other statements keep their ids; a party that loses
///    all is indifferent;
///  * a rule, a merge;
///  * a value of `now` (what then holds is what the other entries say, else the first value);
///  * an option or a term: it no longer exists on any day, so that its first value holds in every formula, exactly as
///    before its `from`.
/// Parties, states, questions, tables and rankings stay. Other parts only lose their citations to these sources.
/// Sources that the case does not have change nothing. Cost: the size of the case.
[[nodiscard]] CaseWithout case_without(const Case& document, const std::set<std::string>& sources);

}  // namespace detente
