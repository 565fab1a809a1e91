#include "detente/report/summary.hpp"

#include <algorithm>

#include "detente/space/evaluate.hpp"

namespace detente {

namespace {

/// Words that the search for patterns may touch, and the most states of the set that it starts from for one pattern.
constexpr std::size_t most_work = 2'000'000'000;
constexpr std::size_t most_seeds = 8;

class PatternFinder {
 public:
  PatternFinder(const Model& model, const StateSpace& space, const BitVector& set) : set_(set), outside_(set) {
    outside_.flip();
    std::vector<Formula> formulas;
    for (std::size_t v = 0; v < model.variables.size(); ++v) {
      for (std::size_t value = 0; value < model.variables[v].values.size(); ++value) {
        literals_.emplace_back(VariableId(v), static_cast<Value>(value));
        formulas.push_back(Formula::literal(VariableId(v), static_cast<Value>(value)));
      }
    }
    std::vector<const Formula*> pointers;
    for (const Formula& f : formulas) pointers.push_back(&f);
    holds_ = evaluate(space, pointers);
  }

  [[nodiscard]] std::vector<Literal> common() const {
    std::vector<Literal> common;
    for (std::size_t k = 0; k < literals_.size(); ++k) {
      if (set_.any() && (set_ & holds_[k]) == set_ && !holds_[k].all()) common.push_back(literals_[k]);
    }
    return common;
  }

  /// The widest pattern found around some of the states of `uncovered`, by how many of them it covers.
  [[nodiscard]] Pattern widest(const BitVector& uncovered, std::size_t most_seeds_here) const {
    Pattern best;
    std::size_t best_gain = 0;
    const std::size_t waiting = uncovered.count();
    const std::size_t seeds = std::min(most_seeds_here, waiting);
    std::size_t at = 0;
    std::size_t next_seed = 0;
    uncovered.for_each([&](std::size_t s) {
      if (at++ == next_seed * waiting / seeds) {
        ++next_seed;
        auto [pattern, gain] = widen(s, uncovered);
        if (gain > best_gain) {
          best = std::move(pattern);
          best_gain = gain;
        }
      }
      return next_seed < seeds;
    });
    return best;
  }

  [[nodiscard]] BitVector matching(const Pattern& pattern) const {
    BitVector all(set_.size(), true);
    for (std::size_t k = 0; k < literals_.size(); ++k) {
      if (std::ranges::find(pattern.literals, literals_[k]) != pattern.literals.end()) all &= holds_[k];
    }
    return all;
  }

 private:
  /// Drops literals of the state one by one, each time the one whose loss adds most uncovered states.
  [[nodiscard]] std::pair<Pattern, std::size_t> widen(std::size_t s, const BitVector& uncovered) const {
    std::vector<std::size_t> kept;
    for (std::size_t k = 0; k < literals_.size(); ++k) {
      if (holds_[k].test(s)) kept.push_back(k);
    }
    std::size_t gain = 1;
    for (;;) {
      // after[k]: what agrees with all kept literals from k on; before: with all ahead of k.
      std::vector<BitVector> after(kept.size() + 1, BitVector(set_.size(), true));
      for (std::size_t k = kept.size(); k-- > 0;) after[k] = after[k + 1] & holds_[kept[k]];
      BitVector before(set_.size(), true);
      std::size_t drop = kept.size();
      std::size_t drop_gain = 0;
      for (std::size_t k = 0; k < kept.size(); ++k) {
        const BitVector without = before & after[k + 1];
        if (!(without & outside_).any()) {
          const std::size_t covers = (without & uncovered).count();
          if (covers > drop_gain) {
            drop = k;
            drop_gain = covers;
          }
        }
        before &= holds_[kept[k]];
      }
      if (drop == kept.size()) {
        Pattern pattern;
        for (const std::size_t k : kept) pattern.literals.push_back(literals_[k]);
        pattern.count = after[0].count();
        return {std::move(pattern), gain};
      }
      gain = drop_gain;
      kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(drop));
    }
  }

  const BitVector& set_;
  BitVector outside_;
  std::vector<Literal> literals_;
  std::vector<BitVector> holds_;
};

}  // namespace

Summary summarize(const Model& model, const StateSpace& space, const BitVector& set, std::size_t most_patterns) {
  Summary summary;
  summary.count = set.count();
  summary.total = space.size();
  if (summary.count == 0 || model.graph()) return summary;
  const PatternFinder finder(model, space, set);
  summary.common = finder.common();
  // Widening one state costs about three passes for each pair of variables.
  const std::size_t variables = model.variables.size();
  const std::size_t seeds = most_work / (3 * variables * variables * (space.size() / 64 + 1));
  if (seeds == 0) return summary;
  most_patterns = std::min(most_patterns, seeds);
  const std::size_t seeds_each = most_patterns == 0 ? 0 : std::min(most_seeds, seeds / most_patterns);
  BitVector uncovered = set;
  while (summary.patterns.size() < most_patterns && uncovered.any()) {
    summary.patterns.push_back(finder.widest(uncovered, seeds_each));
    uncovered -= finder.matching(summary.patterns.back());
  }
  summary.covered = summary.count - uncovered.count();
  std::ranges::stable_sort(summary.patterns, std::ranges::greater{}, &Pattern::count);
  return summary;
}

}  // namespace detente
