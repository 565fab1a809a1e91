#pragma once
/// What GENIUS files say, before it is made a case.

#include <string>
#include <vector>

#include "detente/exchange/xml_file.hpp"

namespace detente {

struct GeniusIssue {
  std::string name;
  long index = 0;
  std::vector<std::string> values;  ///< of an integer issue the numbers
  bool integer = false;
  long lowest = 0;  ///< of an integer issue
};

struct GeniusDomain {
  std::vector<GeniusIssue> issues;
};

struct GeniusProfile {
  /// utilities[issue][value]: weight times evaluation.
  std::vector<std::vector<mpq_class>> utilities;
  mpq_class reservation = 0;
};

/// No issue may have more values, and no domain more issues.
inline constexpr std::size_t most_genius_values = 1000;
inline constexpr std::size_t most_genius_issues = 1000;

/// Errors go to the file.
[[nodiscard]] GeniusDomain read_genius_domain(XmlFile& file);
[[nodiscard]] GeniusProfile read_genius_profile(XmlFile& file, const GeniusDomain& domain);

}  // namespace detente
