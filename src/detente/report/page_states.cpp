#include <algorithm>

#include <fmt/format.h>

#include "detente/base/text.hpp"
#include "detente/report/pages.hpp"
#include "detente/report/phrases.hpp"
#include "detente/space/describe.hpp"

namespace detente {

std::string states_page(Analysis& a, const Style& style, const BitVector& chosen, std::size_t limit) {
  const std::size_t count = chosen.count();
  std::string out;
  if (count == a.space.size()) {
    out += fmt::format("{}; now is state {}\n", counted(count, "feasible state"), a.space.now().number());
  } else {
    out += fmt::format("{} of {}; now is state {}\n", with_commas(count), counted(a.space.size(), "feasible state"),
                       a.space.now().number());
  }
  if (a.space.merged()) {
    out += fmt::format("{} by merging {} assignments\n", counted(a.space.size(), "state"),
                       with_commas(a.space.member_count()));
  }
  std::size_t shown = 0;
  chosen.for_each([&](std::size_t s) {
    if (limit > 0 && shown == limit) return false;
    ++shown;
    const std::size_t members = a.space.members_in(StateId(s));
    const std::string merged = members > 1 ? fmt::format(" (merged from {})", with_commas(members)) : "";
    const std::string now = StateId(s) == a.space.now() ? " <- now" : "";
    out += style.paragraph(describe(a.model, a.space, StateId(s)) + merged + now, 12,
                           fmt::format("{:>10}", StateId(s).number()));
    return true;
  });
  if (shown < count)
    out += fmt::format("... and {} more; --limit 0 lists all, --where FORMULA chooses\n", with_commas(count - shown));
  return out;
}

}  // namespace detente
