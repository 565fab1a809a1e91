#include "deals.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

#include "detente/casefile/read.hpp"
#include "detente/deals/additive_settlement.hpp"
#include "detente/deals/settlement.hpp"

namespace detente::bench {

namespace {

/// Of the processor, so that other work on the machine does not count.
double milliseconds_of(auto&& work) {
  const std::clock_t begin = std::clock();
  work();
  return 1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double median_of(std::size_t repeats, auto&& work) {
  std::vector<double> times;
  for (std::size_t k = 0; k < repeats; ++k) times.push_back(milliseconds_of(work));
  std::ranges::sort(times);
  return times[times.size() / 2];
}

}  // namespace

bool deal_times(const std::string& path, std::size_t repeats) {
  ReadResult read;
  const double reading = median_of(repeats, [&] { read = read_case_file(path); });
  if (!read.document) {
    std::fputs(render(read.diagnostics, read.source).c_str(), stderr);
    return false;
  }
  const Model model = model_on(*read.document, std::nullopt);
  if (model.tables.empty()) {
    std::fprintf(stderr, "%s: the case has no tables\n", path.c_str());
    return false;
  }
  const Table& table = model.tables.front();
  const std::vector<std::vector<Value>> walk_aways(table.parties.size() + table.ratify.size(), model.now());
  const auto decomposed = [&] { return std::move(decompose(model, table, model.now(), walk_aways).table); };
  if (!decomposed()) {
    std::fprintf(stderr, "%s: the table '%s' does not add up\n", path.c_str(), table.id.c_str());
    return false;
  }
  std::size_t points = 0;
  const double frontier_and_nash = median_of(repeats, [&] {
    const AdditiveTable parts = *decomposed();
    const auto build = find_frontier(parts.problem);
    if (!build.frontier) return;
    points = build.frontier->points().size();
    if (points > 0) (void)find_optima(gains_of(parts.problem, *build.frontier), parts.problem.members);
  });
  const double everything = median_of(repeats, [&] { (void)settle_additive(*decomposed(), 1); });
  std::printf("{\"points\": %zu, \"reading_ms\": %.3f, \"frontier_and_nash_ms\": %.3f, \"everything_ms\": %.3f", points,
              reading, frontier_and_nash, everything);
  if (Layout(model).product_log2() < 23.5) {
    const double listing = milliseconds_of([&] {
      const SpaceBuild space = StateSpace::build(model);
      const PayoffsBuild payoffs = Payoffs::build(model, *space.space);
      (void)settle(model, *space.space, *payoffs.payoffs, table, space.space->now(), {});
    });
    std::printf(", \"listing_ms\": %.3f", listing);
  }
  std::printf("}\n");
  return true;
}

}  // namespace detente::bench
