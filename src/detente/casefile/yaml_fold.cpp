#include "detente/casefile/yaml_fold.hpp"

#include <algorithm>

#include "detente/base/text.hpp"
#include "detente/casefile/yaml_emit.hpp"

namespace detente {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  if (text.ends_with('\n')) text.remove_suffix(1);
  for (;;) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

bool can_be_block(std::string_view text) {
  if (text.empty() || text.ends_with("\n\n") || needs_yaml_escapes(text)) return false;
  const auto lines = lines_of(text);
  if (lines.front().empty() || is_blank(lines.front().front())) return false;
  return std::ranges::none_of(lines, [](std::string_view line) { return !line.empty() && is_blank(line.back()); });
}

bool can_be_folded(std::string_view text) {
  const auto indented = [](std::string_view line) { return !line.empty() && is_blank(line.front()); };
  return can_be_block(text) && std::ranges::none_of(lines_of(text), indented);
}

std::vector<std::string_view> fold(std::string_view line, std::size_t first_width, std::size_t width, bool plain) {
  constexpr std::string_view indicators = "-?:#|>&*!%@`\"'";
  std::vector<std::string_view> pieces;
  std::size_t room = first_width;
  std::size_t piece = 0;  // where the current piece begins
  std::size_t used = 0;   // code points from there to `counted`
  std::size_t counted = 0;
  std::size_t cut = 0;  // the last space at which it could be cut; 0 for none
  std::size_t used_at_cut = 0;
  for (std::size_t i = 2; i + 2 <= line.size(); ++i) {
    const bool end = i + 2 == line.size();
    const bool space = line[i] == ' ' && line[i - 1] != ' ' && line[i + 1] != ' ';
    const bool possible = space && !(plain && indicators.find(line[i + 1]) != std::string_view::npos);
    if (!possible && !end) continue;
    const std::size_t upto = end ? line.size() : i;
    used += code_points(line.substr(counted, upto - counted));
    counted = upto;
    if (used > room && cut > piece) {
      pieces.push_back(line.substr(piece, cut - piece));
      used -= used_at_cut + 1;
      piece = cut + 1;
      room = width;
    }
    if (possible && !end) {
      cut = i;
      used_at_cut = used;
    }
  }
  pieces.push_back(line.substr(piece));
  return pieces;
}

}  // namespace detente
