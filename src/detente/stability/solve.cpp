// Stability of all states at once: the definitions, and which engine computes them.
//
// Definitions. Party i at state s; R_i(s) its moves, R_i+(s) its improvements; u_i its payoff rank. s is stable for i
// iff every s1 in R_i+(s) is deterred, where
//   Nash  (Nash 1950)                          nothing deters;
//   GMR   (Howard 1971)                        some s2 the opponents can reach from s1 has u_i(s2) <= u_i(s);
//   SMR   (Howard 1971)                        ... and u_i(s3) <= u_i(s) for every s3 in R_i(s2) as well;
//   SEQ   (Fraser & Hipel 1979, 1984)          as GMR, the opponents moving by improvements only;
//   SSEQ  (Rego & Vieira 2017)                 as SMR, the opponents moving by improvements only.
// The opponents move in legal sequences: any of them, in any order, but none twice running (Fang, Hipel & Kilgour
// 1993).
//
// One pattern for all. Let c_i(q) = max(u_i(q), max of u_i over R_i(q)), and f = u_i for GMR and SEQ, f = c_i for SMR
// and SSEQ. A response that ends in s2 deters the move from s iff f(s2) <= u_i(s). So s1 is deterred iff W(s1) <=
// u_i(s), where W(s1) is the least f that the opponents can reach from s1; and s is stable iff the greatest W over
// R_i+(s) is at most u_i(s), or R_i+(s) is empty. With strict sanctions read < for <=.
//
// The engines differ in how they spread W: solve_dense.cpp works on whole blocks of fibers with vector instructions,
// solve_sparse.cpp on one fiber after the other, for all parties at once.

#include "detente/stability/solve.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "detente/stability/solve_dense.hpp"
#include "detente/stability/solve_sparse.hpp"

namespace detente {

namespace {

constexpr std::array<std::string_view, 3> engine_names{"auto", "dense", "sparse"};

/// Where nobody can do anything alone (all that can change are terms that nobody breaks), every state is stable for
/// everybody, and no engine needs its arrays to say so.
bool nobody_moves(const Moves& moves) {
  for (std::size_t p = 0; p < moves.party_count(); ++p) {
    if (!moves.party(PartyId(p)).variables().empty()) return false;
  }
  return true;
}

}  // namespace

std::string_view id_of(Engine engine) { return engine_names[static_cast<std::size_t>(engine)]; }

std::optional<Engine> engine_of(std::string_view id) {
  const auto found = std::ranges::find(engine_names, id);
  if (found == engine_names.end()) return std::nullopt;
  return static_cast<Engine>(found - engine_names.begin());
}

BitVector Stability::equilibria(Concept c) const {
  BitVector all = stable(c, PartyId(0));
  for (std::size_t p = 1; p < parties_; ++p) all &= stable(c, PartyId(p));
  return all;
}

bool dense_engine_applies(const StateSpace& space, const Moves& moves) { return dense_obstacle(space, moves).empty(); }

EngineChoice choose_engine(const StateSpace& space, const Moves& moves, const SolveOptions& options,
                           std::size_t rank_bytes, std::uint64_t most_bytes) {
  const std::uint64_t results = options.concepts.size() * moves.party_count() * (space.size() / 8 + 8);
  EngineChoice sparse{.engine = Engine::sparse, .why = {}, .bytes = 0};
  const bool idle = nobody_moves(moves);
  sparse.bytes = results + (idle ? 0 : sparse_bytes(space, moves, options, rank_bytes));
  if (options.engine == Engine::sparse) {
    sparse.why = "asked for";
    return sparse;
  }
  const std::string obstacle = dense_obstacle(space, moves);
  if (!obstacle.empty()) {
    sparse.why = obstacle;
    return sparse;
  }
  EngineChoice dense{.engine = Engine::dense, .why = "asked for", .bytes = 0};
  dense.bytes = results + (idle ? 0 : dense_bytes(space, moves, options, rank_bytes));
  if (options.engine == Engine::dense) return dense;
  if (dense.bytes > most_bytes && sparse.bytes <= most_bytes) {
    sparse.why = "the dense engine would need more memory than the limit";
    return sparse;
  }
  const double share =
      100 * static_cast<double>(space.member_count()) / static_cast<double>(space.layout().product().value());
  dense.why =
      space.full() ? "every assignment is feasible" : fmt::format("{:.0f}% of all assignments are feasible", share);
  return dense;
}

Stability solve(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
                const Control& control) {
  const bool dense = choose_engine(space, moves, options).engine == Engine::dense;
  // The dense engine makes its sets itself, each once: that alone is a good part of a Nash pass.
  const bool made = dense && !nobody_moves(moves);
  Stability result(moves.party_count(), space.size(), made ? std::span<const Concept>() : options.concepts);
  result.switches = options.switches;
  result.engine = dense ? Engine::dense : Engine::sparse;
  if (nobody_moves(moves)) {
    for (const Concept c : options.concepts) {
      for (std::size_t p = 0; p < moves.party_count(); ++p)
        result.stable(c, PartyId(p)) = BitVector(space.size(), true);
    }
  } else if (dense) {
    solve_dense(space, moves, payoffs, options, control, result);
    if (control.stopped()) result.fill(options.concepts, space.size());
  } else {
    solve_sparse(space, moves, payoffs, options, control, result);
  }
  result.complete = !control.stopped();
  return result;
}

}  // namespace detente
