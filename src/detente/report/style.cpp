#include "detente/report/style.hpp"

#include "detente/base/text.hpp"

namespace detente {

std::string Style::paragraph(std::string_view text, std::size_t indent, std::string_view label) const {
  const std::string blank(indent, ' ');
  std::string out;
  bool first = true;
  for (const std::string& line : wrap(printable(text), width > indent + 20 ? width - indent : 20)) {
    const std::size_t used = code_points(label);
    if (first && !label.empty()) {
      out += std::string(label) + std::string(used < indent ? indent - used : 1, ' ');
    } else {
      out += blank;
    }
    out += line + "\n";
    first = false;
  }
  return out;
}

}  // namespace detente
