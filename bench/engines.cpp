#include "engines.hpp"

#include <sys/resource.h>

#include <atomic>
#include <cstdio>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "detente/report/analysis.hpp"
#include "textbook.hpp"
#include "timing.hpp"

namespace detente::bench {

namespace {

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// A case ready to be solved.
struct Prepared {
  Prepared(const Case& document, unsigned threads) : model(model_on(document)) {
    listing = seconds_of([&] { space = StateSpace::build(model, {.memory_bytes = std::uint64_t{64} << 30}).space; });
    if (!space) return;
    ranking = seconds_of([&] { payoffs = Payoffs::build(model, *space, {}, threads).payoffs; });
    moves.emplace(model, *space);
  }
  [[nodiscard]] Stability solved(const SolveOptions& options) const { return solve(*space, *moves, *payoffs, options); }

  Model model;
  std::optional<StateSpace> space;
  std::optional<Payoffs> payoffs;
  std::optional<Moves> moves;
  double listing = 0;
  double ranking = 0;
};

bool same(const Stability& a, const Stability& b, std::size_t parties) {
  for (const Concept c : all_concepts) {
    for (std::size_t p = 0; p < parties; ++p) {
      if (a.stable(c, PartyId(p)) != b.stable(c, PartyId(p))) return false;
    }
  }
  return true;
}

/// Reads every payoff once, as fast as one thread can: the sum keeps the compiler from leaving it out.
std::uint64_t read_all(std::span<const std::uint16_t> ranks) {
  std::uint32_t sum = 0;
  for (const std::uint16_t rank : ranks) sum += rank;
  return sum;
}

/// Likewise, the parties spread over some threads.
double reading_seconds(const Payoffs& payoffs, std::size_t parties, unsigned threads) {
  std::atomic<std::uint64_t> sink = 0;
  return best_seconds_of(9, [&] {
    std::vector<std::jthread> readers;
    for (unsigned t = 0; t < threads; ++t) {
      readers.emplace_back([&, t] {
        for (std::size_t p = t; p < parties; p += threads) sink += read_all(payoffs.narrow(PartyId(p)));
      });
    }
  });
}

}  // namespace

void size_header() {
  fmt::print(
      "| case | states | engine | threads | listing s | ranking s | solving s | all s | ns per state and party "
      "| estimated MiB | peak MiB | equilibria Nash GMR SMR SEQ SSEQ "
      "|\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
}

bool size_row(const std::string& name, const Case& document, unsigned threads, Engine engine) {
  using Clock = std::chrono::steady_clock;
  const double before = peak_mib();
  std::optional<Clock::time_point> ranking;
  AnalysisOptions options{.limits = {.memory_bytes = std::uint64_t{64} << 30}, .engine = engine, .threads = threads};
  options.control.progress = [&](std::string_view what, double) {
    if (!ranking && what == "ranking states") ranking = Clock::now();
  };
  const auto begin = Clock::now();
  const AnalysisBuild build = Analysis::build(document, options);
  const auto end = Clock::now();
  if (!build.analysis) return false;
  Analysis& a = *build.analysis;
  const auto seconds = [](Clock::duration time) { return std::chrono::duration<double>(time).count(); };
  const double solving = seconds_of([&] { (void)a.stability(); });
  const double peak = peak_mib() - before;
  const double all = seconds(end - begin) + solving;
  fmt::print("| {} | {} | {} | {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.1f} | {:.0f} | {:.0f} |", name,
             a.space.size(), id_of(a.engine()), threads, seconds(*ranking - begin), seconds(end - *ranking), solving,
             all, 1e9 * all / (static_cast<double>(a.model.parties.size()) * static_cast<double>(a.space.size())),
             static_cast<double>(a.bytes()) / 1024 / 1024, peak);
  for (const Concept c : all_concepts) fmt::print(" {}", a.stability().equilibria(c).count());
  fmt::print(" |\n");
  return true;
}

void ratio_rows(std::size_t options, unsigned threads) {
  const Prepared prepared(random_case(options, {.options_each = options / 4}), threads);
  const double reading = reading_seconds(*prepared.payoffs, 4, threads);
  fmt::print(
      "| concept alone, 2^{} free, {} thread{} | s | times reading all payoffs once ({:.4f} s) |\n|---|---|---|\n",
      options, threads, threads == 1 ? "" : "s", reading);
  for (const Concept c : all_concepts) {
    const double best = best_seconds_of(c == Concept::nash ? 9 : 3,
                                        [&] { (void)prepared.solved({.concepts = {c}, .threads = threads}); });
    fmt::print("| {} | {:.4f} | {:.1f} |\n", short_name(c), best, best / reading);
    std::fflush(stdout);
  }
}

void textbook_rows() {
  fmt::print(
      "| states, 4 parties | textbook s | dense s | sparse s | times faster, dense | times faster, sparse | same "
      "answers "
      "|\n|---|---|---|---|---|---|---|\n");
  for (const std::size_t options : {8U, 12U, 16U, 20U}) {
    const Prepared prepared(random_case(options, {.options_each = options / 4}), 1);
    std::optional<Stability> plain;
    std::optional<Stability> dense;
    std::optional<Stability> sparse;
    const double textbook =
        seconds_of([&] { plain = solve_textbook(*prepared.space, *prepared.moves, *prepared.payoffs); });
    const double by_dense = seconds_of([&] { dense = prepared.solved({.engine = Engine::dense, .threads = 1}); });
    const double by_sparse = seconds_of([&] { sparse = prepared.solved({.engine = Engine::sparse, .threads = 1}); });
    fmt::print("| 2^{} | {:.3f} | {:.4f} | {:.4f} | {:.0f} | {:.0f} | {} |\n", options, textbook, by_dense, by_sparse,
               textbook / by_dense, textbook / by_sparse,
               same(*plain, *dense, 4) && same(*plain, *sparse, 4) ? "yes" : "NO");
    std::fflush(stdout);
    if (textbook > 2) break;  // sixteen times as many states take about two hundred times as long
  }
}

bool strategic_form(std::size_t options, bool few, const std::string& file) {
  const Case document =
      random_case(options, {.options_each = options / 4, .statements_each = few ? std::size_t{2} : std::size_t{12}});
  const Prepared prepared(document, 1);
  const std::size_t states = prepared.space->size();
  const auto rank = [&](std::size_t p, std::size_t s) { return prepared.payoffs->rank(PartyId(p), StateId(s)); };
  const auto payoffs_of = [&](std::size_t s) {
    return fmt::format("{} {} {} {}", rank(0, s), rank(1, s), rank(2, s), rank(3, s));
  };
  // The profiles of a game follow each other with the first player's strategy varying fastest, as states do here.
  std::ofstream out(file);
  out << "NFG 1 R \"random\" { \"P1\" \"P2\" \"P3\" \"P4\" } ";
  const std::size_t strategies = std::size_t{1} << (options / 4);
  if (few) {
    std::map<std::string, std::size_t> outcomes;
    std::vector<std::string> listed;
    std::string profiles;
    for (std::size_t s = 0; s < states; ++s) {
      const auto [at, is_new] = outcomes.try_emplace(payoffs_of(s), outcomes.size() + 1);
      if (is_new) listed.push_back(at->first);
      profiles += std::to_string(at->second) + (s % 16 == 15 ? "\n" : " ");
    }
    out << "{";
    for (int p = 0; p < 4; ++p) {
      out << " {";
      for (std::size_t k = 1; k <= strategies; ++k) out << " \"" << k << "\"";
      out << " }";
    }
    out << " } \"\"\n{\n";
    for (std::size_t k = 0; k < listed.size(); ++k) {
      std::string payoffs = listed[k];
      for (std::size_t at = 0; (at = payoffs.find(' ', at)) != std::string::npos; at += 2) payoffs.replace(at, 1, ", ");
      out << "{ \"o" << k + 1 << "\" " << payoffs << " }\n";
    }
    out << "}\n" << profiles << "\n";
  } else {
    out << fmt::format("{{ {0} {0} {0} {0} }} \"\"\n\n", strategies);
    for (std::size_t s = 0; s < states; ++s) out << payoffs_of(s) << "\n";
  }
  out.close();
  if (!out) return false;
  std::optional<Stability> stability;
  const double seconds =
      best_seconds_of(5, [&] { stability = prepared.solved({.concepts = {Concept::nash}, .threads = 1}); });
  const double reading = reading_seconds(*prepared.payoffs, 4, 1);
  fmt::print("{{\"seconds\": {:.9f}, \"reading_payoffs\": {:.9f}, \"equilibria\": [", seconds, reading);
  std::string separator;
  stability->equilibria(Concept::nash).for_each([&](std::size_t s) {
    fmt::print("{}{}", separator, s);
    separator = ", ";
  });
  fmt::print("]}}\n");
  return true;
}

}  // namespace detente::bench
