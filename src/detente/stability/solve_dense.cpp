// The engine for spaces that fill their product, or a good part of it.
//
// All arrays run over the codes of the product, whether feasible or not, so that a fiber is found by arithmetic alone
// and nothing about moves is stored. W, c and the essay on legal sequences are those of solve.cpp and solve_sparse.cpp.
//
// The last step needs no improvements. s is unstable for i iff for some r in R_i(s) both u_i(r) > u_i(s) and W(r) >
// u_i(s), that is iff the greatest min(u_i, W) over R_i(s) is greater than u_i(s). s itself never makes it so, so that
// for a free mover this is the maximum over the whole fiber: one or two passes over memory (fiber_blocks.hpp). Nash is
// the same without W. With strict sanctions W counts one more.
//
// All opponents free, nothing infeasible, no terms: plain moves lead everywhere that i's own options allow, so that W
// has one value for each local number of i: the least f over all codes with it.
//
// Otherwise W spreads by sweeps over the fibers of each opponent, in tiles of 64 side by side that the vector unit
// folds at once (tile_folder.hpp). What has not changed is not folded again: each array notes, for every 64 codes, in
// which sweep one of them last fell; a tile counts only the rows that have fallen since its mover's last sweep, and is
// passed over where there are none.
//
// Infeasible codes. Their payoff is 0 and their W the greatest value, both for good: nobody improves to the lowest
// rank, and the least of anything and the greatest value is that thing. Only W under plain moves must be kept from
// falling there.
//
// Cost: for improvements states x (different rows of a tile) / 16 or so vector operations for the first sweep, less for
// the others; a handful of sweeps for each pair of parties. Memory: 2 bytes (4 where a party has more than 65,535
// ranks) for each code and array, a W and a c for each thread.

#include "detente/stability/solve_dense.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "detente/base/large_vector.hpp"
#include "detente/base/parallel.hpp"
#include "detente/stability/respond_once.hpp"
#include "detente/stability/tile_folder.hpp"

namespace detente {

namespace {

constexpr std::uint64_t emptiest_product = 8;  // codes for each feasible one

/// An array over codes with the sweep in which each 64 of them last changed.
template <class T>
struct Watched {
  LargeVector<T> values;
  std::vector<std::uint32_t> fell_in;

  /// Everything has fallen in sweep 1.
  void start(std::span<const T> array) {
    values.assign(array.begin(), array.end());
    fell_in.assign(array.size() / 64 + 1, 1);
  }

  void fell(Code begin, Code end, std::uint32_t sweep) {
    for (Code k = begin / 64; k <= (end - 1) / 64; ++k) fell_in[k] = sweep;
  }
  [[nodiscard]] bool has_fallen(Code begin, Code end, std::uint32_t since) const {
    for (Code k = begin / 64; k <= (end - 1) / 64; ++k) {
      if (fell_in[k] > since) return true;
    }
    return false;
  }
};

/// What all observers read.
template <class T>
struct Shared {
  const StateSpace& space;
  const std::vector<DenseMover>& movers;
  const std::vector<std::span<const T>>& payoffs;
  const std::vector<std::optional<RowClasses<T>>>& classes;
  const Control& control;
};

template <class T>
class DenseObserver {
 public:
  DenseObserver(const Shared<T>& shared, std::size_t i, Progress::Part& part)
      : space_(shared.space),
        movers_(shared.movers),
        control_(shared.control),
        part_(part),
        i_(i),
        own_(shared.payoffs[i]),
        folder_(shared.movers, shared.payoffs, shared.classes) {
    for (std::size_t j = 0; j < movers_.size(); ++j) {
      if (j != i && !movers_[j].mover->variables().empty()) opponents_.push_back(j);
    }
  }

  void solve(const SolveOptions& options, Stability& out) {
    if (movers_[i_].mover->variables().empty()) {  // never moves
      for (const Concept c : options.concepts) out.stable(c, PartyId(i_)) = BitVector(space_.size(), true);
      return;
    }
    const Sanction sanction = options.switches.sanction;
    const auto asked = [&](Concept c) { return std::ranges::find(options.concepts, c) != options.concepts.end(); };
    const bool escapes = std::ranges::any_of(options.concepts, counters_escape);
    if (escapes) best_.resize(own_.size());
    if (escapes || asked(Concept::nash)) {
      w_.values.clear();
      BitVector nash = settle(w_.values, sanction, escapes ? best_.data() : nullptr);
      if (asked(Concept::nash)) out.stable(Concept::nash, PartyId(i_)) = std::move(nash);
      if (escapes && !space_.full()) best_ = with_holes(best_);
    }
    for (std::size_t k = 0; k < options.concepts.size(); ++k) {
      const Concept c = options.concepts[k];
      if (control_.stopped()) return;
      if (c == Concept::nash) continue;
      done_ = static_cast<double>(k) / static_cast<double>(options.concepts.size());
      share_ = 1 / static_cast<double>(options.concepts.size());
      LargeVector<T> own_start;
      std::span<const T> f = own_;
      if (counters_escape(c)) f = best_;
      else if (!space_.full()) f = own_start = with_holes(own_);
      const Kind kind = responses_improve(c) ? Kind::improvements : Kind::moves;
      const bool by_own = kind == Kind::moves && options.switches.responses == Responses::sequences && space_.full() &&
                          movers_[i_].mover->free() && opponents_reach_all();
      if (by_own) {
        out.stable(c, PartyId(i_)) = settle_by_own_variables(f, sanction);
        continue;
      }
      find_worst_response(kind, f, options.switches.responses);
      out.stable(c, PartyId(i_)) = settle(w_.values, sanction);
    }
  }

 private:
  static constexpr T never = std::numeric_limits<T>::max();

  /// The array with `never` at infeasible codes.
  LargeVector<T> with_holes(std::span<const T> array) const {
    LargeVector<T> out(array.size(), never);
    for (Member m = 0; m < space_.member_count(); ++m) out[space_.code(m)] = array[space_.code(m)];
    return out;
  }

  /// The states that are stable for i, given W by code, which it spends; where W is empty nothing deters. Keeps c_i in
  /// `best` if given.
  BitVector settle(LargeVector<T>& w, Sanction sanction, T* best = nullptr) {
    BitVector stable(own_.size());
    if (movers_[i_].mover->free()) {
      answer({.own = own_.data(),
              .reached = w.empty() ? nullptr : w.data(),
              .strict = sanction == Sanction::strict,
              .best = best,
              .stable = stable.words().data()});
      return packed(std::move(stable));
    }
    const T more = sanction == Sanction::strict ? 1 : 0;
    for (std::size_t q = 0; q < w.size(); ++q) {
      w[q] = std::min(own_[q], w[q] == never ? never : static_cast<T>(w[q] + more));
    }
    if (w.empty()) w.assign(own_.begin(), own_.end());
    for_each_tile(i_, [&](std::size_t tile, const TileGeometry::Place& place) {
      folder_.fold(i_, Kind::moves, Fold::greatest, tile, place, w, {}, true);
      store_tile(movers_[i_].geometry, place, folder_.rows(), std::span<T>(w));
    });
    compare_all(own_.data(), w.data(), w.size(), stable.words().data());
    if (best != nullptr) {
      for (std::size_t q = 0; q < w.size(); ++q) best[q] = std::max(w[q], own_[q]);
    }
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
    // A place's local number is that of its row and that of its column together: each has its own variables of i.
    const auto local = [&](Code code) { return movers_[i_].mover->local(code); };
    std::vector<Code> of_row = blocks.row_codes();
    std::ranges::transform(of_row, of_row.begin(), local);
    std::vector<Code> of_column(blocks.row_length());
    for (std::size_t column = 0; column < of_column.size(); ++column) of_column[column] = local(column);
    std::vector<T> least(movers_[i_].geometry.rows(), never);
    const auto for_each_place = [&](auto&& visit) {
      T* place = by_place.data();
      for (const Code row : of_row) {
        for (const Code column : of_column) visit(*place++, least[row + column]);
      }
    };
    for_each_place([](T found, T& lowest) { lowest = std::min(lowest, found); });
    for_each_place([](T& place, T lowest) { place = lowest; });
    BitVector stable(own_.size());
    answer({.own = own_.data(),
            .reached = by_place.data(),
            .reached_repeats = true,
            .strict = sanction == Sanction::strict,
            .stable = stable.words().data()});
    return packed(std::move(stable));
  }

  /// W, into w_.
  void find_worst_response(Kind kind, std::span<const T> f, Responses responses) {
    switch (responses) {
      case Responses::single:
        w_.values.assign(f.size(), never);
        for (const std::size_t j : opponents_) lower_all(j, kind, f, f, w_.values);
        return;
      case Responses::once:
        w_.values = respond_once<LargeVector<T>>(opponents_.size(), f,
                                                 [&](std::size_t k, const LargeVector<T>& from, LargeVector<T>& into) {
                                                   lower_all(opponents_[k], kind, from, f, into);
                                                 });
        return;
      case Responses::sequences: return by_sequences(kind, f);
    }
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

  /// Calls `use(tile, place)` for every tile of mover j.
  template <class Use>
  void for_each_tile(std::size_t j, Use&& use) {
    const TileGeometry& geometry = movers_[j].geometry;
    TileGeometry::Place place;
    for (std::size_t tile = 0; tile < geometry.tiles(); ++tile) {
      if (tile % 256 == 0 && control_.stopped()) return;
      geometry.find(tile, place);
      use(tile, place);
    }
  }

  /// w = min(w, the fold of `in` for mover j) at every feasible code.
  void lower_all(std::size_t j, Kind kind, std::span<const T> in, std::span<const T> f, LargeVector<T>& w) {
    for_each_tile(j, [&](std::size_t tile, const TileGeometry::Place& place) {
      if (!folder_.fold(j, kind, Fold::least, tile, place, in, {}, false)) return;
      lower_tile(movers_[j].geometry, place, folder_.rows(), folder_.nothing(), f.data(), w.data(), [](Code, Code) {});
    });
  }

  void by_sequences(Kind kind, std::span<const T> f) {
    w_.start(f);
    const auto transitive = [&](std::size_t k) { return movers_[k].mover->transitive(); };
    const bool passes = kind == Kind::moves && !std::ranges::all_of(opponents_, transitive);
    std::vector<Watched<T>*> after(movers_.size(), nullptr);  // V_k, for those who need it
    layers_.resize(movers_.size());
    for (const std::size_t k : opponents_) {
      if (!passes && transitive(k)) continue;
      after[k] = &layers_[k];
      after[k]->start(f);
    }
    // Under plain moves an infeasible code would see what its neighbors reach; f tells where they are.
    const T* holes = kind == Kind::moves && !space_.full() ? f.data() : nullptr;
    // Where everybody has a layer nobody reads W, and in the end it is the least of them: every step is in all but one.
    const bool only_layers =
        opponents_.size() > 1 && std::ranges::all_of(opponents_, [&](std::size_t k) { return after[k] != nullptr; });
    std::vector<std::uint32_t> last_sweep(movers_.size(), 0);
    std::uint32_t sweep = 1;
    std::size_t folds = 0;
    Sources sources;
    for (bool fell = true; fell && !control_.stopped();) {
      fell = false;
      for (const std::size_t j : opponents_) {
        ++sweep;
        // Reading W, one may count what it holds at the member itself. A layer must not: that would be a pass.
        const bool staying = after[j] == nullptr;
        const Watched<T>& read = staying ? w_ : *after[j];
        const TileGeometry& geometry = movers_[j].geometry;
        for_each_tile(j, [&](std::size_t tile, const TileGeometry::Place& place) {
          if (tile % 1024 == 0) {
            report(static_cast<double>(folds) + static_cast<double>(tile) / static_cast<double>(geometry.tiles()));
          }
          if (!find_sources(geometry, place, read, last_sweep[j], sources)) return;
          if (!folder_.fold(j, kind, Fold::least, tile, place, read.values, sources, staying)) return;
          const auto lower = [&](Watched<T>& array) {
            lower_tile(geometry, place, folder_.rows(), folder_.nothing(), holes, array.values.data(),
                       [&](Code begin, Code end) {
                         array.fell(begin, end, sweep);
                         fell = true;
                       });
          };
          if (!only_layers) lower(w_);
          for (const std::size_t k : opponents_) {
            if (k != j && after[k] != nullptr) lower(*after[k]);
          }
        });
        last_sweep[j] = sweep;
        ++folds;
      }
    }
    if (!only_layers) return;
    for (const std::size_t k : opponents_) {
      for (std::size_t q = 0; q < f.size(); ++q) w_.values[q] = std::min(w_.values[q], after[k]->values[q]);
    }
  }

  /// How far a concept is after so many folds over the space.
  void report(double folds) {
    part_.reach(done_ + share_ * progress_of_rounds(folds / static_cast<double>(opponents_.size())));
  }

  /// The runs of rows in which a code of the tile has fallen in a sweep after `since`; false if there are none.
  static bool find_sources(const TileGeometry& geometry, const TileGeometry::Place& place, const Watched<T>& array,
                           std::uint32_t since, Sources& sources) {
    sources.runs.assign(geometry.runs(), 0);
    std::size_t fallen = 0;
    for (std::size_t r = 0; r < geometry.runs(); ++r) {
      for (const TileGeometry::Segment& s : place.segments()) {
        const Code begin = s.base + geometry.offset(r * geometry.low());
        if (!array.has_fallen(begin, begin + s.columns * geometry.low(), since)) continue;
        sources.runs[r] = 1;
        ++fallen;
        break;
      }
    }
    sources.all = fallen == geometry.runs();
    return fallen > 0;
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
  const Control& control_;
  Progress::Part& part_;
  std::size_t i_;
  std::span<const T> own_;
  std::vector<std::size_t> opponents_;  ///< those who can move at all
  double done_ = 0;                     ///< of the concepts
  double share_ = 0;                    ///< of the concept at hand
  LargeVector<T> best_;                 ///< c_i
  Watched<T> w_;                        ///< W of the concept at hand
  std::vector<Watched<T>> layers_;      ///< V_k, by mover
  TileFolder<T> folder_;
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
  std::vector<LargeVector<T>> copies_;
  std::vector<std::span<const T>> spans_;
};

template <class T>
void solve_in(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
              const Control& control, Stability& result) {
  const Code codes = space.layout().product().value();
  const std::size_t parties = moves.party_count();
  const CodePayoffs<T> by_code(space, payoffs, parties, codes);
  std::vector<DenseMover> movers;
  for (std::size_t p = 0; p < parties; ++p) movers.emplace_back(space, moves.party(PartyId(p)), codes);
  std::vector<std::optional<RowClasses<T>>> classes(parties);
  if (std::ranges::any_of(options.concepts, responses_improve)) {
    for_each_party(parties, options.threads, control, "comparing rows", [&](std::size_t p, Progress::Part&) {
      if (!movers[p].mover->variables().empty() && movers[p].mover->free()) {
        classes[p].emplace(movers[p].geometry, by_code.spans()[p], control);
      }
    });
  }
  const Shared<T> shared{space, movers, by_code.spans(), classes, control};
  for_each_party(parties, options.threads, control, "solving", [&](std::size_t p, Progress::Part& part) {
    DenseObserver<T>(shared, p, part).solve(options, result);
  });
}

}  // namespace

std::string dense_obstacle(const StateSpace& space, const Moves& moves) {
  const auto product = space.layout().product();
  if (space.merged()) return "states are merged";
  if (!product || *product / emptiest_product > space.member_count()) {
    return fmt::format("less than one in {} of all assignments is feasible", emptiest_product);
  }
  for (std::size_t p = 0; p < moves.party_count(); ++p) {
    if (!DenseMover::fits(moves.party(PartyId(p)))) return "a party has too many values or conditions";
  }
  return "";
}

std::uint64_t dense_bytes(const StateSpace& space, const Moves& moves, const SolveOptions& options,
                          std::size_t rank_bytes) {
  const std::uint64_t codes = space.layout().product().value();
  const std::uint64_t array = codes * rank_bytes;
  const bool improve = std::ranges::any_of(options.concepts, responses_improve);
  const bool escape = std::ranges::any_of(options.concepts, counters_escape);
  std::uint64_t bytes = space.full() ? 0 : moves.party_count() * array;
  std::uint64_t movers = 0;
  std::uint64_t layered = 0;
  for (std::size_t p = 0; p < moves.party_count(); ++p) {
    const Mover& mover = moves.party(PartyId(p));
    if (mover.variables().empty()) continue;
    ++movers;
    layered += mover.transitive() ? 0U : 1U;
    if (mover.free() && improve) bytes += codes / 32 + array / 4;
    if (mover.conditions() > 0) bytes += codes + codes / 32;
  }
  const std::uint64_t others = movers > 0 ? movers - 1 : 0;
  // W, c, and where there are holes a copy of f; what fell when takes a word for 64 codes.
  std::uint64_t each = array + (escape ? array : 0) + (space.full() ? 0 : array) + codes / 4;
  if (options.switches.responses == Responses::sequences) {
    each += (layered > 0 ? others : 0) * (array + codes / 16);
  } else if (options.switches.responses == Responses::once) {
    each += most_arrays_at_once(others) * array;
  }
  return bytes + std::min<std::uint64_t>(std::max(1U, options.threads), movers) * each;
}

void solve_dense(const StateSpace& space, const Moves& moves, const Payoffs& payoffs, const SolveOptions& options,
                 const Control& control, Stability& result) {
  bool narrow = true;
  for (std::size_t p = 0; p < moves.party_count(); ++p) narrow &= payoffs.classes(PartyId(p)) <= Payoffs::most_narrow;
  if (narrow) solve_in<std::uint16_t>(space, moves, payoffs, options, control, result);
  else solve_in<std::uint32_t>(space, moves, payoffs, options, control, result);
}

}  // namespace detente
