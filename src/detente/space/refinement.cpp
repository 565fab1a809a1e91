// Reading the statements from the most important on, a statement splits each class in two: key = 2 * class + holds. As
// many statements as a table of keys has room for are appended in one pass; then the keys in use are numbered without
// gaps, in order. So any number of statements costs a few passes, and no states are sorted. A group of equally
// important statements is compared by how many of them hold: the binary digits of that number, most significant first,
// are appended one by one.
//
// For sums, states with the same sum so far are alike in all that follows. So the keys in use are numbered by the sums
// that they stand for, equal sums alike.

#include "detente/space/refinement.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "detente/space/refine_kernels.hpp"

namespace detente {

namespace {

constexpr std::size_t narrow_range = std::size_t{1} << 16;
constexpr std::size_t most_digits = 16;  // of one pass
constexpr std::size_t few_digits = 3;    // fewer are not worth a pass

/// The statements that digits name, each set of statements once, and the planes of the digits in one block.
class DigitPlanes {
 public:
  template <class Digits>
  DigitPlanes(const StateSpace& space, const Digits& digits)
      : formulas_(formulas_of(digits)), evaluator_(space, formulas_) {
    std::size_t next = 0;
    for (std::size_t d = 0; d < digits.size(); ++d) {
      if (d > 0 && digits[d].statements.data() == digits[d - 1].statements.data()) {
        at_.push_back({at_.back().first, at_.back().count, digits[d].bit});
        continue;
      }
      at_.push_back({next, digits[d].statements.size(), digits[d].bit});
      next += digits[d].statements.size();
    }
    planes_.resize(digits.size());
  }

  std::span<const Plane> of_block(std::size_t begin) {
    const std::span<const Plane> held = evaluator_.evaluate(begin);
    for (std::size_t d = 0; d < at_.size(); ++d) {
      if (at_[d].count == 1) {
        planes_[d] = held[at_[d].first];
        continue;
      }
      if (d == 0 || at_[d].first != at_[d - 1].first) count(held.subspan(at_[d].first, at_[d].count));
      planes_[d] = sum_[static_cast<std::size_t>(at_[d].bit)];
    }
    return planes_;
  }

 private:
  struct At {
    std::size_t first;
    std::size_t count;
    int bit;
  };

  static std::vector<const Formula*> formulas_of(const auto& digits) {
    std::vector<const Formula*> formulas;
    for (std::size_t d = 0; d < digits.size(); ++d) {
      if (d > 0 && digits[d].statements.data() == digits[d - 1].statements.data()) continue;
      for (const Statement& statement : digits[d].statements) formulas.push_back(&statement.formula);
    }
    return formulas;
  }

  /// How many of the sets hold each state, as a binary number: sum_[b] has its digit b.
  void count(std::span<const Plane> held) {
    sum_.assign(static_cast<std::size_t>(std::bit_width(held.size())), Plane{});
    for (const Plane& plane : held) {
      Plane carry = plane;
      for (Plane& digit : sum_) {
        for (std::size_t w = 0; w < block_words; ++w) {
          const std::uint64_t both = digit[w] & carry[w];
          digit[w] ^= carry[w];
          carry[w] = both;
        }
      }
    }
  }

  std::vector<const Formula*> formulas_;
  BlockEvaluator evaluator_;
  std::vector<At> at_;
  std::vector<Plane> planes_;
  std::vector<Plane> sum_;
};

}  // namespace

Refinement::Refinement(const StateSpace& space) : space_(space), narrow_(space.size(), 0) {}

void Refinement::by_order(std::span<const Level> order, const Control& control, Progress::Part* part) {
  std::vector<Digit> digits;
  for (const Level& level : order) {
    for (auto bit = static_cast<int>(std::bit_width(level.size())) - 1; bit >= 0; --bit) digits.push_back({level, bit});
  }
  split(digits, false, {.control = control, .part = part, .digits = digits.size()});
}

void Refinement::by_sums(std::span<const Statement> statements, const Control& control, Progress::Part* part) {
  std::vector<Digit> digits;
  for (std::size_t k = 0; k < statements.size(); ++k) digits.push_back({statements.subspan(k, 1), 0});
  split(digits, true, {.control = control, .part = part, .digits = digits.size()});
}

void Refinement::by_groups(std::span<const std::uint32_t> group_of, std::size_t groups) {
  std::vector<std::uint32_t> number(groups, 0);
  for (const std::uint32_t group : group_of) number[group] = 1;
  classes_ = 0;
  for (std::size_t k = groups; k-- > 0;) {
    const bool used = number[k] != 0;
    number[k] = static_cast<std::uint32_t>(classes_);
    classes_ += used ? 1 : 0;
  }
  wide_.resize(space_.size());
  std::ranges::transform(group_of, wide_.begin(), [&](std::uint32_t group) { return number[group]; });
  choose_width();
}

std::size_t Refinement::room(std::size_t range) const {
  return std::min<std::size_t>(most_digits, static_cast<std::size_t>(std::bit_width(range / classes_)) - 1);
}

void Refinement::split(std::span<const Digit> digits, bool by_sum, Watch watch) {
  while (!digits.empty() && !watch.control.stopped()) {
    if (wide_.empty() && room(narrow_range) < std::min(digits.size(), few_digits)) widen();
    const std::size_t here =
        std::min(digits.size(), room(wide_.empty() ? narrow_range : std::max(narrow_range, 2 * space_.size())));
    if (wide_.empty()) append(digits.first(here), by_sum, narrow_, watch);
    else append(digits.first(here), by_sum, wide_, watch);
    watch.before += here;
    digits = digits.subspan(here);
  }
  choose_width();
}

void Refinement::widen() {
  wide_.assign(narrow_.begin(), narrow_.end());
  narrow_ = LargeVector<std::uint16_t>();  // not {}, which keeps the memory
}

void Refinement::choose_width() {
  if (wide_.empty() && classes_ > most_narrow) widen();
  if (wide_.empty() || classes_ > most_narrow) return;
  narrow_.resize(wide_.size());
  std::ranges::transform(wide_, narrow_.begin(), [](std::uint32_t key) { return static_cast<std::uint16_t>(key); });
  wide_ = LargeVector<std::uint32_t>();
}

template <class Key>
void Refinement::append(std::span<const Digit> digits, bool by_sum, LargeVector<Key>& keys, const Watch& watch) {
  DigitPlanes planes(space_, digits);
  BitVector used(classes_ << digits.size());
  std::vector<std::uint8_t> seen(sizeof(Key) == 2 ? used.size() : 0);  // quicker to write than bits
  std::array<std::uint16_t, block_states> low;
  for (std::size_t begin = 0; begin < keys.size(); begin += block_states) {
    if (begin % (1024 * block_states) == 0 &&
        !watch.go_on(static_cast<double>(begin) / static_cast<double>(keys.size()), digits.size())) {
      return;
    }
    digits_of(planes.of_block(begin), low);
    const std::size_t end = std::min(begin + block_states, keys.size());
    for (std::size_t s = begin; s < end; ++s) {
      const auto key = static_cast<Key>(std::uint64_t{keys[s]} << digits.size() | low[s - begin]);
      keys[s] = key;
      if constexpr (sizeof(Key) == 2) seen[key] = 1;
      else used.set(key);
    }
  }
  if constexpr (sizeof(Key) == 2) {
    for (std::size_t key = 0; key < seen.size(); ++key) {
      if (seen[key] != 0) used.set(key);
    }
    const std::vector<std::uint32_t> numbers = number(used, digits, by_sum);
    std::vector<std::uint16_t> table(seen.size());
    std::size_t k = 0;
    used.for_each([&](std::size_t key) { table[key] = static_cast<std::uint16_t>(numbers[k++]); });
    for (Key& key : keys) key = table[key];
  } else {
    const std::vector<std::uint32_t> numbers = number(used, digits, by_sum);
    std::vector<std::uint32_t> before;
    std::uint32_t count = 0;
    for (const std::uint64_t word : used.words()) {
      before.push_back(count);
      count += static_cast<std::uint32_t>(std::popcount(word));
    }
    place_in_sets(used.words(), before, keys);
    if (by_sum) {
      for (Key& key : keys) key = numbers[key];
    }
  }
}

std::vector<std::uint32_t> Refinement::number(const BitVector& used, std::span<const Digit> digits, bool by_sum) {
  if (!by_sum) {
    classes_ = used.count();
    if (wide_.size() > 0) return {};  // the place among those in use is the number
    std::vector<std::uint32_t> numbers(classes_);
    std::iota(numbers.begin(), numbers.end(), 0U);
    return numbers;
  }
  std::vector<std::int64_t> sums;
  used.for_each([&](std::size_t key) {
    std::int64_t sum = sum_of_[key >> digits.size()];
    for (std::size_t d = 0; d < digits.size(); ++d) {
      if ((key >> (digits.size() - 1 - d) & 1) != 0) sum += digits[d].statements[0].weight.millionths;
    }
    sums.push_back(sum);
  });
  sum_of_ = sums;
  std::ranges::sort(sum_of_);
  const auto repeated = std::ranges::unique(sum_of_);
  sum_of_.erase(repeated.begin(), repeated.end());
  classes_ = sum_of_.size();
  std::vector<std::uint32_t> numbers;
  numbers.reserve(sums.size());
  for (const std::int64_t sum : sums) {
    numbers.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(sum_of_, sum) - sum_of_.begin()));
  }
  return numbers;
}

}  // namespace detente
