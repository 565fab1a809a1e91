#pragma once
/// What `detente read --coded` shows: statements coded by hand beside what was found.

#include <string>
#include <vector>

#include "detente/evidence/coded_statements.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// How many were found, what differs, and who agrees and disagrees with which concept.
[[nodiscard]] std::string coded_page(const std::vector<Document>& documents, const std::vector<CodedStatement>& coded,
                                     const std::vector<CodedMatch>& matches, const Style& style);

/// The field `coded` of `detente read --json`, as `"name": value`.
[[nodiscard]] std::string coded_json(const std::vector<Document>& documents, const std::vector<CodedStatement>& coded,
                                     const std::vector<CodedMatch>& matches);

}  // namespace detente
