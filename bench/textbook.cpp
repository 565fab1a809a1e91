#include "textbook.hpp"

#include <algorithm>

namespace detente::bench {

namespace {

using Adjacency = std::vector<std::vector<std::vector<std::uint32_t>>>;  // party, state, targets

class Textbook {
 public:
  Textbook(const StateSpace& space, const Moves& moves, const Payoffs& payoffs)
      : payoffs_(payoffs),
        parties_(moves.party_count()),
        states_(space.size()),
        moves_(parties_),
        improvements_(parties_) {
    for (std::size_t p = 0; p < parties_; ++p) {
      moves_[p].resize(states_);
      improvements_[p].resize(states_);
      for (std::size_t s = 0; s < states_; ++s) {
        for (const StateId t : moves.from(moves.party(PartyId(p)), StateId(s))) {
          moves_[p][s].push_back(static_cast<std::uint32_t>(t.index()));
          if (payoffs.prefers(PartyId(p), t, StateId(s)))
            improvements_[p][s].push_back(static_cast<std::uint32_t>(t.index()));
        }
      }
    }
    seen_.assign(states_ * (parties_ + 1), 0);
  }

  Stability solve() {
    Stability result(parties_, states_);
    for (std::size_t p = 0; p < parties_; ++p) {
      for (std::size_t s = 0; s < states_; ++s) {
        for (const Concept c : all_concepts) {
          const auto& improvements = improvements_[p][s];
          if (std::ranges::all_of(improvements, [&](std::uint32_t t) { return deterred(p, s, t, c); }))
            result.stable(c, PartyId(p)).set(s);
        }
      }
    }
    return result;
  }

 private:
  bool no_better(std::size_t p, std::size_t a, std::size_t b) const {
    return payoffs_.rank(PartyId(p), StateId(a)) <= payoffs_.rank(PartyId(p), StateId(b));
  }

  bool deterred(std::size_t p, std::size_t start, std::size_t improvement, Concept c) {
    if (c == Concept::nash) return false;
    const Adjacency& edges = responses_improve(c) ? improvements_ : moves_;
    ++stamp_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> queue{
        {static_cast<std::uint32_t>(improvement), static_cast<std::uint32_t>(parties_)}};
    for (std::size_t at = 0; at < queue.size(); ++at) {
      const auto [state, last] = queue[at];
      for (std::uint32_t j = 0; j < parties_; ++j) {
        if (j == p || j == last) continue;
        for (const std::uint32_t t : edges[j][state]) {
          std::uint32_t& seen = seen_[t * (parties_ + 1) + j];
          if (seen == stamp_) continue;
          seen = stamp_;
          queue.emplace_back(t, j);
          if (!no_better(p, t, start)) continue;
          if (!counters_escape(c) ||
              std::ranges::all_of(moves_[p][t], [&](std::uint32_t u) { return no_better(p, u, start); }))
            return true;
        }
      }
    }
    return false;
  }

  const Payoffs& payoffs_;
  std::size_t parties_;
  std::size_t states_;
  Adjacency moves_;
  Adjacency improvements_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t stamp_ = 0;
};

}  // namespace

Stability solve_textbook(const StateSpace& space, const Moves& moves, const Payoffs& payoffs) {
  return Textbook(space, moves, payoffs).solve();
}

}  // namespace detente::bench
