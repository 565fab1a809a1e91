#pragma once
/// Words quoted truly, but without the "not" that turns them around.

#include <optional>

#include "detente/evidence/document.hpp"

namespace detente {

/// The negation that stands directly outside of `place` in its sentence: right behind it, or in front of it with
/// nothing but small words between ("will not | sign", "refused to | sign", "is no longer | ready"). No mark of
/// punctuation may stand between. Cost: linear in the sentences of the place.
[[nodiscard]] std::optional<Span> cut_negation(const Document& report, const Span& place);

}  // namespace detente
