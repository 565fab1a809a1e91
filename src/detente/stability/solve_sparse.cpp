// The engine for any space: rules, merges, and moves of any kind.
//
// W by sweeps. W is the least fixpoint of W(q) = min(f(q), min over opponents j and r in M_j(q) of W(r)), M_j the moves
// or the improvements of j. It counts f(s1) itself as reached, which changes nothing: f(s1) >= u_i(s1) > u_i(s). One
// step for one opponent is a fold over its fibers (fibers.hpp). A fiber is folded again only after a value in it has
// fallen.
//
// Side by side. A fold of j is the same for all parties i that observe it, and for both f. So all W of a kind of moves
// are found together, as the columns of one table with a row for each state: fetching rows from memory, in the order of
// somebody's fibers, is what costs most. In its own columns the moves of j do not count.
//
// Not twice running. Two improvements of j running are one improvement of j where M_j is transitive, so they gain
// nothing, and one table serves all such opponents; for every opponent k whose moves are not transitive there is a
// second table V_k, the least f from a state that k has just moved to: as W, but over j != k only; the fold for k reads
// V_k. With plain moves j can also move away and back, which amounts to passing its turn and would let another move
// twice running; so there, unless all are transitive (then a pass gains nothing either), everybody has its V_k.
// Responses::once instead has a table for every set of parties that may still move, and needs no fixpoint;
// Responses::single is one fold of f.
//
// Threads share the fibers of a sweep, which have no states in common, unless states are merged; then the two kinds of
// moves are all that can be done at the same time. A least fixpoint is the same however it is approached.

#include "detente/stability/solve_sparse.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <optional>

#include "detente/base/parallel.hpp"
#include "detente/stability/fibers.hpp"
#include "detente/stability/respond_once.hpp"
#include "detente/stability/row_kernels.hpp"

namespace detente {

namespace {

/// Fewer states to fold than this are not worth a thread.
constexpr std::size_t states_for_threads = 4096;

/// Parties that move, each with its fibers.
struct Movers {
  std::vector<PartyId> parties;
  std::vector<Fibers> fibers;
};

/// The fibers of one mover that have to be folded again.
class Waiting {
 public:
  explicit Waiting(std::size_t fibers) : flags_(fibers, 1) {}
  /// From any thread.
  void add(std::uint32_t fiber) {
    const std::atomic_ref<std::uint8_t> flag(flags_[fiber]);
    if (flag.load(std::memory_order_relaxed) == 0) flag.store(1, std::memory_order_relaxed);
  }
  /// All that wait, ascending; they wait no more.
  std::vector<std::uint32_t> take() {
    std::vector<std::uint32_t> taken;
    for (std::uint32_t f = 0; f < flags_.size(); ++f) {
      if (flags_[f] != 0) taken.push_back(f);
    }
    std::ranges::fill(flags_, std::uint8_t{0});
    return taken;
  }

 private:
  std::vector<std::uint8_t> flags_;
};

/// A W among those found together.
struct Column {
  PartyId observer;
  Concept under;
};

/// c_i of the parties that move, by state; empty for others, and where nobody asks.
template <class T>
using Best = std::vector<LargeVector<T>>;

/// What all tasks read.
template <class T>
struct Task {
  const StateSpace& space;
  const Movers& movers;
  const Payoffs& payoffs;
  const Best<T>& best;
  Switches switches;
  const Control& control;
};

/// All W of one kind of moves.
template <class T>
class Table {
 public:
  Table(const Task<T>& task, Kind kind, std::vector<Column> columns, unsigned threads, Progress::Part& part)
      : task_(task),
        kind_(kind),
        columns_(std::move(columns)),
        width_((columns_.size() + row_unit<T> - 1) / row_unit<T> * row_unit<T>),
        threads_(threads),
        part_(part) {
    for (const PartyId party : task.movers.parties) {
      keep_.emplace_back(width_, T{0});
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (columns_[c].observer == party) keep_.back()[c] = never;
      }
    }
  }

  void solve(Stability& out) {
    const Rows w = worst_response();
    in_parallel(threads_, columns_.size(), [&](std::size_t c) {
      if (!task_.control.stopped()) add_deterred(w, c, out.stable(columns_[c].under, columns_[c].observer));
    });
  }

 private:
  using Rows = LargeVector<T>;
  static constexpr T never = std::numeric_limits<T>::max();

  [[nodiscard]] std::size_t states() const { return task_.space.size(); }
  [[nodiscard]] const std::vector<Fibers>& fibers() const { return task_.movers.fibers; }

  /// f, column by column.
  [[nodiscard]] Rows reached() const {
    Rows f(states() * width_, never);
    in_parallel(threads_, columns_.size(), [&](std::size_t c) {
      const PartyId i = columns_[c].observer;
      const bool escapes = counters_escape(columns_[c].under);
      for (std::size_t s = 0; s < states(); ++s) {
        f[s * width_ + c] = escapes ? task_.best[i.index()][s] : static_cast<T>(task_.payoffs.rank(i, StateId(s)));
      }
    });
    return f;
  }

  Rows worst_response() {
    const std::size_t movers = fibers().size();
    switch (task_.switches.responses) {
      case Responses::sequences: return by_sequences();
      case Responses::single: {
        const Rows f = reached();
        Rows w(f.size(), never);
        for (std::size_t j = 0; j < movers; ++j) sweep_all(j, f, w);
        return w;
      }
      case Responses::once: break;
    }
    const Rows f = reached();
    return respond_once<Rows>(movers, std::span<const T>(f),
                              [&](std::size_t k, const Rows& from, Rows& into) { sweep_all(k, from, into); });
  }

  Rows by_sequences() {
    const std::size_t movers = fibers().size();
    const auto transitive = [](const Fibers& f) { return f.mover().transitive(); };
    const bool passes = kind_ == Kind::moves && !std::ranges::all_of(fibers(), transitive);
    Rows w = reached();
    std::vector<Rows> after(movers);  // V_k, for those who need it
    std::vector<Waiting> waiting;
    for (std::size_t k = 0; k < movers; ++k) {
      if (passes || !transitive(fibers()[k])) after[k] = w;
      waiting.emplace_back(fibers()[k].count());
    }
    std::size_t folds = 0;
    for (bool fell = true; fell && !task_.control.stopped();) {
      fell = false;
      for (std::size_t j = 0; j < movers; ++j) {
        const std::vector<std::uint32_t> which = waiting[j].take();
        part_.reach(progress_of_rounds(static_cast<double>(folds++) / static_cast<double>(movers)));
        if (which.empty()) continue;
        const Rows& read = after[j].empty() ? w : after[j];
        std::atomic<bool> any = false;
        sweep(j, which, read, [&](const RowFold<T>& fold, std::vector<std::uint32_t>& fallen) {
          const auto lower = [&](Rows& table, auto&& reads) {
            const std::size_t count = lower_rows(fold, keep_[j].data(), table.data(), fallen.data());
            if (count > 0) any.store(true, std::memory_order_relaxed);
            for (std::size_t r = 0; r < movers; ++r) {
              if (r == j || !reads(r)) continue;
              for (std::size_t k = 0; k < count; ++k) add_fibers_of(StateId(fallen[k]), r, waiting[r]);
            }
          };
          lower(w, [&](std::size_t r) { return after[r].empty(); });
          for (std::size_t k = 0; k < movers; ++k) {
            if (k != j && !after[k].empty()) lower(after[k], [&](std::size_t r) { return r == k; });
          }
        });
        fell |= any;
      }
    }
    return w;
  }

  void add_fibers_of(StateId s, std::size_t mover, Waiting& waiting) const {
    for (std::size_t k = 0; k < task_.space.members_in(s); ++k) {
      waiting.add(fibers()[mover].fiber_of(task_.space.member_of(s, k)));
    }
  }

  /// Lowers `into` by all folds of mover j over `from`.
  void sweep_all(std::size_t j, const Rows& from, Rows& into) {
    std::vector<std::uint32_t> all(fibers()[j].count());
    for (std::uint32_t f = 0; f < all.size(); ++f) all[f] = f;
    sweep(j, all, from, [&](const RowFold<T>& fold, std::vector<std::uint32_t>& fallen) {
      (void)lower_rows(fold, keep_[j].data(), into.data(), fallen.data());
    });
  }

  /// Folds some fibers of mover j over `read`, and calls `use` with each, and with room for its states.
  template <class Use>
  void sweep(std::size_t j, std::span<const std::uint32_t> which, const Rows& read, const Use& use) const {
    const Fibers& fibers = this->fibers()[j];
    const std::size_t each = std::max<std::size_t>(1, states() / fibers.count());  // states of a fiber
    const std::size_t piece = std::max<std::size_t>(1, states_for_threads / each);
    in_parallel(threads_, (which.size() + piece - 1) / piece, [&](std::size_t p) {
      if (task_.control.stopped()) return;
      Scratch scratch;
      for (const std::uint32_t f : which.subspan(p * piece, std::min(piece, which.size() - p * piece))) {
        use(fold(fibers, f, read, scratch), scratch.fallen);
      }
    });
  }

  struct Scratch {
    std::vector<T> out;
    std::vector<std::uint8_t> starts;
    std::vector<std::uint32_t> targets;
    std::vector<std::uint32_t> end;
    std::vector<std::uint32_t> fallen;
    Fibers::Places places;
  };

  RowFold<T> fold(const Fibers& fibers, std::uint32_t f, const Rows& read, Scratch& scratch) const {
    const std::span<const std::uint32_t> states = fibers.states(f);
    if (scratch.fallen.size() < states.size()) scratch.fallen.resize(states.size());
    if (scratch.out.size() < states.size() * width_) scratch.out.resize(states.size() * width_);
    const RowFold<T> fold{.states = states, .table = read.data(), .width = width_, .out = scratch.out.data()};
    if (fibers.open() && kind_ == Kind::moves) {
      fold_other_rows(fold);
    } else if (fibers.open()) {
      scratch.starts.resize(states.size());
      for (std::size_t k = 0; k < states.size(); ++k) scratch.starts[k] = fibers.starts_run(f, k) ? 1 : 0;
      fold_better_rows(fold, scratch.starts.data());
    } else {
      scratch.targets.clear();
      scratch.end.assign(states.size(), 0);
      fibers.for_each_move(f, kind_, scratch.places, [&](std::size_t place, std::size_t target) {
        scratch.targets.push_back(static_cast<std::uint32_t>(target));
        ++scratch.end[place];
      });
      for (std::size_t k = 1; k < states.size(); ++k) scratch.end[k] += scratch.end[k - 1];
      fold_listed_rows(fold, scratch.targets.data(), scratch.end.data());
    }
    return fold;
  }

  /// Adds the states whose every improvement is deterred: the greatest W over R_i+ is at most u_i.
  void add_deterred(const Rows& w, std::size_t column, BitVector& stable) const {
    const PartyId i = columns_[column].observer;
    const auto found = std::ranges::find(task_.movers.parties, i);
    const Fibers& fibers = this->fibers()[static_cast<std::size_t>(found - task_.movers.parties.begin())];
    const auto at = [&](std::size_t state) { return w[state * width_ + column]; };
    Rows greatest(states(), 0);
    Fibers::Places places;
    for (std::size_t f = 0; f < fibers.count(); ++f) {
      if (f % 4096 == 0 && task_.control.stopped()) return;
      const std::span<const std::uint32_t> here = fibers.states(f);
      if (!fibers.open()) {
        fibers.for_each_move(f, Kind::improvements, places, [&](std::size_t place, std::size_t target) {
          greatest[here[place]] = std::max(greatest[here[place]], at(here[target]));
        });
        continue;
      }
      T above = 0;
      T with_run = 0;
      for (std::size_t k = 0; k < here.size(); ++k) {
        if (fibers.starts_run(f, k)) above = with_run;
        greatest[here[k]] = above;
        with_run = std::max(with_run, at(here[k]));
      }
    }
    const T more = task_.switches.sanction == Sanction::strict ? 1 : 0;
    for (std::size_t s = 0; s < states(); ++s) {
      const Rank own = task_.payoffs.rank(i, StateId(s));
      if (std::uint64_t{greatest[s]} + more <= own) stable.set(s);
    }
  }

  const Task<T>& task_;
  Kind kind_;
  std::vector<Column> columns_;
  std::size_t width_;
  unsigned threads_;
  Progress::Part& part_;
  std::vector<std::vector<T>> keep_;  ///< by mover, a row: `never` in its own columns
};

/// c_i by state: the best that the party can have by staying or by one move.
template <class T>
LargeVector<T> best_of(const StateSpace& space, const Fibers& fibers, const Payoffs& payoffs, PartyId i) {
  LargeVector<T> best(space.size());
  for (std::size_t s = 0; s < best.size(); ++s) best[s] = static_cast<T>(payoffs.rank(i, StateId(s)));
  Fibers::Places places;
  for (std::size_t f = 0; f < fibers.count(); ++f) {
    const std::span<const std::uint32_t> states = fibers.states(f);
    if (fibers.open()) {
      const T top = best[states[0]];
      for (const std::uint32_t s : states) best[s] = top;
      continue;
    }
    fibers.for_each_move(f, Kind::improvements, places, [&](std::size_t place, std::size_t target) {
      const T there = static_cast<T>(payoffs.rank(i, StateId(states[target])));
      best[states[place]] = std::max(best[states[place]], there);
    });
  }
  return best;
}

template <class T>
void solve_in(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
              const Control& control, Stability& result) {
  Movers movers;
  for (std::size_t p = 0; p < moves.party_count(); ++p) {
    if (!moves.party(PartyId(p)).variables().empty()) movers.parties.emplace_back(p);
    else
      for (const Concept c : options.concepts) result.stable(c, PartyId(p)) = BitVector(space.size(), true);
  }
  const std::size_t count = movers.parties.size();
  std::vector<std::optional<Fibers>> fibers(count);
  for_each_party(count, options.threads, control, "ordering moves", [&](std::size_t j, Progress::Part&) {
    fibers[j].emplace(space, moves.party(movers.parties[j]), payoffs);
  });
  if (control.stopped()) return;
  for (std::optional<Fibers>& f : fibers) movers.fibers.push_back(std::move(*f));

  std::array<std::vector<Column>, 2> columns;
  for (const Concept c : options.concepts) {
    if (c == Concept::nash) continue;
    for (const PartyId i : movers.parties) columns[responses_improve(c) ? 1 : 0].push_back({i, c});
  }
  Best<T> best(moves.party_count());
  const bool escapes = std::ranges::any_of(options.concepts, counters_escape);
  for_each_party(count, options.threads, control, "finding improvements", [&](std::size_t j, Progress::Part&) {
    const PartyId i = movers.parties[j];
    best[i.index()] = best_of<T>(space, movers.fibers[j], payoffs, i);
    BitVector nash(space.size());
    for (std::size_t s = 0; s < space.size(); ++s) {
      if (best[i.index()][s] == payoffs.rank(i, StateId(s))) nash.set(s);
    }
    for (const Concept c : options.concepts) result.stable(c, i) = nash;
    if (!escapes) best[i.index()] = LargeVector<T>();
  });
  Progress progress(control, "solving", 2);
  const Task<T> task{space, movers, payoffs, best, options.switches, control};
  // Threads share the fibers of a sweep; where these have states in common, each thread has a kind of moves.
  const unsigned kinds_at_once = space.merged() ? options.threads : 1;
  in_parallel(kinds_at_once, columns.size(), [&](std::size_t kind) {
    Progress::Part part(progress, 1);
    if (columns[kind].empty() || control.stopped()) return;
    Table<T>(task, kind == 0 ? Kind::moves : Kind::improvements, columns[kind], space.merged() ? 1 : options.threads,
             part)
        .solve(result);
  });
}

}  // namespace

void solve_sparse(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
                  const Control& control, Stability& result) {
  bool narrow = true;
  for (std::size_t p = 0; p < moves.party_count(); ++p) narrow &= payoffs.classes(PartyId(p)) <= Payoffs::most_narrow;
  if (narrow) solve_in<std::uint16_t>(space, moves, payoffs, options, control, result);
  else solve_in<std::uint32_t>(space, moves, payoffs, options, control, result);
}

std::uint64_t sparse_bytes(const StateSpace& space, const Moves& moves, const SolveOptions& options,
                           std::size_t rank_bytes) {
  const std::uint64_t members = space.member_count();
  const std::uint64_t states = space.size();
  const std::uint64_t threads = std::max(1U, options.threads);
  std::uint64_t movers = 0;
  std::uint64_t layered = 0;
  std::uint64_t fibers = 0;
  for (std::size_t p = 0; p < moves.party_count(); ++p) {
    const Mover& mover = moves.party(PartyId(p));
    if (mover.variables().empty()) continue;
    ++movers;
    layered += mover.transitive() ? 0U : 1U;
    fibers += members * (mover.free() && !space.merged() ? 9U : 17U) + (space.merged() ? 4 * members : 0);
  }
  const std::uint64_t building = std::min(threads, movers) * 32 * members;
  std::array<std::uint64_t, 2> columns{0, 0};
  bool escapes = false;
  for (const Concept c : options.concepts) {
    if (c != Concept::nash) columns[responses_improve(c) ? 1 : 0] += movers;
    escapes |= counters_escape(c);
  }
  std::array<std::uint64_t, 2> tables{0, 0};
  for (std::size_t kind = 0; kind < 2; ++kind) {
    const std::uint64_t width = (columns[kind] * rank_bytes + 15) / 16 * 16;
    if (width == 0) continue;
    std::uint64_t count = 1;
    if (options.switches.responses == Responses::sequences) count += kind == 0 && layered > 0 ? movers : layered;
    if (options.switches.responses == Responses::single) count = 2;
    if (options.switches.responses == Responses::once) count = 1 + most_arrays_at_once(movers);
    tables[kind] = states * (count * width + std::min(threads, columns[kind]) * rank_bytes);
  }
  const std::uint64_t both = space.merged() && threads > 1 ? tables[0] + tables[1] : std::max(tables[0], tables[1]);
  const std::uint64_t best = (escapes ? movers : threads) * rank_bytes * states;
  return fibers + std::max(building, both + best);
}

}  // namespace detente
