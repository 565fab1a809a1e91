#include "detente/report/summary.hpp"

#include <algorithm>
#include <bit>
#include <span>

#include "detente/space/evaluate.hpp"

namespace detente {

namespace {

/// Words that the search for patterns may touch, and the most states of the set that it starts from for one pattern.
constexpr std::size_t most_work = 2'000'000'000;
constexpr std::size_t most_seeds = 8;

bool is_subset(const BitVector& part, const BitVector& whole) {
  for (std::size_t w = 0; w < part.words().size(); ++w) {
    if ((part.words()[w] & ~whole.words()[w]) != 0) return false;
  }
  return true;
}

std::vector<Literal> literals_of(const Model& model) {
  std::vector<Literal> literals;
  for (std::size_t v = 0; v < model.variables.size(); ++v) {
    for (std::size_t value = 0; value < model.variables[v].values.size(); ++value) {
      literals.emplace_back(VariableId(v), static_cast<Value>(value));
    }
  }
  return literals;
}

/// Where each of the literals holds.
std::vector<BitVector> states_with(const StateSpace& space, std::span<const Literal> literals) {
  std::vector<Formula> formulas;
  for (const auto& [variable, value] : literals) formulas.push_back(Formula::literal(variable, value));
  std::vector<const Formula*> pointers;
  for (const Formula& f : formulas) pointers.push_back(&f);
  return evaluate(space, pointers);
}

/// A few literals at a time: their sets may not all fit in memory.
std::vector<Literal> common_literals(const Model& model, const StateSpace& space, const BitVector& set) {
  constexpr std::size_t at_a_time = 8;
  const std::vector<Literal> literals = literals_of(model);
  std::vector<Literal> common;
  for (std::size_t first = 0; first < literals.size(); first += at_a_time) {
    const auto some = std::span(literals).subspan(first, std::min(at_a_time, literals.size() - first));
    const std::vector<BitVector> holds = states_with(space, some);
    for (std::size_t k = 0; k < some.size(); ++k) {
      if (is_subset(set, holds[k]) && !holds[k].all()) common.push_back(some[k]);
    }
  }
  return common;
}

class PatternFinder {
 public:
  PatternFinder(const Model& model, const StateSpace& space, const BitVector& set)
      : set_(set), outside_(set), literals_(literals_of(model)), holds_(states_with(space, literals_)) {
    outside_.flip();
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
      const Losses losses = losses_of(kept, uncovered);
      std::size_t drop = kept.size();
      std::size_t drop_gain = 0;
      for (std::size_t k = 0; k < kept.size(); ++k) {
        if (losses.leaves_set[k] || losses.covers[k] <= drop_gain) continue;
        drop = k;
        drop_gain = losses.covers[k];
      }
      if (drop == kept.size()) {
        Pattern pattern;
        for (const std::size_t k : kept) pattern.literals.push_back(literals_[k]);
        pattern.count = losses.count;
        return {std::move(pattern), gain};
      }
      gain = drop_gain;
      kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(drop));
    }
  }

  /// What agrees with some literals, and what would if one of them were dropped: by literal, whether that has states
  /// outside the set, and how many uncovered ones.
  struct Losses {
    std::size_t count = 0;
    std::vector<bool> leaves_set;
    std::vector<std::size_t> covers;
  };
  [[nodiscard]] Losses losses_of(const std::vector<std::size_t>& kept, const BitVector& uncovered) const {
    Losses losses{0, std::vector<bool>(kept.size(), false), std::vector<std::size_t>(kept.size(), 0)};
    for (std::size_t w = 0; w < set_.words().size(); ++w) {
      std::uint64_t once = 0;  // states that disagree with a literal; with two of them
      std::uint64_t twice = 0;
      for (const std::size_t k : kept) {
        const std::uint64_t differs = ~holds_[k].words()[w];
        twice |= once & differs;
        once |= differs;
        if (~twice == 0) break;
      }
      if (~twice == 0) continue;
      const std::uint64_t outside = outside_.words()[w];
      losses.count += static_cast<std::size_t>(std::popcount(~once & (outside | set_.words()[w])));
      const std::uint64_t wanted = uncovered.words()[w];
      for (std::size_t k = 0; k < kept.size(); ++k) {
        const std::uint64_t without = ~once | (~twice & ~holds_[kept[k]].words()[w]);
        if ((without & outside) != 0) losses.leaves_set[k] = true;
        losses.covers[k] += static_cast<std::size_t>(std::popcount(without & wanted));
      }
    }
    return losses;
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
  summary.common = common_literals(model, space, set);
  // Widening one state costs about three passes for each pair of variables.
  const std::size_t variables = model.variables.size();
  const std::size_t seeds = most_work / (3 * variables * variables * (space.size() / 64 + 1));
  if (seeds == 0 || most_patterns == 0) return summary;
  const PatternFinder finder(model, space, set);
  most_patterns = std::min(most_patterns, seeds);
  const std::size_t seeds_each = std::min(most_seeds, seeds / most_patterns);
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
