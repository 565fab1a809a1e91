#pragma once
/// What `detente read` shows of several reports together: which takes from which.

#include <string>
#include <vector>

#include "detente/evidence/reuse.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// The section on re-use: pairs with their sentences side by side, what was altered or lost, groups.
[[nodiscard]] std::string reuse_page(const std::vector<Document>& documents, const Reuse& reuse, const Style& style);

/// The fields `reuse`, `speeches`, `backgrounds` and `groups` of `detente read --json`, each `"name": value`.
[[nodiscard]] std::vector<std::string> reuse_json(const std::vector<Document>& documents, const Reuse& reuse);

/// One line for each pair of sentences: link, direction, copy, copy_sentence, original, original_sentence, kind, words,
/// copy_text, original_text. With a head.
[[nodiscard]] std::string reuse_csv(const std::vector<Document>& documents, const Reuse& reuse);

}  // namespace detente
