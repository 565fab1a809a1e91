// Measures what the program is proud of. Prints tables in Markdown; bench/RESULTS.md keeps them with machine, date and
// commit.
//
//   detente_bench                           all tables of the usual sizes
//   detente_bench size free 24 [THREADS] [ENGINE]   one row: 4 parties, 24 yes/no options; free, or limited (one-way
//   and needs)
//   detente_bench one-state [CASES]         single states of cases with 60 options
//   detente_bench write free 24             the case of such a row as a file
//   detente_bench ratio 24 [THREADS]        each concept against reading the payoffs once
//   detente_bench deals CASE [REPEATS]      the first table of a case with weights, without the start of the program
//   detente_bench coalitions [STATES]       coalition improvements with ten parties, of one state and of STATES states

#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "detente/casefile/write.hpp"
#include "coalitions.hpp"
#include "deals.hpp"
#include "detente/space/payoffs.hpp"
#include "detente/stability/solve.hpp"
#include "one_state.hpp"
#include "random_model.hpp"
#include "textbook.hpp"

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

Shape shape(std::size_t options, bool limited) {
  return {.parties = 4, .options_each = options / 4, .limited = limited};
}

/// A random case of 4 parties, ready to be solved.
struct Prepared {
  Prepared(std::size_t options, bool limited) : model(random_model(options, shape(options, limited))) {
    listing = seconds_of([&] { space = StateSpace::build(model, {.memory_bytes = std::uint64_t{64} << 30}).space; });
    ranking = seconds_of([&] { payoffs = Payoffs::build(model, *space).payoffs; });
    moves.emplace(model, *space);
  }
  Stability solved(const SolveOptions& options) const { return solve(*space, *moves, *payoffs, options); }

  Model model;
  std::optional<StateSpace> space;
  std::optional<Payoffs> payoffs;
  std::optional<Moves> moves;
  double listing = 0;
  double ranking = 0;
};

bool same(const Stability& a, const Stability& b) {
  for (const Concept c : all_concepts) {
    for (std::size_t p = 0; p < 4; ++p) {
      if (a.stable(c, PartyId(p)) != b.stable(c, PartyId(p))) return false;
    }
  }
  return true;
}

void size_row(std::size_t options, bool limited, unsigned threads, Engine engine) {
  const Prepared prepared(options, limited);
  std::optional<Stability> stability;
  const double solving = seconds_of([&] { stability = prepared.solved({.engine = engine, .threads = threads}); });
  const double all = prepared.listing + prepared.ranking + solving;
  std::printf("| %s 2^%zu | %.*s | %.3f | %.3f | %.3f | %.1f | %.0f |", limited ? "limited" : "free", options,
              static_cast<int>(id_of(stability->engine).size()), id_of(stability->engine).data(), prepared.ranking,
              solving, all, 1e9 * all / (4.0 * static_cast<double>(prepared.space->size())), peak_mib());
  for (const Concept c : all_concepts) std::printf(" %zu", stability->equilibria(c).count());
  std::printf(" |\n");
  std::fflush(stdout);
}

void size_header() {
  std::printf(
      "\n| case | engine | ranking s | solving s | all s | ns per state and party | peak MiB so far | equilibria Nash "
      "GMR SMR SEQ SSEQ |\n");
  std::printf("|---|---|---|---|---|---|---|---|\n");
}

/// Reads every payoff once, as fast as one thread can: the sum keeps the compiler from leaving it out.
std::uint64_t read_all(std::span<const std::uint16_t> ranks) {
  std::uint32_t sum = 0;
  for (const std::uint16_t rank : ranks) sum += rank;
  return sum;
}

/// Each concept alone, against reading all payoffs once with the same threads.
void ratio_rows(std::size_t options, unsigned threads) {
  const Prepared prepared(options, false);
  std::atomic<std::uint64_t> sink = 0;
  double reading = 1e9;
  for (int run = 0; run < 9; ++run) {
    reading = std::min(reading, seconds_of([&] {
                         std::vector<std::jthread> readers;
                         for (unsigned t = 0; t < threads; ++t) {
                           readers.emplace_back([&, t] {
                             for (std::size_t p = t; p < 4; p += threads) {
                               sink += read_all(prepared.payoffs->narrow(PartyId(p)));
                             }
                           });
                         }
                       }));
  }
  std::printf("\n| concept alone, 2^%zu free | s | times reading all payoffs once (%.4f s) |\n|---|---|---|\n", options,
              reading);
  for (const Concept c : all_concepts) {
    double best = 1e9;
    for (int run = 0; run < (c == Concept::nash ? 9 : 3); ++run) {
      best = std::min(best, seconds_of([&] { (void)prepared.solved({.concepts = {c}, .threads = threads}); }));
    }
    std::printf("| %.*s | %.4f | %.1f |\n", static_cast<int>(short_name(c).size()), short_name(c).data(), best,
                best / reading);
  }
  std::fflush(stdout);
}

void textbook_rows() {
  std::printf(
      "\n| states, 4 parties | textbook s | dense s | sparse s | times faster | same answers "
      "|\n|---|---|---|---|---|---|\n");
  for (std::size_t options = 8; options <= 24; options += 4) {
    const Prepared prepared(options, false);
    std::optional<Stability> plain;
    std::optional<Stability> dense;
    std::optional<Stability> sparse;
    const double textbook =
        seconds_of([&] { plain = solve_textbook(*prepared.space, *prepared.moves, *prepared.payoffs); });
    const double by_dense = seconds_of([&] { dense = prepared.solved({.engine = Engine::dense, .threads = 1}); });
    const double by_sparse = seconds_of([&] { sparse = prepared.solved({.engine = Engine::sparse, .threads = 1}); });
    std::printf("| 2^%zu | %.3f | %.4f | %.4f | %.0f | %s |\n", options, textbook, by_dense, by_sparse,
                textbook / by_dense, same(*plain, *dense) && same(*plain, *sparse) ? "yes" : "NO");
    std::fflush(stdout);
    if (textbook > 10) break;  // sixteen times as many states would take more than a minute
  }
}

}  // namespace
}  // namespace detente::bench

int main(int argc, char** argv) {
  using namespace detente::bench;
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "size" && argc > 3) {
    const unsigned threads = argc > 4 ? static_cast<unsigned>(std::strtoul(argv[4], nullptr, 10)) : 2;
    const auto engine = detente::engine_of(argc > 5 ? argv[5] : "auto");
    if (!engine) return 2;
    size_header();
    size_row(std::strtoul(argv[3], nullptr, 10), std::string(argv[2]) == "limited", threads, *engine);
    return 0;
  }
  if (what == "one-state") {
    one_state_rows(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1'000);
    return 0;
  }
  if (what == "ratio" && argc > 2) {
    ratio_rows(std::strtoul(argv[2], nullptr, 10),
               argc > 3 ? static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10)) : 2);
    return 0;
  }
  if (what == "deals" && argc > 2) {
    return deal_times(argv[2], argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 5) ? 0 : 2;
  }
  if (what == "coalitions") {
    coalition_rows(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1000);
    return 0;
  }
  if (what == "write" && argc > 3) {
    const std::size_t options = std::strtoul(argv[3], nullptr, 10);
    std::fputs(write_case(random_case(options, shape(options, std::string(argv[2]) == "limited"))).c_str(), stdout);
    return 0;
  }
  size_header();
  for (const bool limited : {false, true}) {
    for (std::size_t options = 12; options <= 24; options += 4) {
      if (!limited || options <= 20) size_row(options, limited, 2, detente::Engine::automatic);
    }
  }
  size_row(20, false, 2, detente::Engine::sparse);
  ratio_rows(24, 2);
  textbook_rows();
  one_state_rows(1'000);
  coalition_rows(100);
  return 0;
}
