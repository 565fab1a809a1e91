// The engine for spaces that fill their product, or a good part of it.
//
// All arrays run over the codes of the product, whether feasible or not, so that a fiber is found by arithmetic alone
// and nothing about moves is stored. The fibers of a mover are taken in tiles of 64 side by side, and the vector unit
// folds a tile at once (dense_kernels.cpp). W, c and the essay on legal sequences are those of solve.cpp and
// solve_sparse.cpp.
//
// Infeasible codes. Their payoff is 0 and their W the greatest value, both for good: nobody improves to the lowest
// rank, and the least of anything and the greatest value is that thing. Only W under plain moves must be kept from
// falling there.
//
// All opponents free, nothing infeasible, no terms: plain moves lead everywhere that i's own options allow, so that W
// has one value for each local number of i: the least f over all codes with it.
//
// What has not changed is not folded again. Each array notes, for every 64 codes, in which sweep one of them last fell;
// a tile whose codes have not fallen since its mover's last sweep is passed over.
//
// Cost: states x (fiber size / 16 or so) vector operations a sweep, a handful of sweeps for each pair of parties.
// Memory: 2 bytes (4 where a party has more than 65,535 ranks) for each code and array, a W and a c for each thread.

#include "detente/stability/solve_dense.hpp"

#include <algorithm>
#include <limits>

#include "detente/stability/fiber_blocks.hpp"
#include "detente/stability/observers.hpp"
#include "detente/stability/respond_once.hpp"
#include "detente/stability/tiles.hpp"

namespace detente {

namespace {

constexpr std::uint64_t largest_fiber = 512;   // beyond, rows^2 costs more than sorting
constexpr std::size_t most_patterns = 256;     // patterns are kept in a byte
constexpr std::uint64_t emptiest_product = 8;  // codes for each feasible one

/// The mover's rows of targets by pattern of conditions; one pattern where there are no conditions.
struct Targets {
  std::vector<std::uint8_t> pattern_of;                     ///< by code; empty without conditions
  std::vector<std::vector<std::vector<std::uint16_t>>> of;  ///< by pattern, then local number
};

struct DenseMover {
  DenseMover(const StateSpace& space, const Mover& m, Code codes)
      : mover(&m), geometry(space.layout(), m), blocks(space.layout(), m) {
    if (m.free()) return;
    if (m.conditions() > 0) targets.pattern_of.assign(codes, 0);
    std::vector<std::vector<bool>> known;
    for (Member k = 0; k < space.member_count(); ++k) {
      const Code code = space.code(k);
      const std::uint32_t pattern = m.pattern(k).value();
      if (m.conditions() > 0) targets.pattern_of[code] = static_cast<std::uint8_t>(pattern);
      if (pattern >= targets.of.size()) {
        targets.of.resize(pattern + 1, std::vector<std::vector<std::uint16_t>>(geometry.rows()));
        known.resize(pattern + 1, std::vector<bool>(geometry.rows(), false));
      }
      const auto local = static_cast<std::size_t>(m.local(code));
      if (known[pattern][local]) continue;
      known[pattern][local] = true;
      m.for_each_target(
          k, [&](Code target) { targets.of[pattern][local].push_back(static_cast<std::uint16_t>(m.local(target))); });
    }
  }

  const Mover* mover;
  TileGeometry geometry;
  FiberBlocks blocks;
  Targets targets;
};

/// An array over codes with the sweep in which each 64 of them last changed.
template <class T>
struct Watched {
  std::vector<T> values;
  std::vector<std::uint32_t> fell_in;

  explicit Watched(std::span<const T> start) : values(start.begin(), start.end()), fell_in(start.size() / 64 + 1, 1) {}
};

template <class T>
class DenseObserver {
 public:
  DenseObserver(const StateSpace& space, const std::vector<DenseMover>& movers,
                const std::vector<std::span<const T>>& payoffs, std::size_t i, const Control& control)
      : space_(space), movers_(movers), payoffs_(payoffs), i_(i), own_(payoffs[i]), control_(control) {
    for (std::size_t j = 0; j < movers.size(); ++j) {
      if (j != i && !movers[j].mover->variables().empty()) opponents_.push_back(j);
    }
  }

  void solve(const SolveOptions& options, Stability& out) {
    if (movers_[i_].mover->variables().empty()) {  // never moves
      for (const Concept c : options.concepts) out.stable(c, PartyId(i_)) = BitVector(space_.size(), true);
      return;
    }
    const auto asked = [&](Concept c) { return std::ranges::find(options.concepts, c) != options.concepts.end(); };
    const bool escapes = std::ranges::any_of(options.concepts, counters_escape);
    if (escapes) best_.resize(own_.size());
    if (escapes || asked(Concept::nash)) {
      BitVector nash = settle({}, options.switches.sanction, escapes ? best_.data() : nullptr);
      if (asked(Concept::nash)) out.stable(Concept::nash, PartyId(i_)) = std::move(nash);
      if (escapes && !space_.full()) best_ = with_holes(best_);
    }
    for (const Concept c : options.concepts) {
      if (control_.stopped()) return;
      if (c == Concept::nash) continue;
      std::vector<T> own_start;
      std::span<const T> f = own_;
      if (counters_escape(c)) f = best_;
      else if (!space_.full()) f = own_start = with_holes(own_);
      const Kind kind = responses_improve(c) ? Kind::improvements : Kind::moves;
      const bool by_own = kind == Kind::moves && options.switches.responses == Responses::sequences && space_.full() &&
                          movers_[i_].mover->free() && opponents_reach_all();
      out.stable(c, PartyId(i_)) =
          by_own ? settle_by_own_variables(f, options.switches.sanction)
                 : settle(worst_response(kind, f, options.switches.responses), options.switches.sanction);
    }
  }

 private:
  enum class Kind { moves, improvements };
  static constexpr T never = std::numeric_limits<T>::max();

  /// The array with `never` at infeasible codes.
  std::vector<T> with_holes(std::span<const T> array) const {
    std::vector<T> out(array.size(), never);
    for (Member m = 0; m < space_.member_count(); ++m) out[space_.code(m)] = array[space_.code(m)];
    return out;
  }

  /// Folds the tiles of mover j, and hands each to `use(place, out)`, where out[t * tile_columns + c] is the fold at
  /// row t and column c. `wanted(place)` may pass a tile over.
  template <class Wanted, class Use>
  void for_each_tile(std::size_t j, Kind kind, Fold fold, std::span<const T> in, Wanted&& wanted, Use&& use) {
    const DenseMover& mover = movers_[j];
    const TileGeometry& geometry = mover.geometry;
    out_.resize(geometry.rows() * tile_columns);
    TileGeometry::Place place;
    for (std::size_t tile = 0; tile < geometry.tiles(); ++tile) {
      if (tile % 256 == 0 && control_.stopped()) return;
      geometry.find(tile, place);
      if (!wanted(place)) continue;
      in_.load(geometry, place, in);
      if (kind == Kind::improvements || !mover.mover->free()) payoff_.load(geometry, place, payoffs_[j]);
      if (mover.mover->free()) {
        if (kind == Kind::moves) fold_others(fold, geometry.rows(), in_.data(), out_.data());
        else fold_improvements(fold, geometry.rows(), payoff_.data(), in_.data(), out_.data());
      } else {
        for (std::size_t t = 0; t < geometry.rows(); ++t) fold_limited_row(mover, place, t, kind, fold);
      }
      use(place, out_.data());
    }
  }

  /// One row of a mover whose moves are limited: folded once for every pattern in it, each column taking its own.
  void fold_limited_row(const DenseMover& mover, const TileGeometry::Place& place, std::size_t t, Kind kind,
                        Fold fold) {
    T* out = out_.data() + t * tile_columns;
    const T* const* payoff = kind == Kind::improvements ? payoff_.data() : nullptr;
    const auto fold_pattern = [&](std::size_t pattern, T* row) {
      const std::vector<std::uint16_t>& listed = mover.targets.of[pattern][t];
      fold_listed(fold, listed.data(), listed.size(), payoff, payoff_.data()[t], in_.data(), row);
    };
    if (mover.targets.pattern_of.empty()) return fold_pattern(0, out);
    std::uint8_t patterns[tile_columns] = {};
    bool same = true;
    for (std::size_t c = 0; c < place.columns; ++c) {
      const Code base = place.contiguous ? place.base[0] + c : place.base[c];
      patterns[c] = mover.targets.pattern_of[base + mover.geometry.offset(t)];
      same &= patterns[c] == patterns[0];
    }
    fold_pattern(patterns[0], out);
    if (same) return;
    bool done[most_patterns] = {};
    done[patterns[0]] = true;
    T row[tile_columns];
    for (std::size_t first = 1; first < place.columns; ++first) {
      const std::uint8_t pattern = patterns[first];
      if (done[pattern]) continue;
      done[pattern] = true;
      fold_pattern(pattern, row);
      for (std::size_t c = first; c < place.columns; ++c) {
        if (patterns[c] == pattern) out[c] = row[c];
      }
    }
  }

  static bool every_tile(const TileGeometry::Place&) { return true; }

  /// Calls `at(code, value)` for every entry of a folded tile.
  template <class At>
  void scatter(const TileGeometry& geometry, const TileGeometry::Place& place, const T* out, At&& at) const {
    if (place.contiguous) {
      for (std::size_t t = 0; t < geometry.rows(); ++t) {
        const Code begin = place.base[0] + geometry.offset(t);
        for (std::size_t c = 0; c < tile_columns; ++c) at(begin + c, out[t * tile_columns + c]);
      }
      return;
    }
    for (std::size_t c = 0; c < place.columns; ++c) {
      for (std::size_t t = 0; t < geometry.rows(); ++t)
        at(place.base[c] + geometry.offset(t), out[t * tile_columns + c]);
    }
  }

  /// The states that are stable for i, given W by code; without W nothing deters. Keeps c_i in `best` if given.
  ///
  /// s is unstable iff for some r in R_i(s) both u_i(r) > u_i(s) and W(r) > u_i(s), that is, iff the greatest min(u_i,
  /// W) over R_i(s) is greater than u_i(s); s itself never makes it so. With strict sanctions W counts one more.
  BitVector settle(std::vector<T> w, Sanction sanction, T* best = nullptr) {
    const DenseMover& mover = movers_[i_];
    BitVector stable(own_.size());
    if (mover.mover->free()) {
      answer({.own = own_.data(),
              .reached = w.empty() ? nullptr : w.data(),
              .strict = sanction == Sanction::strict,
              .best = best,
              .stable = stable.words().data()});
      return packed(std::move(stable));
    }
    const T more = sanction == Sanction::strict ? 1 : 0;
    for (std::size_t q = 0; q < w.size(); ++q) w[q] = std::min<T>(own_[q], w[q] == never ? never : w[q] + more);
    for_each_tile(i_, Kind::moves, Fold::greatest, w.empty() ? own_ : std::span<const T>(w), every_tile,
                  [&](const TileGeometry::Place& place, const T* out) {
                    scatter(mover.geometry, place, out, [&](Code code, T greatest) {
                      if (greatest <= own_[code]) stable.set(code);
                      if (best != nullptr) best[code] = std::max(greatest, own_[code]);
                    });
                  });
    return packed(std::move(stable));
  }

  void answer(const FiberQuestion<T>& question) {
    const FiberBlocks& blocks = movers_[i_].blocks;
    std::vector<T> scratch(blocks.row_length() + fiber_padding);
    std::size_t done = 0;
    blocks.for_each([&](const FiberBlock& block) {
      answer_block(block, question, scratch.data());
      return ++done % 256 != 0 || !control_.stopped();
    });
  }

  std::vector<T> worst_response(Kind kind, std::span<const T> f, Responses responses) {
    switch (responses) {
      case Responses::single: return by_single_moves(kind, f);
      case Responses::once:
        return respond_once<T>(opponents_.size(), f,
                               [&](std::size_t k, const std::vector<T>& from, std::vector<T>& into) {
                                 lower_all(opponents_[k], kind, from, f, into);
                               });
      case Responses::sequences: break;
    }
    return by_sequences(kind, f);
  }

  /// Whether the opponents together can change every variable but i's own as they like: all are free, and no term is
  /// left.
  [[nodiscard]] bool opponents_reach_all() const {
    std::size_t changeable = movers_[i_].mover->variables().size();
    for (const std::size_t j : opponents_) {
      if (!movers_[j].mover->free()) return false;
      changeable += movers_[j].mover->variables().size();
    }
    return changeable == space_.layout().variables();
  }

  /// w = min(w, the fold of `in` for mover j) at every feasible code.
  void lower_all(std::size_t j, Kind kind, std::span<const T> in, std::span<const T> f, std::vector<T>& w) {
    for_each_tile(j, kind, Fold::least, in, every_tile, [&](const TileGeometry::Place& place, const T* out) {
      scatter(movers_[j].geometry, place, out, [&](Code code, T value) {
        if (f[code] != never) w[code] = std::min(w[code], value);
      });
    });
  }

  std::vector<T> by_single_moves(Kind kind, std::span<const T> f) {
    std::vector<T> w(f.size(), never);
    for (const std::size_t j : opponents_) lower_all(j, kind, f, f, w);
    return w;
  }

  /// Where the opponents' moves lead everywhere that i's own options allow, W has one value for each local number of i:
  /// the least f over all codes with it. Precondition: i is free.
  BitVector settle_by_own_variables(std::span<const T> f, Sanction sanction) {
    const FiberBlocks& blocks = movers_[i_].blocks;
    std::vector<T> by_place(blocks.rows() * blocks.row_length(), never);
    std::size_t done = 0;
    blocks.for_each([&](const FiberBlock& block) {
      lower_block(block, f.data(), by_place.data());
      return ++done % 256 != 0 || !control_.stopped();
    });
    const auto local = [&](std::size_t k) {
      return movers_[i_].mover->local(blocks.offset(k / blocks.row_length(), k % blocks.row_length()));
    };
    std::vector<T> least(movers_[i_].geometry.rows(), never);
    for (std::size_t k = 0; k < by_place.size(); ++k) least[local(k)] = std::min(least[local(k)], by_place[k]);
    for (std::size_t k = 0; k < by_place.size(); ++k) by_place[k] = least[local(k)];
    BitVector stable(own_.size());
    answer({.own = own_.data(),
            .reached = by_place.data(),
            .reached_repeats = true,
            .strict = sanction == Sanction::strict,
            .stable = stable.words().data()});
    return packed(std::move(stable));
  }

  std::vector<T> by_sequences(Kind kind, std::span<const T> f) {
    Watched<T> w(f);
    const auto transitive = [&](std::size_t k) { return movers_[k].mover->transitive(); };
    const bool passes = kind == Kind::moves && !std::ranges::all_of(opponents_, transitive);
    std::vector<std::vector<Watched<T>>> after(movers_.size());  // none or one: V_k, for those who need it
    for (const std::size_t k : opponents_) {
      if (passes || !transitive(k)) after[k].emplace_back(f);
    }
    // Under plain moves an infeasible code would see what its neighbors reach; f tells where they are.
    const T* holes = kind == Kind::moves && !space_.full() ? f.data() : nullptr;
    std::vector<std::uint32_t> last_sweep(movers_.size(), 0);
    std::uint32_t sweep = 1;
    for (bool fell = true; fell && !control_.stopped();) {
      fell = false;
      for (const std::size_t j : opponents_) {
        ++sweep;
        const Watched<T>& read = after[j].empty() ? w : after[j][0];
        const TileGeometry& geometry = movers_[j].geometry;
        const auto changed = [&](const TileGeometry::Place& place) {
          return fell_since(geometry, place, read, last_sweep[j]);
        };
        for_each_tile(j, kind, Fold::least, read.values, changed, [&](const TileGeometry::Place& place, const T* out) {
          fell |= lower(geometry, place, out, holes, w, sweep);
          for (const std::size_t k : opponents_) {
            if (k != j && !after[k].empty()) fell |= lower(geometry, place, out, holes, after[k][0], sweep);
          }
        });
        last_sweep[j] = sweep;
      }
    }
    return std::move(w.values);
  }

  /// Whether a code of the tile has fallen in a sweep after `sweep`.
  static bool fell_since(const TileGeometry& geometry, const TileGeometry::Place& place, const Watched<T>& array,
                         std::uint32_t sweep) {
    if (place.contiguous) {
      for (std::size_t t = 0; t < geometry.rows(); ++t) {
        const Code begin = place.base[0] + geometry.offset(t);
        if (array.fell_in[begin / 64] > sweep || array.fell_in[(begin + tile_columns - 1) / 64] > sweep) return true;
      }
      return false;
    }
    for (std::size_t c = 0; c < place.columns; ++c) {
      for (std::size_t t = 0; t < geometry.rows(); ++t) {
        if (array.fell_in[(place.base[c] + geometry.offset(t)) / 64] > sweep) return true;
      }
    }
    return false;
  }

  static bool lower(const TileGeometry& geometry, const TileGeometry::Place& place, const T* out, const T* holes,
                    Watched<T>& w, std::uint32_t sweep) {
    bool any = false;
    if (place.contiguous) {
      for (std::size_t t = 0; t < geometry.rows(); ++t) {
        const Code begin = place.base[0] + geometry.offset(t);
        if (!lower_row(w.values.data() + begin, out + t * tile_columns, holes ? holes + begin : nullptr)) continue;
        any = true;
        w.fell_in[begin / 64] = sweep;
        w.fell_in[(begin + tile_columns - 1) / 64] = sweep;
      }
      return any;
    }
    for (std::size_t c = 0; c < place.columns; ++c) {
      for (std::size_t t = 0; t < geometry.rows(); ++t) {
        const Code code = place.base[c] + geometry.offset(t);
        const T value = out[t * tile_columns + c];
        if (value >= w.values[code] || (holes && holes[code] == never)) continue;
        w.values[code] = value;
        w.fell_in[code / 64] = sweep;
        any = true;
      }
    }
    return any;
  }

  /// From a bit for each code to a bit for each state.
  BitVector packed(BitVector by_code) const {
    if (space_.full()) return by_code;
    BitVector bits(space_.size());
    const std::span<const std::uint64_t> feasible = space_.feasible_codes().words();
    std::size_t at = 0;
    for (std::size_t w = 0; w < feasible.size(); ++w) {
      const std::uint64_t set = by_code.words()[w] & feasible[w];
      if (set != 0) {
        std::size_t s = at;
        for (std::uint64_t rest = feasible[w]; rest != 0; rest &= rest - 1, ++s) {
          if ((set & rest & -rest) != 0) bits.set(s);
        }
      }
      at += static_cast<std::size_t>(std::popcount(feasible[w]));
    }
    return bits;
  }

  const StateSpace& space_;
  const std::vector<DenseMover>& movers_;
  const std::vector<std::span<const T>>& payoffs_;
  std::size_t i_;
  std::span<const T> own_;
  const Control& control_;
  std::vector<std::size_t> opponents_;  ///< those who can move at all
  std::vector<T> best_;                 ///< c_i
  TileRows<T> in_;
  TileRows<T> payoff_;
  std::vector<T> out_;
};

/// Payoffs by code, in T; a copy where they are not stored so already.
template <class T>
class CodePayoffs {
 public:
  CodePayoffs(const StateSpace& space, const Payoffs& payoffs, std::size_t parties, Code codes) : copies_(parties) {
    for (std::size_t p = 0; p < parties; ++p) {
      std::span<const T> stored;
      if constexpr (sizeof(T) == 2) stored = payoffs.narrow(PartyId(p));
      else stored = payoffs.wide(PartyId(p));
      if (space.full() && !stored.empty()) {
        spans_.push_back(stored);
        continue;
      }
      copies_[p].assign(codes, 0);
      for (Member m = 0; m < space.member_count(); ++m) {
        copies_[p][space.code(m)] = static_cast<T>(payoffs.rank(PartyId(p), StateId(m)));
      }
      spans_.emplace_back(copies_[p]);
    }
  }
  [[nodiscard]] const std::vector<std::span<const T>>& spans() const { return spans_; }

 private:
  std::vector<std::vector<T>> copies_;
  std::vector<std::span<const T>> spans_;
};

template <class T>
void solve_in(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
              const Control& control, Stability& result) {
  const Code codes = space.layout().product().value();
  const CodePayoffs<T> by_code(space, payoffs, moves.party_count(), codes);
  std::vector<DenseMover> movers;
  for (std::size_t p = 0; p < moves.party_count(); ++p) movers.emplace_back(space, moves.party(PartyId(p)), codes);
  for_each_observer(moves.party_count(), options.threads, control, [&](std::size_t p) {
    DenseObserver<T>(space, movers, by_code.spans(), p, control).solve(options, result);
  });
}

}  // namespace

bool dense_engine_applies(const StateSpace& space, const Moves& moves) {
  const auto product = space.layout().product();
  if (space.merged() || !product || *product / emptiest_product > space.member_count()) return false;
  for (std::size_t p = 0; p < moves.party_count(); ++p) {
    const Mover& mover = moves.party(PartyId(p));
    if (mover.fiber_size() > largest_fiber || mover.conditions() > 8) return false;
  }
  return true;
}

void solve_dense(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
                 const Control& control, Stability& result) {
  bool narrow = true;
  for (std::size_t p = 0; p < moves.party_count(); ++p) narrow &= payoffs.classes(PartyId(p)) <= Payoffs::most_narrow;
  if (narrow) solve_in<std::uint16_t>(space, moves, payoffs, options, control, result);
  else solve_in<std::uint32_t>(space, moves, payoffs, options, control, result);
}

}  // namespace detente
