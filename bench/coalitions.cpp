#include "coalitions.hpp"

#include <chrono>
#include <cstdio>

#include "detente/stability/coalitions.hpp"
#include "random_model.hpp"

namespace detente::bench {

namespace {

void row(bool limited, std::size_t states) {
  const Model model = random_model(20, {.parties = 10, .options_each = 2, .limited = limited});
  const std::optional<StateSpace> space = StateSpace::build(model, {.memory_bytes = std::uint64_t{8} << 30}).space;
  const std::optional<Payoffs> payoffs = Payoffs::build(model, *space).payoffs;
  const Moves moves(model, *space);
  Coalitions coalitions(*space, moves, *payoffs);
  const auto measure = [&](std::size_t count) {
    std::size_t found = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (std::size_t k = 0; k < count; ++k) {
      Work work;
      found +=
          coalitions.improvements(StateId(space->size() / count * k + space->size() / 3 / count), work).moves.size();
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf(" %zu | %.3f | %zu |", count, seconds, found);
    std::fflush(stdout);
  };
  std::printf("| %s | %s |", limited ? "limited" : "free", coalitions.product() ? "closed form" : "search");
  measure(1);
  measure(states);
  std::printf("\n");
}

}  // namespace

void coalition_rows(std::size_t states) {
  std::printf(
      "\n10 parties, 2 yes/no options each, 2^20 states:\n"
      "\n| case | how | states asked | s | ways to gain | states asked | s | ways to gain |\n"
      "|---|---|---|---|---|---|---|---|\n");
  row(false, states);
  row(true, states);
}

}  // namespace detente::bench
