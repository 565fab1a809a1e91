#pragma once
/// What `import` and `export` print for machines: what was written, and what was lost.

#include <string>
#include <vector>

#include "detente/exchange/formats.hpp"
#include "detente/report/json.hpp"

namespace detente {

/// `written` is the path of the case file, or empty; then the object holds its text. Null `document`: it failed.
[[nodiscard]] std::string import_json(const Format& format, const ImportResult& result, const Case* document,
                                      const std::string& written);
[[nodiscard]] std::string export_json(const JsonContext& context, const Format& format, const Case& document,
                                      const AnalysisOptions& options, const std::vector<std::string>& written);

}  // namespace detente
