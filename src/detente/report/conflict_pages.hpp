#pragma once
/// What `detente read --conflicts` shows.

#include <string>
#include <vector>

#include "detente/evidence/conflicts.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// Candidates with both sentences side by side, then changes as sequences with dates.
[[nodiscard]] std::string conflicts_page(const std::vector<Document>& documents, const Conflicts& conflicts,
                                         const Style& style);

/// The fields `conflicts` and `changes` of `detente read --json`, each `"name": value`.
[[nodiscard]] std::vector<std::string> conflicts_json(const std::vector<Document>& documents,
                                                      const Conflicts& conflicts);

/// One line for each side: number, what ("conflict" or "change"), kind, subject, date, document, sentence, says, text.
[[nodiscard]] std::string conflicts_csv(const std::vector<Document>& documents, const Conflicts& conflicts);

}  // namespace detente
