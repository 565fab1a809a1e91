// The engine for any space: rules, merges, and moves of any kind.
//
// W by sweeps. W is the least fixpoint of W(q) = min(f(q), min over opponents j and r in M_j(q) of W(r)), M_j the moves
// or the improvements of j. It counts f(s1) itself as reached, which changes nothing: f(s1) >= u_i(s1) > u_i(s). One
// step for one opponent is a fold over its fibers (fibers.hpp). A fiber is folded again only after a value in it has
// fallen.
//
// Not twice running. Two improvements of j running are one improvement of j where M_j is transitive, so they gain
// nothing, and one array serves all such opponents; for every opponent k whose moves are not transitive there is a
// second array V_k, the least f from a state that k has just moved to: as W, but over j != k only; the fold for k reads
// V_k. With plain moves j can also move away and back, which amounts to passing its turn and would let another move
// twice running; so there, unless all opponents are transitive (then a pass gains nothing either), every opponent has
// its V_k. Responses::once instead has an array for every set of opponents that may still move, and needs no fixpoint;
// Responses::single is one fold of f.

#include "detente/stability/solve_sparse.hpp"

#include <algorithm>

#include "detente/base/parallel.hpp"
#include "detente/stability/fibers.hpp"
#include "detente/stability/respond_once.hpp"

namespace detente {

namespace {

// Lambdas, so that the folds can be compiled with them inside.
constexpr auto least = [](Rank a, Rank b) { return std::min(a, b); };
constexpr auto greatest = [](Rank a, Rank b) { return std::max(a, b); };
constexpr Rank above_all = ~Rank{0};

/// A set of fibers still to fold, each at most once in the queue.
class Pending {
 public:
  explicit Pending(std::size_t fibers) : waiting_(fibers, true), queue_(fibers) {
    for (std::size_t f = 0; f < fibers; ++f) queue_[f] = static_cast<std::uint32_t>(f);
  }
  void add(std::uint32_t fiber) {
    if (waiting_.test(fiber)) return;
    waiting_.set(fiber);
    queue_.push_back(fiber);
  }
  /// What waits now, ascending so that memory is walked in order; later additions start a new list.
  std::vector<std::uint32_t> take() {
    std::vector<std::uint32_t> taken;
    taken.swap(queue_);
    std::ranges::sort(taken);
    for (const std::uint32_t f : taken) waiting_.reset(f);
    return taken;
  }

 private:
  BitVector waiting_;
  std::vector<std::uint32_t> queue_;
};

/// The solver for one observing party i.
class Observer {
 public:
  Observer(const StateSpace& space, const std::vector<Fibers>& fibers, PartyId i, std::span<const Rank> payoff,
           const Control& control)
      : space_(space), fibers_(fibers), i_(i), payoff_(payoff), control_(control) {
    for (std::size_t j = 0; j < fibers.size(); ++j) {
      if (j != i.index() && !fibers[j].mover().variables().empty()) opponents_.push_back(j);
    }
  }

  void solve(const std::vector<Concept>& concepts, Stability& out) {
    const std::vector<Rank> best = fold_states(i_.index(), Kind::moves, payoff_, 0, greatest, payoff_);  // c_i
    BitVector nash(space_.size());
    for (std::size_t s = 0; s < space_.size(); ++s) {
      if (best[s] == payoff_[s]) nash.set(s);
    }
    for (const Concept c : concepts) {
      if (control_.stopped()) return;
      out.stable(c, i_) = nash;
      if (c == Concept::nash) continue;
      const std::span<const Rank> reached = counters_escape(c) ? std::span<const Rank>(best) : payoff_;
      const Kind kind = responses_improve(c) ? Kind::improvements : Kind::moves;
      add_deterred(worst_response(kind, reached, out.switches.responses), out.switches.sanction, out.stable(c, i_));
    }
  }

 private:
  /// For every state the fold over the moves of mover j, and over `own` at the state itself.
  template <class Fold>
  std::vector<Rank> fold_states(std::size_t j, Kind kind, std::span<const Rank> in, Rank identity, Fold fold,
                                std::span<const Rank> own = {}) {
    std::vector<Rank> result(own.begin(), own.end());
    result.resize(space_.size(), identity);
    for (std::size_t f = 0; f < fibers_[j].count(); ++f) {
      if (f % 65536 == 0 && control_.stopped()) break;
      fibers_[j].fold(f, kind, in, identity, folded_, fold);
      const std::span<const Member> members = fibers_[j].members(f);
      for (std::size_t k = 0; k < members.size(); ++k) {
        Rank& at = result[space_.state_of(members[k]).index()];
        at = fold(at, folded_[k]);
      }
    }
    return result;
  }

  /// W of the essay above, from f.
  std::vector<Rank> worst_response(Kind kind, std::span<const Rank> f, Responses responses) {
    switch (responses) {
      case Responses::single: return by_single_moves(kind, f);
      case Responses::once:
        return respond_once<std::vector<Rank>>(
            opponents_.size(), f, [&](std::size_t k, const std::vector<Rank>& from, std::vector<Rank>& into) {
              into = fold_states(opponents_[k], kind, from, above_all, least, into);
            });
      case Responses::sequences: break;
    }
    return by_sequences(kind, f);
  }

  std::vector<Rank> by_single_moves(Kind kind, std::span<const Rank> f) {
    std::vector<Rank> w(space_.size(), above_all);
    for (const std::size_t j : opponents_) w = fold_states(j, kind, f, above_all, least, w);
    return w;
  }

  std::vector<Rank> by_sequences(Kind kind, std::span<const Rank> f) {
    std::vector<Rank> w(f.begin(), f.end());
    std::vector<std::vector<Rank>> after(fibers_.size());  // V_k, for those who need it
    std::vector<Pending> pending;
    for (const Fibers& fibers : fibers_) pending.emplace_back(fibers.count());
    const auto transitive = [&](std::size_t k) { return fibers_[k].mover().transitive(); };
    const bool passes = kind == Kind::moves && !std::ranges::all_of(opponents_, transitive);
    for (const std::size_t k : opponents_) {
      if (passes || !transitive(k)) after[k].assign(f.begin(), f.end());
    }
    for (bool fell = true; fell;) {
      fell = false;
      for (const std::size_t j : opponents_) {
        const std::vector<Rank>& read = after[j].empty() ? w : after[j];
        std::size_t done = 0;
        for (const std::uint32_t fiber : pending[j].take()) {
          if (++done % 4096 == 0 && control_.stopped()) return w;
          fibers_[j].fold(fiber, kind, read, above_all, folded_, least);
          const std::span<const Member> members = fibers_[j].members(fiber);
          for (std::size_t k = 0; k < members.size(); ++k) {
            fell |= lower(space_.state_of(members[k]), j, folded_[k], w, after, pending);
          }
        }
      }
      if (control_.stopped()) return w;
    }
    return w;
  }

  /// Lets a value that mover j can reach from s count for s, and queues the fibers that read what has fallen.
  bool lower(StateId s, std::size_t j, Rank value, std::vector<Rank>& w, std::vector<std::vector<Rank>>& after,
             std::vector<Pending>& pending) {
    bool fell = false;
    if (value < w[s.index()]) {
      w[s.index()] = value;
      fell = true;
      for (const std::size_t reader : opponents_) {
        if (reader != j && after[reader].empty()) queue(reader, s, pending);
      }
    }
    for (const std::size_t k : opponents_) {
      if (k == j || after[k].empty() || value >= after[k][s.index()]) continue;
      after[k][s.index()] = value;
      fell = true;
      queue(k, s, pending);
    }
    return fell;
  }

  void queue(std::size_t reader, StateId s, std::vector<Pending>& pending) {
    for (std::size_t k = 0; k < space_.members_in(s); ++k) {
      pending[reader].add(fibers_[reader].fiber_of(space_.member_of(s, k)));
    }
  }

  void add_deterred(const std::vector<Rank>& w, Sanction sanction, BitVector& stable) {
    const std::vector<Rank> greatest_w = fold_states(i_.index(), Kind::improvements, w, 0, greatest);
    for (std::size_t s = 0; s < space_.size(); ++s) {
      const bool deterred = sanction == Sanction::weak ? greatest_w[s] <= payoff_[s] : greatest_w[s] < payoff_[s];
      if (deterred) stable.set(s);
    }
  }

  const StateSpace& space_;
  const std::vector<Fibers>& fibers_;
  PartyId i_;
  std::span<const Rank> payoff_;
  const Control& control_;
  std::vector<std::size_t> opponents_;  ///< those who can move at all
  std::vector<Rank> folded_;
};

}  // namespace

void solve_sparse(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
                  const Control& control, Stability& result) {
  const std::size_t parties = moves.party_count();
  std::vector<std::vector<Rank>> ranks;
  for (std::size_t p = 0; p < parties; ++p) ranks.push_back(payoffs.ranks(PartyId(p)));
  std::vector<Fibers> fibers;
  for (std::size_t p = 0; p < parties && !control.stopped(); ++p) {
    fibers.emplace_back(space, moves.party(PartyId(p)), ranks[p]);
    control.report("ordering moves", static_cast<double>(p + 1) / static_cast<double>(parties));
  }
  for_each_party(parties, options.threads, control, "solving", [&](std::size_t p) {
    Observer(space, fibers, PartyId(p), ranks[p], control).solve(options.concepts, result);
  });
}

}  // namespace detente
