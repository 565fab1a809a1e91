#pragma once

#include <string>
#include <vector>

#include "detente/report/analysis.hpp"
#include "detente/report/style.hpp"

namespace detente {

/// The steps of a path, numbered, one to a line.
[[nodiscard]] std::string path_text(Analysis& analysis, const Style& style, const std::vector<Step>& path,
                                    std::size_t indent);

}  // namespace detente
