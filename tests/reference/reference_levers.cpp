// What would have to change, by trying everything.

#include <algorithm>
#include <numeric>

#include "reference.hpp"

namespace detente::reference {

namespace {

// The same conflict where `party` ranks the states so: place[s] is better the larger it is.
void set_ranking(ReferenceModel& model, std::size_t party, const std::vector<std::size_t>& place) {
  const std::size_t n = model.states.size();
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) model.beats[party][a][b] = place[a] > place[b] ? 1 : 0;
  }
  for (std::size_t s = 0; s < n; ++s) {
    model.improvements[party][s].clear();
    for (const std::size_t q : model.moves[party][s]) {
      if (model.better(party, q, s)) model.improvements[party][s].push_back(q);
    }
  }
}

}  // namespace

std::array<std::uint64_t, 5> stabilizing_rankings(const ReferenceModel& model, std::size_t party, std::size_t s,
                                                  ReferenceSwitches switches) {
  ReferenceModel changed = model;
  std::vector<std::size_t> place(model.states.size());
  std::iota(place.begin(), place.end(), std::size_t{0});
  std::array<std::uint64_t, 5> count{};
  do {
    set_ranking(changed, party, place);
    const StabilityTable table = stability(changed, switches);
    for (const Concept which : all_concepts) {
      if (is_stable(table, which, party, s)) ++count[static_cast<std::size_t>(which)];
    }
  } while (std::next_permutation(place.begin(), place.end()));
  return count;
}

}  // namespace detente::reference
