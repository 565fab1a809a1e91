#pragma once
/// Who speaks the words in quotation marks, and who is reported to say something without them.

#include "detente/evidence/aliases.hpp"
#include "detente/evidence/document.hpp"
#include "detente/evidence/reading.hpp"

namespace detente {

/// Fills Document::quotations and Document::statements. `reading` has its names found already; genders are learned from
/// pronouns on the way. Where a text does not say who speaks, or could mean two people, there is no speaker.
/// The rules are listed in docs/evidence.md. Cost: linear.
void find_quotations(Reading& reading, const Aliases& aliases, Document& document);

}  // namespace detente
