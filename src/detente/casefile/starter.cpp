#include "detente/casefile/starter.hpp"

#include "detente/base/text.hpp"
#include "detente/casefile/embedded.hpp"
#include "detente/casefile/yaml_emit.hpp"

namespace detente {

std::string starter_case(std::string_view title) {
  constexpr std::string_view placeholder = "@NAME@";
  std::string clean = printable(title.substr(0, title.find('\0')));
  clean.erase(0, clean.find_first_not_of(' '));
  clean.erase(clean.find_last_not_of(' ') + 1);
  if (clean.empty()) clean = "A new case";
  std::string text(embedded::starter_case);
  text.replace(text.find(placeholder), placeholder.size(), yaml_scalar(clean, false, YamlNode::Style::folded));
  return text;
}

}  // namespace detente
