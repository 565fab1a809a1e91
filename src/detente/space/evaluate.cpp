// Bit-sliced evaluation. The members are cut into blocks; for each block the values of the variables that the
// formulas name are turned into one bit plane per value (bit k: the k-th member of the block has that value), and the
// formulas are then evaluated word by word.

#include "detente/space/evaluate.hpp"

#include <algorithm>
#include <bit>

namespace detente {

namespace {

/// The planes of one block for the values in use: bit k of a plane is set if the k-th member of the block has that
/// value. Values that no formula names share one plane, which nobody reads: there may be very many of them.
class VariablePlanes {
 public:
  VariablePlanes(const StateSpace& space, std::span<const Formula* const> formulas)
      : space_(space), plane_of_(space.layout().variables()) {
    std::vector<std::vector<std::uint32_t>> planes_of(space.layout().variables());
    for (const Formula* formula : formulas) {
      for_each_literal(*formula, [&](const Formula& literal) {
        std::vector<std::uint32_t>& plane_of = plane_of_[literal.variable.index()];
        if (plane_of.empty()) plane_of.assign(space.layout().radix(literal.variable), 0);
        if (plane_of[literal.value] != 0) return;
        plane_of[literal.value] = ++count_;
        planes_of[literal.variable.index()].push_back(count_);
      });
    }
    for (std::size_t v = 0; v < planes_of.size(); ++v) {
      if (!planes_of[v].empty()) used_.push_back({VariableId(v), std::move(planes_of[v])});
    }
    planes_.resize(std::size_t{count_} + 1);
  }

  void fill(std::size_t begin, std::size_t end) {
    const Layout& layout = space_.layout();
    for (const Used& used : used_) {
      const VariableId v = used.variable;
      const Code stride = layout.stride(v);
      const Code radix = layout.radix(v);
      const std::vector<std::uint32_t>& plane_of = plane_of_[v.index()];
      // Where every assignment is feasible and whole periods fit into a block, all blocks are alike.
      if (space_.full() && begin > 0 && block_states % (stride * radix) == 0) continue;
      if (space_.where(v, 0) != nullptr) {
        copy_kept(begin, v, plane_of);
        continue;
      }
      for (const std::uint32_t plane : used.planes) planes_[plane] = Plane{};
      if (space_.full() && stride % 64 == 0) {
        // All 64 members of a word have the same value.
        for (std::size_t w = 0; w < block_words && begin + w * 64 < end; ++w) {
          planes_[plane_of[(begin + w * 64) / stride % radix]][w] = ~std::uint64_t{0};
        }
      } else if (std::has_single_bit(stride) && radix == 2) {
        const int shift = std::countr_zero(stride);
        Plane yes{};
        for (std::size_t m = begin; m < end; ++m) {
          const std::uint64_t bit = space_.code(static_cast<Member>(m)) >> shift & 1;
          yes[(m - begin) / 64] |= bit << ((m - begin) % 64);
        }
        planes_[plane_of[1]] = yes;
        for (std::size_t w = 0; w < block_words; ++w) planes_[plane_of[0]][w] = ~yes[w];
      } else {
        fill_by_runs(begin, end, stride, radix, plane_of);
      }
    }
  }

  [[nodiscard]] const Plane& operator()(VariableId v, Value value) const {
    return planes_[plane_of_[v.index()][value]];
  }

 private:
  struct Used {
    VariableId variable;
    std::vector<std::uint32_t> planes;
  };

  void copy_kept(std::size_t begin, VariableId v, const std::vector<std::uint32_t>& plane_of) {
    for (std::size_t value = 0; value < plane_of.size(); ++value) {
      if (plane_of[value] == 0) continue;
      const auto words = space_.where(v, static_cast<Value>(value))->words().subspan(begin / 64);
      std::copy_n(words.begin(), std::min(block_words, words.size()), planes_[plane_of[value]].begin());
    }
  }

  /// Neighboring codes mostly have the same value, which need not be worked out again.
  void fill_by_runs(std::size_t begin, std::size_t end, Code stride, Code radix,
                    const std::vector<std::uint32_t>& plane_of) {
    Code run = 0;
    Code run_end = 0;
    for (std::size_t m = begin; m < end; ++m) {
      const Code code = space_.code(static_cast<Member>(m));
      if (code >= run_end) {
        run = code / stride;
        run_end = (run + 1) * stride;
        run = plane_of[run % radix];
      }
      planes_[run][(m - begin) / 64] |= std::uint64_t{1} << ((m - begin) % 64);
    }
  }

  const StateSpace& space_;
  std::vector<Used> used_;
  std::vector<std::vector<std::uint32_t>> plane_of_;  ///< by variable and value; 0 for values that no formula names
  std::uint32_t count_ = 0;
  std::vector<Plane> planes_;
};

void evaluate_block(const Formula& f, const VariablePlanes& planes, Plane& out) {
  using Op = Formula::Op;
  const auto operand = [&](std::size_t k) {
    Plane p;
    evaluate_block(f.operands[k], planes, p);
    return p;
  };
  const auto each_word = [&](auto&& word) {
    for (std::size_t w = 0; w < block_words; ++w) out[w] = word(w);
  };
  switch (f.op) {
    case Op::constant: out.fill(f.truth ? ~std::uint64_t{0} : 0); return;
    case Op::equals: out = planes(f.variable, f.value); return;
    case Op::differs: {
      const Plane& p = planes(f.variable, f.value);
      each_word([&](std::size_t w) { return ~p[w]; });
      return;
    }
    case Op::negation: {
      const Plane a = operand(0);
      each_word([&](std::size_t w) { return ~a[w]; });
      return;
    }
    case Op::implies: {
      const Plane a = operand(0);
      const Plane b = operand(1);
      each_word([&](std::size_t w) { return ~a[w] | b[w]; });
      return;
    }
    case Op::given: {
      const Plane a = operand(0);
      const Plane b = operand(1);
      each_word([&](std::size_t w) { return a[w] | ~b[w]; });
      return;
    }
    case Op::iff: {
      const Plane a = operand(0);
      const Plane b = operand(1);
      each_word([&](std::size_t w) { return ~(a[w] ^ b[w]); });
      return;
    }
    case Op::conjunction:
    case Op::all:
    case Op::disjunction:
    case Op::at_least_one:
    case Op::none:
    case Op::exactly_one:
    case Op::at_most_one: {
      Plane every;
      Plane once{};
      Plane twice{};
      every.fill(~std::uint64_t{0});
      for (std::size_t k = 0; k < f.operands.size(); ++k) {
        const Plane a = operand(k);
        for (std::size_t w = 0; w < block_words; ++w) {
          every[w] &= a[w];
          twice[w] |= once[w] & a[w];
          once[w] |= a[w];
        }
      }
      each_word([&](std::size_t w) {
        switch (f.op) {
          case Op::conjunction:
          case Op::all: return every[w];
          case Op::none: return ~once[w];
          case Op::exactly_one: return once[w] & ~twice[w];
          case Op::at_most_one: return ~twice[w];
          default: return once[w];
        }
      });
      return;
    }
  }
}

/// Clears the bit of every state that has a member outside `at`.
BitVector at_every_member(const StateSpace& space, const BitVector& at) {
  BitVector states(space.size(), true);
  for (Member m = 0; m < space.member_count(); ++m) {
    if (!at.test(m)) states.reset(space.state_of(m).index());
  }
  return states;
}

}  // namespace

std::vector<BitVector> evaluate_members(const StateSpace& space, std::span<const Formula* const> formulas) {
  std::vector<BitVector> out(formulas.size(), BitVector(space.member_count()));
  VariablePlanes planes(space, formulas);
  for (std::size_t begin = 0; begin < space.member_count(); begin += block_states) {
    const std::size_t end = std::min(begin + block_states, space.member_count());
    planes.fill(begin, end);
    for (std::size_t k = 0; k < formulas.size(); ++k) {
      Plane result;
      evaluate_block(*formulas[k], planes, result);
      std::copy_n(result.begin(), (end - begin + 63) / 64,
                  out[k].words().begin() + static_cast<std::ptrdiff_t>(begin / 64));
    }
  }
  for (BitVector& bits : out) bits.trim();
  return out;
}

std::vector<BitVector> evaluate(const StateSpace& space, std::span<const Formula* const> formulas) {
  std::vector<BitVector> out = evaluate_members(space, formulas);
  if (space.merged()) {
    for (BitVector& bits : out) bits = at_every_member(space, bits);
  }
  return out;
}

struct BlockEvaluator::Planes {
  const StateSpace& space;
  VariablePlanes of;
};

BlockEvaluator::BlockEvaluator(const StateSpace& space, std::span<const Formula* const> formulas)
    : formulas_(formulas), out_(formulas.size()) {
  if (space.merged()) whole_ = detente::evaluate(space, formulas);
  else planes_.reset(new Planes{space, VariablePlanes(space, formulas)});
}

BlockEvaluator::~BlockEvaluator() = default;

std::span<const Plane> BlockEvaluator::evaluate(std::size_t begin) {
  if (planes_) planes_->of.fill(begin, std::min(begin + block_states, planes_->space.member_count()));
  for (std::size_t k = 0; k < formulas_.size(); ++k) {
    if (planes_) {
      evaluate_block(*formulas_[k], planes_->of, out_[k]);
      continue;
    }
    const std::span<const std::uint64_t> words = whole_[k].words().subspan(begin / 64);
    std::copy_n(words.begin(), std::min(block_words, words.size()), out_[k].begin());
  }
  return out_;
}

BitVector evaluate(const StateSpace& space, const Formula& formula) {
  const Formula* one = &formula;
  return std::move(evaluate(space, std::span(&one, 1)).front());
}

bool holds_in(const StateSpace& space, const Formula& formula, StateId s) {
  std::vector<Value> values;
  for (std::size_t k = 0; k < space.members_in(s); ++k) {
    space.layout().decode(space.code(space.member_of(s, k)), values);
    if (!holds(formula, values)) return false;
  }
  return true;
}

BitVector disagreeing(const StateSpace& space, const Formula& formula) {
  if (!space.merged()) return BitVector(space.size());
  const Formula* one = &formula;
  BitVector at = std::move(evaluate_members(space, std::span(&one, 1)).front());
  BitVector mixed = at_every_member(space, at);
  at.flip();
  mixed |= at_every_member(space, at);
  mixed.flip();
  return mixed;
}

}  // namespace detente
