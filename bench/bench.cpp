// Measures what the program is proud of. Prints tables in Markdown and single rows of them; `./dev bench` (run.py) puts
// them together, and bench/RESULTS.md keeps them with machine, date and commit.
//
//   detente_bench size-header              the head of the table of the next two
//   detente_bench size KIND OPTIONS [THREADS] [ENGINE]
//                                          a random case of 4 parties: free, limited (one-way and needs), grouped
//                                          (rules: at most one of every four options), merged (limited, with a merge)
//   detente_bench case FILE [THREADS] [ENGINE]   the same for a case file
//   detente_bench write KIND OPTIONS       the case of such a row as a file
//   detente_bench ratio OPTIONS [THREADS]  each concept against reading the payoffs once
//   detente_bench textbook                 all concepts against an explicit graph
//   detente_bench strategic-form OPTIONS few|many FILE
//                                          a case as a game for Gambit, and its equilibria
//   detente_bench one-state [CASES]        single states of cases with 60 options
//   detente_bench deals CASE [REPEATS]     the first table of a case with weights, without the start of the program
//   detente_bench reuse [ARTICLES] [THREADS]   so many invented articles, read and compared
//   detente_bench coalitions [STATES]      coalition improvements with ten parties, of one state and of STATES states

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "coalitions.hpp"
#include "deals.hpp"
#include "detente/casefile/read.hpp"
#include "detente/casefile/write.hpp"
#include "engines.hpp"
#include "one_state.hpp"
#include "random_model.hpp"
#include "reuse.hpp"

namespace detente::bench {
namespace {

class Arguments {
 public:
  Arguments(int argc, char** argv) : words_(argv + 1, argv + argc) {}
  [[nodiscard]] std::string word(std::size_t k, const std::string& otherwise = {}) const {
    return k < words_.size() ? words_[k] : otherwise;
  }
  [[nodiscard]] std::size_t number(std::size_t k, std::size_t otherwise) const {
    return k < words_.size() ? std::strtoul(words_[k].c_str(), nullptr, 10) : otherwise;
  }
  [[nodiscard]] unsigned threads(std::size_t k) const { return static_cast<unsigned>(number(k, 2)); }
  /// Ends the program where the word is no engine.
  [[nodiscard]] Engine engine(std::size_t k) const { return engine_of(word(k, "auto")).value(); }

 private:
  std::vector<std::string> words_;
};

Case case_of(const std::string& kind, std::size_t options) {
  return random_case(options, {.parties = 4,
                               .options_each = options / 4,
                               .options_more = options % 4,
                               .limited = kind == "limited" || kind == "merged",
                               .grouped = kind == "grouped",
                               .merged = kind == "merged"});
}

bool run(const Arguments& args) {
  const std::string what = args.word(0);
  if (what == "size-header") {
    size_header();
  } else if (what == "size") {
    const std::string name = args.word(1) + " 2^" + args.word(2);
    return size_row(name, case_of(args.word(1), args.number(2, 12)), args.threads(3), args.engine(4));
  } else if (what == "case") {
    const ReadResult read = read_case_file(args.word(1));
    const std::string name = args.word(1).substr(args.word(1).rfind('/') + 1);
    return read.document && size_row(name, *read.document, args.threads(2), args.engine(3));
  } else if (what == "write") {
    std::fputs(write_case(case_of(args.word(1), args.number(2, 12))).c_str(), stdout);
  } else if (what == "ratio") {
    ratio_rows(args.number(1, 24), args.threads(2));
  } else if (what == "textbook") {
    textbook_rows();
  } else if (what == "strategic-form") {
    return strategic_form(args.number(1, 8), args.word(2) == "few", args.word(3));
  } else if (what == "one-state") {
    one_state_rows(args.number(1, 1'000));
  } else if (what == "deals") {
    return deal_times(args.word(1), args.number(2, 5));
  } else if (what == "reuse") {
    reuse_row(args.number(1, 100'000), args.threads(2));
  } else if (what == "coalitions") {
    coalition_rows(args.number(1, 100));
  } else {
    std::fputs("the head of bench/bench.cpp says what there is\n", stderr);
    return false;
  }
  return true;
}

}  // namespace
}  // namespace detente::bench

int main(int argc, char** argv) {
  return detente::bench::run(detente::bench::Arguments(argc, argv)) ? EXIT_SUCCESS : 2;
}
