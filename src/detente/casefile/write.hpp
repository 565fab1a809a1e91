#pragma once
/// Writes a Case as the text of a case file.

#include <string>

#include "detente/model/case.hpp"

namespace detente {

/// The case in the one canonical layout. Reading it gives the same case, apart from spans and from white space at the
/// end of texts. Precondition: the case obeys the rules of the language, as everything does that the reader accepts.
/// Cost: linear in the case.
[[nodiscard]] std::string write_case(const Case& document);

/// Whether both say the same, wherever their parts stand in a file.
[[nodiscard]] bool same_case(const Case& a, const Case& b);

}  // namespace detente
