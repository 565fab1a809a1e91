#pragma once
/// Names in a report: where they stand, and which of them mean the same person or body.

#include <string>
#include <string_view>
#include <vector>

#include "detente/evidence/aliases.hpp"
#include "detente/evidence/reading.hpp"

namespace detente {

/// Finds the mentions of names and merges them into actors. Forms are merged by rules only: the same words but for
/// initials, titles, accents and usual spellings of Slavic endings ("Zelensky", "Zelenskyy"); a family name, or the
/// first part of a name, where only one actor of the report has it; and what the aliases say. Two people with one
/// family name stay two, and the family name alone is then left open, unless a title tells them apart. Cost: linear,
/// but for a logarithm of the number of names.
void find_names(Reading& reading, const Aliases& aliases);

/// Mentions of names: runs of capitalized words that are not the ordinary start of a sentence. Headings are skipped:
/// their words may all be capitalized.
void find_mentions(Reading& reading);

/// A word of a name for comparing: lower case, without accents, with the usual spellings of Slavic endings as one.
[[nodiscard]] std::string fold_name(std::string_view word);

/// Whether a token is an initial, as in "Vladimir V. Putin".
[[nodiscard]] bool is_initial(std::string_view word);

/// Whether a word with a capital letter stands in quotation marks, of which the token `mark` is the first: within a
/// name, as in Robert “Bob” Roe, a nickname.
[[nodiscard]] bool is_nickname(const Reading& reading, std::size_t mark);

/// The words of a mention that make the name: without titles, offices, nicknames and initials, folded.
[[nodiscard]] std::vector<std::string> name_words(const Reading& reading, const NameMention& mention);

}  // namespace detente
