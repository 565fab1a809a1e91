// Measures what the program is proud of. Prints a table in Markdown; bench/RESULTS.md keeps one with its machine and date.
//
//   detente_bench                 the usual rows
//   detente_bench stability 24    one size: 4 parties, 24 yes/no options, all free
//   detente_bench limited 20      the same with one-way options and preconditions

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "detente/space/payoffs.hpp"
#include "detente/stability/solve.hpp"
#include "random_model.hpp"

namespace detente::bench {
namespace {

double seconds_of(auto&& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void stability_row(std::size_t options, bool limited, unsigned threads, Engine engine = Engine::automatic) {
  const Model model = random_model(options, {.parties = 4, .options_each = options / 4, .statements_each = 12, .limited = limited});
  std::optional<StateSpace> space;
  std::optional<Payoffs> payoffs;
  std::optional<Moves> moves;
  std::optional<Stability> stability;
  const double listing = seconds_of([&] { space = StateSpace::build(model, {.memory_bytes = std::uint64_t{20} << 30}).space; });
  const double ranking = seconds_of([&] { payoffs = Payoffs::build(model, *space).payoffs; });
  moves.emplace(model, *space);
  const double solving = seconds_of([&] { stability = solve(*space, *moves, *payoffs, {.engine = engine, .threads = threads}); });
  std::printf("| %s 2^%zu | %.2f | %.2f | %.2f | %.2f | %.0f |", limited ? "limited" : "free", options, listing, ranking, solving,
              listing + ranking + solving, peak_mib());
  for (const Concept c : all_concepts) std::printf(" %zu", stability->equilibria(c).count());
  std::printf(" |\n");
  std::fflush(stdout);
}

void header() {
  std::printf("| case | listing s | ranking s | solving s | all s | peak MiB | equilibria Nash GMR SMR SEQ SSEQ |\n");
  std::printf("|---|---|---|---|---|---|---|\n");
}

}  // namespace
}  // namespace detente::bench

int main(int argc, char** argv) {
  using namespace detente::bench;
  const std::string what = argc > 1 ? argv[1] : "";
  const unsigned threads = argc > 3 ? static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10)) : 2;
  header();
  if (what == "stability" || what == "limited") {
    const detente::Engine engine = argc > 4 ? detente::engine_of(argv[4]).value() : detente::Engine::automatic;
    stability_row(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 20, what == "limited", threads, engine);
    return 0;
  }
  const std::size_t sizes[] = {12, 16, 20};
  for (const std::size_t options : sizes) stability_row(options, false, threads);
  for (const std::size_t options : sizes) stability_row(options, true, threads);
  return 0;
}
